"""The second factor: of whom it is asked, and the codes of a telephone or of a list on paper.

The secrets are django-otp's rows: `TOTPDevice` for the telephone, `StaticDevice` with one
`StaticToken` for each recovery code.
"""

from __future__ import annotations

import base64
import secrets
import time
from binascii import unhexlify
from dataclasses import dataclass
from typing import Any

import django_otp
import segno
from django.conf import settings
from django.db import transaction
from django.middleware.csrf import rotate_token
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from .. import trace
from ..scales import Marking
from ..visibility import access_of
from .sessions import end_all

OFF, ROLES, ALL = "off", "roles", "all"
CODES = 10  # recovery codes in a list
MOST_FAILURES = 9  # That count: a wait of 256 seconds. Uncapped, a guesser could shut out the owner for days.
PENDING = "second_factor_key"  # In the session: a secret that is shown and not yet confirmed.


def required(user: Any) -> bool:
    """Whether the user must have a second factor, whatever they have set."""
    if settings.SECOND_FACTOR == ROLES:
        ceiling = access_of(user).ceiling
        return ceiling is not None and Marking(ceiling).rank >= Marking.AMBER.rank
    return settings.SECOND_FACTOR == ALL


def phone_of(user: Any) -> TOTPDevice | None:
    """The user's confirmed telephone."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def list_of(user: Any) -> StaticDevice | None:
    """The user's list of recovery codes."""
    return StaticDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()


def codes_left(user: Any) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def is_due(request: Any) -> bool:
    """Whether this session has shown the password only, and more is asked of its user."""
    if settings.SECOND_FACTOR == OFF or request.user.is_verified():
        return False
    return required(request.user) or phone_of(request.user) is not None


# --- Setting it -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Secret:
    """A new secret, as it is offered to an authenticator app."""

    key: str  # hexadecimal
    user: Any

    @property
    def typed(self) -> str:
        """In groups of four, for those who cannot scan."""
        text = base64.b32encode(unhexlify(self.key)).decode()
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4))

    @property
    def picture(self) -> SafeString:
        """A QR code as SVG, without styles: dark squares on a light ground in every colour scheme."""
        address = TOTPDevice(user=self.user, key=self.key).config_url
        drawn = segno.make(address, error="m", micro=False).svg_inline(
            svgclass="qr", lineclass=None, omitsize=True, border=4, dark="#000", light="#fff", title="QR code"
        )
        return mark_safe(drawn)  # noqa: S308 - drawn here, from a key of ours and an encoded name

    def accepts(self, code: str) -> int | None:
        """The step of time at which the code is right, if it is."""
        totp = TOTP(unhexlify(self.key))
        totp.time = time.time()
        digits = digits_of(code)
        return totp.t() if digits and totp.verify(int(digits), 1) else None


def pending(request: Any) -> Secret:
    """The secret that this session is being offered: no other session's, which somebody else may have seen."""
    if PENDING not in request.session:
        request.session[PENDING] = secrets.token_hex(20)
    return Secret(request.session[PENDING], request.user)


@transaction.atomic
def confirm(request: Any, step: int) -> list[str]:
    """Make the offered secret the user's telephone, in place of any other; new recovery codes, to be shown once."""
    user, replaced = request.user, phone_of(request.user) is not None
    TOTPDevice.objects.filter(user=user).delete()
    phone = TOTPDevice.objects.create(
        user=user, name="telephone", key=request.session.pop(PENDING), confirmed=True, last_t=step
    )
    codes = _new_codes(user)
    what = "Replaced the telephone of" if replaced else "Set up"
    trace.note(trace.Kind.SECOND_FACTOR, f"{what} their second factor.", request=request, about=user)
    enter(request, phone)
    return codes


@transaction.atomic
def renew_codes(request: Any) -> list[str]:
    codes = _new_codes(request.user)
    words = "Made new recovery codes; the earlier ones have ended."
    trace.note(trace.Kind.SECOND_FACTOR, words, request=request, about=request.user)
    return codes


def _new_codes(user: Any) -> list[str]:
    """The list stays, since a session may have been let in by it; what is on it ends."""
    device = list_of(user) or StaticDevice.objects.create(user=user, name="recovery codes", confirmed=True)
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


@transaction.atomic
def take_away(user: Any, *, by: Any = None, request: Any = None) -> bool:
    """Take away the user's second factor, whose telephone is lost, and end their sessions; False if they had none."""
    gone = TOTPDevice.objects.filter(user=user).delete()[0] + StaticDevice.objects.filter(user=user).delete()[0]
    if not gone:
        return False
    end_all(user)
    words = f"Took away the second factor of “{user.username}” and ended their sessions."
    trace.note(trace.Kind.SECOND_FACTOR, words, request=request, who=by, about=user)
    return True


# --- Asking for it --------------------------------------------------------------------------


def digits_of(code: str) -> str:
    """The six digits of a typed code; empty if it has no such shape."""
    text = "".join(code.split())
    return text if len(text) == 6 and text.isascii() and text.isdecimal() else ""


def recovery_of(code: str) -> str:
    """A recovery code as it is stored, from how people type it; empty if it has no such shape."""
    text = "".join(c for c in code.lower() if not c.isspace() and c not in "-–")
    return text if len(text) == 8 and text.isascii() and text.isalnum() else ""


def seconds_to_wait(device: Any) -> int:
    """How long the device takes no code, because of wrong ones before; never more than five minutes."""
    if device.throttling_failure_count > MOST_FAILURES:
        device.throttling_failure_count = MOST_FAILURES
        device.save(update_fields=["throttling_failure_count"])
    allowed, about = device.verify_is_allowed()
    if allowed:
        return 0
    until = (about or {}).get("locked_until")
    return max(1, int((until - timezone.now()).total_seconds()) + 1) if until else 1


def wait_words(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{-(-seconds // 60)} minutes"


def end_waits(user: Any) -> int:
    """End the waits after wrong codes, of the telephone and of the list; how many there were."""
    waiting = [device for device in (phone_of(user), list_of(user)) if device and device.throttling_failure_count]
    for device in waiting:
        device.throttle_reset()
    return len(waiting)


def refusal_of(request: Any, code: str, *, recovery: bool) -> str:
    """Try a code of the user's telephone or list: nothing if it is right, else what is wrong, in words."""
    device = list_of(request.user) if recovery else phone_of(request.user)
    shaped = recovery_of(code) if recovery else digits_of(code)
    if device is None:
        return "There are no recovery codes left. Ask an administrator to take away your second factor."
    if not shaped:
        return (
            "A recovery code has eight letters and digits, such as abcd-2345."
            if recovery
            else "The code has six digits. It is in your authenticator app, and changes every 30 seconds."
        )
    if wait := seconds_to_wait(device):
        return f"Too many wrong codes. Wait {wait_words(wait)}, then type a new one."
    if django_otp.verify_token(request.user, device.persistent_id, shaped) is not None:
        return ""
    words = "Gave a wrong recovery code." if recovery else "Gave a wrong code of the second factor."
    trace.note(trace.Kind.SIGN_IN_FAILED, words, request=request, about=request.user)
    device.refresh_from_db()
    pause = wait_words(seconds_to_wait(device) or 1)
    return (
        f"This recovery code is not right, or was used before: each is good once. Wait {pause}, then type another one."
        if recovery
        else f"This code is not right, or was used before. Wait {pause}, then type the code that your app shows now."
    )


def enter(request: Any, device: Any) -> None:
    """Let the session in; its key changes, so that one seen before is worth nothing."""
    django_otp.login(request, device)
    request.session.cycle_key()
    rotate_token(request)


__all__ = [
    "OFF",
    "codes_left",
    "confirm",
    "end_waits",
    "enter",
    "is_due",
    "pending",
    "refusal_of",
    "renew_codes",
    "take_away",
]
