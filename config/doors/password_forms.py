"""The forms of passwords: given to somebody by an administrator, or chosen by oneself."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm as OwnForm
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError

from .. import trace
from .passwords import DAYS, Given


class _Gives:
    """A form by which an administrator chooses a password for somebody."""

    cleaned_data: dict[str, Any]

    def set_password_and_save(self, user: Any, *args: Any, commit: bool = True, **kwargs: Any) -> Any:
        user = super().set_password_and_save(user, *args, commit=False, **kwargs)  # type: ignore[misc] # of the class that it stands before
        if user.has_usable_password():
            user.password = make_password(self.cleaned_data["password1"], hasher=Given.algorithm)
        if commit:
            user.save()
        return user


class GivePassword(_Gives, AdminPasswordChangeForm):
    """A new password for somebody, who will choose their own at the next sign-in."""

    def save(self, commit: bool = True) -> Any:
        user = super().save(commit=commit)
        given = f"that is good until they choose their own, and for {DAYS} days at most"
        words = given if user.has_usable_password() else "that nobody knows, so they cannot sign in"
        trace.note(trace.Kind.ACCESS, f"Gave “{user.username}” a password {words}.", about=user)
        return user


class NewPerson(_Gives, AdminUserCreationForm):
    """A new account, whose person will choose their own password at the first sign-in."""


class ChooseOwn(OwnForm):
    """The form by which people change their own password."""

    def clean(self) -> Any:
        cleaned = super().clean()
        typed = self.cleaned_data.get("new_password1")
        if typed and typed == self.cleaned_data.get("old_password"):
            said = "This is the password that you have now. Choose another one."
            self.add_error("new_password1", ValidationError(said, code="same"))
        return cleaned


__all__ = ["ChooseOwn", "GivePassword", "NewPerson"]
