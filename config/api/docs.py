"""The API's first page, its OpenAPI document and the pages that explain it.

The pages are plain HTML made from the document on the server: no script, so that they work
under the strict Content-Security-Policy, on a slow line and on paper.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from ..exports import Column, report_for
from .permissions import ReadOnly, may_view
from .routes import ROUTES
from .views import ByAddress

LIMITS = {"minimum": "At least", "maximum": "At most", "maxLength": "Characters at most", "example": "Example"}


class FirstPage(ReadOnly, APIView):
    """The addresses of the lists that you may view."""

    content_negotiation_class = ByAddress

    @extend_schema(
        operation_id="endpoints",
        tags=["endpoints"],
        responses={200: {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}},
    )
    def get(self, request: Any) -> Response:
        mine = [route for route, viewset in ROUTES.items() if may_view(request.user, viewset.model)]
        pages = {route: reverse(f"{route}-list", request=request) for route in sorted(mine)}
        about = {name: reverse(f"api-{name}", request=request) for name in ("docs", "schema")}
        return Response(pages | about)


@extend_schema(exclude=True)
class SchemaDocument(ReadOnly, APIView):
    """The OpenAPI document: YAML, or JSON if asked for in the Accept header."""

    renderer_classes = [OpenApiYamlRenderer, OpenApiYamlRenderer2, OpenApiJsonRenderer, OpenApiJsonRenderer2]

    def get(self, request: Any) -> Response:
        kind = "json" if "json" in request.accepted_renderer.format else "yaml"
        name = f"engagement-tracks-api.{kind}"
        return Response(document(), headers={"Content-Disposition": f'inline; filename="{name}"'})


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document; it follows from the code alone."""
    return SchemaGenerator().get_schema(request=None, public=True)


def openapi_yaml() -> str:
    """The OpenAPI document as YAML: the same text that `/api/v1/schema/` answers."""
    return OpenApiYamlRenderer().render(document(), renderer_context={}).decode()


class DocsIndex(LoginRequiredMixin, TemplateView):
    """What the API is, how to ask it, and its endpoints."""

    template_name = "api/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = {route: v for route, v in sorted(ROUTES.items()) if may_view(self.request.user, v.model)}
        return super().get_context_data(
            endpoints=[{"route": route, "about": about(viewset)} for route, viewset in mine.items()],
            address=self.request.build_absolute_uri("/api/v1/"),
            **kwargs,
        )


class DocsEndpoint(LoginRequiredMixin, TemplateView):
    """One endpoint: its parameters with what they accept, its fields, and example calls."""

    template_name = "api/endpoint.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewset = ROUTES.get(kwargs["route"])
        if viewset is None or not may_view(self.request.user, viewset.model):
            raise Http404("There is no such endpoint.")
        path = f"/api/v1/{kwargs['route']}/"
        key = viewset.model._meta.pk.name
        listing, detail = (document()["paths"][p]["get"] for p in (path, f"{path}{{{key}}}/"))
        schema = detail["responses"]["200"]["content"]["application/json"]["schema"]
        return super().get_context_data(
            about=about(viewset),
            key=key,
            address=self.request.build_absolute_uri(path),
            parameters=[parameter_row(p) for p in listing["parameters"]],
            detail_parameters=[parameter_row(p) for p in detail["parameters"] if p["in"] == "query"],
            fields=field_rows(schema),
            columns=[column_row(c) for c in report_for(viewset.model).resolved()],
            others=[other(action) for action in viewset.get_extra_actions()],
            **kwargs,
        )


def other(action: Any) -> dict[str, Any]:
    """Another address of an endpoint, below the list or below one record."""
    name = f"/{action.url_path}/"
    operation = next(p["get"] for path, p in document()["paths"].items() if path.endswith(name))
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return {
        "name": action.url_path,
        "detail": action.detail,
        "about": typeset(about(action)),
        "parameters": [parameter_row(p) for p in operation["parameters"] if p["in"] == "query"],
        "fields": field_rows(schema),
    }


def about(viewset: Any) -> str:
    return " ".join((viewset.__doc__ or "").split())


def parameter_row(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    one = schema.get("items", schema)
    words, accepted = described(parameter.get("description", ""), one)
    default = schema.get("default")
    return {
        "name": parameter["name"],
        "repeatable": schema.get("type") == "array",
        "type": one.get("format", one["type"]),
        "words": words,
        "accepted": accepted,
        "default": default if isinstance(default, str | None) else json.dumps(default),
        "limits": {words: one[name] for name, words in LIMITS.items() if name in one},
    }


def column_row(column: Column) -> dict[str, Any]:
    return {"name": column.heading, "type": column.kind, "words": typeset(column.description)}


def typeset(text: str) -> SafeString:
    """The text, with what stands between backticks as code."""
    parts = (("<code>{}</code>" if number % 2 else "{}", part) for number, part in enumerate(text.split("`")))
    return format_html_join("", "{}", ((format_html(shape, part),) for shape, part in parts))


def described(description: str, schema: dict[str, Any]) -> tuple[SafeString, list[tuple[str, str]]]:
    """The words of a description, and the accepted codes with their labels."""
    words, _, listed = description.partition("* `")
    labels = dict(line.lstrip("* `").split("` - ", 1) for line in listed.splitlines() if "` - " in line)
    return typeset(words.strip()), [(code, labels.get(code, "")) for code in schema.get("enum", ()) if code]


def field_rows(schema: dict[str, Any], prefix: str = "") -> list[dict[str, Any]]:
    """The fields of an answer, nested ones after their parent as `parent.child`."""
    rows = []
    for name, given in resolved(schema)["properties"].items():
        several = given.get("type") == "array"
        one = resolved(given["items"] if several else given)
        words, accepted = described(given.get("description", ""), one)
        nested = "properties" in one
        row = {
            "name": f"{prefix}{name}",
            "type": "object" if nested else one.get("format", one.get("type", "")),
            "several": several,
            "nullable": given.get("nullable", False),
            "words": words,
            "accepted": accepted,
        }
        rows.append(row)
        if nested:
            rows += field_rows(one, f"{prefix}{name}{'[]' if several else ''}.")
    return rows


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, or the component that it names."""
    if "allOf" in schema:
        schema = schema["allOf"][0]
    if "$ref" in schema:
        return document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
