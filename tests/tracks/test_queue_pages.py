"""The pages of the queues and the first page: who may open them, what they count, and how much they ask."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from config import queues, review
from tests import factories as make
from tests.config import admin_pages as pages
from tests.config import api_routes as api
from tracks.models import Development

from .cited import cite
from .queue_pages import NOON, SLUGS, address, ago, refs

OWN = ("drafts", "review", "returned")
OF_ALL = tuple(slug for slug in SLUGS if slug not in OWN)
OF_PACKAGES = ("packages-failed", "profiles-unapproved")
MAY = {
    "reader": OF_ALL,
    "partner": OF_ALL,
    "administrator": (*OF_PACKAGES, *OF_ALL),
    "desk officer": ("drafts", "returned", *OF_ALL),
    "track lead": (*OF_PACKAGES, *SLUGS),
    "superuser": (*OF_PACKAGES, *SLUGS),
    "no role": (),
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON):
        yield


def one_more_of_each(author) -> None:
    """A row for each queue of a person who writes, and of one who reviews; everybody with a role sees the others."""
    clear = {"marking": "TLP:CLEAR"}
    for kind in (make.meeting, make.development, make.commitment_update, make.assessment):
        kind(created_by=author)
        back = kind(created_by=author, submitted=True)
        review.move(back, "return", by=make.superuser("other"), reason="Say more.")
        kind(submitted=True)
    meeting = make.meeting(approved=True, date_from=ago(90), **clear)
    make.commitment(meeting=meeting, made_on=ago(90), due_on=ago(1), **clear)
    cited = make.development(**clear)
    for publisher in ("A", "B"):
        cite(cited, publisher)
    make._review(cited, submitted=True, approved=True)
    weak = make.development(approved=True, **clear)
    old = {"approved": True, "as_of": ago(200), **clear}
    for observed in (cited, weak):
        make.assessment(condition=make.condition(**clear), rests_on=[{"development": observed}], **old)
    make.condition(**clear)
    make.development(reverses=cited, approved=True, **clear)


def counted(client: Client) -> dict[str, int]:
    """The queues on the first page with their numbers."""
    page = client.get(reverse("admin:index"))
    return {one["queue"].slug: one["count"] for one in page.context["queues"]}


def test_the_first_page_offers_each_role_its_queues_in_their_order_and_no_other_opens(db):
    for role, may in MAY.items():
        client = pages.signed_in(role)
        assert tuple(counted(client)) == may, role
        text = pages.text_of(client.get(reverse("admin:index")))
        for slug in (*OF_PACKAGES, *SLUGS):
            assert (f'href="{address(slug)}"' in text) == (slug in may), (role, slug)
            assert client.get(address(slug)).status_code == (200 if slug in may else 403), (role, slug)


def test_the_first_page_counts_the_rows_that_each_page_lists(db):
    desk, lead = pages.who("desk officer"), pages.who("track lead")
    for author in (desk, lead):
        one_more_of_each(author)
    hidden = make.meeting(approved=True, marking="TLP:RED")
    make.commitment(meeting=hidden, due_on=ago(1), marking="TLP:RED")
    make.condition(marking="TLP:RED")
    for role, may in MAY.items():
        client = pages.signed_in(role)
        numbers = counted(client)
        assert numbers == {slug: len(refs(client, slug)) for slug in may}, role
        own = {slug: number for slug, number in numbers.items() if slug in OWN and role != "superuser"}
        assert own == {slug: 8 if slug == "review" else 4 for slug in own}
        assert all(numbers[slug] == 2 for slug in ("overdue", "reversals") if slug in numbers), role


def test_a_queue_without_rows_says_so_and_stays_where_it_is(reader, browse):
    assert counted(browse(reader))["overdue"] == 0
    assert "Nothing waits here." in pages.text_of(browse(reader).get(address("overdue")))


def test_a_page_asks_as_much_for_five_rows_of_each_kind_as_for_one(db, monkeypatch):
    desk, lead = pages.who("desk officer"), pages.who("track lead")
    monkeypatch.setattr(queues, "PAGE_ROWS", 1000)
    asked = []
    for more in (1, 4):
        for _ in range(more):
            one_more_of_each(desk)
            one_more_of_each(lead)
        clients = {role: pages.signed_in(role) for role in ("track lead", "desk officer", "reader", "partner")}
        asked.append(
            {
                (role, where): pages.queries(client, where)
                for role, client in clients.items()
                for where in (reverse("admin:index"), *map(address, MAY[role]))
            }
        )
    assert asked[0] == asked[1]
    assert max(asked[1].values()) <= 30, asked[1]


def test_a_long_queue_goes_on_over_pages_and_kinds(desk, browse, monkeypatch):
    monkeypatch.setattr(queues, "PAGE_ROWS", 3)
    rows = [make.meeting(created_by=desk).pk for _ in range(4)] + [
        make.development(created_by=desk).pk for _ in range(3)
    ]
    listed = []
    for number, size in ((1, 3), (2, 3), (3, 1)):
        page = browse(desk).get(address("drafts"), {"p": number})
        shown = [entry.ref for section in page.context["sections"] for entry in section.entries]
        assert len(shown) == size
        listed += shown
    assert listed == rows
    assert "Meetings: 4" in pages.text_of(browse(desk).get(address("drafts"), {"p": 2}))


@pytest.mark.parametrize("page", ["0", "2", "-1", "two", "1e3", "٢", "9" * 500])
def test_a_page_that_is_not_there_leads_to_the_beginning_with_a_word(page, desk, browse):
    response = browse(desk).get(address("drafts"), {"p": page}, follow=True)
    assert response.redirect_chain == [(address("drafts"), 302)]
    assert "no such page" in pages.messages_of(response)


def test_nothing_is_written_there_and_nobody_unknown_reads_it(desk, browse, client):
    assert browse(desk).post(address("drafts")).status_code == 405
    assert browse(desk).get(address("no-such-queue")).status_code == 404
    answer = client.get(address("drafts"))
    assert (answer.status_code, answer["Location"].startswith(reverse("admin:login"))) == (302, True)


def test_what_is_hidden_from_a_reader_is_in_no_byte_of_any_queue(reader, partner, browse):
    def everything(user) -> list[str]:
        pages_of = [reverse("admin:index"), *map(address, OF_ALL)]
        texts = [pages.text_of(browse(user).get(where)) for where in pages_of]
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text) for text in texts]

    one_more_of_each(make.superuser("somebody"))
    before = [everything(user) for user in (reader, partner)]
    red = {"marking": "TLP:RED"}
    meeting = make.meeting(approved=True, **red)
    make.commitment(meeting=meeting, due_on=ago(1), **red)
    seen = Development.objects.filter(reversed_by__isnull=False).first()
    judged = {"condition": make.condition(**red), "rests_on": [{"development": seen}]}
    make.assessment(approved=True, as_of=ago(1), **judged, **red)
    make.assessment(condition=make.condition(**red), as_of=ago(300), approved=True, **red)
    make.development(reverses=seen, approved=True, **red)
    make.condition(**red)
    assert [everything(user) for user in (reader, partner)] == before


def test_the_rules_are_those_of_the_board_and_the_api(desk, browse, ask):
    one_more_of_each(desk)
    overdue = ask(desk).get(api.address("commitments"), {"overdue": "true"}).json()["results"]
    assert {row["ref"] for row in overdue} == set(refs(browse(desk), "overdue"))
    conditions = ask(desk).get(api.address("conditions"), {"page_size": 100}).json()["results"]
    assert {row["ref"] for row in conditions if row["stale"]} == set(refs(browse(desk), "stale"))
    assert {row["ref"] for row in conditions if row["stale"] is None} == set(refs(browse(desk), "never-assessed"))
