"""Records for tests: each function makes a valid one, with what matters overridden.

They go through `full_clean` and `save`, like the forms. `approved=True` takes a reviewed
record through the workflow with two people, `submitted=True` to where the second one waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from config import review, seals
from config.models import User
from rights.models import Area, Indicator, Province, Provision, Reading, Source, Treaty
from tracks.models import (
    Assessment,
    Attendance,
    Benchmark,
    Citation,
    Commitment,
    CommitmentUpdate,
    Condition,
    Development,
    Evidence,
    Listing,
    Measure,
    Meeting,
    Organisation,
    Person,
    Point,
    Post,
    Step,
    Track,
)

DAY = dt.date(2024, 5, 19)


def superuser(name: str) -> User:
    user, _ = User.objects.get_or_create(username=name, defaults={"is_superuser": True, "is_staff": True})
    return user


_unsealed: list[bool] = []


@contextmanager
def unsealed(which: Any = seals.judgements, *, to_be_rolled_back: bool = False) -> Iterator[None]:
    """What is approved can be rewritten or taken away, as in no other place: for tests that set the scene.

    Where the transaction will be rolled back, that sets the seals again.
    """
    if _unsealed:  # Within another one, which sets them again.
        yield
        return
    _unsealed.append(True)
    seals.lift(connection, which)
    try:
        yield
    finally:
        _unsealed.clear()
    if not to_be_rolled_back:
        seals.fasten(connection, which)


def _make(model: Any, links: dict[str, Any], fields: dict[str, Any], defaults: dict[str, Any]) -> Any:
    submitted, approved = fields.pop("submitted", False), fields.pop("approved", False)
    readers, reader_groups = fields.pop("readers", ()), fields.pop("reader_groups", ())
    record = model(**defaults | fields)
    record.full_clean()
    record.save()
    for name, value in (links | {"readers": readers, "reader_groups": reader_groups}).items():
        if value:
            getattr(record, name).set(value)
    _review(record, submitted=submitted, approved=approved)
    return record


def _review(record: Any, *, submitted: bool, approved: bool) -> None:
    if not (submitted or approved):
        return
    author, second = superuser("factory-author"), superuser("factory-second")
    with _read_by(record, [author, second]):
        review.move(record, "submit", by=author)
        if approved:
            review.move(record, "approve", by=second)


@contextmanager
def _read_by(record: Any, people: list[User]) -> Iterator[None]:
    """The two who judge are named on what a judgement rests on, as in life, and taken off again."""
    concerned = []
    if isinstance(record, Assessment):
        subjects = [getattr(row, name) for row in record.evidence.all() for name in Evidence.SUBJECTS]
        concerned = [record, record.condition, *filter(None, subjects)]
        concerned += [row.meeting for row in concerned if isinstance(row, Commitment)]
    named = [(row, [p for p in people if p not in row.readers.all()]) for row in concerned if row.marking == "TLP:RED"]
    for row, added in named:
        row.readers.add(*added)
    yield
    for row, added in named:
        row.readers.remove(*added)


def province() -> Province:
    """One of the 34; there can be no other."""
    return Province.objects.get(pk="AF30")


def treaty(**fields: Any) -> Treaty:
    defaults = {"code": "A-TREATY", "name": "A treaty", "consented_on": DAY, "consent_mode": "accession"}
    return _make(Treaty, {}, fields, defaults)


def provision(**fields: Any) -> Provision:
    defaults: dict[str, Any] = {"code": "A-TREATY-1", "name": "Article 1", "article": "1"}
    if "treaty" not in fields:
        defaults["treaty"] = treaty()
    return _make(Provision, {}, fields, defaults)


def area(**fields: Any) -> Area:
    return _make(Area, {}, fields, {"code": "an-area", "name": "An area"})


def indicator(**fields: Any) -> Indicator:
    defaults = {"code": "an-indicator", "name": "An indicator", "kind": "outcome", "better": "higher"}
    return _make(Indicator, {}, fields, defaults | {"definition": "What is counted."})


def track(**fields: Any) -> Track:
    return _make(Track, {}, fields, {"code": "a-track", "name": "A track"})


def step(**fields: Any) -> Step:
    return _make(Step, {}, fields, {"code": "a-step", "name": "A step", "decided_by": "Each", "state": "considered"})


def organisation(**fields: Any) -> Organisation:
    defaults = {"name": "Ministry of Finance", "side": "dfa", "level": "national", "seat": "kabul"}
    return _make(Organisation, {}, fields, defaults)


def person(**fields: Any) -> Person:
    return _make(Person, {}, fields, {"name": "A. Person", "public_office": True})


def post(**fields: Any) -> Post:
    defaults = {"title": "Deputy minister"}
    if "person" not in fields:
        defaults["person"] = person()
    if "organisation" not in fields:
        defaults["organisation"] = organisation()
    return _make(Post, {}, fields, defaults)


def listing(**fields: Any) -> Listing:
    defaults: dict[str, Any] = {"sanctions_list": "un_1988", "list_reference": "TAi.999"}
    if "person" not in fields:
        defaults["person"] = person()
    return _make(Listing, {}, fields, defaults)


def source(**fields: Any) -> Source:
    return _make(Source, {}, fields, {"kind": "press", "publisher": "A newspaper"})


def reading(**fields: Any) -> Reading:
    defaults = {
        "indicator_id": "OPIUM_AREA",
        "period_from": dt.date(2024, 1, 1),
        "period_to": dt.date(2024, 12, 31),
        "value": "12800",
        "unit": "hectares",
        "qualifier": "estimate",
        "publisher": "UNODC",
    }
    return _make(Reading, {}, fields, defaults)


def meeting(*, tracks: Any = ("macroeconomics",), **fields: Any) -> Meeting:
    defaults = {
        "title": "A meeting in Doha",
        "status": "held",
        "format": "in_person",
        "level": "technical",
        "city": "Doha",
        "country": "QA",
        "date_from": DAY,
    }
    return _make(Meeting, {"tracks": tracks}, fields, defaults)


def attendance(**fields: Any) -> Attendance:
    defaults: dict[str, Any] = {"side": "dfa", "capacity": "" if "person" in fields else "senior officials"}
    if "meeting" not in fields:
        defaults["meeting"] = meeting()
    return _make(Attendance, {}, fields, defaults)


def point(**fields: Any) -> Point:
    defaults: dict[str, Any] = {"raised_by": "us", "speech_act": "raised", "text": "Banking channels."}
    if "meeting" not in fields:
        defaults["meeting"] = meeting()
    return _make(Point, {}, fields, defaults)


def commitment(*, conditions: Any = (), **fields: Any) -> Commitment:
    defaults: dict[str, Any] = {"text": "To publish the budget.", "made_on": DAY}
    if "meeting" not in fields:
        defaults["meeting"] = meeting()
    if "made_by" not in fields:
        defaults["made_by"] = organisation()
    return _make(Commitment, {"conditions": conditions}, fields, defaults)


def commitment_update(*, developments: Any = (), **fields: Any) -> CommitmentUpdate:
    defaults: dict[str, Any] = {"as_of": DAY, "state": "kept", "text": "Seen."}
    if "commitment" not in fields:
        defaults["commitment"] = commitment()
    return _make(CommitmentUpdate, {"developments": developments}, fields, defaults)


def development(*, tracks: Any = ("macroeconomics",), indicators: Any = (), provinces: Any = (), **fields: Any) -> Any:
    defaults = {
        "title": "Something was decreed",
        "date_from": DAY,
        "scope": "national",
        "direction": "no_change",
        "form": "decreed",
    }
    links = {"tracks": tracks, "indicators": indicators, "provinces": provinces}
    return _make(Development, links, fields, defaults)


def citation(**fields: Any) -> Citation:
    defaults: dict[str, Any] = {}
    if not set(Citation.SUBJECTS) & set(fields):
        defaults["development"] = development()
    if "source" not in fields:
        defaults["source"] = source()
    return _make(Citation, {}, fields, defaults)


def condition(*, steps: Any = ("recognition",), **fields: Any) -> Condition:
    defaults: dict[str, Any] = {"text": "Girls attend secondary school.", "kind": "continuous"}
    if "set_by" not in fields:
        defaults["set_by"] = organisation(name="European Union", side="partner", seat="abroad", country="BE")
    return _make(Condition, {"steps": steps}, fields, defaults)


def benchmark(**fields: Any) -> Benchmark:
    defaults: dict[str, Any] = {"text": "Schools are open in every province."}
    if "condition" not in fields:
        defaults["condition"] = condition()
    return _make(Benchmark, {}, fields, defaults)


def measure(*, steps: Any = ("recognition",), developments: Any = (), **fields: Any) -> Measure:
    defaults = {"title": "A licence", "instrument": "licence", "effect": "eased", "date_from": DAY}
    return _make(Measure, {"steps": steps, "developments": developments}, fields, defaults)


def assessment(*, rests_on: Any = (), submitted: bool = False, approved: bool = False, **fields: Any) -> Assessment:
    """`rests_on` holds the fields of each piece of evidence; one is made if it is empty and a review needs it.

    It replaces what was approved for the same day, and overrules what would follow from the states.
    """
    defaults: dict[str, Any] = {
        "as_of": DAY,
        "state": "limited",
        "change": "none",
        "change_note": "As the test has it.",
        "confidence": "low",
        "justification": "Little was seen.",
    }
    if "condition" not in fields:
        defaults["condition"] = condition()
    for_the_day = Assessment(**{name: (defaults | fields)[name] for name in ("condition", "as_of")})
    defaults["supersedes"] = for_the_day.approved_before(superuser("factory-second"), as_of=for_the_day.as_of)
    judged = _make(Assessment, {}, fields, defaults)
    for piece in rests_on or [{}] * (submitted or approved):
        evidence(assessment=judged, **piece)
    _review(judged, submitted=submitted, approved=approved)
    return judged


def evidence(**fields: Any) -> Evidence:
    defaults: dict[str, Any] = {"stance": "supports"}
    if "assessment" not in fields:
        defaults["assessment"] = assessment()
    if not set(Evidence.SUBJECTS) & set(fields):
        defaults["development"] = development()
    return _make(Evidence, {}, fields, defaults)
