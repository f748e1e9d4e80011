"""What happened at the doors and to the access: rows that are only ever added."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, Replace

from ..visibility import is_restricted
from .checks import filled
from .whom import by_whom


def plain(key: str) -> Any:
    """A key as text without hyphens, since not every database writes those of a UUID."""
    text = Cast(key, models.CharField())
    return Replace(text, models.Value("-"), models.Value(""), output_field=models.CharField())


class TraceQuerySet(models.QuerySet):
    """What is read of the trace."""

    def visible_to(self, user: Any) -> TraceQuerySet:
        """The rows that exist for the user: what tells of a record is for those who see the record."""
        rows, profile, run = self, apps.get_model("config.Profile"), apps.get_model("config.Run")
        for model in apps.get_models():
            if model is profile or (hasattr(model, "visible_through") and is_restricted(model)):
                about = models.Q(model=model._meta.label_lower)
                seen = model._default_manager.visible_to(user).order_by().values("pk")  # type: ignore[attr-defined] # of our managers
                rows = rows.exclude(about & ~models.Q(key__in=seen))
        seen = run.objects.visible_to(user).order_by().annotate(plain=plain("pk")).values("plain")
        about = models.Q(model=run._meta.label_lower)
        return rows.alias(plain=plain("key")).exclude(about & ~models.Q(plain__in=seen))

    def standing(self) -> TraceQuerySet:
        """All: nothing of it is ever withdrawn."""
        return self


class Trace(models.Model):
    """One thing that was done, refused or given out, and by whom; `config.trace` writes them.

    A row that tells of a record is shown to those who see that record. Rows are added and never
    changed or deleted, which the database itself refuses; see `config.seals`.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", "Signed in"
        SIGNED_OUT = "signed-out", "Signed out"
        SIGN_IN_FAILED = "sign-in-failed", "Sign-in failed"
        LOCKED_OUT = "locked-out", "Locked out"
        SECOND_FACTOR = "second-factor", "Second factor set or taken away"
        REFUSED = "refused", "Refused"
        GIVEN_OUT = "given-out", "Given out as a file"
        MARKING = "marking", "Marking changed"
        READERS = "readers", "Readers changed"
        ACCESS = "access", "Account, role or permission changed"
        TOKEN = "token", "API token made or ended"
        SAFETY = "safety", "Warning about people's safety answered"
        EMERGENCY = "emergency", "Emergency mode"
        IMPORTED = "imported", "Imported from a file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False, help_text="Random, so no gap tells.")
    at = models.DateTimeField("when", auto_now_add=True, help_text="When it happened (UTC).")
    kind = models.CharField("what", max_length=16, choices=Kind, help_text="What kind of thing happened.")
    who = by_whom("Who did it. Empty if nobody was signed in, or a command did it.", editable=True)
    address = models.GenericIPAddressField(
        "from", null=True, blank=True, help_text="The network address that it came from. Empty for a command."
    )
    model = models.CharField(max_length=100, blank=True, help_text="The kind of row that it is about, as `app.model`.")
    key = models.CharField(max_length=100, blank=True, help_text="The reference, code or number of that row.")
    words = models.TextField(help_text="What was done, in words.")
    reason = models.TextField(blank=True, help_text="Why, as whoever did it said.")
    rows = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Of what was given out: how many rows, without those that only named readers see.",
    )

    objects = TraceQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        default_permissions = ("view",)
        verbose_name = "trace"
        verbose_name_plural = "trace"
        indexes = [models.Index(fields=["-at", "id"], name="config_trace_latest")]
        constraints = [
            models.CheckConstraint(
                condition=filled("kind") & filled("words"),
                name="config_trace_says_what",
                violation_error_message="A trace says what happened.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.words}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; TypeError for a row that is there already."""
        if not self._state.adding:
            raise TypeError("A trace is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A trace is never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined] # a mark of Django's


Kind = Trace.Kind
