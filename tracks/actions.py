"""Writes that touch more than one row: logging a meeting, a development, an assessment.

Each is one transaction, acts for a person (`by`), validates every row before it is saved,
and takes only keywords. `ref` and `origin` are for rows that come from files. Raises
ValidationError that names the row (“attendances 2”) and the field.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

from config.models import User
from rights.models import Reading, Source

from .independence import ALONE, behind
from .models import (
    Assessment,
    Attendance,
    Citation,
    Commitment,
    CommitmentUpdate,
    Development,
    Evidence,
    Listing,
    Measure,
    Meeting,
    Organisation,
    Person,
    Point,
    Post,
)

Rows = Iterable[Mapping[str, Any]]


def add(model: type[models.Model], *, by: User | None, **fields: Any) -> Any:
    """One validated row, with its author and its many-to-many links (rows, or their keys)."""
    links = {f.name: _found(f, fields.pop(f.name)) for f in model._meta.many_to_many if f.name in fields}
    row: Any = model(created_by=by, updated_by=by, **fields)
    row._history_user = by
    try:
        # The database judges the constraints as it saves; to ask it about each one first takes twice as many queries.
        with transaction.atomic():
            row.full_clean(validate_constraints=False)
            row.save()
    except (ValidationError, IntegrityError):
        row.full_clean()  # Says in words all that is wrong.
        raise
    for name, targets in links.items():
        if targets:
            getattr(row, name).set(targets)
    return row


def _found(link: models.ManyToManyField, targets: Iterable[Any]) -> list[Any]:
    """The targets of a link. A key without a row is refused here: a database would tell it only at the end."""
    targets = list(targets)
    keys = {target for target in targets if not isinstance(target, models.Model)}
    model = link.remote_field.model
    missing = keys and keys - set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
    if missing:
        kind = model._meta.verbose_name
        raise ValidationError({link.name: [f"There is no {kind} “{key}”." for key in sorted(missing)]})
    return targets


def _add_parts(model: type[models.Model], rows: Rows, *, by: User | None, what: str, **owner: Any) -> list[Any]:
    parts = []
    for number, fields in enumerate(rows, start=1):
        try:
            parts.append(add(model, by=by, **owner, **fields))
        except ValidationError as error:
            raise ValidationError(
                [
                    f"{what} {number}: {text}" if name == NON_FIELD_ERRORS else f"{what} {number}, {name}: {text}"
                    for name, texts in error.message_dict.items()
                    for text in texts
                ]
            ) from error
    return parts


def _add_citations(record: Any, rows: Rows, *, by: User | None, **owner: Any) -> None:
    """The citations of a record, weighed together: one graded 1 needs a second independent source."""
    _add_parts(Citation, rows, by=by, what="citations", **owner)
    if behind(record, by).stands_alone:
        raise ValidationError([f"citations: {ALONE}"])


def post_held(person: Person, on: dt.date, *, by: Any) -> Post | None:
    """The post that the person held on a day, if exactly one fits of those that `by` sees."""
    known: Any = Post.objects.all() if by is None else Post.objects.visible_to(by)
    posts = known.standing().filter(person=person).exclude(held_from__gt=on).exclude(held_to__lt=on)[:2]
    return posts[0] if len(posts) == 1 else None


@transaction.atomic
def log_person(*, by: User | None, posts: Rows = (), listings: Rows = (), **fields: Any) -> Person:
    """A person with the posts they held and their entries on sanctions lists."""
    person = add(Person, by=by, **fields)
    _add_parts(Post, posts, by=by, what="posts", person=person)
    _add_parts(Listing, listings, by=by, what="listings", person=person)
    return person


@transaction.atomic
def log_meeting(
    *,
    by: User,
    tracks: Iterable[Any],
    attendances: Rows = (),
    points: Rows = (),
    commitments: Rows = (),
    citations: Rows = (),
    **fields: Any,
) -> Meeting:
    """A meeting with who attended, the points made, the commitments given and its citations.

    An attendance without a post gets the one that the person held that day. A commitment may
    name its point by its number in `points` (`point_number`, from 1).
    """
    tracks = list(tracks)
    if not tracks:
        raise ValidationError({"tracks": "Name at least one track that the meeting touched."})
    meeting = add(Meeting, by=by, tracks=tracks, **fields)
    attended = (_with_post(row, meeting.date_from, by=by) for row in attendances)
    _add_parts(Attendance, attended, by=by, what="attendances", meeting=meeting)
    made = _add_parts(Point, points, by=by, what="points", meeting=meeting)
    given = (_with_point(number, row, made) for number, row in enumerate(commitments, start=1))
    dated = ({"made_on": meeting.date_from, **row} for row in given)
    _add_parts(Commitment, dated, by=by, what="commitments", meeting=meeting)
    _add_citations(meeting, citations, by=by, meeting=meeting)
    return meeting


def _with_post(attendance: Mapping[str, Any], on: dt.date, *, by: User) -> Mapping[str, Any]:
    """The attendance with the post that its person held on the day, if it names none."""
    if attendance.get("person") and not attendance.get("post"):
        return {**attendance, "post": post_held(attendance["person"], on, by=by)}
    return attendance


def _with_point(row: int, commitment: Mapping[str, Any], points: list[Point]) -> Mapping[str, Any]:
    """The commitment with the point that its `point_number` names. Raises ValidationError if none has it."""
    own = dict(commitment)
    number = own.pop("point_number", None)
    if number is None:
        return own
    if number not in range(1, len(points) + 1):
        accepted = f"1 to {len(points)}" if points else "none, since the meeting has no points"
        raise ValidationError([f"commitments {row}, point_number: there is no point {number}; accepted: {accepted}."])
    return {**own, "point": points[number - 1]}


@transaction.atomic
def log_development(
    *,
    by: User,
    tracks: Iterable[Any] = (),
    indicators: Iterable[Any] = (),
    citations: Rows = (),
    **fields: Any,
) -> Development:
    """Something observed, with its citations. It needs a track or an indicator."""
    tracks, indicators = list(tracks), list(indicators)
    if not tracks and not indicators:
        raise ValidationError({"tracks": "Name a track or an indicator that it bears on."})
    development = add(Development, by=by, tracks=tracks, indicators=indicators, **fields)
    _add_citations(development, citations, by=by, development=development)
    return development


@transaction.atomic
def log_measure(*, by: User, steps: Iterable[Any], citations: Rows = (), **fields: Any) -> Measure:
    """Pressure or an incentive applied, with its citations. It touches at least one step."""
    steps = list(steps)
    if not steps:
        raise ValidationError({"steps": "Name at least one step that the measure touches."})
    measure = add(Measure, by=by, steps=steps, **fields)
    _add_citations(measure, citations, by=by, measure=measure)
    return measure


@transaction.atomic
def log_reading(*, by: User, **fields: Any) -> Reading:
    """A published value; others for the same period stand beside it."""
    return add(Reading, by=by, **fields)


@transaction.atomic
def log_source(*, by: User, **fields: Any) -> Source:
    """A source that citations can name."""
    return add(Source, by=by, **fields)


@transaction.atomic
def log_organisation(*, by: User | None, **fields: Any) -> Organisation:
    """A body on any side of the table."""
    return add(Organisation, by=by, **fields)


@transaction.atomic
def record_update(*, by: User, commitment: Commitment, **fields: Any) -> CommitmentUpdate:
    """What became of a commitment as of a day, citing developments."""
    return add(CommitmentUpdate, by=by, commitment=commitment, **fields)


@transaction.atomic
def assess(*, by: User, evidence: Rows, **fields: Any) -> Assessment:
    """A judgement of a condition with the evidence that it rests on; there is none without."""
    evidence = list(evidence)
    if not evidence:
        raise ValidationError(
            "No judgement without evidence: name at least one development, reading, meeting or commitment."
        )
    assessment = add(Assessment, by=by, **fields)
    _add_parts(Evidence, evidence, by=by, what="evidence", assessment=assessment)
    return assessment
