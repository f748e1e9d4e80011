"""The demo record: public meetings, developments, readings and measures, and some fiction.

It is built through `tracks.actions` and the review workflow, as staff would. Each row's
reference is derived from its file and row, so loading twice makes nothing twice, and a
record that somebody changed is left alone.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models

from config import review
from config.models import User
from config.refs import RefField, derived_ref
from rights.models import Source
from tracks import actions
from tracks.models import Condition, Organisation

DATA = Path(__file__).parent / "data"


def read(name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ref_of(model: type[models.Model], key: str, *, year: int) -> str:
    """The reference that a demo row has on every machine."""
    field = model._meta.pk
    assert isinstance(field, RefField)
    return derived_ref(field.prefix, field.length, year=year, key=f"demo:{key}")


def organisation(key: str) -> Organisation | None:
    """An organisation of the reference files, by its key there; None for an empty key."""
    if not key:
        return None
    return Organisation.objects.get(pk=derived_ref("ORG", 4, year=2021, key=f"organisations.csv:{key}"))


def condition(condition_set: str, position: int) -> Condition:
    """A condition of the reference files, by its place in its published set."""
    return Condition.objects.get(condition_set=condition_set, position=position)


class Builder:
    """Makes demo records once, and counts what it made and what was there."""

    def __init__(self, people: dict[str, User]):
        self.people = people
        self.counts: dict[str, Counter[str]] = {}
        self.made: dict[str, Any] = {}

    @property
    def desk(self) -> User:
        return self.people["desk"]

    @property
    def lead(self) -> User:
        return self.people["lead"]

    def once(self, model: type[models.Model], key: str, year: int, make: Any) -> Any:
        """The record with this key: as it is if it exists, else as `make(ref)` makes it."""
        ref = ref_of(model, key, year=year)
        counts = self.counts.setdefault(str(model._meta.verbose_name_plural), Counter())
        record = model._base_manager.filter(pk=ref).first()
        if record is None:
            record = make(ref)
            counts["created"] += 1
        else:
            counts["unchanged"] += 1
        self.made[key] = record
        return record

    def approve(self, record: Any) -> Any:
        """Submitted by its author, approved by the lead."""
        review.move(record, "submit", by=self.desk)
        review.move(record, "approve", by=self.lead)
        return record

    def source(self, publisher: str, url: str, quality: str) -> Source:
        """The source with this name and address; one row however often it is cited."""
        whole = url.startswith(("http://", "https://"))
        notes = [] if whole else [url]
        if quality and quality != "full":
            notes.append(f"address: {quality.replace('_', ' ')}")
        return self.once(
            Source,
            f"source:{publisher}:{url}",
            2021,
            lambda ref: actions.log_source(
                by=self.desk,
                ref=ref,
                kind="press",
                publisher=publisher,
                url=url if whole else "",
                address_note="; ".join(filter(None, notes)),
                marking="TLP:CLEAR",
                origin="demo",
            ),
        )

    def parts(
        self, model: type[models.Model], key: str, year: int, rows: list[dict[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        """The rows of a record's parts, each with its reference."""
        for number, row in enumerate(rows, start=1):
            yield {"ref": ref_of(model, f"{key}:{model._meta.model_name}:{number}", year=year), **row}
