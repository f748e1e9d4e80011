"""Asking as one person, and what of an answer may differ between two askings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any
from unittest import mock
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from config.refs import ALPHABET

from .scene import NOW, at

# All that is masked. The clock stands, and references are drawn alike in both databases.
MASKED = (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'), re.compile(rb"csrftoken=[^;]+"))
API = "/api/v1/"


@dataclass(frozen=True)
class Ask:
    """One request; what it did is undone again, after `then` was read to see it."""

    path: str
    posted: str | None = None
    then: tuple[str, ...] = ()
    token: str = ""  # With which a program asks, instead of whoever is signed in.

    @property
    def kind(self) -> str:
        """The kind of address: its path without keys and parameters."""
        path = re.sub(r"[A-Z]{3}_2D[0-9A-Z_]+|[A-Z]{3}-[0-9]{4}-[0-9A-Z]+", "…", self.path.partition("?")[0])
        return f"{'POST ' if self.posted is not None else ''}{path}"

    def __str__(self) -> str:
        return self.path if self.posted is None else f"POST {self.path} {self.posted[:300]}"


def get(path: str, query: Mapping[str, Any] | Sequence[Any] = ()) -> Ask:
    return Ask(f"{path}?{urlencode(query, doseq=True)}" if query else path)


def post(path: str, data: Mapping[str, Any], *then: str) -> Ask:
    return Ask(path, urlencode(data, doseq=True), then)


@dataclass(frozen=True)
class Answer:
    """Every byte of it."""

    status: int
    head: tuple[str, ...]
    body: bytes

    @property
    def everything(self) -> str:
        return "\n".join([str(self.status), *self.head, self.body.decode(errors="replace")])


class Asker:
    """Somebody who is signed in."""

    def __init__(self, user: Any, *, previewing: Any = None, token: str = ""):
        self.user, self.token = user, token
        client = Client()
        with at(NOW):
            client.force_login(user)
            if previewing is not None:
                client.post(reverse("admin:preview"), {"role": previewing.pk})
        self.cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.factory = RequestFactory()

    def asks(self, one: Ask) -> bool:
        """Whether it is theirs to ask: a program asks the API alone."""
        return one.path.startswith(API) if self.token else True

    def ask(self, one: Ask) -> tuple[Answer, ...]:
        """The answer, and those that show what was done."""
        with at(NOW), drawn_from(str(one)), transaction.atomic():
            method = "GET" if one.posted is None else "POST"
            found = [self._answer(method, one.path, one.posted or "", one.token or self.token)]
            if found[0].status == 302:
                found += [self._answer("GET", path) for path in one.then]
            transaction.set_rollback(True)
            return tuple(found)

    def _answer(self, method: str, path: str, posted: str = "", token: str = "") -> Answer:
        kind = "application/x-www-form-urlencoded"
        known = {"HTTP_AUTHORIZATION": f"Token {token}"} if token else {"HTTP_COOKIE": self.cookie}
        request = self.factory.generic(method, path, posted, content_type=kind, **known)
        response = self.handler(request.environ)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        head = [f"{name}: {value}" for name, value in response.items()]
        head += [str(morsel) for morsel in response.cookies.values()]
        shown = tuple(masked(line.encode()).decode() for line in sorted(head))
        return Answer(response.status_code, shown, masked(body))


def masked(text: bytes) -> bytes:
    for pattern in MASKED:
        text = pattern.sub(b"", text)
    return text


@contextmanager
def drawn_from(seed: str) -> Iterator[None]:
    """References are drawn as this seed has it."""
    random = Random(seed)  # noqa: S311 - no secret

    def new_ref(prefix: str, length: int) -> str:
        return f"{prefix}-2024-{''.join(random.choice(ALPHABET) for _ in range(length))}"

    with mock.patch("config.refs.new_ref", new_ref):
        yield
