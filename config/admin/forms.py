"""Forms that offer only what the person may see, and keep the links that they cannot see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models

from ..models import Reviewed, Tracked
from ..models.access_changes import is_lower
from ..review import OPEN, State
from ..versions import version_of
from ..visibility import is_restricted, viewable_q
from .safety import SafetyChecked


def offered(model: type[models.Model], user: Any) -> Any:
    """The rows of `model` that a form offers: visible, of a kind to view, and neither withdrawn nor retired."""
    rows = model._default_manager.visible_to(user).filter(viewable_q(model, user))  # type: ignore[attr-defined] # of our managers
    return rows.standing()


class Picking(AutocompleteMixin):
    """An autocomplete that names what is chosen as its own admin does, without a query if it is known.

    A value that is not among the field's rows (hidden, or no reference at all) shows as nothing chosen.
    """

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.known: dict[str, Any] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        target = self.field.remote_field.model
        chosen = [v for text in value if (v := as_key(target, text))]
        found = {pk: self.known[pk] for pk in chosen if pk in self.known}
        if missing := [pk for pk in chosen if pk not in found]:
            found |= {str(row.pk): row for row in self._rows(target, missing)}
        label = getattr(self.admin_site.get_model_admin(target), "pick_label", str)
        must_choose = self.is_required or self.allow_multiple_selected  # type: ignore[attr-defined] # of the widget that it stands before
        empty = [] if must_choose else [self._option(name, "", "", False, attr)]
        options = [self._option(name, pk, label(found[pk]), True, attr) for pk in chosen if pk in found]
        return [(None, [*empty, *options], 0)]

    def _rows(self, target: Any, pks: list[str]) -> Any:
        """Of these rows those that the field offers, with what their labels need."""
        rows = self.choices.queryset.filter(pk__in=pks)
        if not issubclass(target, Tracked):
            return rows
        kept: Any = self.admin_site.get_model_admin(target)
        return kept.picks(self.user).filter(pk__in=rows.values("pk"))

    def _option(self, name: str, value: str, label: str, selected: bool, attrs: Any) -> dict[str, Any]:
        return self.create_option(name, value, label, selected, 0, attrs=attrs)  # type: ignore[attr-defined] # of the widget that it stands before


def as_key(model: type[models.Model], text: Any) -> str:
    """The text as a primary key of the model; empty if it cannot be one."""
    try:
        key = model._meta.pk.clean(text, None)
    except ValidationError:
        return ""
    return "" if key in (None, "") or "\x00" in str(key) else str(key)


class KeyedChoices(forms.ModelMultipleChoiceField):
    """Refuses what can be no key before a database is asked: SQLite fails at numbers that are too long."""

    queryset: Any

    def _check_values(self, value: Any) -> Any:
        for text in value:
            if not as_key(self.queryset.model, text):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": text})
        return super()._check_values(value)  # type: ignore[misc] # unknown to the stubs


class Picker(Picking, AutocompleteSelect):
    """Picks one record."""


class MultiPicker(Picking, AutocompleteSelectMultiple):
    """Picks several records."""


class VersionField(forms.Field):
    """Carries the version of the row that was opened; what is no version is an old one, never an error."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class KeptForm(SafetyChecked, forms.ModelForm):
    """A form of one row, for one person (`user`).

    It is not saved if the row is no longer as it was opened. What is chosen stays choosable
    though it was retired or withdrawn since. A link to a record that the person may not see
    looks empty, and is kept unless they choose another.
    """

    user: Any = None
    owners: tuple[str, ...] = ()  # Links to the records whose approval also closes this row.
    asks_why = False  # Whether it has the field for the reason of a lower marking.
    version = VersionField(required=False)
    marking_reason = forms.CharField(
        label="Why more may see it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField", "dir": "auto"}),
        help_text="Only if you mark it lower than it was: say why. Kept in its history, and shown to administrators.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_stale = False
        if not self.asks_why or self.instance._state.adding:
            del self.fields["marking_reason"]
        if not self.instance._state.adding:
            self.initial["version"] = version_of(self.instance)
        self.hidden: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField):
                self._keep_several(name, field)
            elif isinstance(field, forms.ModelChoiceField):
                self._keep_one(name, field)

    def _keep_one(self, name: str, field: forms.ModelChoiceField) -> None:
        column = self.instance._meta.get_field(name)
        current = getattr(self.instance, column.attname, None)
        if not current:
            return
        target = self._visible_target(column, current)
        if target is None:
            self.hidden[name] = current
            self.initial[name] = None
            field.required = False
        else:
            field.queryset = _with_chosen(field.queryset, self.user, [current])
            _tell(field, [target])

    def _visible_target(self, column: Any, current: Any) -> Any:
        if column.is_cached(self.instance):
            return column.get_cached_value(self.instance)
        return _visible(column.related_model, self.user).filter(pk=current).first()

    def _keep_several(self, name: str, field: Any) -> None:
        chosen = self.initial.get(name)
        if not self.instance.pk or not chosen:
            return
        visible = chosen
        if not _prefetched(self.instance, name):
            visible = list(_visible(field.queryset.model, self.user).filter(pk__in=[row.pk for row in chosen]))
        self.initial[name] = visible
        field.queryset = _with_chosen(field.queryset, self.user, [row.pk for row in visible])
        _tell(field, visible)

    def _get_validation_exclusions(self) -> set[str]:
        """Constraints also hold for columns that nobody fills in, such as the day of a withdrawal."""
        excluded = super()._get_validation_exclusions()  # type: ignore[misc] # unknown to the stubs
        return {n for n in excluded if self.instance._meta.get_field(n).editable and n not in self.hidden}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance._state.adding and self["version"].data != version_of(self.instance):
            self.is_stale = True
            self.add_error(None, f"This {self.instance._meta.verbose_name} was changed since you opened it.")
        for name in self.hidden:
            if not cleaned.get(name):  # The row keeps what it has, without ever holding the hidden record.
                cleaned.pop(name, None)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField) and name in cleaned:
                cleaned[name] = [*cleaned[name], *self._hidden_among(name)]
        for name in self.owners:
            self._refuse_closed(name, cleaned.get(name))
        self._ask_why(cleaned)
        self.look_through(cleaned)
        return cleaned

    def _ask_why(self, cleaned: dict[str, Any]) -> None:
        """A lower marking needs a reason, which the row carries into its history."""
        was = None if self.instance._state.adding else self.initial.get("marking")
        if was is None or "marking" not in cleaned or not is_lower(cleaned["marking"], was):
            return
        self.instance.marking_reason = cleaned.get("marking_reason", "")
        if self.instance.marking_reason.strip():
            return
        if "marking_reason" in self.fields:
            self.add_error("marking_reason", f"It was {was}: say why more people may see it now.")
        else:
            self.add_error("marking", f"It was {was}. Lower it on its own page, which asks for the reason.")

    def _hidden_among(self, name: str) -> list[Any]:
        column = self.instance._meta.get_field(name)
        model = column.related_model
        if self.instance._state.adding or not is_restricted(model):
            return []
        linked = column.remote_field.through._base_manager.filter(**{column.m2m_field_name(): self.instance.pk})
        rows = model._base_manager.filter(pk__in=linked.values(column.m2m_reverse_field_name()))
        return list(rows.exclude(pk__in=model._default_manager.visible_to(self.user).values("pk")))

    def _refuse_closed(self, name: str, owner: Any) -> None:
        if isinstance(owner, Reviewed) and owner.review_state not in OPEN and name not in self.hidden:
            state = State(owner.review_state).label.lower()
            self.add_error(name, f"This {owner._meta.verbose_name} is {state}: it is reopened before rows are added.")


class KeptFormSet(forms.BaseInlineFormSet):
    """Rows of one form that are also unique among each other where the model says so."""

    model: Any
    fk: Any
    instance: Any
    paired: list[Any] | None = None

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """Rows know the record that they belong to, also before it is saved."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc] # unknown to the stubs
        setattr(form.instance, self.fk.name, self.instance)
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        """A row that is sent as an old one is one of these rows; the key of any other is no key at all."""
        super().add_fields(form, index)
        if (key := form.fields.get(self.model._meta.pk.name)) is not None:
            key.queryset = super().get_queryset().prefetch_related(None)

    def shown_as_sent(self) -> None:
        """Pair each row with its own form where it is shown again: rows may have come or gone since they were sent."""
        if self.is_bound:
            self.paired = [None if f.instance._state.adding else f.instance for f in self.initial_forms]

    def get_queryset(self) -> Any:
        return super().get_queryset() if self.paired is None else self.paired

    def clean(self) -> None:
        super().clean()
        key = self.model._meta.pk.name
        if gone := [f"#{number}" for number, form in enumerate(self.initial_forms, start=1) if key in form.errors]:
            raise ValidationError(
                f"No longer one of these rows: {', '.join(gone)}. Copy what you typed there, and open the page again."
            )
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                self._refuse_twins(constraint)

    def _refuse_twins(self, constraint: models.UniqueConstraint) -> None:
        seen = set()
        columns = [self.model._meta.get_field(name).attname for name in constraint.fields]
        for number, form in enumerate(self.forms, start=1):
            if not form.is_valid() or not form.cleaned_data or form.cleaned_data.get("withdrawn_reason"):
                continue
            key = tuple(getattr(form.instance, column) for column in columns)
            if None not in key and key in seen:
                raise ValidationError(f"Row {number}: {constraint.violation_error_message}")
            seen.add(key)


def _visible(model: Any, user: Any) -> Any:
    """The rows of `model` that the person sees; colleagues and groups are known to whoever has a form."""
    return model._default_manager.visible_to(user) if issubclass(model, Tracked) else model._default_manager.all()


def _with_chosen(rows: Any, user: Any, pks: list[Any]) -> Any:
    """The rows offered, and those chosen already."""
    chosen = models.Q(pk__in=pks)
    return _visible(rows.model, user).filter(models.Q(pk__in=rows.values("pk")) | chosen)


def _tell(field: Any, rows: Any) -> None:
    """Let the field's autocomplete know the rows that are chosen."""
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, Picking):
        widget.known = {str(row.pk): row for row in rows}


def _prefetched(instance: Any, name: str) -> bool:
    return name in getattr(instance, "_prefetched_objects_cache", {})
