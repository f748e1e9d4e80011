"""Files that are kept as they came: a private folder that nothing serves, overwrites or empties."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn

from django.core.files.storage import FileSystemStorage


class KeptFiles(FileSystemStorage):
    """A folder outside of everything that a web server sees.

    A file is on the disk before its name is told, so that no row is saved that names
    a file which a power cut could still take away.
    """

    def _save(self, name: str, content: Any) -> str:
        kept = super()._save(name, content)  # type: ignore[misc] # unknown to the stubs
        for path in (Path(self.path(kept)), Path(self.path(kept)).parent):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return kept

    def url(self, name: str | None) -> NoReturn:
        raise TypeError("A kept file has no address: whoever may see its record gets it from the record's page.")

    def delete(self, name: str) -> NoReturn:
        raise TypeError("A kept file is never deleted: the history names it.")


class PackageFiles(FileSystemStorage):
    """The folder of packages; `config.delivery.places` puts whole packages there, and takes them away."""

    def url(self, name: str | None) -> NoReturn:
        raise TypeError("A package has no address: whoever may have it gets it from its page.")
