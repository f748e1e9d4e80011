"""Rows and fieldsets that several of the pages have."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from config.admin import KeptForm, PartInline, ReviewedAdmin
from config.admin.forms import KeptFormSet
from config.scales import Credibility

from ..independence import ALONE, Behind, behind, independent, seen_pairs
from ..models import Citation

WITHDRAW = ("Withdraw", {"classes": ("collapse",), "fields": ("withdrawn_reason",)})
WEIGHED = {*Citation.SUBJECTS, "source", "credibility", "derives_from", "withdrawn_reason"}


# What is written on detainees names people whom an exact place, a number or a name can betray.
_TRACKS, _AREAS = frozenset({"detainees"}), frozenset({"political-prisoners"})
AT_RISK = {"tracks": _TRACKS, "track": _TRACKS, "indicators": _AREAS, "indicator": _AREAS, "area": _AREAS}


class CitationForm(KeptForm):
    """A citation on its own page: graded 1 only if another source stands beside it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        record = next(
            filter(None, (cleaned.get(name) or getattr(self.instance, name) for name in Citation.SUBJECTS)), None
        )
        if record is None or not _says_confirmed(self) or not WEIGHED & set(self.changed_data):
            return cleaned
        others = record.citations.visible_to(self.user).standing().exclude(pk=self.instance.pk)
        origin = cleaned.get("derives_from")
        pairs = [*others.values_list("source", "derives_from"), (cleaned["source"].pk, origin and origin.pk)]
        if independent(seen_pairs(pairs, self.user)) < 2:
            self.add_error("credibility", ALONE)
        return cleaned


class CitationFormSet(KeptFormSet):
    """The citations of one record, weighed together as they will stand, so that two can be typed at once."""

    user: Any = None

    def behind(self) -> Behind | None:
        """What stands behind the record as it is saved; nothing to say of a new one."""
        return None if self.instance._state.adding else behind(self.instance, self.user)

    def clean(self) -> None:
        super().clean()
        standing = [form for form in self.forms if _stands(form)]
        alone = [form for form in standing if _says_confirmed(form)]
        if not alone or not self.has_changed():
            return
        pairs = [(form.instance.source_id, form.instance.derives_from_id) for form in standing]
        if independent(seen_pairs(pairs, self.user)) >= 2:
            return
        stood = self.behind()
        for form in alone:
            # Whoever graded a row that nobody touches may see a source that this person does not.
            if WEIGHED & set(form.changed_data) or (stood and stood.independent >= 2):
                form.add_error("credibility", ALONE)


def _stands(form: Any) -> bool:
    """Whether the row is filled in as it must be, and neither it nor its source is withdrawn."""
    is_empty = form.instance._state.adding and not form.has_changed()
    if is_empty or not form.is_valid() or form.cleaned_data.get("withdrawn_reason"):
        return False
    source = form.cleaned_data.get("source")
    return source is not None and source.withdrawn_on is None


def _says_confirmed(form: Any) -> bool:
    return _stands(form) and form.cleaned_data.get("credibility") == Credibility.CONFIRMED


class CitationInline(PartInline):
    """On whose word a record stands."""

    model = Citation
    formset = CitationFormSet
    template = "admin/citations.html"
    verbose_name_plural = "citations: on whose word"
    fields = ("source", "credibility", "locator", "derives_from", "note")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"user": request.user})


class CitedAdmin(ReviewedAdmin):
    """Reviewed records whose reviewer is told how many sources stand behind them."""

    at_risk = AT_RISK

    def review_view(self, request: HttpRequest, object_id: str, action: str) -> HttpResponse:
        response = super().review_view(request, object_id, action)
        if isinstance(response, TemplateResponse) and request.user.has_perm("tracks.view_citation"):
            context: Any = response.context_data
            context["behind"] = behind(context["record"], request.user)
        return response
