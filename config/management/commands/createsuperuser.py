"""Django's `createsuperuser`, which leaves a trace: it opens everything that no reader's name closes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from config import trace
from config.models import User


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        there = set(User.objects.values_list("pk", flat=True))
        super().handle(*args, **options)
        for made in User.objects.exclude(pk__in=there):
            trace.note(trace.Kind.ACCESS, f"Account {made.username}: made as a superuser by a command.", about=made)
