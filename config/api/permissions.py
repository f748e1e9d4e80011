"""Who may ask: those whose role may view this kind of record."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission

READING = ("GET", "HEAD", "OPTIONS")


class MayView(BasePermission):
    """Signed in, and with the view permission on the view's model if it has one.

    Nobody signed in is answered 401, a kind that the role may not view 403. A method that
    writes is answered 405 to whoever is signed in: it is not a question of permission.
    """

    message = "Your role may not view this kind of record. Ask an administrator."

    def has_permission(self, request: Any, view: Any) -> bool:
        if not (request.user and request.user.is_authenticated):
            return False
        if request.method not in READING:
            raise MethodNotAllowed(request.method)
        model = getattr(view, "model", None)
        return model is None or may_view(request.user, model)


def may_view(user: Any, model: Any) -> bool:
    """Whether the user's role may view this kind of record at all."""
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
