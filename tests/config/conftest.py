"""Fixtures of the kernel's tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from config.management.commands import load_reference

from .reference_files import Framework


@pytest.fixture
def framework(db, tmp_path, monkeypatch) -> Framework:
    """The files that the test database was loaded from, copied to where a test may change them."""
    copied = Framework(tmp_path)
    monkeypatch.setattr(load_reference, "tables", lambda: copied.tables)
    return copied


@pytest.fixture
def quick_hashes(monkeypatch) -> None:
    """Passwords hashed as in production, but not as slowly."""
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 100)


@pytest.fixture
def packages_folder(tmp_path, settings) -> Path:
    """The folder in which packages lie for the test, instead of the one beside the code."""
    kept, place = settings.STORAGES["packages"], tmp_path / "packages"
    settings.STORAGES = settings.STORAGES | {"packages": kept | {"OPTIONS": {"location": place}}}
    return place
