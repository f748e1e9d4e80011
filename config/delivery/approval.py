"""Whether a profile may run, and who may say so: two people, and never above the clearance of the second."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from .. import trace
from ..exports import all_reports
from ..models import Profile
from ..versions import version_of
from ..visibility import opened_to
from .contents import chosen

MAY = "config.review_profile"


def why_no_approval(profile: Profile, *, by: Any) -> str:
    """Why `by` may not approve the profile as it stands, in words; empty if they may."""
    if not by.has_perm(MAY):
        return "Your role may not approve profiles."
    if by.pk in profile.writers():
        return "You wrote or changed this profile; a second person must approve it."
    if profile.ceiling not in opened_to(by):
        return f"It packages up to {profile.ceiling}, which is above your clearance."
    try:
        closed = _closed_reports(profile, by)
    except ValidationError as error:
        return _gone(error)
    if closed:
        return f"Your role may not have these reports: {', '.join(closed)}."
    return ""


def approve(profile: Profile, *, by: Any, reason: str, version: str) -> None:
    """Let the profile run as it stands.

    Raises PermissionDenied with the words of `why_no_approval`, or ValidationError without a reason
    or if the profile is no longer the `version` that was read.
    """
    with transaction.atomic():
        profile.refresh_from_db(from_queryset=Profile._base_manager.select_for_update(no_key=True))
        if refusal := why_no_approval(profile, by=by):
            raise PermissionDenied(refusal)
        if version != version_of(profile):
            raise ValidationError("This profile was changed meanwhile; read it again.")
        if not reason.strip():
            raise ValidationError({"reason": "Say why; it is kept in the profile's history."})
        profile.approved_by, profile.approved_at, profile.approval_reason = by, timezone.now(), reason.strip()
        profile.full_clean()
        profile._history_user = by  # type: ignore[attr-defined] # read by simple-history
        profile._change_reason = f"approved: {reason.strip()}"  # type: ignore[attr-defined] # read by simple-history
        profile.save()
        del profile._history_user, profile._change_reason  # type: ignore[attr-defined] # read by simple-history
        words = f"Approved the profile {profile.code}: up to {profile.ceiling} for {profile.recipient}."
        trace.note(trace.Kind.ACCESS, words, who=by, about=profile, reason=reason)


def why_no_run(profile: Profile) -> str:
    """Why the profile may not run now, in words that name nobody; empty if it may.

    What was right when it was approved is asked again: people leave, and lose roles and clearances.
    """
    by = profile.approved_by
    if by is None:
        return "The profile is not approved as it stands: a second person must approve it."
    if not by.is_active:
        return "Whoever approved the profile has left: somebody else must approve it."
    if not by.has_perm(MAY):
        return "Whoever approved the profile may no longer approve any: somebody else must."
    if profile.ceiling not in opened_to(by):
        return (
            f"Whoever approved the profile is no longer cleared for {profile.ceiling}: somebody who is must approve it."
        )
    try:
        closed = _closed_reports(profile, by)
    except ValidationError as error:
        return _gone(error)
    if closed:
        return f"Whoever approved the profile may no longer have these reports: {', '.join(closed)}."
    return ""


def _gone(error: ValidationError) -> str:
    return f"The profile names what there is no more. {' '.join(error.messages)}"


def _closed_reports(profile: Profile, user: Any) -> list[str]:
    return [one.report for one in chosen(profile.reports) if not all_reports()[one.report].may(user)]
