"""The endpoints, registered by each room's `urls` and listed on the API's first page."""

from __future__ import annotations

from typing import Any

from rest_framework.routers import SimpleRouter

from .views import RecordViewSet

ROUTES: dict[str, type[RecordViewSet]] = {}


def endpoints(**viewsets: Any) -> list[Any]:
    """URL patterns of the viewsets, named by route with `_` for `-`: `commitment_updates=…`."""
    router = SimpleRouter()
    for name, viewset in viewsets.items():
        route = name.replace("_", "-")
        ROUTES[route] = viewset
        router.register(route, viewset, basename=route)
    return router.urls
