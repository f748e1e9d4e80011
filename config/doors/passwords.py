"""Passwords: one that an administrator gave opens nothing but the page on which to choose one's own, for three days.

That it was given, and when, stands in the stored form itself, before the hash, so it goes with the
password wherever that goes, and no second column can disagree with it. The forms are in
`password_forms`.
"""

from __future__ import annotations

import time
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher

DAYS = 3


class Given(PBKDF2PasswordHasher):
    """The usual hash, under a name that says that somebody else chose the password; its salt ends with the moment."""

    algorithm = "given_pbkdf2_sha256"

    def salt(self) -> str:
        return f"{super().salt()}.{int(time.time())}"

    def verify(self, password: str, encoded: str) -> bool:
        """Whether it is the password, and was given in the last days; it takes the same time if it was not."""
        moment = str(self.decode(encoded)["salt"]).rpartition(".")[2]
        standing = moment.isdecimal() and time.time() - int(moment) < DAYS * 24 * 3600
        return super().verify(password, encoded) and standing


def was_given(user: Any) -> bool:
    """Whether the user's password was chosen by somebody else, so that they must choose their own."""
    return user.password.startswith(f"{Given.algorithm}$")


__all__ = ["DAYS", "Given", "was_given"]
