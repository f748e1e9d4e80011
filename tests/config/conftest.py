"""Fixtures of the kernel's tests."""

from __future__ import annotations

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
