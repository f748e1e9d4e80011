"""What the tests of the doors know: people with passwords and phones, and how a browser comes in."""

from __future__ import annotations

import time
from binascii import unhexlify
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.models import Trace, User

PASSWORD = "seven unlikely words of mine"
LOGIN, CODE, SETUP = "/admin/login/", "/admin/second-factor/", "/admin/second-factor/set-up/"
INSIDE = "/admin/tracks/meeting/"


def person(username: str = "amina", role: str | None = "desk officer", **fields: Any) -> User:
    """Somebody with a password of their own."""
    user = User.objects.create_user(username, password=PASSWORD, is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def phone(user: User, *recovery: str) -> TOTPDevice:
    """A phone that is set up, and recovery codes."""
    codes = StaticDevice.objects.create(user=user, name="recovery codes", confirmed=True)
    for code in recovery:
        codes.token_set.create(token=code)
    return TOTPDevice.objects.create(user=user, name="telephone", confirmed=True)


def code_of(key: str, *, later: int = 0) -> str:
    """What an app that holds the key shows now, or some half minutes later."""
    totp = TOTP(unhexlify(key))
    totp.time = time.time() + 30 * later
    return f"{totp.token():06d}"


def typed(client: Client, username: str = "amina", password: str = PASSWORD, address: str = "192.0.2.1", **more: Any):
    sent = {"username": username, "password": password, "next": "", **more}
    return client.post(LOGIN, sent, REMOTE_ADDR=address)


def with_password(user: User) -> Client:
    """A browser whose session has the password only."""
    client = Client()
    assert typed(client, user.username)["Location"].startswith(CODE)
    return client


def inside(user: User) -> Client:
    """A browser that has passed both."""
    client = with_password(user)
    device = TOTPDevice.objects.filter(user=user).first() or phone(user)
    device.throttle_reset()
    answer = client.post(CODE, {"code": code_of(device.key)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def shown_key(client: Client) -> str:
    """The secret that the browser's session is offered."""
    return client.session["second_factor_key"]


def told(*kinds: str) -> list[str]:
    """The words of the trace of these kinds, in their order."""
    said = Trace.objects.exclude(kind="access", who=None)  # Roles that were made before the test.
    rows = said.filter(kind__in=kinds) if kinds else said
    return list(rows.order_by("at").values_list("words", flat=True))
