"""Django's `changepassword`, which leaves a trace: whoever sets a password can become that person."""

from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword

from config import trace
from config.models import User


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        said = super().handle(*args, **options)
        user = User.objects.get(username=options["username"] or getpass.getuser())
        trace.note(trace.Kind.ACCESS, f"Account {user.username}: password set by a command.", about=user)
        return said
