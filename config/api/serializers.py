"""How a row becomes JSON, declared once: the shape, its links, and the queries behind them.

A serializer class is the source of the OpenAPI document. From the same declaration come
the prefetches, each rooted in what the reader may see, and a plain function that writes a
row; no field can reach a record by another way. What is hidden reads as absent: null for
one record, left out of several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from .rows import Lens

LABEL_LENGTH = 120


class Pointer(serializers.Serializer):
    """Another row, as it is named where it is linked from; `columns` are those of it that are read."""

    def __init__(self, *columns: str, **kwargs: Any):
        self.columns = columns
        super().__init__(**kwargs)

    def rows_of(self, model: Any, lens: Lens) -> QuerySet:
        return lens.shown(model).only(model._meta.pk.name, *self.columns).order_by("pk")

    def row_writer(self) -> Callable[[Any], dict[str, Any]]:
        raise NotImplementedError


class Link(Pointer):
    """Another record: its reference, and what it is called: its `columns` in order."""

    ref = serializers.CharField(source="pk", help_text="The record's reference.")
    # The metaclass takes declared fields off the class, so that this hides no attribute of `Field`.
    label = serializers.CharField(  # type: ignore[assignment] # a column of this name
        allow_null=True, help_text="What it is called, shortened to 120 characters."
    )

    def row_writer(self) -> Callable[[Any], dict[str, Any]]:
        return lambda row: {"ref": row.pk, "label": self.label_of(row)}

    def label_of(self, row: Any) -> str | None:
        text = ", ".join(str(part) for name in self.columns if (part := getattr(row, name)))
        return text if len(text) <= LABEL_LENGTH else f"{text[: LABEL_LENGTH - 1].rstrip()}…"


class Coded(Pointer):
    """A row of a reference list: its code and its name."""

    code = serializers.CharField(source="pk", help_text="The code, as filters accept it.")
    name = serializers.CharField(help_text="What it is called.")

    def __init__(self, **kwargs: Any):
        super().__init__("name", **kwargs)

    def row_writer(self) -> Callable[[Any], dict[str, Any]]:
        return lambda row: {"code": row.pk, "name": row.name}


class RecordSerializer(serializers.ModelSerializer):
    """A record or a part of one. `Meta.order` is the order in which a parent lists its rows."""

    # An address may be empty, which is no address: the document must not promise one.
    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.URLField: serializers.CharField
    }

    class Meta:
        model: Any
        fields: list[str]
        read_only_fields: list[str]
        order: tuple[Any, ...] = ("pk",)

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        cls.Meta.read_only_fields = cls.Meta.fields
        # The document describes a shape in the words of its model.
        cls.__doc__ = (cls.Meta.model.__doc__ or "").partition("\n")[0]

    # --- The queries ----------------------------------------------------------------------

    @classmethod
    def base(cls, lens: Lens) -> QuerySet:
        """The rows shown, with what is derived from them; filters stand on these."""
        return lens.shown(cls.Meta.model)

    @classmethod
    def loaded(cls, rows: QuerySet, lens: Lens) -> QuerySet:
        """`rows` with everything that writing them needs."""
        names = {f.name for f in rows.model._meta.fields}
        return rows.defer(*({"search_text"} & names)).prefetch_related(*cls._prefetches(lens))

    def rows_of(self, model: Any, lens: Lens) -> QuerySet:
        order = getattr(self.Meta, "order", RecordSerializer.Meta.order)
        return self.loaded(self.base(lens), lens).order_by(*order)

    @classmethod
    def _prefetches(cls, lens: Lens) -> Iterator[Prefetch]:
        for name, field in cls._declared_fields.items():
            child = getattr(field, "child", field)
            if not isinstance(child, Pointer | RecordSerializer):
                continue
            source = field.source or name
            link = cls.Meta.model._meta.get_field(source)
            rows = child.rows_of(link.related_model, lens)
            if link.one_to_many and isinstance(child, Pointer):
                rows = rows.only(link.related_model._meta.pk.name, link.field.name, *child.columns)
            # A link to one record is loaded into the link itself: in rows that are nested themselves
            # Django would ask again, row by row, for one with a `to_attr`.
            yield Prefetch(source, queryset=rows, to_attr=None if field is child else f"shown_{source}")

    # --- The writing ----------------------------------------------------------------------

    def get_fields(self) -> dict[str, Any]:
        """Declared fields say what the model's help text says, and blank choices are allowed."""
        fields = super().get_fields()
        known = {f.name: f for f in self.Meta.model._meta.get_fields()}
        for name, field in fields.items():
            column = known.get(field.source or name)
            if field.help_text is None and column is not None:
                field.help_text = getattr(column, "help_text", None)
            if isinstance(field, serializers.ChoiceField) and getattr(column, "blank", False):
                field.allow_blank = True
        return fields

    def row_writer(self) -> Callable[[Any], dict[str, Any]]:
        return self.writer()

    @classmethod
    @cache
    def writer(cls) -> Callable[[Any], dict[str, Any]]:
        """A function that writes one loaded row; made once for each class."""
        serializer = cls()
        getters = [(name, _getter(serializer, field)) for name, field in serializer.fields.items()]
        return lambda row: {name: get(row) for name, get in getters}

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return self.writer()(instance)


# What these fields write is what the database gives.
AS_STORED = (serializers.CharField, serializers.ChoiceField, serializers.BooleanField, serializers.IntegerField)


def _getter(serializer: Any, field: Any) -> Callable[[Any], Any]:
    """How to get a field's JSON value from a loaded row."""
    child = getattr(field, "child", field)
    if isinstance(child, Pointer | RecordSerializer):
        write = child.row_writer()
        if child is not field:
            linked = attrgetter(f"shown_{field.source}")
            return lambda row: [write(target) for target in linked(row)]
        link = serializer.Meta.model._meta.get_field(field.source)
        return lambda row: None if (target := link.get_cached_value(row)) is None else write(target)
    if isinstance(field, serializers.SerializerMethodField):
        return getattr(serializer, field.method_name)
    if isinstance(field, serializers.RelatedField | serializers.ManyRelatedField):
        raise TypeError(
            f"{type(serializer).__name__}.{field.field_name} would show a link without asking who reads it."
        )
    stored = attrgetter(field.source)
    if isinstance(field, AS_STORED):
        return stored
    if isinstance(field, serializers.DateTimeField | serializers.DateField):  # The database gives UTC.
        return lambda row: None if (value := stored(row)) is None else value.isoformat().replace("+00:00", "Z")
    if isinstance(field, serializers.DecimalField):
        return lambda row: None if (value := stored(row)) is None else f"{value.normalize():f}"
    return lambda row: None if (value := stored(row)) is None else field.to_representation(value)
