"""Who signs in, and how far each group may see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.db import models
from knox.models import AbstractAuthToken

from ..doors.passwords import was_given
from ..scales import Marking
from .checks import filled
from .whom import by_whom

CEILINGS = [choice for choice in Marking.choices if choice[0] != Marking.RED]


class User(AbstractUser):  # type: ignore[django-manager-missing] # knox has no types
    """A person who signs in. Users are deactivated, never deleted: the history names them."""

    class Meta:
        ordering = ["username", "pk"]

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is the password; one that was given to the person stays known as given."""
        if was_given(self):
            return check_password(raw_password, self.password)
        return super().check_password(raw_password)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether their roles allow it, and the role that they preview, if any, does too."""
        previewed = getattr(self, "previewed", None)
        return super().has_perm(perm, obj) and (previewed is None or perm in previewed.permissions)

    def has_module_perms(self, app_label: str) -> bool:
        previewed = getattr(self, "previewed", None)
        is_open = previewed is None or any(p.startswith(f"{app_label}.") for p in previewed.permissions)
        return super().has_module_perms(app_label) and is_open

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Clearance(models.Model):
    """How far a group sees. A user's access is the widest of their groups' clearances."""

    group = models.OneToOneField(
        "auth.Group",
        on_delete=models.PROTECT,
        related_name="clearance",
        help_text="The role this clearance belongs to.",
    )
    ceiling = models.CharField(
        max_length=16,
        choices=CEILINGS,
        help_text="The highest marking the group sees. RED is never a ceiling: it names its readers.",
    )
    released_only = models.BooleanField(
        default=False,
        help_text="For partners: only what is CLEAR, or up to the ceiling and released to the group by name.",
    )
    sees_unapproved = models.BooleanField(
        default=False,
        help_text="Whether the group sees drafts and other records that are not approved.",
    )

    class Meta:
        ordering = ["group__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(ceiling=Marking.RED),
                name="config_clearance_ceiling_below_red",
                violation_error_message="RED cannot be a clearance: name the readers on the record.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group.name}: {self.ceiling}"


class Token(AbstractAuthToken):
    """A key with which a program reads the API as a person, up to a marking of its own.

    The database holds only its digest. Whatever its user may see, author and named reader
    included, a token opens nothing above its ceiling.
    """

    purpose = models.CharField(max_length=100, help_text="What it is for, e.g. “Power BI of the analysts”.")
    ceiling = models.CharField(
        max_length=16,
        choices=CEILINGS,
        default=Marking.CLEAR,
        help_text="The highest marking that the token opens; never above its user's.",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="auth_token_set",
        help_text="As whom it reads.",
    )
    maker = by_whom("Who made it. Empty if a command did.", editable=True)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="When it was used last, to the minute (UTC).")
    last_used_from = models.GenericIPAddressField(
        null=True, blank=True, help_text="The network address that it was used from last."
    )

    class Meta:
        ordering = ["-created", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(ceiling=Marking.RED),
                name="config_token_ceiling_below_red",
                violation_error_message="No token opens RED: it names people, not programs.",
            ),
            models.CheckConstraint(
                condition=filled("purpose"),
                name="config_token_has_a_purpose",
                violation_error_message="Say what the token is for.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} ({self.token_key[:6]}…)"
