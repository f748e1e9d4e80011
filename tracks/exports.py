"""The engagement's reports: everything that is said, done and judged, joined by references."""

from django.db.models import Case, F, When

from config.exports import Column, Report, View, joined_column, path_column, register

from .models import (
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

REFERENCE = ("retired_on", "created_at", "updated_at")
WHEN = ("date_from", "date_to", "date_precision", "date_until")
REVIEW = ("review_state", "submitted_at", "reviewed_at")
LOGGED = ("created_at", "updated_at")


def public_name(name: str) -> Column:
    """A name that leaves only if the person holds or held public office."""
    about = "Empty unless the person holds or held public office."
    return Column(name, "text", lambda _: Case(When(public_office=True, then=F(name)), default=None), about, name)


def sources_of(subject: str) -> Column:
    """The publishers that stand behind a record, as far as the reader sees them."""
    return joined_column(
        "sources",
        lambda user: Citation.objects.visible_to(user).standing(),
        subject,
        "source__publisher",
        "Publishers of the citations, joined by “; ”; the citations report has the rest.",
    )


def state_columns(*names: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns that a `prepare` annotates: (heading, kind, description)."""
    return tuple(Column(name, kind, lambda _, name=name: F(name), about) for name, kind, about in names)


def with_state(queryset, view: View):  # noqa: ANN001, ANN201 - a queryset of commitments or conditions
    return queryset.with_state(as_of=view.as_of, user=view.user)


register(
    Report(
        "tracks",
        Track,
        ("code", "name", "position", "description", "meeting_interval_days", "indicators", *REFERENCE),
        {"lead": "Names of staff stay in the house."},
        order=("position", "pk"),
    ),
    Report(
        "organisations",
        Organisation,
        (
            "ref",
            "name",
            "acronym",
            "name_original",
            "name_variants",
            "side",
            "level",
            "seat",
            "province",
            path_column("province_name", "province__name", "The province's name."),
            "country",
            "parent",
            "marking",
            *LOGGED,
        ),
    ),
    Report(
        "people",
        Person,
        (
            "ref",
            public_name("name"),
            public_name("name_original"),
            public_name("name_variants"),
            "public_office",
            "marking",
            *LOGGED,
        ),
        {"note": "A word between colleagues."},
    ),
    Report("posts", Post, ("ref", "person", "organisation", "title", "held_from", "held_to", *LOGGED)),
    Report(
        "listings",
        Listing,
        (
            "ref",
            "person",
            "sanctions_list",
            "list_reference",
            "name_as_listed",
            "listed_on",
            "delisted_on",
            "measures",
            "match_status",
            "checked_on",
            "list_version_on",
            "note",
            *LOGGED,
        ),
        {"checked_by": "Names of staff stay in the house."},
    ),
    Report(
        "meetings",
        Meeting,
        (
            "ref",
            *WHEN,
            "title",
            "status",
            "status_reason",
            "tracks",
            "format",
            "level",
            "city",
            "country",
            "province",
            path_column("province_name", "province__name", "The province's name."),
            "tone",
            "public",
            "chatham_house",
            "routine",
            "topics",
            "summary",
            "next_steps",
            "follows",
            sources_of("meeting"),
            "marking",
            *REVIEW,
            *LOGGED,
        ),
        order=("date_from", "pk"),
    ),
    Report(
        "attendances",
        Attendance,
        ("ref", "meeting", "side", "person", "organisation", "post", "capacity", *LOGGED),
        order=("meeting", "pk"),
    ),
    Report(
        "points",
        Point,
        (
            "ref",
            "meeting",
            "position",
            "raised_by",
            "speech_act",
            "text",
            "indicator",
            "condition",
            "answer",
            "answer_act",
            *LOGGED,
        ),
        order=("meeting", "position", "pk"),
    ),
    Report(
        "commitments",
        Commitment,
        (
            "ref",
            "meeting",
            "point",
            "made_by",
            "text",
            "made_on",
            "due_on",
            *state_columns(
                ("state", "code", "State as of the report's day: the latest approved update, open without one."),
                ("state_as_of", "date", "The day for which that update holds."),
            ),
            "conditions",
            "marking",
            *LOGGED,
        ),
        order=("made_on", "pk"),
        prepare=with_state,
    ),
    Report(
        "commitment-updates",
        CommitmentUpdate,
        ("ref", "commitment", "as_of", "state", "text", "developments", *REVIEW, *LOGGED),
        order=("as_of", "pk"),
    ),
    Report(
        "developments",
        Development,
        (
            "ref",
            *WHEN,
            "reported_on",
            "title",
            "narrative",
            "direction",
            "form",
            "scope",
            "provinces",
            "place",
            "tracks",
            "indicators",
            "issuing_body",
            "reverses",
            "follows",
            sources_of("development"),
            "marking",
            *REVIEW,
            *LOGGED,
        ),
        order=("date_from", "pk"),
    ),
    Report(
        "citations",
        Citation,
        (
            "ref",
            "development",
            "meeting",
            "condition",
            "measure",
            "source",
            path_column("publisher", "source__publisher", "The source's publisher."),
            path_column("url", "source__url", "The source's address."),
            Column("reliability", "code", lambda _: F("source__reliability"), "Of the source, Admiralty A to F."),
            "credibility",
            "locator",
            "derives_from",
            "note",
            *LOGGED,
        ),
    ),
    Report(
        "steps",
        Step,
        ("code", "name", "position", "description", "decided_by", "state", *REFERENCE),
        order=("position", "pk"),
    ),
    Report(
        "conditions",
        Condition,
        (
            "ref",
            "condition_set",
            "position",
            "text",
            "set_by",
            "set_on",
            "kind",
            "basis",
            "steps",
            "track",
            "area",
            *state_columns(
                ("state", "code", "State as of the report's day; empty if nobody judged it: silence is not progress."),
                ("change", "code", "Change that the assessment found."),
                ("confidence", "code", "ICD 203 confidence of the assessment."),
                ("state_as_of", "date", "The day for which the assessment holds."),
                ("assessment_ref", "code", "The assessment."),
            ),
            "review_interval_days",
            sources_of("condition"),
            "marking",
            *LOGGED,
        ),
        prepare=with_state,
    ),
    Report(
        "benchmarks",
        Benchmark,
        (
            "ref",
            "condition",
            "text",
            "indicator",
            "comparator",
            "target",
            "target_on",
            "baseline",
            "baseline_on",
            *LOGGED,
        ),
    ),
    Report(
        "measures",
        Measure,
        (
            "ref",
            *WHEN,
            "title",
            "instrument",
            "effect",
            "applied_by",
            "steps",
            "developments",
            "note",
            sources_of("measure"),
            "marking",
            *LOGGED,
        ),
        order=("date_from", "pk"),
    ),
    Report(
        "assessments",
        Assessment,
        (
            "ref",
            "condition",
            "as_of",
            "state",
            "change",
            "confidence",
            "justification",
            "waiver_reason",
            "waived_by",
            "supersedes",
            "marking",
            *REVIEW,
            *LOGGED,
        ),
        order=("as_of", "pk"),
    ),
    Report(
        "evidence",
        Evidence,
        ("ref", "assessment", "stance", "development", "reading", "meeting", "commitment", "note", *LOGGED),
        order=("assessment", "pk"),
    ),
)
