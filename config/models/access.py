"""Who signs in, and how far each group may see."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from ..scales import Marking


class User(AbstractUser):
    """A person who signs in. Users are deactivated, never deleted: the history names them."""

    class Meta:
        ordering = ["username", "pk"]

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
        choices=[c for c in Marking.choices if c[0] != Marking.RED],
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
