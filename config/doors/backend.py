"""Whom a name and a password let in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend


class Passwords(ModelBackend):
    """Django's own, for accounts with staff status; without it even the right password is a failure like any other.

    A form that refuses it afterwards would tell that the password was right, uncounted and
    untraced. The sessions of whoever loses staff status end, as those of a closed account do.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and bool(user.is_staff)


__all__ = ["Passwords"]
