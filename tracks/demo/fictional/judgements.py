"""Fictional drafts, updates on commitments and a benchmark."""

from __future__ import annotations

import datetime as dt

from config import review
from tracks import actions
from tracks.models import Benchmark, Commitment, CommitmentUpdate, Development

from .. import Builder, condition, ref_of
from .mark import fiction


def build_drafts(build: Builder) -> None:
    """A development that is still a draft, and one that awaits review."""
    for name, state in (("draft", ""), ("submitted", "submit")):

        def make(ref: str, name: str = name, state: str = state) -> Development:
            development = actions.log_development(
                by=build.desk,
                ref=ref,
                origin="fiction",
                title=fiction(f"A clinic in Bamyan takes women patients again ({name})"),
                date_from=dt.date(2026, 11, 2),
                scope="subnational",
                provinces=["AF10"],
                direction="improvement",
                form="practised",
                tracks=["health"],
                indicators=["women-public-places"],
            )
            if state:
                review.move(development, state, by=build.desk)
            return development

        build.once(Development, f"fiction:development:{name}", 2026, make)


def build_updates(build: Builder) -> None:
    """One commitment kept and one partly kept and overdue; the third is open."""
    key = "fiction:held"
    for name, state, text in (
        ("list", "kept", "The list was sent."),
        ("visit", "partly_kept", "One wing was shown, the rest was not."),
    ):
        commitment = Commitment.objects.get(pk=ref_of(Commitment, f"{key}:{name}", year=2026))

        def make(
            ref: str, commitment: Commitment = commitment, state: str = state, text: str = text
        ) -> CommitmentUpdate:
            update = actions.record_update(
                by=build.desk,
                ref=ref,
                commitment=commitment,
                as_of=dt.date(2026, 10, 10),
                state=state,
                text=fiction(text),
            )
            return build.approve(update)

        build.once(CommitmentUpdate, f"fiction:update:{name}", 2026, make)


def build_benchmark(build: Builder) -> None:
    """A measurable test of one published condition; the target is fiction."""
    build.once(
        Benchmark,
        "fiction:benchmark",
        2026,
        lambda ref: actions.add(
            Benchmark,
            by=build.desk,
            ref=ref,
            condition=condition("EU five benchmarks, 2021-09-03", 4),
            text=fiction("New funding reaches the requirement of the plan of the year."),
            indicator_id="HRP_RECV",
            comparator="at_least",
            target="1710",
            target_on=dt.date(2026, 12, 31),
            baseline="322.4",
            baseline_on=dt.date(2025, 3, 31),
        ),
    )
