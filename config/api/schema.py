"""The OpenAPI document, generated from the serializers, filters and pages themselves."""

from __future__ import annotations

from typing import Any

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers


class ApiTokenScheme(KnoxTokenScheme):
    """How the document says that a token is accepted."""

    target_class = "config.api.ApiToken"
    name = "token"


class RefusalSerializer(serializers.Serializer):
    """Why a request was refused, in words."""

    detail = serializers.CharField()


BAD_REQUEST = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
    "example": {"colour": ["This parameter is not known. Accepted: after, area, …"]},
}
REFUSALS: dict[Any, OpenApiResponse] = {
    400: OpenApiResponse(BAD_REQUEST, "An unknown parameter or a bad value: each with what is accepted."),
    401: OpenApiResponse(RefusalSerializer, "No token and no session, or a wrong or expired one."),
    403: OpenApiResponse(RefusalSerializer, "Your role may not view this kind of record."),
    429: OpenApiResponse(RefusalSerializer, "Too many requests: wait as many seconds as `Retry-After` says."),
}
NOT_FOUND = {404: OpenApiResponse(RefusalSerializer, "There is none, or none that you may see.")}


class RecordSchema(AutoSchema):
    """Adds what the views accept besides filters, and what they answer besides rows."""

    def get_operation_id(self) -> str:
        view: Any = self.view
        return f"{view.basename.replace('-', '_')}_{view.action}"

    def get_override_parameters(self) -> list[Any]:
        view: Any = self.view
        parameters = [
            OpenApiParameter(name, schema, description=words)
            for name, (schema, words) in view.extra_parameters().items()
        ]
        if view.detail:
            key = view.model._meta.pk
            parameters.append(OpenApiParameter(key.name, str, "path", description=str(key.help_text)))
        return parameters

    def get_response_serializers(self) -> Any:
        view: Any = self.view
        if view.action == "retrieve":
            return {200: view.serializer_class, **REFUSALS, **NOT_FOUND}
        if view.action in view.answers:
            return {200: view.answers[view.action], **REFUSALS, **(NOT_FOUND if view.detail else {})}
        csv = OpenApiResponse(OpenApiTypes.STR, "With format=csv: the whole filtered list, RFC 4180, UTF-8.")
        return {200: view.serializer_class, (200, "text/csv"): csv, **REFUSALS}

    def _is_list_view(self, serializer: Any = None) -> bool:
        """By the action; the CSV answer of a list is no list of rows."""
        is_rows = serializer is None or isinstance(serializer, serializers.BaseSerializer)
        return is_rows and getattr(self.view, "action", None) == "list"
