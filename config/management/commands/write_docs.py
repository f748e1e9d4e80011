"""`manage.py write_docs`: the documents that the code writes of itself."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.docs import documents


class Command(BaseCommand):
    help = "Write the generated documents into docs/: data dictionary, API document, review workflow, domain picture."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail if a document is out of date.")
        parser.add_argument("--out", type=Path, default=settings.BASE_DIR / "docs", help="The folder; docs/.")

    def handle(self, *args: Any, check: bool, out: Path, **options: Any) -> None:
        stale = {name: text for name, text in documents().items() if not same(out / name, text)}
        if check and stale:
            raise CommandError(f"Out of date in {out.name}/: {', '.join(stale)}. Write them again with: make docs")
        for name, text in stale.items():
            out.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(text.encode())
            self.stdout.write(f"{out.name}/{name} written")
        if not stale:
            self.stdout.write("The generated documents are up to date.")


def same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()
