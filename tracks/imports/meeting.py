"""Meetings, who attended them, and the points that were put, from files."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from config.imports.columns import Column
from config.imports.kinds import Kind
from config.imports.targets import name_by, seen

from ..actions import post_held
from ..models import Attendance, Meeting, Point, Post
from ..models.meeting import LISTED_ALREADY
from .shared import AT_RISK, DERIVED, WHEN, on_the_same_days, same_day_and_words

name_by(Post)


def _listed_already(row: Any, run: Any) -> None:
    """A person is seen at a meeting once, as the form has it."""
    own = row.instance
    if not own.person_id or row.problems:
        return
    place = run.state.setdefault("listed", {}).setdefault((own.meeting_id, own.person_id), row.place)
    others = seen(Attendance, run.user).standing().filter(meeting=own.meeting_id, person=own.person_id)
    if place != row.place or others.exclude(pk=own.pk).exists():
        row.refuse("person", LISTED_ALREADY)


def _post_of_the_day(row: Any, run: Any) -> None:
    """The post held on the day is found by itself, unless the file has a column for it."""
    own = row.instance
    if row.is_new and own.person_id and own.meeting_id and "post" not in run.names and not row.problems:
        own.post = post_held(own.person, own.meeting.date_from, by=run.user)


def _next_position(row: Any, run: Any) -> None:
    """Points come in the order of the file, after those that are there."""
    own = row.instance
    if not row.is_new or not own.meeting_id or "position" in row:
        return
    last = run.state.setdefault("positions", {})
    if own.meeting_id not in last:
        there = Point._base_manager.filter(meeting=own.meeting_id).aggregate(last=Max("position"))["last"]
        last[own.meeting_id] = there or 0
    last[own.meeting_id] += 1
    own.position = last[own.meeting_id]


KINDS = (
    Kind(
        "meetings",
        Meeting,
        (
            Column("ref", also=("reference", "meeting_id")),
            *WHEN,
            Column("title"),
            Column("status"),
            Column("status_reason"),
            Column("tracks", also=("track", "track_code")),
            Column("format"),
            Column("level"),
            Column("city"),
            Column("country"),
            Column("province", also=("admin1", "admin1_pcode", "p_code", "pcode")),
            Column("tone"),
            Column("public"),
            Column("chatham_house"),
            Column("routine"),
            Column("topics"),
            Column("summary"),
            Column("next_steps"),
            Column("follows"),
            Column("marking", also=("tlp",)),
        ),
        natural=("date_from", "title", "date_precision"),
        found_by=("date_from", "title"),
        derived=DERIVED,
        at_risk=AT_RISK,
        hint=same_day_and_words,
        hinted=on_the_same_days,
    ),
    Kind(
        "attendances",
        Attendance,
        (
            Column("ref", also=("reference",)),
            Column("meeting"),
            Column("side"),
            Column("person"),
            Column("organisation"),
            Column("post"),
            Column("capacity", also=("role",)),
        ),
        natural=("meeting", "side", "person", "organisation", "capacity"),
        found_by=("meeting",),
        derived=frozenset(["created_at", "updated_at"]),
        owners=("meeting",),
        fixed=("meeting",),
        at_risk=AT_RISK,
        check=_listed_already,
        goes_with={"post": "person"},
        complete=_post_of_the_day,
    ),
    Kind(
        "points",
        Point,
        (
            Column("ref", also=("reference",)),
            Column("meeting"),
            Column("position"),
            Column("raised_by"),
            Column("speech_act"),
            Column("text", also=("point",)),
            Column("indicator", also=("indicator_code",)),
            Column("condition"),
            Column("answer"),
            Column("answer_act"),
        ),
        natural=("meeting", "raised_by", "text"),
        found_by=("meeting",),
        derived=frozenset(["created_at", "updated_at"]),
        owners=("meeting",),
        fixed=("meeting",),
        at_risk=AT_RISK,
        complete=_next_position,
    ),
)
