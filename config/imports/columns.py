"""Columns: which heading or hashtag of a file stands for which field, and what its cells may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.db import models

from .. import hxl
from ..scales import Marking
from .cells import Choice, Day, Link, Marked, Number, Reads, Text, Truth
from .files import Table, Unreadable

SOLAR = re.compile(r"^(.*?)(?:[\s_]*[(\[]\s*(?:sh|solar hijri|هجری شمسی)\s*[)\]]|_sh)$", re.IGNORECASE)
WHOLE = {models.PositiveSmallIntegerField: 32767, models.PositiveIntegerField: 2147483647}


@dataclass(frozen=True)
class Column:
    """A field that an import may fill in, by its heading and what else people call it.

    `beside` is the kind of part that it fills in beside the row, as the citation of a
    development; there `of` is the field's name, if that is another.
    """

    name: str
    also: tuple[str, ...] = ()
    beside: str = ""
    of: str = ""

    @property
    def field(self) -> str:
        return self.of or self.name


def field_of(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def is_needed(column: Any) -> bool:
    """Whether no new row can do without the field."""
    if column.many_to_many:
        return not column.blank
    return not (column.blank or column.null or column.has_default() or isinstance(column, models.BooleanField))


def reader(model: type[models.Model], name: str, targets: Any = None, *, solar: bool = False) -> Reads:
    """What reads the cells of a field."""
    column = field_of(model, name)
    if column.related_model:
        return Link(column.related_model, targets, many=column.many_to_many)
    if name == "marking":
        return Marked(Marking.choices)
    if column.choices:
        long = len(column.flatchoices) > 20
        about = "a code of ISO 3166-1 such as AF, or the English name" if long else ""
        return Choice([(str(c), str(label)) for c, label in column.flatchoices], accepted=about)
    if isinstance(column, models.DateField):
        return Day(solar=solar)
    if isinstance(column, models.BooleanField):
        return Truth()
    if isinstance(column, models.DecimalField):
        return Number(whole=column.max_digits - column.decimal_places, places=column.decimal_places)
    if isinstance(column, models.IntegerField):
        return Number(least=0, most=WHOLE.get(type(column), 2147483647))
    return Text(column.max_length)


@dataclass
class Place:
    """Where in a row the cells of a column stand; `solar` if its dates are Solar Hijri."""

    column: Column
    index: int
    heading: str
    solar: bool = False


@dataclass
class Layout:
    """How a file's columns are read: those that are taken, and the headings of those left out."""

    places: list[Place]
    left_out: list[str] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        return {place.column.name for place in self.places}


def plain(heading: str) -> str:
    """A heading as it is compared: in lower case, with _ between words."""
    return re.sub(r"[^\w]+", "_", heading.strip().casefold()).strip("_")


def lay_out(kind: Any, table: Table, *, leave_out: Iterable[str] = ()) -> Layout:
    """Find each heading's column, by hashtags if there are any. Raises Unreadable for what is unknown or twice."""
    unwanted = {plain(name) for name in leave_out if name.strip()}
    layout = _by_tags(kind, table, unwanted) if table.tags else _by_headings(kind, table, unwanted)
    if not layout.places:
        raise Unreadable(f"No column of this file is one of {kind.words}. Known are: {', '.join(known(kind))}.")
    return layout


def known(kind: Any) -> list[str]:
    return [column.name for column in kind.columns]


def _by_headings(kind: Any, table: Table, unwanted: set[str]) -> Layout:
    names = _names(kind)
    layout = Layout([])
    seen: dict[str, str] = {}
    for index, heading in enumerate(table.headings):
        _refuse_unnamed(table, index, heading)
        wanted, solar = _unmarked(heading)
        if plain(heading) in unwanted or (not heading and index not in seen):
            layout.left_out += [heading] if heading else []
            continue
        column = names.get(plain(wanted))
        if column is None and plain(wanted) in kind.derived:
            layout.left_out.append(heading)
            continue
        if column is None:
            raise Unreadable(_unknown(kind, heading, names))
        if solar and not _is_day(kind, column):
            raise Unreadable(f"Column “{heading[:60]}”: only columns of dates can be marked as Solar Hijri.")
        if column.name in seen:
            raise Unreadable(_both(seen[column.name], heading, column))
        seen[column.name] = heading
        layout.places.append(Place(column, index, heading, solar))
    return layout


def _refuse_unnamed(table: Table, index: int, heading: str) -> None:
    """A column without a heading is no matter, unless something stands in it."""
    if heading:
        return
    for number, cells in table.rows():
        if index < len(cells) and cells[index].strip():
            raise Unreadable(f"Column {index + 1} has no heading, and row {number} holds something in it.")


def _unmarked(heading: str) -> tuple[str, bool]:
    match = SOLAR.match(heading)
    return (match[1], True) if match else (heading, False)


def _unknown(kind: Any, heading: str, names: dict[str, Column]) -> str:
    near = get_close_matches(plain(heading), names, n=1, cutoff=0.75)
    hint = f" Is it {names[near[0]].name}?" if near else ""
    return (
        f"The column “{heading[:60]}” is none of {kind.words}, so what stands in it would be lost.{hint} "
        f"Known are: {', '.join(known(kind))}. Rename it, or say that it is to be left out."
    )


def _names(kind: Any) -> dict[str, Column]:
    """Every way to call a column: its name, what else people say, and its label in the forms."""
    names: dict[str, Column] = {}
    for column in kind.columns:
        names[plain(column.name)] = column
    for column in kind.columns:
        label = str(field_of(kind.model_of(column), column.field).verbose_name)
        for other in (*column.also, label):
            names.setdefault(plain(other), column)
    names.pop("", None)
    return names


def _by_tags(kind: Any, table: Table, unwanted: set[str]) -> Layout:
    """The first of a column's tags that the file has; whatever the headings say."""
    places = [(hxl.same(tag), index) for index, tag in enumerate(table.tags) if tag]
    own = hxl.tags_of(kind.name)
    layout, taken = Layout([]), set()
    for column in kind.columns:
        for tag in own.get(column.name, ()):
            found = [i for t, i in places if t == hxl.same(tag) and plain(table.headings[i]) not in unwanted]
            if len(found) > 1:
                raise Unreadable(
                    f"Columns {found[0] + 1} and {found[1] + 1} have the same hashtag {tag}. Keep one of them."
                )
            if found and found[0] not in taken:
                heading = table.headings[found[0]] or tag
                solar = _unmarked(heading)[1] and _is_day(kind, column)
                layout.places.append(Place(column, found[0], heading, solar))
                taken.add(found[0])
                break
    _untagged(kind, table, unwanted, layout)
    layout.places.sort(key=lambda place: place.index)
    taken = {place.index for place in layout.places}
    layout.left_out = [
        h or table.tags[i] for i, h in enumerate(table.headings) if i not in taken and (h or table.tags[i])
    ]
    return layout


def _untagged(kind: Any, table: Table, unwanted: set[str], layout: Layout) -> None:
    """Columns without a hashtag are told by their headings; one that is not known is refused if it holds anything."""
    names = _names(kind)
    seen = {place.column.name: place.heading for place in layout.places}
    for index, heading in enumerate(table.headings):
        wanted, solar = _unmarked(heading)
        if table.tags[index] or plain(heading) in unwanted or plain(wanted) in kind.derived:
            continue
        column = names.get(plain(wanted)) if heading else None
        if column is None:
            _refuse_unnamed(table, index, heading)
            if heading and any(index < len(cells) and cells[index].strip() for _, cells in table.rows()):
                raise Unreadable(_unknown(kind, heading, names))
            continue
        if column.name in seen:
            raise Unreadable(_both(seen[column.name], heading, column))
        seen[column.name] = heading
        layout.places.append(Place(column, index, heading, solar and _is_day(kind, column)))


def _both(one: str, other: str, column: Column) -> str:
    return f"The columns “{one[:60]}” and “{other[:60]}” are both {column.name}. Keep one of them."


def _is_day(kind: Any, column: Column) -> bool:
    return isinstance(field_of(kind.model_of(column), column.field), models.DateField)
