"""The packages that were made, or failed: listed, and given out to those who are cleared for them."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..delivery.giving import may_have, note, opened
from ..delivery.places import Damaged
from ..models import Run
from ..queues import page_of
from .filters import FixedFilter, by_choice
from .lists import CappedPaginator, HonestLists
from .rules import when_and_who

TYPES = {".csv": "text/csv; charset=utf-8", ".json": "application/json", ".zip": "application/zip"}


class ProfileFilter(FixedFilter):
    """Of one profile, among those that the person knows of."""

    title = "profile"
    parameter_name = "profile"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        runs = Run.objects.visible_to(request.user).order_by("profile")
        return [(code, code) for code in runs.values_list("profile", flat=True).distinct()]

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        return queryset.filter(profile=value)


class RunAdmin(HonestLists, admin.ModelAdmin):
    """Read, and downloaded from; a run is changed by nobody."""

    work = "administration"
    position = 41
    list_display = ("package", "state", "number_of_rows", "took", "started", "by", "files_short")
    change_form_template = "admin/change_form_without_history.html"
    facts: ClassVar[dict[str | None, tuple[str, ...]]] = {
        None: ("state", "error", "alert", "its_profile", "recipient", "ceiling", "number_of_rows", "left_out"),
        "Files": ("removed_at", "contents"),
        "How it was made": ("by", "seen_by", "known", "started", "took", "attempts", "digest", "place"),
    }
    readonly_fields = tuple(name for names in facts.values() for name in names)
    list_filter: ClassVar[Any] = (by_choice("state"), ProfileFilter)
    list_select_related = ("profile", "who")
    list_per_page = 50
    paginator = CappedPaginator
    search_fields = ("profile__code", "period", "recipient")
    search_help_text = "A profile's code, a period such as 2026-10, or a recipient."
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False
    ordering = ("-started_at", "id")
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        return Run.objects.visible_to(request.user)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is None and self.has_view_permission(request):
            raise Http404("There is no such package.")
        if row is not None:
            row.viewer = request.user
        return row

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A package is made from its profile's page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """It says itself what became of it."""
        return self.change_view(request, object_id, extra_context=extra_context)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What there is to say of it: a package that is there has no error, one that failed no files."""
        told = ((title, [name for name in names if self._says(obj, name)]) for title, names in self.facts.items())
        return [(title, {"fields": names}) for title, names in told if names]

    def _says(self, obj: Any, name: str) -> bool:
        own = getattr(self, name, None)
        return bool(own(obj) if own else getattr(obj, name))

    # --- Downloads ------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.file_view)
        return [path("<uuid:key>/files/<int:number>/", view, name="config_run_file"), *super().get_urls()]

    def file_view(self, request: HttpRequest, key: uuid.UUID, number: int) -> Any:
        """One file of a package, as it was made; who took it is in the trace."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = self.get_queryset(request).filter(pk=key).first()
        if run is None or number >= len(run.files):
            raise Http404("There is no such file.")
        if not may_have(run, run.files[number], request.user):
            raise PermissionDenied("Your role may not have every report that this file tells of.")
        back = HttpResponseRedirect(reverse("admin:config_run_change", args=[run.pk]))
        if run.state != Run.State.DONE:
            messages.error(request, "The files of this package were removed, as its profile says.")
            return back
        file = run.files[number]
        try:
            found = opened(run, file)
        except Damaged as error:
            messages.error(request, str(error))
            return back
        name = PurePosixPath(file["name"])
        note(run, name.name, request=request, rows=run.rows if file.get("archive") else file["rows"])
        kind = TYPES.get(name.suffix, "text/plain; charset=utf-8")
        response = FileResponse(found, as_attachment=True, filename=name.name, content_type=kind)
        response["Content-Length"] = str(file["bytes"])
        response["Cache-Control"] = "no-store"
        return response

    # --- Columns and facts ------------------------------------------------------------------------

    @admin.display(description="package", ordering="starts_on")
    def package(self, obj: Run) -> str:
        return str(obj)

    @admin.display(description="profile")
    def its_profile(self, obj: Any) -> SafeString | str:
        if not obj.viewer.has_perm("config.view_profile"):
            return str(obj.profile_id)
        return format_html('<a href="{}">{}</a>', page_of(obj.profile), obj.profile)

    @admin.display(description="rows", ordering="rows")
    def number_of_rows(self, obj: Run) -> str:
        return "" if obj.rows is None else f"{obj.rows:,}"

    @admin.display(description="took")
    def took(self, obj: Run) -> str:
        return "" if obj.duration is None else f"{obj.duration.total_seconds():.1f}\u00a0s"

    @admin.display(description="started (UTC)", ordering="started_at")
    def started(self, obj: Run) -> str:
        return f"{obj.started_at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description="by")
    def by(self, obj: Run) -> str:
        return f"{obj.who}, {obj.how}" if obj.who else obj.how

    @admin.display(description="with whose eyes")
    def seen_by(self, obj: Any) -> str:
        return when_and_who(obj.started_at, obj.eyes, obj.viewer) if obj.eyes else ""

    @admin.display(description="left out since")
    def left_out(self, obj: Run) -> str:
        return " ".join(obj.withheld)

    @admin.display(description="as known on (UTC)")
    def known(self, obj: Run) -> str:
        return f"{obj.known_at:%Y-%m-%d %H:%M:%S}" if obj.known_at else ""

    @admin.display(description="files")
    def files_short(self, obj: Run) -> SafeString | str:
        """The ZIP where there is one, else how many files there are."""
        if obj.state != Run.State.DONE:
            return ""
        archives = [(number, file) for number, file in enumerate(obj.files) if file.get("archive")]
        if archives:
            return format_html('<a href="{}">ZIP</a>', self._address(obj, archives[0][0]))
        return f"{len(obj.files)} files"

    @admin.display(description="files")
    def contents(self, obj: Any) -> SafeString | str:
        """Each file with its rows, bytes and SHA-256, and where to download it while it is kept."""
        lines = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td><code>{}</code></td></tr>',
            (
                (
                    self._link(obj, number, file),
                    "" if file["rows"] is None or not may_have(obj, file, obj.viewer) else f"{file['rows']:,}",
                    f"{file['bytes']:,}",
                    file["sha256"],
                )
                for number, file in enumerate(obj.files)
            ),
        )
        heading = ("File", "Rows", "Bytes", "SHA-256")
        cells = format_html_join("", '<th scope="col">{}</th>', ((word,) for word in heading))
        table = '<div class="table-region" tabindex="0" role="region" aria-label="Files">{}</div>'
        rows = format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", cells, lines)
        return format_html(table, rows) if lines else ""

    def _link(self, run: Any, number: int, file: dict[str, Any]) -> SafeString | str:
        if run.state != Run.State.DONE or not may_have(run, file, run.viewer):
            return str(file["name"])
        return format_html('<a href="{}">{}</a>', self._address(run, number), file["name"])

    def _address(self, run: Run, number: int) -> str:
        return reverse("admin:config_run_file", args=[run.pk, number])


admin.site.register(Run, RunAdmin)
