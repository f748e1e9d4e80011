"""The golden record, for the tests of what leaves in reports."""

from __future__ import annotations

import pytest

from config.models import User

from .golden import record


@pytest.fixture
def golden(db) -> User:
    """The golden record, and the desk officer for whom its files are written."""
    with record.frozen():
        record.build()
    return record.reader()
