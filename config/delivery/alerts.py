"""E-mails about packages that failed. That one could not be sent fails nothing, and is written on the run."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from .. import trace
from ..models import Profile, Run
from ..models.trace import Trace

QUIET = dt.timedelta(days=1)  # A failure that repeats itself is told again after so long.


def alert(run: Run, before: str = "") -> None:
    """Tell those whom the profile names that the run failed, unless they know: `before` is how it failed last."""
    now = timezone.now()
    if before == run.error and run.alerted_at and now - run.alerted_at < QUIET:
        return
    Run.objects.filter(pk=run.pk).update(alert=_send(run)[:300], alerted_at=now)
    run.refresh_from_db(fields=["alert", "alerted_at"])


def _send(run: Run) -> str:
    """Send it; what became of it in words."""
    subject = f"Package {run} failed"
    body = (
        f"The package {run} could not be made ({run.how}, attempt {run.attempts}).\n\n"
        f"{run.error}\n\n"
        "Its page in the admin says more, under Administration, Packages. If it is made by schedule, it is tried again "
        "at the next run; you are told of the same failure once a day.\n"
    )
    return _mail(run.profile, subject, body)


def alert_without_run(profile: Profile, words: str) -> None:
    """Tell them of what failed before there was a run, once a day as long as it says the same.

    That they were told, and what became of it, stands in the trace.
    """
    told = Trace.objects.filter(model=profile._meta.label_lower, key=profile.pk, kind=trace.Kind.REFUSED)
    if told.filter(at__gt=timezone.now() - QUIET, words__startswith=words).exists():
        return
    body = f"{words}\n\nThe page of the profile in the admin says more; you are told of the same failure once a day.\n"
    sent = _mail(profile, f"Package profile {profile.code} failed", body)
    trace.note(trace.Kind.REFUSED, f"{words} {sent}", about=profile)


def _mail(profile: Profile, subject: str, body: str) -> str:
    """Send it to those whom the profile names; what became of it in words."""
    addresses = profile.addresses
    if not addresses:
        return "Not sent: the profile names no address."
    if settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend"):
        return "Not sent: this server has no EMAIL_URL."
    try:
        send_mail(subject, body, None, addresses)
    except Exception as error:  # Whatever a mail server does, the run has failed for its own reason.
        return f"Not sent: {type(error).__name__}."
    return f"Sent to {len(addresses)} address{'es' if len(addresses) > 1 else ''}."
