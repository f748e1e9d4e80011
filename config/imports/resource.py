"""Import-export's machinery over our own cells: one row at a time, without a question to the database."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from import_export import resources
from import_export.fields import Field
from import_export.results import RowResult

from ..dates import Dated
from .checks import complaints
from .hidden import hidden_of
from .kinds import Kind
from .rows import Change, Read, Refused, shown


class Parsed(Field):
    """A field whose cell was read before, with those of many rows."""

    def clean(self, row: Any, **kwargs: Any) -> Any:
        value = row[self.column_name]
        if isinstance(value, Refused):
            raise ValueError(value.words)
        return value

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        value = self.clean(row)
        column = instance._meta.get_field(self.attribute)
        if column.many_to_many:
            row.links[self.attribute] = value
        elif column.many_to_one and getattr(value, "is_yet_to_come", False):
            setattr(instance, column.attname, value.pk)  # A later row of the same file.
        else:
            setattr(instance, self.attribute, value)


class Quick(RowResult):
    """A result that does not put rows into words: reports do, in their own."""

    def add_instance_info(self, instance: Any) -> None:
        self.object_id = getattr(instance, "pk", None)


class RowResource(resources.Resource):
    """Judges the rows of a kind. What would be saved is left on the row, for all to be saved together."""

    class Meta:
        skip_diff = True
        use_bulk = True
        use_transactions = False

    def __init__(self, kind: Kind, names: list[str]):
        super().__init__()
        self.kind = kind
        self.fields = {name: Parsed(attribute=name, column_name=name) for name in names}
        self._in_order = list(self.fields.values())

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        return Quick

    def get_import_fields(self) -> list[Field]:
        return self._in_order

    def get_instance(self, instance_loader: Any, row: Read) -> Any:
        return row.match

    def init_instance(self, row: Any = None) -> Any:
        return row.draft

    def draft(self, row: Read) -> None:
        """A new row with the values of the file, by which one that is there is looked for."""
        row.draft = self.kind.model()
        row.draft.search_from = ()  # What searches need is made when the row is saved.
        try:
            self.import_instance(row.draft, row)
        except ValidationError as error:
            row.refusal = error
        settle_dates(row.draft)
        row.is_drafted = True

    def import_instance(self, instance: Any, row: Read, **kwargs: Any) -> None:
        """Set the values; a new row has them already."""
        if not (row.is_drafted and instance is row.draft):
            super().import_instance(instance, row, **kwargs)
            self._let_go(instance, row)
        elif row.refusal is not None:
            raise row.refusal

    def after_init_instance(self, instance: Any, new: bool, row: Read, **kwargs: Any) -> None:
        row.instance, row.is_new = instance, new
        row.before = {} if new else {name: seen_of(instance, name) for name in self.fields}

    def _let_go(self, instance: Any, row: Read) -> None:
        """What is hidden goes with the link on which it hangs; to refuse the change would tell of it."""
        for name, other in self.kind.goes_with.items():
            if name in row or name not in hidden_of(instance) or other not in self.fields:
                continue
            if current(instance, other) != row.before[other]:
                setattr(instance, name, None)

    def skip_row(self, instance: Any, original: Any, row: Read, import_validation_errors: Any = None) -> bool:
        """Whether the row says what is there already."""
        if row.is_new:
            return False
        settle_dates(instance)
        for name in self.fields:
            if name not in row or isinstance(row[name], Refused):
                continue
            before = row.before[name]
            after = {one.pk for one in row.links[name]} if name in row.links else current(instance, name)
            if before != after:
                row.changes.append(Change(name, shown(before)[:500], shown(after)[:500]))
        return not row.changes and not import_validation_errors

    def validate_instance(self, instance: Any, import_validation_errors: Any = None, **kwargs: Any) -> None:
        """All that `full_clean` would ask; see `checks`."""
        refused = set(import_validation_errors or ())
        found = complaints(instance, but=refused | row_refused(instance))
        if found or refused:
            raise ValidationError(
                {**{name: words for name, words in found.items() if name}, "__all__": found.get("", [])}
            )

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Nothing is saved here: rows are saved together, once all of them are right."""


def row_refused(instance: Any) -> set[str]:
    return getattr(instance, "import_refused", set())


def settle_dates(instance: Any) -> None:
    if isinstance(instance, Dated):
        instance.settle_dates()


def seen_of(instance: Any, name: str) -> Any:
    """The same as `current`, as the importer sees it: without what is hidden."""
    value, hidden = current(instance, name), hidden_of(instance).get(name)
    if hidden is None:
        return value
    return value - hidden if isinstance(value, set) else None


def current(instance: Any, name: str) -> Any:
    """What a row holds in a field; of a link the key, of several their keys."""
    column = instance._meta.get_field(name)
    if column.many_to_many:
        return {one.pk for one in getattr(instance, name).all()}
    return getattr(instance, column.attname)
