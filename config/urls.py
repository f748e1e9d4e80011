"""Addresses: the admin, the API and its docs, and whether the service works."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from .api.docs import DocsEndpoint, DocsIndex, FirstPage, SchemaDocument
from .health import healthz

api: list[URLPattern | URLResolver] = [
    path("", FirstPage.as_view(), name="api-root"),
    path("schema/", SchemaDocument.as_view(), name="api-schema"),
    path("docs/", DocsIndex.as_view(), name="api-docs"),
    path("docs/<slug:route>/", DocsEndpoint.as_view(), name="api-docs-endpoint"),
    path("", include("rights.urls")),
    path("", include("tracks.urls")),
]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("api/v1/", include(api)),
    path("healthz", healthz, name="healthz"),
]
