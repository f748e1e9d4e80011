"""What was packaged: each package that was made, or failed, with its files and their hashes."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, NoReturn

from django.db import models

from ..visibility import opened_to
from .access import CEILINGS
from .checks import filled
from .profile import Profile
from .whom import by_whom


class RunQuerySet(models.QuerySet):
    """Runs, as far as somebody may know of them."""

    def visible_to(self, user: Any) -> RunQuerySet:
        """Those whose package, and whose profile of today, the user is cleared for."""
        opened = opened_to(user)
        return self.filter(ceiling__in=opened, profile__ceiling__in=opened)

    def standing(self) -> RunQuerySet:
        return self

    def delete(self) -> NoReturn:
        raise TypeError("A run is never deleted: it says what was given out.")

    delete.alters_data = True  # type: ignore[attr-defined] # a mark of Django's
    delete.queryset_only = True  # type: ignore[attr-defined] # a mark of Django's


class Run(models.Model):
    """One package of a profile and a period: by whom it was made, how far it came, and what is in it.

    A run that failed is tried again in its place. A package is made again under the next number, and
    what was made stays as it was; when its files are removed, the run still says what they were.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        REMOVED = "removed", "Done, files removed since"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False, help_text="Random, so no gap tells.")
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="runs", help_text="The profile that it was made by."
    )
    period = models.CharField(max_length=8, help_text="The period, e.g. 2026-10.")
    starts_on = models.DateField(help_text="The first day of the period.")
    number = models.PositiveSmallIntegerField(
        default=1, help_text="1, and one more each time the package of the period is made again."
    )
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING, help_text="How far it came.")
    ceiling = models.CharField("up to", max_length=16, choices=CEILINGS, help_text="The highest marking in it.")
    recipient = models.CharField(max_length=200, help_text="The organisation that it is for.")
    who = by_whom("Who had it made. Empty if a command did.", editable=True)
    how = models.CharField(max_length=200, help_text="By which way it was made, and on which machine.")
    eyes = by_whom("Who had approved the profile; it holds what they could see then, up to its marking.", editable=True)
    started_at = models.DateTimeField(help_text="When the last attempt began (UTC).")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="When it was done, or failed (UTC).")
    attempts = models.PositiveIntegerField(default=1, help_text="How often it was tried.")
    known_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="It holds the record as it was known at this moment (UTC).",
    )
    rows = models.PositiveIntegerField(null=True, blank=True, help_text="How many rows its files hold.")
    name = models.CharField(max_length=200, blank=True, help_text="The name of the package, which its folder has.")
    files = models.JSONField(
        default=list, blank=True, help_text="Each file with its name, rows, bytes and SHA-256, as it was made."
    )
    withheld = models.JSONField(
        "left out since",
        default=list,
        blank=True,
        help_text="In counts, what was known then and is not shown again, since it was withdrawn or closed.",
    )
    digest = models.CharField(max_length=64, blank=True, help_text="The SHA-256 of its list of hashes.")
    place = models.CharField(max_length=200, blank=True, help_text="Where it lies in the storage of packages.")
    error = models.TextField(blank=True, help_text="Why it failed, in words that tell nothing of the record.")
    alert = models.CharField(max_length=300, blank=True, help_text="What became of the e-mail about the failure.")
    alerted_at = models.DateTimeField(null=True, blank=True, help_text="When the e-mail was tried last (UTC).")
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when its maker counts as alive, where the database has no locks for it."
    )
    removed_at = models.DateTimeField(null=True, blank=True, help_text="When its files were removed (UTC).")

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "pk"]
        default_permissions = ("view", "add")
        verbose_name = "package"
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "period", "number"],
                name="config_run_once",
                violation_error_message="This package is being made, or was made already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "removed"])
                | models.Q(finished_at__isnull=False, rows__isnull=False) & filled("name") & filled("digest"),
                name="config_run_done_is_complete",
                violation_error_message="A package that is done says what is in it.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="failed") | filled("error"),
                name="config_run_failed_says_why",
                violation_error_message="A run that failed says why.",
            ),
            models.CheckConstraint(
                condition=models.Q(state="removed", removed_at__isnull=False)
                | ~models.Q(state="removed") & models.Q(removed_at__isnull=True),
                name="config_run_removed_when",
                violation_error_message="A package whose files were removed says when.",
            ),
        ]

    def __str__(self) -> str:
        again = f", made again ({self.number})" if self.number > 1 else ""
        return f"{self.profile_id} {self.period}{again}"

    @property
    def duration(self) -> dt.timedelta | None:
        """How long the last attempt took; None while it runs."""
        return self.finished_at - self.started_at if self.finished_at else None

    @property
    def where(self) -> str:
        """Where its package is placed in the storage; `place` is where one lies."""
        return f"{self.profile_id}/{self.period}" + (f".{self.number}" if self.number > 1 else "")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A run is never deleted: it says what was given out.")

    delete.alters_data = True  # type: ignore[attr-defined] # a mark of Django's
