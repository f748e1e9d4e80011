"""Whatever is typed or sent: stored as it was typed or refused with the field named, and never an error page."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from rights.models import Source
from tests import factories as make
from tracks.models import Development, Meeting, Person, Track

from . import admin_pages as pages

WHAT = {
    "title": "Something was decreed",
    "date_from": "2024-05-19",
    "date_precision": "day",
    "scope": "national",
    "direction": "no_change",
    "form": "decreed",
    "tracks": ["macroeconomics"],
    "marking": "TLP:GREEN",
}
ADD = pages.address(Development, "add")
GARBAGE = ("\x00", "<script>alert(1)</script>", "‮\u0301", "x" * 5000, "-1", "9" * 40, "´")


@pytest.fixture
def client(desk, browse):
    return browse(desk)


# --- Text ---------------------------------------------------------------------------------

TEXTS = {
    "a formula": '=HYPERLINK("https://example.org","click")',
    "right to left with marks": "‮مسؤول‬ محمّد نَظیفه",
    "combining letters": "e\u0301 a\u0308 q\u0307\u0323",
    "characters beyond the first plane": "\U0001f3db \U00010d00 👩🏽‍🏫",
    "markup": "<b onmouseover=alert(1)>&amp; {{ csrf_token }} {% debug %}",
    "quotes": "'\"“”«»`\\",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_stored_and_shown_as_it_was_typed(text, client):
    response = pages.submit(client, ADD, **(WHAT | {"title": text, "narrative": text}))
    assert response.status_code == 302, pages.refusals(response)
    kept = Development.objects.get()
    assert (kept.title, kept.narrative) == (text, text)
    where = pages.address(Development, "change", kept.pk)
    assert pages.filled_in(client.get(where))["title"] == [text]
    for page in (where, pages.address(Development), pages.address(Development, "history", kept.pk)):
        assert "<b onmouseover" not in pages.text_of(client.get(page))
    assert pages.submit(client, where).status_code == 302
    kept.refresh_from_db()
    assert (kept.title, kept.narrative) == (text, text)


def test_a_narrative_of_ten_thousand_words_comes_back_whole(client):
    narrative = "\r\n".join(f"Line {n} of a long account, مکتب." for n in range(1700))
    assert len(narrative.split()) > 10_000
    response = pages.submit(client, ADD, **(WHAT | {"narrative": narrative}))
    assert response.status_code == 302, pages.refusals(response)
    kept = Development.objects.get()
    assert kept.narrative == narrative
    shown = pages.filled_in(client.get(pages.address(Development, "change", kept.pk)))["narrative"]
    assert shown[0].split() == narrative.split()


def test_text_too_long_for_its_field_is_refused_with_the_length_named(client):
    response = pages.submit(client, ADD, **(WHAT | {"title": "x" * 301}))
    assert "at most 300 characters (it has 301)" in str(pages.refusals(response)["title"])


def test_an_address_without_its_beginning_is_taken_for_a_secure_one(client):
    source = {
        "kind": "press",
        "publisher": "A paper",
        "url": "example.org/a",
        "reliability": "B",
        "marking": "TLP:GREEN",
    }
    response = pages.submit(client, pages.address(Source, "add"), **source)
    assert response.status_code == 302, pages.refusals(response)
    assert Source.objects.get(publisher="A paper").url == "https://example.org/a"


# --- Dates --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "03/04/25",
        "2024-02-31",
        "0000-01-01",
        "31.12.2024",
        "12-31-2024",
        "10000-01-01",
        "yesterday",
        "2024",
        "۲۰۲۴-۰۵-۱۹x",
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused_in_words_that_say_how_to_write_one(typed, client):
    response = pages.submit(client, ADD, **(WHAT | {"date_from": typed}))
    said = pages.refusals(response)
    assert said == {"date_from": ["This is no date. Write it as 2024-05-19 or 19 May 2024."]}
    assert Development.objects.count() == 0
    assert pages.filled_in(response)["date_from"] == [typed]


@pytest.mark.parametrize("typed", ["2024-05-19", "19 May 2024", "19 may 2024"])
def test_a_date_is_typed_year_first_or_with_its_month_in_words(typed, client):
    assert pages.submit(client, ADD, **(WHAT | {"date_from": typed})).status_code == 302
    assert Development.objects.get().date_from == make.DAY


# --- What no form would send --------------------------------------------------------------


def add_forms():
    """(model, a client who may add a row, the fields of the empty form, the names of those that are filled in)."""
    clients = [pages.signed_in(role) for role in ("desk officer", "administrator")]
    for model in pages.KEPT:
        for client in clients:
            page = client.get(pages.address(model, "add"))
            if page.status_code == 200:
                links = {
                    f.name for f in [*model._meta.fields, *model._meta.many_to_many] if f.related_model and f.editable
                }
                empty = pages.filled_in(page)
                names = {n for n in empty if not n.endswith("_FORMS") and n != "csrfmiddlewaretoken"}
                yield model, client, empty, sorted(names | links)


def test_nul_is_refused_with_every_field_named_that_holds_it(db):
    for model, client, empty, names in add_forms():
        said = pages.refusals(client.post(pages.address(model, "add"), empty | dict.fromkeys(names, "A\x00B")))
        typed = [f for f in model._meta.fields if f.get_internal_type() in ("CharField", "TextField")]
        texts = {f.name for f in typed if not f.choices}
        assert texts & set(names) <= set(said), model


def test_garbage_in_every_field_of_every_form_is_answered_with_the_form(db):
    forms = list(add_forms())
    assert {model for model, *_ in forms} == set(pages.KEPT)
    before = pages.counts()
    for model, client, empty, names in forms:
        for turn in range(3):
            sent = {name: [GARBAGE[(n + 2 * turn) % len(GARBAGE)]] * 2 for n, name in enumerate(names)}
            response = client.post(pages.address(model, "add"), empty | sent)
            assert response.status_code == 200, (model, turn)
            assert set(pages.refusals(response)) & set(names), (model, turn)
    assert pages.counts() == before


def test_garbage_about_the_rows_of_a_form_is_answered_with_the_form(client):
    where = pages.address(Meeting, "add")
    for total, initial in (("x", "0"), ("-1", "0"), ("", ""), ("1", "7"), ("9" * 30, "0")):
        rows = {"points-TOTAL_FORMS": total, "points-INITIAL_FORMS": initial, "points-0-ref": "nonsense"}
        response = client.post(where, rows | {"title": "T"})
        assert response.status_code == 200, (total, initial)
    assert "Please submit at most 400 forms." in pages.refusals(response)["points"]
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    "query",
    ["_popup=1", "_popup=nonsense", "_to_field=nonsense", "_to_field=ref&_popup=1", "_changelist_filters=%ff%00"[:21]],
)
def test_garbage_of_the_admins_own_parameters_is_answered(query, client):
    person = make.person()
    for where in (pages.address(Person), pages.address(Person, "add"), pages.address(Person, "change", person.pk)):
        response = client.get(f"{where}?{query}", follow=True)
        assert response.status_code in (200, 400), where


def test_an_action_that_is_none_or_ticks_nonsense_is_answered(client):
    person = make.person()
    for data in (
        {"action": "burn", "_selected_action": person.pk},
        {"action": "download_csv"},
        {"action": "download_csv", "_selected_action": "nonsense"},
        {"action": "download_csv", "_selected_action": [person.pk, "\x00", "PER-1999-ZZZZ"], "index": "x"},
        {"action": "delete_selected", "_selected_action": person.pk, "post": "yes"},
    ):
        response = client.post(pages.address(Person), data, follow=True)
        assert response.status_code == 200, data
        pages.text_of(response)
    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize(
    "key", ["nonsense", "MTG-2024-000O", "x" * 3000, "MTG-2024-AAAA/../..", "_3A_2F", "‮نام", "MTG-2024-AAAA%0A"]
)
def test_an_address_of_nothing_is_404_on_every_page(key, client):
    for page in ("change", "history", "delete"):
        assert client.get(pages.address(Meeting, page, key)).status_code == 404
        assert client.post(pages.address(Meeting, page, key), {"post": "yes"}).status_code == 404
    assert client.get(pages.address(Track, "change", key)).status_code == 404


def test_no_address_tells_whether_a_key_is_one(client):
    """Django's own address for public pages answers any key of any kind; here is no such page."""
    kind = ContentType.objects.get_for_model(Meeting)
    for key in (make.meeting(marking="TLP:RED").pk, make.meeting().pk, "MTG-1999-ZZZZ", "nonsense"):
        assert client.get(f"/admin/r/{kind.pk}/{key}/").status_code == 404


def test_a_picker_that_is_asked_nonsense_answers_403_or_nothing(client):
    good = {"app_label": "tracks", "model_name": "attendance", "field_name": "person"}
    where = reverse("admin:autocomplete")
    assert client.get(where, good).status_code == 200
    for name in good:
        assert client.get(where, good | {name: "nonsense"}).status_code == 403
        assert client.get(where, {k: v for k, v in good.items() if k != name}).status_code == 403
    for field in ("capacity", "ref", "created_by"):
        answer = client.get(where, good | {"field_name": field})
        assert answer.status_code in (200, 403), field
    for page in ("0", "-1", "x", "9" * 30):
        assert client.get(where, good | {"page": page}).status_code == 404
    for term in ("x" * 5000, "%", "‮", "'"):
        assert client.get(where, good | {"term": term}).json()["results"] == []


def test_colleagues_are_picked_by_those_who_log_and_by_nobody_else(client, browse, reader, partner, outsider):
    where = reverse("admin:autocomplete")
    query = {"app_label": "tracks", "model_name": "meeting", "field_name": "readers", "term": "reader"}
    assert [row["text"] for row in client.get(where, query).json()["results"]] == ["reader"]
    groups = client.get(where, query | {"field_name": "reader_groups", "term": "partner"})
    assert [row["text"] for row in groups.json()["results"]] == ["partner"]
    for user in (reader, partner, outsider):
        assert browse(user).get(where, query).status_code == 403
    assert client.get(where, query | {"model_name": "track", "field_name": "lead"}).status_code == 403
