"""Imports in the browser: upload, look at what each row would be, confirm.

The file is held on the server from its dry run to its confirmation, and judged anew each time it
is looked at. What is confirmed is what was shown: if it would be something else by then, nothing is saved.
"""

from __future__ import annotations

import io
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..imports.files import Unreadable
from ..imports.held import held_by, hold
from ..imports.kinds import Kind, kind_for
from ..imports.mapping import Mapping
from ..imports.report import write_report
from ..imports.rows import Outcome, State
from ..imports.running import Import, NotAnswered, Otherwise
from ..imports.templates import csv_of_values, csv_template, xlsx_template
from ..models import HeldFile, SavedMapping
from ..safety import IDENTITY, MAIL, PHONE, PLACE
from .mixins import AdminPages
from .safety import ANSWER, KEEP, REASON

MOST_ROWS = 10_000
ON_A_PAGE = 100
FIRST = (State.WRONG, State.CHANGED, State.NEW, State.UNCHANGED)
CHANGED = "Nothing was saved: the record or the mapping was changed since. Look at what each row would be now."
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """The file, and how it is read."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,  # It is refused with what is accepted.
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    mapping = forms.ModelChoiceField(
        SavedMapping.objects.none(),
        required=False,
        empty_label="None: the headings are ours, or HXL hashtags",
        help_text="For tables of others, how their columns are read.",
    )
    left_out = forms.CharField(
        label="Columns to leave out",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "class": "vLargeTextField"}),
        help_text="Headings that have no place here, one a line. Otherwise a column that is not known is refused.",
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any):
        super().__init__(*args, **kwargs)
        mappings = SavedMapping.objects.filter(kind=kind.name)
        self.fields["mapping"].queryset = mappings  # type: ignore[attr-defined] # a field of choices
        if not mappings.exists():
            del self.fields["mapping"]
        size = settings.COPY_MAX_BYTES // 1024 // 1024
        self.fields["file"].help_text = (
            "CSV (UTF-8 or Windows-1256; comma, semicolon or tab) or Excel (.xlsx); "
            f"at most {MOST_ROWS:,} rows and {size} MB. Larger files are imported by command."
        )


class Imports(AdminPages):
    """Takes files of rows in, where the model's rows can be imported."""

    model: Any
    opts: Any
    admin_site: Any

    @property
    def import_kind(self) -> Kind | None:
        return kind_for(self.model)

    def get_urls(self) -> list[Any]:
        others = super().get_urls()
        if self.import_kind is None:
            return others
        name, view = f"{self.opts.app_label}_{self.opts.model_name}_import", self.admin_site.admin_view
        own = [
            path("import/", view(self.import_view), name=name),
            path("import/template.<str:form>", view(self.template_view), name=f"{name}_template"),
            path("import/accepted-values.csv", view(self.values_view), name=f"{name}_values"),
            path("import/<uuid:key>/", view(self.dry_run_view), name=f"{name}_dry_run"),
            path("import/<uuid:key>/report/", view(self.report_view), name=f"{name}_report"),
        ]
        return own + others

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        kind = self.import_kind
        may = {"may_import": kind is not None and kind.is_open_to(request.user)}
        return super().changelist_view(request, may | (extra_context or {}))

    # --- Upload -----------------------------------------------------------------------------

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Asks for a file; what can be read is held, and its dry run shown."""
        kind = self._open_kind(request)
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()), kind=kind)
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            held = hold(
                request.user,
                kind=kind.name,
                name=given["file"].name or "",
                content=given["file"].read(),
                mapping=given["mapping"].pk if given.get("mapping") else "",
                left_out=given["left_out"],
            )
            try:
                self._run(request, kind, held).begin()
                return HttpResponseRedirect(self._import_address("dry_run", held.pk))
            except Unreadable as error:
                held.delete()
                form.add_error("file", str(error))
        return self._import_page(request, "admin/import.html", f"Import {kind.name}", form=form, kind=kind)

    def template_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """A file to fill in."""
        kind = self._open_kind(request)
        if form == "xlsx":
            return _file(xlsx_template(kind, request.user), f"{kind.name}-template.xlsx", XLSX)
        if form == "csv":
            return _file(csv_template(kind), f"{kind.name}-template.csv", CSV)
        return HttpResponse("Accepted: template.csv or template.xlsx.", status=404, content_type="text/plain")

    def values_view(self, request: HttpRequest) -> HttpResponse:
        """What the columns accept, beside the CSV template."""
        kind = self._open_kind(request)
        return _file(csv_of_values(kind, request.user), f"{kind.name}-accepted-values.csv", CSV)

    # --- Dry run, and confirmation ------------------------------------------------------------

    def dry_run_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        """What each row would be; sent, it is saved if nothing is wrong."""
        kind = self._open_kind(request)
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        try:
            if request.method == "POST":
                return self._confirm(request, kind, key)
            held = held_by(request.user, key, kind.name)
            if held is None:
                return self._gone(request)
            run = self._run(request, kind, held)
            return self._dry_run(request, kind, held, run, run.judged())
        except Unreadable as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self._import_address())

    def _confirm(self, request: HttpRequest, kind: Kind, key: Any) -> HttpResponse:
        with transaction.atomic():  # Of two who press at once the second finds nothing to confirm.
            held = held_by(request.user, key, kind.name, lock=True)
            if held is None:
                return self._gone(request)
            keep, reason = request.POST.get(ANSWER) == KEEP, request.POST.get(REASON, "")[:500]
            run = self._run(request, kind, held)
            try:
                shown = request.POST.get("shown", "")
                outcome = run.save(keep=keep, reason=reason, shown=shown, request=request)
            except NotAnswered:
                return self._dry_run(request, kind, held, run, run.judged(), asked=True)
            except Otherwise:
                messages.error(request, CHANGED)
                return self._dry_run(request, kind, held, run, run.judged())
            if not outcome.is_right:
                messages.error(request, "Nothing was saved: the file is judged anew, and some of its rows are wrong.")
                return self._dry_run(request, kind, held, run, outcome)
            held.delete()
        counts = ", ".join(f"{number:,} {state}" for state, number in outcome.counts.items() if number)
        saved = "Imported" if outcome.saved else "All of it was there already"
        messages.success(request, f"{saved}: {counts}. {kind.new_rows}")
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _dry_run(
        self,
        request: HttpRequest,
        kind: Kind,
        held: HeldFile,
        run: Import,
        outcome: Outcome,
        *,
        asked: bool = False,
    ) -> HttpResponse:
        wanted = request.GET.get("state", "")
        rows = [row for row in outcome.rows if row.state.value == wanted] if wanted in list(State) else outcome.rows
        page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
        asks = {one for row in outcome.asks for one in row.asks}
        found = [kind for kind in (PHONE, MAIL, IDENTITY, PLACE) if any(one.startswith(kind) for one in asks)]
        return self._import_page(
            request,
            "admin/import_dry_run.html",
            f"Import {kind.name}: what each row would be",
            kind=kind,
            held=held,
            outcome=outcome,
            shown=run.digest(outcome),
            states=[(state.value, outcome.count(state)) for state in FIRST],
            wanted=wanted,
            page=page,
            asked=asked,
            safety={"kinds": found, "reason": "", "is_kept": False} if found else None,
            report=self._import_address("report", held.pk),
        )

    def report_view(self, request: HttpRequest, key: Any) -> HttpResponse:
        """The dry run as a CSV."""
        kind = self._open_kind(request)
        held = held_by(request.user, key, kind.name)
        if held is None:
            return self._gone(request)
        try:
            outcome = self._run(request, kind, held).judged()
        except Unreadable as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self._import_address())
        file = io.StringIO(newline="")
        write_report(outcome, file)
        return _file(("\ufeff" + file.getvalue()).encode(), f"{kind.name}-dry-run.csv", CSV)

    # --- Parts of all -------------------------------------------------------------------------

    def _open_kind(self, request: HttpRequest) -> Kind:
        kind = self.import_kind
        if kind is None or not kind.is_open_to(request.user):
            raise PermissionDenied
        return kind

    def _run(self, request: HttpRequest, kind: Kind, held: HeldFile) -> Import:
        saved = SavedMapping.objects.filter(pk=held.mapping, kind=kind.name).first() if held.mapping else None
        if held.mapping and saved is None:
            raise Unreadable("The mapping is there no longer. Choose another.")
        return Import(
            kind,
            bytes(held.content),
            request.user,
            leave_out=tuple(held.left_out.splitlines()),
            mapping=Mapping.of(saved) if saved else None,
            most_rows=MOST_ROWS,
            most_bytes=settings.COPY_MAX_BYTES,
        )

    def _import_address(self, name: str = "", *keys: Any) -> str:
        page = f"import_{name}" if name else "import"
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=keys)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.warning(request, "This file is held no longer. Upload it again.")
        return HttpResponseRedirect(self._import_address())

    def _import_page(self, request: HttpRequest, template: str, title: str, **shown: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **shown}
        response = TemplateResponse(request, template, context)
        response["Cache-Control"] = "no-store"
        return response


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
