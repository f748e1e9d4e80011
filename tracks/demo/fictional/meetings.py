"""Fictional meetings: one held, with all its parts, and others in every state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from config import review
from tracks import actions
from tracks.models import Attendance, Commitment, Meeting, Point

from .. import Builder, condition, organisation, ref_of
from .mark import fiction


def build_held_meeting(build: Builder) -> Meeting:
    """A held meeting with points, answers and commitments by both sides."""
    day = dt.date(2026, 9, 15)
    key = "fiction:held"
    eu_rights = condition("EU five benchmarks, 2021-09-03", 2)
    points: list[dict[str, Any]] = [
        {
            "raised_by": "un",
            "speech_act": "raised",
            "text": fiction("Reopening of secondary schools for girls was raised."),
            "indicator_id": "girls-secondary-attendance",
            "condition": eu_rights,
            "answer": fiction("The question is with the leadership."),
            "answer_act": "deflected",
            "position": 1,
        },
        {
            "raised_by": "un",
            "speech_act": "requested",
            "text": fiction("Access of monitors to places of detention was requested."),
            "indicator_id": "prisoners-monitoring",
            "answer": fiction("A visit to one prison was agreed."),
            "answer_act": "agreed",
            "position": 2,
        },
        {
            "raised_by": "dfa",
            "speech_act": "requested",
            "text": fiction("A list of requirements for correspondent banking was asked for."),
            "indicator_id": "FX_AFN_USD",
            "answer": fiction("A list will be sent."),
            "answer_act": "agreed",
            "position": 3,
        },
    ]
    commitments: list[dict[str, Any]] = [
        {
            "ref": ref_of(Commitment, f"{key}:visit", year=2026),
            "made_by": organisation("dfa-interior"),
            "text": fiction("To admit monitors to one prison."),
            "due_on": dt.date(2026, 10, 15),
            "point_number": 2,
            "conditions": [eu_rights],
            "marking": "TLP:GREEN",
        },
        {
            "ref": ref_of(Commitment, f"{key}:list", year=2026),
            "made_by": organisation("unama"),
            "text": fiction("To send a list of requirements for correspondent banking."),
            "due_on": dt.date(2026, 10, 1),
            "point_number": 3,
            "marking": "TLP:GREEN",
        },
        {
            "ref": ref_of(Commitment, f"{key}:figures", year=2026),
            "made_by": organisation("dfa-finance"),
            "text": fiction("To publish revenue figures for the half-year."),
            "due_on": dt.date(2027, 1, 31),
            "marking": "TLP:AMBER",
        },
    ]

    def make(ref: str) -> Meeting:
        meeting = actions.log_meeting(
            by=build.desk,
            ref=ref,
            origin="fiction",
            title=fiction("Technical meeting on rights and banking"),
            status="held",
            format="in_person",
            level="technical",
            date_from=day,
            date_to=day + dt.timedelta(days=1),
            city="Kabul",
            country="AF",
            province_id="AF01",
            tone="businesslike",
            topics="girls' schools, detention, banking",
            summary=fiction("Both sides read prepared statements; an exchange followed on each point."),
            next_steps=fiction("A list is sent; a visit is prepared."),
            marking="TLP:GREEN",
            tracks=["rights-governance", "macroeconomics"],
            attendances=build.parts(
                Attendance,
                key,
                2026,
                [
                    {"side": "un", "organisation": organisation("unama"), "capacity": "head of section"},
                    {
                        "side": "dfa",
                        "person": build.made["person:muttaqi"],
                        "organisation": organisation("dfa-foreign"),
                    },
                    {"side": "dfa", "organisation": organisation("dfa-finance"), "capacity": "two directors"},
                ],
            ),
            points=build.parts(Point, key, 2026, points),
            commitments=commitments,
        )
        return build.approve(meeting)

    return build.once(Meeting, key, 2026, make)


def build_other_meetings(build: Builder, held: Meeting) -> None:
    """What was planned, refused, cancelled, drafted, submitted and returned; one RED, one AMBER+STRICT."""
    common = {"format": "in_person", "level": "technical", "country": "AF", "province_id": "AF01", "city": "Kabul"}
    rows: list[tuple[str, dict[str, Any]]] = [
        (
            "planned",
            {
                "title": "Follow-up on banking",
                "status": "planned",
                "date_from": dt.date(2026, 12, 8),
                "tracks": ["macroeconomics"],
                "follows": held,
            },
        ),
        (
            "refused",
            {
                "title": "Visit to a provincial education directorate",
                "status": "refused",
                "status_reason": fiction("The directorate said that Kabul had to decide."),
                "date_from": dt.date(2026, 8, 3),
                "tracks": ["rights-governance"],
                "city": "Kandahar",
                "province_id": "AF27",
            },
        ),
        (
            "cancelled",
            {
                "title": "Working group on water",
                "status": "cancelled",
                "status_reason": fiction("Flights were cancelled."),
                "date_from": dt.date(2026, 7, 1),
                "date_precision": "month",
                "tracks": ["agriculture-water-climate"],
            },
        ),
        (
            "red",
            {
                "title": "A contact that few may know of",
                "status": "held",
                "date_from": dt.date(2026, 10, 20),
                "tracks": ["detainees"],
                "marking": "TLP:RED",
                "readers": [build.lead],
            },
        ),
        (
            "strict",
            {
                "title": "Preparation with one organisation",
                "status": "held",
                "date_from": dt.date(2026, 10, 27),
                "tracks": ["health"],
                "marking": "TLP:AMBER+STRICT",
                "format": "video",
            },
        ),
        (
            "draft",
            {
                "title": "Notes to be written up",
                "status": "held",
                "date_from": dt.date(2026, 11, 17),
                "tracks": ["health"],
            },
        ),
        (
            "submitted",
            {
                "title": "Courtesy call",
                "status": "held",
                "routine": True,
                "date_from": dt.date(2026, 11, 11),
                "tracks": ["humanitarian"],
            },
        ),
        (
            "returned",
            {
                "title": "Telephone call on a clinic",
                "status": "held",
                "format": "telephone",
                "date_from": dt.date(2026, 11, 4),
                "tracks": ["health"],
            },
        ),
    ]
    for name, fields in rows:

        def make(ref: str, name: str = name, fields: dict[str, Any] = fields) -> Meeting:
            fields = common | fields
            fields["title"] = fiction(fields["title"])
            meeting = actions.log_meeting(by=build.desk, ref=ref, origin="fiction", **fields)
            if name in ("planned", "refused", "cancelled", "red", "strict"):
                build.approve(meeting)
            elif name != "draft":
                review.move(meeting, "submit", by=build.desk)
            if name == "returned":
                review.move(meeting, "return", by=build.lead, reason=fiction("Say who answered, and which clinic."))
            return meeting

        build.once(Meeting, f"fiction:{name}", 2026, make)
