"""Two databases that differ only in what somebody may not see, asked the same."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from typing import Any

from django.db import transaction

from .answers import API, Answer, Ask, Asker
from .hidden import PIECES, lay
from .scene import Scene

Answers = list[tuple[Answer, ...]]
WALKED = ("meetings", "citations", "assessments")


@contextmanager
def quiet() -> Iterator[None]:
    """Refusals are logged with their stack, which takes longer than the answer."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def laid_over(scene: Scene, names: Iterable[str], number: int) -> Iterator[dict[str, Any]]:
    """The record with these hidden pieces, until the end of the block."""
    with transaction.atomic():
        yield lay(scene, names, number)
        transaction.set_rollback(True)


def everything_hidden(scene: Scene) -> dict[str, Any]:
    """The hidden rows that there can be, for their keys."""
    with laid_over(scene, PIECES, 0) as laid:
        return laid


def walks(asker: Asker) -> Answers:
    """Lists of the API read row by row, each from the address that the one before gives as the next."""
    return [_walk(asker, f"{API}{route}/?page_size=2&count=true") for route in WALKED]


def _walk(asker: Asker, path: str) -> tuple[Answer, ...]:
    found: list[Answer] = []
    while path and len(found) < 4:
        found += asker.ask(Ask(path))
        following = json.loads(found[-1].body).get("next") if found[-1].status == 200 else None
        path = str(following or "").removeprefix("http://testserver")
    return tuple(found)


def differences(asked: list[Ask], one: Answers, other: Answers) -> list[str]:
    """The requests that tell the two apart, each with the lines that do."""
    found = []
    for ask, first, second in zip(asked, one, other, strict=True):
        if first != second:
            lines = [
                "\n".join(answer.everything for answer in answers)
                .replace("><", ">\n<")
                .replace(",", ",\n")
                .splitlines()
                for answers in (first, second)
            ]
            changed = [line[:200] for line in unified_diff(*lines, lineterm="", n=0) if "Content-Length" not in line]
            found.append(f"{ask}\n    " + "\n    ".join(changed[2:10]))
    return found


def telling(asked: list[Ask], answers: Answers, words: list[str]) -> list[str]:
    """The requests whose answers hold a hidden word that was not in the question itself."""
    found = []
    for ask, own in zip(asked, answers, strict=True):
        question = str(ask).lower()
        text = "\n".join(answer.everything for answer in own).lower()
        found += [f"{word} in {ask}" for word in words if word in text and word not in question]
    return found


def failing(asked: list[Ask], answers: Answers) -> list[str]:
    return [str(ask) for ask, own in zip(asked, answers, strict=True) if any(one.status >= 500 for one in own)]


def ask_all(asker: Asker, asked: list[Ask]) -> Answers:
    with quiet():
        return [asker.ask(one) for one in asked]
