"""The pages that explain the API: for who signs in, true, and without a script."""

from __future__ import annotations

import html
import re

import pytest
from django.conf import settings
from django.test import Client

from config.api.docs import document
from config.api.routes import ROUTES
from config.exports import report_for
from config.models import Token
from tests.conftest import person

from . import api_routes as api

DOCS = f"{api.ROOT}docs/"


@pytest.fixture
def pages(db, browse, reader) -> dict[str, str]:
    """Every page of the docs as a reader gets it, by its address."""
    client = browse(reader)
    addresses = [DOCS, *(f"{DOCS}{route}/" for route in api.NAMES)]
    return {address: client.get(address).content.decode() for address in addresses}


def test_they_are_for_who_signs_in(client, db):
    for address in (DOCS, f"{DOCS}meetings/", f"{DOCS}nothing/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={address}")


def test_they_show_every_endpoint_that_the_reader_may_view_and_no_other(pages, browse, outsider):
    for route in api.NAMES:
        assert f'href="{DOCS}{route}/"' in pages[DOCS]
    nothing = browse(outsider).get(DOCS).content.decode()
    assert "no list is open to you" in nothing
    assert [route for route in api.NAMES if f"{DOCS}{route}/" in nothing] == []
    for route in ("meetings", "nothing"):
        assert browse(outsider).get(f"{DOCS}{route}/").status_code == 404


def test_a_page_names_every_parameter_field_and_csv_column_of_its_endpoint(pages):
    for route, viewset in ROUTES.items():
        page = pages[f"{DOCS}{route}/"]
        columns = [column.heading for column in report_for(viewset.model).resolved()]
        for name in (*api.accepted_names(route), *viewset.serializer_class.Meta.fields, *columns):
            assert f"<code>{name}</code>" in page, f"{route}: {name}"
        assert html.escape(" ".join(viewset.__doc__.split())) in page


def test_the_fields_of_nested_rows_stand_under_their_parent(pages):
    page = pages[f"{DOCS}meetings/"]
    for name in ("attendances[].person.ref", "points[].speech_act", "citations[].source.reliability", "province.code"):
        assert f"<code>{name}</code>" in page


def test_codes_are_shown_with_their_labels_and_no_markup_of_the_document_is_left(pages):
    assert re.search(r"<code>TLP:AMBER\+STRICT</code> TLP:AMBER\+STRICT", pages[f"{DOCS}meetings/"])
    assert re.search(r"<code>B</code> B – usually reliable", pages[f"{DOCS}sources/"])
    assert "<code>true</code> adds the number of all rows" in pages[f"{DOCS}meetings/"]
    for address, page in pages.items():
        assert "`" not in page, address
        assert "None" not in re.sub(r"<[^>]*>", "", page), address


def test_no_page_holds_a_script_or_a_style_and_the_policy_forbids_them(pages, browse, reader):
    for address, page in pages.items():
        for forbidden in (
            r"<script",
            r"<style",
            r"\sstyle=",
            r"\son\w+=",
            r"javascript:",
            r'(src|href)="(https?:)?//(?!testserver/)',
        ):
            assert re.search(forbidden, page, re.IGNORECASE) is None, f"{address}: {forbidden}"
    policy = browse(reader).get(DOCS)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "'none'" in str(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["default-src"])


def test_every_page_has_one_heading_a_title_a_language_and_named_regions(pages):
    for route, page in pages.items():
        assert len(re.findall(r"<h1[ >]", page)) == 1, route
        assert '<html lang="en-gb">' in page
        assert re.search(r"<title>[^<]+ – Engagement Tracks</title>", page)
        assert page.count('role="region"') == len(re.findall(r'role="region" aria-label="[\w: ]+" tabindex="0"', page))
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_every_example_address_works_with_a_token(pages, reader):
    client = Client(headers={"Authorization": f"Token {Token.objects.create(reader, purpose='Test')[1]}"})
    examples = {
        html.unescape(found)
        for page in pages.values()
        for block in re.findall(r"<pre>.*?</pre>", page, re.DOTALL)
        for found in re.findall(r"http://testserver(/[^\s<]*?)(?:&quot;|\"|\s|<)", block)
    }
    assert len(examples) >= 2 * len(api.NAMES)
    for address in examples:
        response = client.get(address)
        assert response.status_code == 200, address
        api.body(response)
    for value in re.findall(r"--data-urlencode \"(\w+=[^\"]+)\"", html.unescape(pages[DOCS])):
        name, _, text = value.partition("=")
        assert client.get(api.address("meetings"), {name: text}).status_code == 200


def test_every_link_leads_somewhere(pages, browse, reader):
    client = browse(reader)
    links = {html.unescape(link) for page in pages.values() for link in re.findall(r'href="([^"#][^"]*)"', page)}
    for link in links - {"data:,"}:
        path = link.removeprefix("http://testserver")
        if not path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            assert client.get(path).status_code == 200, link


def test_what_the_first_page_says_of_lists_holds(pages):
    said = set(re.findall(r"<code>(\w+)=", pages[DOCS]))
    known = {p["name"] for path in document()["paths"].values() for p in path["get"].get("parameters", ())}
    assert said <= known
    assert {"track", "count", "format", "bom"} <= said


def test_a_text_with_markup_is_shown_as_text(db, browse, monkeypatch, reader):
    monkeypatch.setattr(ROUTES["tracks"], "__doc__", "<b>Tracks</b> & lines")
    assert "&lt;b&gt;Tracks&lt;/b&gt; &amp; lines" in browse(reader).get(DOCS).content.decode()


def test_a_role_that_may_view_one_kind_sees_one_page(db, browse):
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="a narrow role")
    group.permissions.add(Permission.objects.get(codename="view_track"))
    user = person("narrow")
    user.groups.add(group)
    client = browse(user)
    opened = [route for route in api.NAMES if client.get(f"{DOCS}{route}/").status_code == 200]
    assert opened == ["tracks"]
    assert [route for route in api.NAMES if f'"{DOCS}{route}/"' in client.get(DOCS).content.decode()] == ["tracks"]
