"""Who may ask, and for what: to read, and the kinds of record that their role may view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission

from ..doors.throttles import Throttles
from ..visibility import may_view

READING = ("GET", "HEAD", "OPTIONS")


class ReadOnly(Throttles):
    """For views that read: a method that writes is answered 405, whoever asks.

    Before the question who it is, or a browser's session without CSRF token would be told
    that its write was forgotten to be signed, not that there is none.
    """

    http_method_names: Sequence[str] = [method.lower() for method in READING]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        if request.method not in READING:
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)  # type: ignore[misc] # of the class that it stands before


class MayView(BasePermission):
    """Signed in, and with the view permission on the view's model if it has one.

    Nobody signed in is answered 401, a kind that the role may not view 403.
    """

    message = "Your role may not view this kind of record. Ask an administrator."

    def has_permission(self, request: Any, view: Any) -> bool:
        if not (request.user and request.user.is_authenticated):
            return False
        model = getattr(view, "model", None)
        return model is None or may_view(request.user, model)
