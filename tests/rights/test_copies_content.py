"""What may be stored as a copy, and what it is then called."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rights.copies import MEDIA, clean_name, inspect, medium_of

from . import copy_files as files

KINDS = {medium.label: medium for medium in MEDIA}
ACCEPTED = "PDF, PNG, JPEG, GIF, WebP or HTML, up to 20 MB"


def kind(content: bytes) -> str:
    medium = medium_of(files.file(content))
    return medium.label if medium else ""


# --- By content ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (files.PDF, "PDF"),
        (files.PNG, "PNG"),
        (files.JPEG, "JPEG"),
        (files.GIF, "GIF"),
        (b"GIF87a\x01\x00", "GIF"),
        (files.WEBP, "WebP"),
        (files.PAGE, "HTML"),
        (b"<html>", "HTML"),
        (b"<HTML lang='fa'>", "HTML"),
        (b"\xef\xbb\xbf\r\n <!-- saved from url=(0014)about:internet -->\n<!doctype\nhtml>", "HTML"),
        ("<!DOCTYPE html><p>د افغانستان".encode(), "HTML"),
        ("<!DOCTYPE html><p>افغانستان".encode("windows-1256"), "HTML"),
        ("<!DOCTYPE html><p>افغانستان".encode("utf-16"), "HTML"),
    ],
)
def test_a_file_is_what_its_content_says(content, label):
    assert kind(content) == label
    assert kind(content + b"\n" * 300_000) == label


@pytest.mark.parametrize(
    "content",
    [
        files.SVG,
        b'<?xml version="1.0"?>' + files.SVG,
        b"<!DOCTYPE svg>" + files.SVG,
        b"#!/bin/sh\necho",
        b"<script>alert(1)</script>",
        b"<?php echo 1 ?><html>",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b"\x00" + files.PDF,
        b" " + files.PNG,
        b"GIF88a",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"%PDF",
        b"text <html>",
        b"<htmlx>",
        b"<html",
        b"<!-- never ends <html>",
        b"<!doctype html>\x00",
        b"<!doctype html>" + b" " * 400_000 + b"\x00",
        "<!doctype html>\0".encode("utf-16"),
        "<!doctype html>".encode("utf-16") + b"\x00",
        b" " * 70_000 + b"<html>",
    ],
)
def test_what_is_nothing_that_is_stored_is_refused_saying_what_is(content):
    assert kind(content) == ""
    with pytest.raises(ValidationError, match=f"By its content .* Accepted: {ACCEPTED}"):
        inspect(files.file(content, "harmless.pdf"))


@given(st.binary(max_size=200))
def test_only_what_begins_like_a_kind_is_of_a_kind(content):
    starts = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
    label = kind(content)
    assert not label or content.startswith(starts) or b"html" in content.lower()


def test_an_empty_file_is_refused():
    with pytest.raises(ValidationError, match=f"This file is empty. Accepted: {ACCEPTED}"):
        inspect(files.file(b"", "empty.pdf"))


def test_the_largest_file_is_accepted_and_one_byte_more_is_not(settings):
    settings.COPY_MAX_BYTES = len(files.PDF)
    assert inspect(files.file(files.PDF)).size == len(files.PDF)
    with pytest.raises(ValidationError, match="This file is too large"):
        inspect(files.file(files.PDF + b"\n"))


def test_a_file_is_known_by_its_sha256():
    found = inspect(files.file(files.PNG, "map.png"))
    assert (found.sha256, found.size, found.name) == (files.sha256(files.PNG), len(files.PNG), "map.png")
    assert found.file.read() == files.PNG


# --- Names --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "label", "name"),
    [
        ("decree.pdf", "PDF", "decree.pdf"),
        ("decree.PDF", "PDF", "decree.pdf"),
        ("photo.jpeg", "JPEG", "photo.jpg"),
        ("page.pdf", "HTML", "page.html"),
        ("page.html", "PDF", "page.pdf"),
        ("invoice.exe", "PDF", "invoice.exe.pdf"),
        ("Report v1.2", "PDF", "Report v1.2.pdf"),
        ("../../etc/passwd", "PDF", "passwd.pdf"),
        ("../../x", "PNG", "x.png"),
        ("C:\\Users\\me\\decree.pdf", "PDF", "decree.pdf"),
        ("..", "PDF", "copy.pdf"),
        ("", "PDF", "copy.pdf"),
        (" .pdf", "PDF", "copy.pdf"),
        (".htaccess", "HTML", "htaccess.html"),
        ("\u202egpj.exe", "JPEG", "gpj.exe.jpg"),
        ("a\0b\r\nc\x7f.pdf", "PDF", "abc.pdf"),
        ("a\u2066b\u2069\u200f\u2028c.pdf", "PDF", "abc.pdf"),
        ("e\u0301.pdf", "PDF", "é.pdf"),
        ("فرمان\u200cها.pdf", "PDF", "فرمان\u200cها.pdf"),
        ("a   b\t c.pdf", "PDF", "a b c.pdf"),
        ('who: "x" <y>|z?*.pdf', "PDF", "who_ _x_ _y__z__.pdf"),
        ("n" * 300 + ".pdf", "PDF", "n" * 96 + ".pdf"),
        ("\u200c\u200d", "GIF", "copy.gif"),
    ],
)
def test_a_name_is_made_harmless_and_ends_as_the_content_asks(given_name, label, name):
    assert clean_name(given_name, KINDS[label]) == name


@given(st.text(max_size=300), st.sampled_from(MEDIA))
def test_no_name_carries_a_path_or_what_cannot_be_seen(text, medium):
    name = clean_name(text, medium)
    assert name.endswith(f".{medium.endings[0]}")
    assert 5 <= len(name) <= 100
    assert not set(name) & set('/\\<>:"|?*')
    assert not name.startswith((".", " "))
    assert all(c in "\u200c\u200d" or not unicodedata.category(c).startswith("C") for c in name)
    assert clean_name(name, medium) == name
    name.encode()
