"""A storage of copies that is thrown away after the test."""

from __future__ import annotations

import pytest


@pytest.fixture
def folder(tmp_path, settings):
    """The folder in which copies lie, instead of the one beside the code."""
    kept = settings.STORAGES["copies"]
    place = tmp_path / "copies"
    settings.STORAGES = settings.STORAGES | {"copies": kept | {"OPTIONS": kept["OPTIONS"] | {"location": place}}}
    return place
