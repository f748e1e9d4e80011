"""A source's stored copy: taken in, and kept beside the ones before."""

from __future__ import annotations

import datetime as dt
import stat

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver

from config.admin.history import Teller
from rights.copies import copies
from rights.models import Source
from tests import factories as make
from tests.config import admin_pages as pages

from . import copy_files as files

NOW = dt.datetime(2024, 5, 19, 14, 30, 15, 999, tzinfo=dt.UTC)
ADD = pages.address(Source, "add")


@pytest.fixture(autouse=True)
def _thrown_away(copies_folder, db):
    """Nothing is stored beside the code."""


@pytest.fixture
def client(desk, browse):
    return browse(desk)


def upload(content: bytes = files.PDF, name: str = "decree.pdf", said: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, said)


def change(source: Source) -> str:
    return pages.address(Source, "change", source.pk)


def lying(copies_folder) -> list[bytes]:
    """The content of every file in the storage."""
    return sorted(path.read_bytes() for path in copies_folder.rglob("*") if path.is_file())


# --- Taken in -----------------------------------------------------------------------------


def test_a_copy_is_stored_with_its_source_and_known_by_what_it_is(client, copies_folder):
    with time_machine.travel(NOW, tick=False):
        sent = {"kind": "official", "publisher": "Gazette", "copy": upload(files.PAGE, "the page.pdf")}
        response = pages.submit(client, ADD, **sent)
    assert response.status_code == 302, pages.refusals(response)
    source = Source.objects.get(publisher="Gazette")
    assert (source.copy_name, source.copy_media_type) == ("the page.html", "text/html")
    assert (source.copy_bytes, source.copy_sha256) == (len(files.PAGE), files.sha256(files.PAGE))
    assert source.copy_retrieved_at == NOW.replace(microsecond=0)
    assert lying(copies_folder) == [files.PAGE]
    source.full_clean()


def test_where_a_copy_lies_tells_nothing_and_opens_to_nobody_else(copies_folder):
    first, second = (files.source_with_copy(name="the minister.pdf") for _ in range(2))
    for source in (first, second):
        place = files.lies_at(source)
        assert place.is_relative_to(copies_folder)
        name = source.copy_file.name
        assert len(name.replace("/", "")) == 40 and "." not in name
        assert not any(word in name for word in ("minister", source.pk, source.copy_sha256[:8]))
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert {stat.S_IMODE(parent.stat().st_mode) for parent in (place.parent, copies_folder)} == {0o700}
    assert first.copy_file.name != second.copy_file.name


def test_a_copy_that_was_too_large_for_memory_is_kept_like_any_other(client):
    content, source = files.PDF + b" " * 3_000_000, make.source()
    assert pages.submit(client, change(source), copy=upload(content)).status_code == 302
    source.refresh_from_db()
    place = files.lies_at(source)
    assert (place.read_bytes() == content, source.copy_sha256) == (True, files.sha256(content))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_the_moment_of_retrieval_may_be_given_in_any_time_zone_and_not_ahead(client):
    source = make.source()
    with time_machine.travel(NOW):
        for moment, words in (
            ("2024-05-19 14:31", "A copy cannot be retrieved in the future."),
            ("2024-05-19T15:30-00:30", "A copy cannot be retrieved in the future."),
            ("19/05/2024 14:30", "This is no moment. Write it as 2024-05-19 14:30, in UTC."),
            ("yesterday", "This is no moment. Write it as 2024-05-19 14:30, in UTC."),
            ("0001-01-01T00:00+04:30", "This is no moment. Write it as 2024-05-19 14:30, in UTC."),
        ):
            said = pages.refusals(pages.submit(client, change(source), copy=upload(), retrieved_at=moment))
            assert said == {"retrieved_at": [words]}
        response = pages.submit(client, change(source), copy=upload(), retrieved_at="2024-05-18T16:30+04:30")
    assert response.status_code == 302
    source.refresh_from_db()
    assert source.copy_retrieved_at == dt.datetime(2024, 5, 18, 12, 0, tzinfo=dt.UTC)


def test_a_moment_without_a_copy_is_told(client):
    said = pages.refusals(pages.submit(client, change(make.source()), retrieved_at="2024-05-19 14:30"))
    assert said == {"copy": ["Choose the file that was retrieved then, or leave the moment empty."]}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (files.SVG, "drawing.svg", "By its content this is no file of a kind that is stored."),
        (files.SVG, "drawing.png", "By its content this is no file of a kind that is stored."),
        (b"#!/bin/sh\n", "decree.pdf", "By its content this is no file of a kind that is stored."),
        (b"", "decree.pdf", "This file is empty."),
        (files.PDF + b" " * 512 * 1024, "decree.pdf", "This file is too large."),
        (files.PDF + b" " * 2_000_000, "decree.pdf", "This file is too large."),
    ],
)
def test_what_is_not_stored_is_refused_in_words_and_leaves_nothing(
    content, name, words, client, copies_folder, settings
):
    settings.COPY_MAX_BYTES = 512 * 1024
    before = pages.counts()
    sent = {"kind": "press", "publisher": "A newspaper", "copy": upload(content, name)}
    (said,) = pages.refusals(pages.submit(client, ADD, **sent)).pop("copy")
    assert said.startswith(words)
    assert said.endswith("Accepted: PDF, PNG, JPEG, GIF, WebP or HTML, up to 0.5 MB.")
    assert lying(copies_folder) == []
    assert pages.counts() == before


def test_a_form_that_is_refused_for_another_reason_leaves_no_file(client, copies_folder):
    said = pages.refusals(pages.submit(client, ADD, kind="press", publisher="", copy=upload()))
    assert list(said) == ["publisher"]
    assert lying(copies_folder) == []


def test_a_storage_that_cannot_be_written_is_told_and_nothing_is_saved(client, monkeypatch, copies_folder):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(copies()), "_save", full)
    said = pages.refusals(pages.submit(client, ADD, kind="press", publisher="A newspaper", copy=upload()))
    assert said == {"copy": ["The copy could not be stored: nothing was saved. Tell an administrator."]}
    assert not Source.objects.filter(publisher="A newspaper").exists()


def test_a_flood_is_cut_off_before_it_fills_the_disk(client, settings, monkeypatch):
    taken = []
    settings.COPY_MAX_BYTES = 100_000
    monkeypatch.setattr("rights.admin.source.inspect", lambda file: taken.append(file.size))
    pages.submit(client, ADD, kind="press", publisher="A newspaper", copy=upload(files.PDF + b" " * 3_000_000))
    assert 100_000 < taken[0] < 300_000


def test_a_save_that_fails_leaves_a_file_without_a_row_and_never_a_row_without_a_file(copies_folder):
    with pytest.raises(RuntimeError), transaction.atomic():
        files.source_with_copy()
        raise RuntimeError("The database went away.")
    assert not Source.objects.filter(publisher="A newspaper").exists()
    assert lying(copies_folder) == [files.PDF]


# --- Kept ---------------------------------------------------------------------------------


def test_another_copy_is_kept_beside_the_one_before_which_history_names(client, desk, copies_folder):
    source = make.source()
    for content, name in ((files.PDF, "first.pdf"), (files.PNG, "second.png")):
        assert pages.submit(client, change(source), copy=upload(content, name)).status_code == 302
    assert lying(copies_folder) == sorted([files.PDF, files.PNG])
    versions = list(source.history.order_by("history_date").values_list("copy_name", "copy_sha256"))
    assert versions == [
        ("", ""),
        ("first.pdf", files.sha256(files.PDF)),
        ("second.png", files.sha256(files.PNG)),
    ]
    told = client.get(pages.address(Source, "history", source.pk)).content.decode()
    for content, name in ((files.PDF, "first.pdf"), (files.PNG, "second.png")):
        assert f"Copy stored: {name}, SHA-256 {files.sha256(content)}" in told
    for key in source.history.exclude(copy_file="").values_list("copy_file", flat=True):
        assert key not in told
        assert copies().exists(key)


def test_history_tells_of_a_copy_that_came_with_its_source(desk):
    source = files.source_with_copy()
    (logged,) = Teller(desk, may_change=False).changes(source, [])
    assert logged.reason == f"Copy stored: statement.pdf, SHA-256 {source.copy_sha256}"


def test_saving_the_source_again_leaves_its_copy(client):
    source = files.source_with_copy()
    assert pages.submit(client, change(source), title="Reworded").status_code == 302
    after = Source.objects.get(pk=source.pk)
    assert (after.title, after.copy_file.name, after.copy_sha256) == (
        "Reworded",
        source.copy_file.name,
        source.copy_sha256,
    )


def test_the_storage_overwrites_and_deletes_nothing_and_has_no_addresses():
    source = files.source_with_copy()
    name = source.copy_file.name
    assert copies().save(name, ContentFile(files.PNG)) != name
    assert files.lies_at(source).read_bytes() == files.PDF
    with pytest.raises(TypeError, match="never deleted"):
        copies().delete(name)
    with pytest.raises(TypeError, match="no address"):
        copies().url(name)
    with pytest.raises(TypeError, match="never deleted"):
        source.copy_file.delete()


def test_no_address_serves_the_folder(client, settings):
    source = files.source_with_copy()
    assert settings.MEDIA_URL in ("", "/") and not settings.MEDIA_ROOT
    assert not [p for p in get_resolver().url_patterns if "media" in str(p.pattern)]
    for where in ("/", "/media/", "/static/", "/copies/"):
        assert client.get(f"{where}{source.copy_file.name}").status_code == 404


def test_a_file_that_was_chosen_on_a_stale_form_is_asked_for_again(client):
    source = make.source(publisher="A paper")
    opened = pages.filled_in(client.get(change(source)))
    source.publisher = "A newspaper"
    source.save()
    refused = client.post(change(source), opened | {"copy": upload(), "_save": "1"})
    assert "decree.pdf</span> again" in pages.text_of(refused)
    assert not Source.objects.get(pk=source.pk).copy_name
