"""The lists' downloads: the rows that are shown or ticked, the same bytes as the report, for those who may."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.contrib.auth.models import Group, Permission

from config.exports import report_for
from config.models import User
from tests import factories as make
from tests.conftest import person
from tracks.models import Commitment, Development, Meeting

from . import admin_pages as pages
from .api_routes import golden_reader

BOM = "\ufeff".encode()


@pytest.fixture
def golden(db):
    return golden_reader()


def report_bytes(model, user, rows=None) -> bytes:
    """The report as its declaration writes it, as Excel opens it."""
    file = io.StringIO(newline="")
    report_for(model).write(file, user=User.objects.get(pk=user.pk), queryset=rows, bom=True)
    return file.getvalue().encode()


def body(response) -> bytes:
    assert response.status_code == 200, response.status_code
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(response.streaming_content)
    assert response["Content-Length"] == str(len(content))
    return content


def refs(content: bytes) -> list[str]:
    return [line["ref"] for line in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def test_the_link_beside_every_list_gives_the_bytes_of_the_report(golden):
    client = pages.signed_in(golden)
    for model in pages.KEPT:
        where = pages.address(model, "csv")
        assert 'href="csv/' in pages.text_of(client.get(pages.address(model))), model
        response = client.get(where)
        content = body(response)
        assert content.startswith(BOM), model
        assert content == report_bytes(model, golden), model
        assert content.count(b"\r\n") > 1, model
        name = f"{report_for(model).name}_{dt.datetime.now(dt.UTC).date()}.csv"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_ticked_rows_and_no_others_are_in_the_file(golden):
    client = pages.signed_in(golden)
    for model in pages.KEPT:
        keys = list(model._default_manager.visible_to(golden).standing().values_list("pk", flat=True)[:3])
        ticked = keys[::2]
        response = client.post(pages.address(model), {"action": "download_csv", "_selected_action": ticked})
        assert body(response) == report_bytes(model, golden, model._base_manager.filter(pk__in=ticked)), model


def test_the_file_holds_the_list_as_it_is_filtered_and_searched(desk, browse):
    for title, status in (("On banks", "held"), ("On banks again", "planned"), ("On wheat", "held")):
        make.meeting(title=title, status=status)
    client = browse(desk)
    page = client.get(pages.address(Meeting), {"q": "banks", "status": "held"})
    link = page.content.decode().partition('href="csv/')[2].partition('"')[0].replace("&amp;", "&")
    content = body(client.get(f"{pages.address(Meeting, 'csv')}{link}"))
    assert refs(content) == pages.shown(page)
    assert len(refs(content)) == 1
    make.commitment(text="Late.", due_on=make.DAY)
    make.commitment(text="Open.")
    assert len(refs(body(client.get(pages.address(Commitment, "csv"), {"state": "overdue"})))) == 1


def test_all_rows_are_ticked_across_the_pages_of_a_list(desk, browse, monkeypatch):
    made = {make.development().pk for _ in range(5)}
    monkeypatch.setattr(pages.ADMINS[Development], "list_per_page", 2)
    ticked = {"action": "download_csv", "_selected_action": sorted(made)[:2], "select_across": "1"}
    assert set(refs(body(browse(desk).post(pages.address(Development), ticked)))) == made
    assert set(refs(body(browse(desk).get(pages.address(Development, "csv"), {"p": "2"})))) == made


def test_withdrawn_rows_are_in_no_file_even_if_they_are_listed_and_ticked(desk, browse):
    row = make.organisation(withdrawn_reason="A double.")
    client = browse(desk)
    where = f"{pages.address(type(row))}?standing=no"
    assert row.pk in pages.shown(client.get(where))
    assert row.pk not in refs(body(client.get(f"{pages.address(type(row), 'csv')}?standing=no")))
    assert refs(body(client.post(where, {"action": "download_csv", "_selected_action": row.pk}))) == []


def test_a_formula_leaves_as_text_and_stays_as_it_was_typed_in_the_record(desk, browse):
    row = make.meeting(title="=1+1")
    content = body(browse(desk).get(pages.address(Meeting, "csv"))).decode()
    assert ",'=1+1," in content
    assert pages.filled_in(browse(desk).get(pages.address(Meeting, "change", row.pk)))["title"] == ["=1+1"]


def test_who_may_not_view_a_kind_of_record_gets_no_file_of_it(db, browse, outsider):
    make.meeting(marking="TLP:CLEAR", approved=True)
    narrow = person("narrow")
    narrow.groups.add(group := Group.objects.create(name="meetings only"))
    pages.clear(group, "TLP:AMBER+STRICT", sees_unapproved=True)
    group.permissions.add(Permission.objects.get(codename="view_meeting"))
    for model in pages.KEPT:
        for user in (outsider, narrow):
            expected = 200 if user is narrow and model is Meeting else 403
            answers = [
                browse(user).get(pages.address(model, "csv")),
                browse(user).get(pages.address(model, "csv"), {"nonsense": "1"} if expected == 403 else {}),
                browse(user).post(pages.address(model), {"action": "download_csv", "_selected_action": "x"}),
            ]
            assert [a.status_code for a in answers[:2]] == [expected] * 2, (model, user)
            assert answers[2].status_code == (302 if expected == 200 else 403), (model, user)
            for answer in answers:
                pages.text_of(answer)
