"""The same columns by django-import-export, as well as it can be told to do it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from import_export import fields, resources
from import_export.widgets import CharWidget

from rights.models import Source
from tracks.models import Citation, Development, Organisation

LISTS = ("provinces", "tracks", "indicators")
LINKS = ("issuing_body", "reverses", "follows")


class Listed(CharWidget):
    """The keys of rows that were fetched beforehand."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(row.pk for row in value.all())


class Published(CharWidget):
    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(row.source.publisher for row in value.all())


def resource(user: Any) -> Any:
    """A resource whose rows are what the user sees, links included; everything is prefetched, in one block."""
    from config.exports import report_for

    headings = [column.heading for column in report_for(Development).resolved()]

    class Exported(resources.ModelResource):
        sources = fields.Field(attribute="citations", column_name="sources", widget=Published())
        provinces, tracks, indicators = (fields.Field(attribute=n, column_name=n, widget=Listed()) for n in LISTS)

        class Meta:
            model = Development
            fields = export_order = headings
            chunk_size = 10**7

        def rows(self, chosen: Any) -> Any:
            seen = Development.objects.visible_to(user).standing()
            links = [Prefetch(n, self.seen(Development if n != "issuing_body" else Organisation)) for n in LINKS]
            cited = Citation.objects.visible_to(user).standing()
            cited = cited.prefetch_related(Prefetch("source", self.seen(Source, "publisher"))).order_by("pk")
            rows = seen.filter(pk__in=chosen.values("pk")).order_by("date_from", "pk")
            return rows.prefetch_related(*LISTS, *links, Prefetch("citations", cited))

        @staticmethod
        def seen(model: Any, *names: str) -> Any:
            return model.objects.visible_to(user).standing().only("pk", *names)

    return Exported()
