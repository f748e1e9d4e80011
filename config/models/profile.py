"""What is given to whom, how often and how closely: the profile of a package."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from ..querysets import RecordQuerySet
from ..refs import CodeField
from ..scales import Marking
from ..visibility import opened_to
from .access import CEILINGS
from .administered import Administered
from .checks import filled
from .whom import by_whom


class ProfileQuerySet(RecordQuerySet):
    """Profiles; they are changed one by one, with history, and switched off instead of deleted."""

    def visible_to(self, user: Any) -> ProfileQuerySet:
        """Those whose packages the user is cleared for."""
        return self.filter(ceiling__in=opened_to(user))

    def standing(self) -> ProfileQuerySet:
        return self.filter(active=True)

    def delete(self) -> NoReturn:
        raise TypeError("A profile is switched off, never deleted: its packages name it.")

    delete.alters_data = True  # type: ignore[attr-defined] # a mark of Django's
    delete.queryset_only = True  # type: ignore[attr-defined] # a mark of Django's


class Profile(Administered):
    """A package that is made again and again: for whom, of which reports, up to which marking, how often.

    It runs only while it is approved, by somebody who wrote none of it and is cleared for all of it.
    Any change takes the approval away. A package holds what that person may see, up to the ceiling.
    """

    class Every(models.TextChoices):
        WEEK = "week", "Week"
        MONTH = "month", "Month"
        QUARTER = "quarter", "Quarter"
        YEAR = "year", "Year"
        HAND = "hand", "By hand only"

    code = CodeField(
        primary_key=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Small letters, digits and hyphens, e.g. partner.")],
        help_text="Short and permanent, e.g. partner; it stands in commands, folders and file names.",
    )
    title = models.CharField(max_length=200, help_text="What the package is called in its own description.")
    recipient = models.CharField(max_length=200, help_text="The organisation that gets it; it stands in the package.")
    reports = models.TextField(
        help_text="One report a line, with some columns alone after a colon, e.g. “readings: ref, value”."
    )
    ceiling = models.CharField(
        "up to",
        max_length=16,
        choices=CEILINGS,
        default=Marking.CLEAR,
        help_text="The highest marking that is packaged; never above the clearance of whoever approves it.",
    )
    personal = models.BooleanField(
        "personal data", default=False, help_text="Whether columns about persons are packaged too."
    )
    every = models.CharField(
        max_length=7, choices=Every, default=Every.MONTH, help_text="Of which periods packages are made by themselves."
    )
    delay_days = models.PositiveSmallIntegerField(
        "days of delay",
        default=3,
        validators=[MaxValueValidator(365)],
        help_text="So many days after the end of a period its package is due, so that late entries are in it.",
    )
    first_period = models.CharField(
        max_length=8, blank=True, help_text="The first one: 2026-10, 2026-Q4, 2026 or 2026-W40. Empty if by hand only."
    )
    hxl = models.BooleanField("HXL tags", default=False, help_text="Whether files have a second row of HXL hashtags.")
    zipped = models.BooleanField("ZIP too", default=False, help_text="Whether a ZIP of the package is kept beside it.")
    keep_count = models.PositiveSmallIntegerField(
        "keep at most",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="So many of its newest packages are kept, older ones removed. Empty: any number.",
    )
    keep_days = models.PositiveIntegerField(
        "keep for days",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36500)],
        help_text="So long files are kept; the newest package stays in any case. Empty: for good.",
    )
    alerts = models.TextField(
        "alert addresses", blank=True, help_text="E-mail addresses, one a line, that are told when a package fails."
    )
    active = models.BooleanField(default=True, help_text="Switched off, it makes nothing; its packages stay.")
    approved_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it was approved as it stands (UTC)."
    )
    approved_by = by_whom("Who approved it as it stands; with their eyes its packages are written.")
    approval_reason = models.TextField(
        "why approved", blank=True, editable=False, help_text="Why, as whoever approved it said."
    )
    objects = models.Manager.from_queryset(ProfileQuerySet)()

    class Meta:
        ordering = ["code"]
        default_permissions = ("view", "add", "change", "review")
        verbose_name = "package profile"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(ceiling=Marking.RED),
                name="config_profile_ceiling_below_red",
                violation_error_message="RED is never packaged: it names people, not organisations.",
            ),
            models.CheckConstraint(
                condition=filled("code") & filled("title") & filled("recipient") & filled("reports"),
                name="config_profile_says_what_and_for_whom",
                violation_error_message="Give a code, a title, a recipient and at least one report.",
            ),
            models.CheckConstraint(
                condition=models.Q(every="hand", first_period="") | ~models.Q(every="hand") & filled("first_period"),
                name="config_profile_begins_somewhere",
                violation_error_message="Give the first period, or none for packages that are made by hand only.",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True, approved_at__isnull=True, approval_reason="")
                | models.Q(approved_by__isnull=False, approved_at__isnull=False) & filled("approval_reason"),
                name="config_profile_approved_who_when_why",
                violation_error_message="Who approved it, when and why belong together.",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | models.Q(updated_by__isnull=True)
                | ~models.Q(approved_by=models.F("updated_by")),
                name="config_profile_approved_by_a_second",
                violation_error_message="Whoever changed a profile last cannot approve it.",
            ),
        ]

    CONTENT = (
        *("title", "recipient", "reports", "ceiling", "personal", "every", "delay_days", "first_period"),
        *("hxl", "zipped", "keep_count", "keep_days", "alerts", "active"),
    )

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"

    @property
    def addresses(self) -> list[str]:
        """The e-mail addresses that are alerted."""
        return self.alerts.split()

    def clean(self) -> None:
        """Also bring what is typed in lines into one form. Raises ValidationError by field."""
        from ..delivery.contents import settle  # It knows the reports, which know the models.

        super().clean()
        settle(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert or update. A change of anything that decides what leaves takes the approval away."""
        if not self._state.adding and self.approved_at is not None and self._is_changed():
            self.approved_by, self.approved_at, self.approval_reason = None, None, ""
        super().save(*args, **kwargs)

    def _is_changed(self) -> bool:
        stored = type(self)._base_manager.filter(pk=self.pk).values(*self.CONTENT).first()
        return stored != {name: getattr(self, name) for name in self.CONTENT}

    def writers(self) -> set[Any]:
        """The keys of those who changed it since it was approved last, or ever if it never was."""
        found: set[Any] = set()
        versions = self.history.order_by("history_date").values_list("approved_by", "history_user", "updated_by")
        for approved_by, *changed_by in versions:
            found = set() if approved_by else found | set(changed_by)
        return found - {None}
