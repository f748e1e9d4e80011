"""`manage.py verify_evidence`: every copy, those of older versions included, against its hash."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from rights.copies import copies
from rights.management.commands import verify_evidence as command
from tests import factories as make

from . import copy_files as files


@pytest.fixture(autouse=True)
def _thrown_away(copies_folder, db):
    """Nothing is stored beside the code."""


def verify(*options: str, verbosity: int = 1) -> str:
    out = io.StringIO()
    call_command("verify_evidence", *options, stdout=out, verbosity=verbosity)
    return out.getvalue()


def refused(*options: str) -> tuple[str, str]:
    """What it printed, and what it ended with."""
    out = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("verify_evidence", *options, stdout=out)
    assert refusal.value.returncode == 1
    return out.getvalue(), str(refusal.value)


def test_copies_that_are_as_they_were_stored_are_counted():
    files.source_with_copy()
    files.source_with_copy(files.PNG)
    make.source()
    assert verify() == "2 copies: 2 as stored, 0 changed, 0 missing, 0 unreadable; 0 without a source.\n"


def test_before_anything_was_stored_there_is_nothing_to_verify(copies_folder):
    assert verify().startswith("0 copies")
    assert not copies_folder.exists()


def test_a_flipped_bit_is_found_and_its_source_named():
    source = files.source_with_copy()
    files.source_with_copy()
    place = files.lies_at(source)
    content = bytearray(place.read_bytes())
    content[-1] ^= 1
    place.write_bytes(content)
    said, end = refused()
    assert said.startswith(f"{source.pk}: changed: “statement.pdf”")
    assert files.sha256(files.PDF) in said and files.sha256(bytes(content)) in said
    assert "1 as stored, 1 changed" in end and "1 cannot be relied on" in end


def test_a_missing_copy_is_found_and_its_source_named():
    source = files.source_with_copy(marking="TLP:RED")
    files.lies_at(source).unlink()
    said, end = refused()
    assert said.startswith(f"{source.pk}: missing: “statement.pdf”")
    assert "1 missing" in end


def test_an_unreadable_copy_is_found():
    source = files.source_with_copy()
    files.lies_at(source).unlink()
    files.lies_at(source).mkdir()  # Reads like no file, whoever asks.
    said, end = refused()
    assert said.startswith(f"{source.pk}: unreadable: “statement.pdf”")
    assert "1 unreadable" in end


def test_the_copy_of_an_older_version_is_verified_too():
    source = files.source_with_copy(name="first.pdf")
    first = files.lies_at(source)
    files.store(source, files.PNG, "second.png")
    assert verify().startswith("2 copies: 2 as stored")
    first.unlink()
    said, _ = refused()
    assert said.startswith(f"{source.pk}: missing: “first.pdf”")


def test_a_hash_that_was_changed_in_the_database_is_found():
    source = files.source_with_copy()
    type(source)._base_manager.filter(pk=source.pk).update(copy_sha256="0" * 64)
    said, _ = refused()
    assert said.startswith(f"{source.pk}: changed")


def test_a_file_without_a_source_is_a_note_and_no_failure():
    files.source_with_copy()
    orphan = copies().save("ab/orphan", files.file(files.PDF))
    said = verify()
    assert f"  {orphan}\n" in said
    assert said.endswith("1 copies: 1 as stored, 0 changed, 0 missing, 0 unreadable; 1 without a source.\n")


def test_one_source_can_be_verified_alone():
    source, other = files.source_with_copy(), files.source_with_copy()
    files.lies_at(other).unlink()
    assert verify("--source", source.pk).startswith("1 copies: 1 as stored")
    said, _ = refused("--source", other.pk)
    assert said.startswith(other.pk)
    with pytest.raises(CommandError, match="There is no source “SRC-1999-ZZZZZZ”"):
        verify("--source", "SRC-1999-ZZZZZZ")


def test_ctrl_c_ends_it_with_what_was_verified_so_far(monkeypatch):
    for _ in range(3):
        files.source_with_copy()
    seen = []

    def interrupted(file):
        seen.append(file)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return files.sha256(files.PDF), 0

    monkeypatch.setattr(command, "digest", interrupted)
    with pytest.raises(CommandError, match="Stopped after 2 of 3: 2 copies: 2 as stored") as stopped:
        verify()
    assert stopped.value.returncode == 130


def test_where_there_is_no_terminal_it_tells_now_and_then_how_far_it_is(monkeypatch):
    monkeypatch.setattr(command, "STEP", 2)
    for _ in range(3):
        files.source_with_copy()
    assert verify().startswith("verified 2 of 3 copies\n3 copies")
    assert verify(verbosity=0).startswith("3 copies")
