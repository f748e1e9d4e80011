"""A list as a file, filtered and searched as it is shown."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path

from ..exports import Report, csv_response, report_for
from .mixins import AdminPages


class Downloads(AdminPages):
    """Gives a list out as CSV, through the report of its model or one of its own."""

    model: Any
    admin_site: Any
    has_csv = True
    report: Report | None = None

    def get_urls(self) -> list[Any]:
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}_csv"
        own = [path("csv/", self.admin_site.admin_view(self.csv_view), name=name)]
        return own + super().get_urls()

    def csv_view(self, request: HttpRequest) -> Any:
        """The whole list, filtered and searched as it is shown, as a file that Excel opens.

        What was asked in vain is said by the list, never by a file that holds more than was meant.
        """
        self._report_for(request)
        try:
            rows = None if self._unknown_parameters(request) else self.get_changelist_instance(request).queryset  # type: ignore[attr-defined] # of the list that it stands before
        except IncorrectLookupParameters:
            rows = None
        return self._to_list(request.GET) if rows is None else self._download(request, rows)  # type: ignore[attr-defined] # of the list that it stands before

    def _download(self, request: HttpRequest, rows: Any) -> Any:
        return csv_response(self._report_for(request), request=request, queryset=rows, bom=True)

    def _report_for(self, request: HttpRequest) -> Report:
        report = self.report or report_for(self.model)
        if not report.may(request.user):
            raise PermissionDenied("Your role may not download this report. Ask an administrator.")
        return report
