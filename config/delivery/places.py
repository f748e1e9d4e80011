"""Where packages lie: a folder, or a bucket. Neither ever shows one that looks whole and is not.

In a folder a package appears by one rename, its files on the disk before. In a bucket, which has no rename,
`datapackage.json` and at last `SHA256SUMS` are put after all that they speak of: without them it is none.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files import File as DjangoFile
from django.core.files.storage import FileSystemStorage, storages

LAST = ("datapackage.json", "SHA256SUMS")  # In this order they make a package whole.
FOLDER_MODE, FILE_MODE = 0o750, 0o640
BLOCK = 1024 * 1024


class Damaged(Exception):
    """A file in the storage is not as it was made."""


def put_order(names: Iterable[str]) -> list[str]:
    """The names in the order in which they are put, so that what makes the package whole comes last."""
    places = {name: place for place, name in enumerate(LAST, start=1)}
    return sorted(names, key=lambda name: places.get(name.rpartition("/")[2], 0))


def files_in(folder: Path) -> list[str]:
    """The files under a folder, by their names from there."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class Place(ABC):
    """What a storage of packages is asked."""

    staging: Path  # Where packages are written before they are placed.

    def workshop(self, mark: str) -> Path:
        """An empty folder of one's own to write in. What others with this mark left behind is cleared."""
        self.staging.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        self.clear(mark)
        return Path(tempfile.mkdtemp(dir=self.staging, prefix=f".package-{mark}-"))

    def clear(self, mark: str, unless_since: dt.datetime | None = None) -> None:
        """Take away what lies in staging under the mark, unless it was touched since then."""
        for left in self.staging.glob(f".package-{mark}-*"):
            if unless_since and _touched(left) > unless_since.timestamp():
                continue
            shutil.rmtree(left, ignore_errors=True)

    def left(self) -> dict[Path, str]:
        """Every folder in staging that somebody wrote in or writes in, with its mark."""
        return {path: path.name.split("-")[1] for path in self.staging.glob(".package-*-*")}

    @abstractmethod
    def place(self, folder: Path, where: str) -> None:
        """Bring all that is in the folder to `where`, in the place of what may lie there."""

    @abstractmethod
    def remove(self, where: str) -> None:
        """Take away all that lies there; nothing if nothing does."""

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """A file of a package, to be read. Raises FileNotFoundError."""

    @abstractmethod
    def fetch(self, where: str, folder: Path) -> Path | None:
        """What lies there, on this machine: as it is, or copied into the folder. None if nothing does."""


class Folder(Place):
    """A folder on this machine, or one that several share."""

    def __init__(self, root: Path):
        self.root = self.staging = root

    def place(self, folder: Path, where: str) -> None:
        for path in sorted(folder.rglob("*"), reverse=True):  # Files before the folders that they are in.
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
            _flush(path)
        folder.chmod(FOLDER_MODE)
        _flush(folder)
        target = self.root / where
        target.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        self.remove(where)
        folder.rename(target)
        _flush(target.parent)

    def remove(self, where: str) -> None:
        target = self.root / where
        if target.exists():  # By one rename too: a package is there or it is not.
            gone = Path(tempfile.mkdtemp(dir=self.root, prefix=".package-gone-")) / "files"
            target.rename(gone)
            shutil.rmtree(gone.parent, ignore_errors=True)

    def open(self, name: str) -> BinaryIO:
        return (self.root / name).open("rb")

    def fetch(self, where: str, folder: Path) -> Path | None:
        path = self.root / where
        return path if path.is_dir() else None


class Bucket(Place):
    """A bucket, or whatever else a Django storage stands for."""

    def __init__(self, storage: Any):
        self.storage, self.staging = storage, Path(tempfile.gettempdir())

    def place(self, folder: Path, where: str) -> None:
        self.remove(where)
        try:
            for name in put_order(files_in(folder)):
                self._put(folder / name, f"{where}/{name}")
        except BaseException:
            self.remove(where)
            raise
        shutil.rmtree(folder, ignore_errors=True)

    def _put(self, path: Path, name: str) -> None:
        with path.open("rb") as file:
            kept = self.storage.save(name, DjangoFile(file, name=path.name))
        if kept != name or self.storage.size(name) != path.stat().st_size:
            raise Damaged(f"The storage did not keep {path.name} as it was given.")

    def remove(self, where: str) -> None:
        for name in reversed(put_order(self._names(where))):
            self.storage.delete(name)

    def _names(self, where: str) -> Iterator[str]:
        try:
            folders, files = self.storage.listdir(where)
        except FileNotFoundError:
            return
        yield from (f"{where}/{name}" for name in files if name)
        for name in folders:
            yield from self._names(f"{where}/{name}")

    def open(self, name: str) -> BinaryIO:
        return self.storage.open(name, "rb")

    def fetch(self, where: str, folder: Path) -> Path | None:
        names = list(self._names(where))
        for name in names:
            path = folder / name.removeprefix(f"{where}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            with self.open(name) as file, path.open("wb") as copy:
                shutil.copyfileobj(file, copy, BLOCK)
        return folder if names else None


def _touched(path: Path) -> float:
    """When it was touched last; never if it is gone meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0


def _flush(path: Path) -> None:
    """See that what was written is on the disk, and not only on its way there."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def packages() -> Place:
    """The storage of packages that the settings name."""
    storage = storages["packages"]
    return Folder(Path(storage.location)) if isinstance(storage, FileSystemStorage) else Bucket(storage)
