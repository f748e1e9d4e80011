"""What Dockerfile and docker-compose.yml say, as data for the tests and the rehearsal."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order: the keyword and the rest, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in joined.splitlines()]


def arguments(keyword: str) -> list[str]:
    """What stands behind each instruction of this kind."""
    return [rest for word, rest in instructions() if word == keyword]


def command_of(rest: str) -> list[str]:
    """The words of a CMD in its JSON form, also behind the options of a HEALTHCHECK."""
    return yaml.safe_load(rest[rest.index("[") :])


def compose() -> dict[str, Any]:
    """docker-compose.yml with its anchors resolved; variables stand as they are."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def compose_commands() -> dict[str, list[str]]:
    """What each service runs beside the image's own command, by a name for it."""
    commands = {}
    for name, service in compose()["services"].items():
        if "command" in service:
            commands[f"{name} command"] = service["command"]
        if "test" in service.get("healthcheck", {}):
            commands[f"{name} healthcheck"] = service["healthcheck"]["test"][1:]
    return commands


def environment(text: str) -> dict[str, str]:
    """The variables of an ENV instruction."""
    return dict(word.split("=", 1) for word in shlex.split(text))
