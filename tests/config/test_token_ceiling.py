"""A token opens nothing above its ceiling, whatever its user may see, has written or is named on."""

from __future__ import annotations

import pytest
from django.test import Client

from config.models import Clearance, Token
from config.visibility import Access
from tests import factories as make

MARKINGS = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]


def client_of(user, ceiling: str) -> Client:
    text = Token.objects.create(user, purpose="Test", ceiling=ceiling)[1]
    return Client(headers={"Authorization": f"Token {text}"})


@pytest.fixture
def meetings(desk):
    """A meeting of each marking that the desk officer wrote, each with somebody present."""
    made = {m: make.meeting(title=m, marking=m, created_by=desk, readers=[desk], approved=True) for m in MARKINGS}
    for meeting in made.values():
        make.attendance(meeting=meeting, capacity=meeting.title)
    return made


@pytest.mark.parametrize("ceiling", MARKINGS[:-1])
def test_lists_records_parts_and_files_end_at_the_ceiling_for_the_author_too(desk, meetings, ceiling):
    client = client_of(desk, ceiling)
    opened = MARKINGS[: MARKINGS.index(ceiling) + 1]
    listed = client.get("/api/v1/meetings/", {"count": "true"}).json()
    assert sorted(row["title"] for row in listed["results"]) == sorted(opened)
    assert listed["count"] == len(opened)
    for marking, meeting in meetings.items():
        found = client.get(f"/api/v1/meetings/{meeting.pk}/").status_code
        assert found == (200 if marking in opened else 404), marking
    for address in ("/api/v1/attendances/", "/api/v1/attendances/?format=csv", "/api/v1/meetings/?format=csv"):
        response = client.get(address)
        text = response.getvalue().decode()
        for marking in MARKINGS:
            assert (f'"{marking}"' in text or f",{marking}," in text) == (marking in opened), (address, marking)


def test_the_ceiling_is_never_above_the_users_when_their_clearance_is_taken_down(reader):
    make.meeting(title="Green", marking="TLP:GREEN", approved=True)
    client = client_of(reader, "TLP:AMBER+STRICT")
    assert len(client.get("/api/v1/meetings/").json()["results"]) == 1
    Clearance.objects.filter(group__name="reader").update(ceiling="TLP:CLEAR")
    assert client.get("/api/v1/meetings/").json()["results"] == []


def test_a_limit_is_only_ever_lowered():
    access = Access(ceiling="TLP:AMBER").limited_to("TLP:GREEN").limited_to("TLP:AMBER")
    assert (access.ceiling, access.limit) == ("TLP:GREEN", "TLP:GREEN")


def test_a_file_read_by_token_says_what_the_token_may_see_not_what_its_user_may(desk, meetings):
    lines = client_of(desk, "TLP:GREEN").get("/api/v1/meetings/?format=csv").getvalue().decode().splitlines()
    assert len(lines) == 1 + 2
