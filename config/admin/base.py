"""The bases of every admin class: what is shown, offered, saved and refused."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString

from ..models import Tracked, User
from ..refs import SHAPE
from ..search import fold, matching
from .access import AccessMixin
from .filters import StandingFilter
from .forms import KeptForm, KeyedChoices, MultiPicker, Picker, offered
from .history import HistoryMixin
from .imports import Imports
from .links import FollowUp, add_address
from .lists import CappedPaginator, ListingMixin
from .review import ReviewMixin
from .rules import badge, is_open, kept_value, sign, when_and_who
from .safety import SafetyMixin
from .stale import StaleMixin, lock_rows

AUTO = {"dir": "auto"}  # Dari and Pashto run from the right, in the same box as English.
NO_DATE = "This is no date. Write it as 2024-05-19 or 19 May 2024."


class Fields:
    """How columns become form fields, in forms and in their rows alike."""

    admin_site: Any
    model: Any
    formfield_overrides: ClassVar[Any] = {
        models.CharField: {"widget": AdminTextInputWidget(attrs=AUTO)},
        models.TextField: {"widget": AdminTextareaWidget(attrs={**AUTO, "rows": 3})},
        models.DateField: {"error_messages": {"invalid": NO_DATE}},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every link, but those that a class shows in another way."""
        radio = getattr(self, "radio_fields", {})
        links = [f for f in [*self.model._meta.fields, *self.model._meta.many_to_many] if f.remote_field]
        return [f.name for f in links if f.name not in radio]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", Picker(db_field, self.admin_site, user=request.user))
        kwargs.setdefault("queryset", self._offered(db_field, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc] # of the class that it stands before

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", KeyedChoices)
        kwargs.setdefault("widget", MultiPicker(db_field, self.admin_site, user=request.user))
        kwargs.setdefault("queryset", self._offered(db_field, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc] # of the class that it stands before

    def _offered(self, db_field: Any, request: HttpRequest) -> Any:
        target = db_field.related_model
        if issubclass(target, Tracked):
            return offered(target, request.user)
        return target._default_manager.filter(is_active=True) if target is User else target._default_manager.all()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a related field only the “+” stays: every other icon is one more stop for the Tab key."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc] # of the class that it stands before
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_view_related = False
            field.widget.can_delete_related = False
        return field


class KeptAdmin(SafetyMixin, StaleMixin, HistoryMixin, Imports, ListingMixin, Fields, admin.ModelAdmin):
    """Rows that are kept: shown to whom they concern, never deleted, with their history.

    `work` is the group of the index that the model stands in, `position` its place there,
    `quick` the words of its button there. `keeps` are the fields that “save and add
    another” fills in again.
    """

    form: Any = KeptForm
    work = "log"
    position = 99
    quick = ""
    pages: tuple[tuple[str, str], ...] = ()  # Pages of its own on the index: (words, name of the address).
    keeps: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    stays_with: tuple[str, ...] = ()  # Links to what the row is a part of.
    at_risk: ClassVar[dict[str, frozenset[str]]] = {}  # Where an exact place is a danger; see `config.admin.safety`.
    facts: tuple[str, ...] = ("ref", "logged", "changed")
    main: tuple[Any, ...] = ()  # The fieldsets that are filled in; the facts follow below them.

    actions = ["download_csv"]
    list_per_page = 50
    paginator = CappedPaginator
    search_fields = ("search_text",)
    search_help_text = "All these words, in any script and common spelling."
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False

    # --- What exists for the person -------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model._default_manager.visible_to(request.user)

    def picks(self, user: Any) -> Any:
        """The rows that the person sees, with what `pick_label` needs."""
        return self.model._default_manager.visible_to(user)

    def pick_label(self, row: Any) -> str:
        """What a row is called where it is picked."""
        return str(row)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied  # Before the row is looked for, or the answer would tell whether it exists.
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} with this reference.")
        models.prefetch_related_objects([row], *self.link_prefetches(request.user))
        row.viewer = request.user
        return row

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        if not fold(search_term):
            return queryset.none(), False
        rows = self.found(queryset, search_term)
        reference = search_term.strip().upper()
        if SHAPE.fullmatch(reference):
            rows = queryset.filter(models.Q(pk=reference) | models.Q(pk__in=rows.values("pk")))
        return rows, False

    def found(self, rows: Any, text: str) -> Any:
        """The rows that a search for `text` finds."""
        return rows.matching(text)

    # --- What may be done -----------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody's word is lost: rows are withdrawn or retired, with a reason."""
        return False

    def concerned(self, row: Any) -> list[Any]:
        """The row, and the records whose approval also closes it."""
        return [row]

    def is_open(self, row: Any) -> bool:
        """Whether the row may be edited as it stands now."""
        return all(is_open(one) for one in self.concerned(row))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.is_open(obj))

    # --- The form -------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user, "at_risk": self.at_risk})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = [] if obj is None else [("About this entry", {"fields": self.facts})]
        return [*self.main, *self.access_fieldsets(request, obj), *facts]

    def access_fieldsets(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Who may see the row, where that is on the row itself."""
        return []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Its record is a part's for good: elsewhere its words would have another marking, and nobody would say why."""
        fixed = self.stays_with if obj is not None else ()
        return [*super().get_readonly_fields(request, obj), *self.facts, *fixed]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in, without values for fields that the form does not have."""
        known = {f.name for f in [*self.opts.fields, *self.opts.many_to_many]}
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if name in known}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        sign(obj, request.user)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            sign(row, request.user)
            row.save()
        formset.save_m2m()

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST and self.keeps:
            kept = {name: kept_value(obj, name) for name in self.keeps}
            return HttpResponseRedirect(add_address(self.opts.label_lower, kept))
        return response

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        context["follow_ups"] = [] if record is None else self._follow_up_links(request, record)
        return super().render_change_form(request, context, *args, **kwargs)

    def _follow_up_links(self, request: HttpRequest, record: Any) -> list[dict[str, str]]:
        registry = {m._meta.label_lower: a for m, a in self.admin_site._registry.items()}
        may = [f for f in self.follow_ups if registry[f.model].has_add_permission(request)]
        return [{"label": f.label, "address": f.address(record)} for f in may]

    # --- Columns and facts ----------------------------------------------------------------

    @admin.action(description="Download the ticked rows as CSV (for Excel)", permissions=["view"])
    def download_csv(self, request: HttpRequest, queryset: Any) -> Any:
        return self._download(request, queryset)

    @admin.display(description="logged")
    def logged(self, obj: Any) -> str:
        return when_and_who(obj.created_at, obj.created_by, obj.viewer)

    @admin.display(description="changed")
    def changed(self, obj: Any) -> str:
        return when_and_who(obj.updated_at, obj.updated_by, obj.viewer)


class ReferenceAdmin(KeptAdmin):
    """Reference rows: administrators edit them, and retire what is no longer offered."""

    work = "yardstick"
    facts = ("logged", "changed")
    list_filter: ClassVar[Any] = (StandingFilter,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A code is permanent: it is in addresses, exports and history."""
        return [*super().get_readonly_fields(request, obj), *(["code"] if obj else [])]

    def pick_label(self, row: Any) -> str:
        return f"{row.name} ({row.pk})"


class RecordAdmin(AccessMixin, KeptAdmin):
    """Marked records: who may see them is on the record, and shown to those who may change it."""

    radio_fields: ClassVar[Any] = {"marking": admin.HORIZONTAL}

    def access_fieldsets(self, request: HttpRequest, obj: Any) -> list[Any]:
        named = (("readers", "reader_groups"),) if super().has_change_permission(request) else ()
        why = ("marking_reason",) if obj is not None and self.has_change_permission(request, obj) else ()
        return [("Who may see it", {"fields": ("marking", *why, *named)})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"asks_why": True})

    @admin.display(description="marking", ordering="marking")
    def tlp(self, obj: Any) -> SafeString:
        return badge(obj.marking)


class ReviewedAdmin(ReviewMixin, RecordAdmin):
    """Records that are relied on only after review."""

    facts = ("ref", "review", "logged", "changed")


class PartAdmin(KeptAdmin):
    """Rows of other records: closed with the record that they belong to (`owners`)."""

    owners: tuple[str, ...] = ()
    search_paths: tuple[str, ...] = ()  # Folded texts of visible parents.
    search_in: tuple[str, ...] = ()  # Own texts.
    list_filter: ClassVar[Any] = (StandingFilter,)

    def concerned(self, row: Any) -> list[Any]:
        owners = (getattr(row, name) for name in self.owners)
        return [row, *(one for one in owners if one is not None)]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"owners": self.owners})

    def lock(self, key: str) -> None:
        """The records before their part, in the order in which a record's own form locks them."""
        for name in self.owners:
            link = self.opts.get_field(name)
            lock_rows(link.related_model, pk__in=self.model._base_manager.filter(pk=key).values(link.attname))
        super().lock(key)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """With the part its record gets a new version: who approves or saves that one must have read this."""
        for owner in self.concerned(obj)[1:]:
            whole = type(owner)._base_manager.select_for_update(no_key=True).get(pk=owner.pk)
            if not is_open(whole):  # Closed while this form was being checked.
                raise PermissionDenied
            sign(whole, request.user)
            whole.save()
        super().save_model(request, obj, form, change)

    def found(self, rows: Any, text: str) -> Any:
        q = models.Q()
        for name in self.search_in:
            q |= models.Q(**{f"{name}__icontains": text.strip()})
        for path in self.search_paths:
            q |= matching(text, path=path)
        return rows.filter(q)
