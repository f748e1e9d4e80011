"""A source's stored copy is given out to those who see the source, to be saved and never to run."""

from __future__ import annotations

import datetime as dt

import pytest

from rights.models import Source
from tests import factories as make
from tests.config import admin_pages as pages

from . import copy_files as files


@pytest.fixture(autouse=True)
def _thrown_away(copies_folder, db):
    """Nothing is stored beside the code."""


@pytest.fixture
def client(desk, browse):
    return browse(desk)


def change(source: Source) -> str:
    return pages.address(Source, "change", source.pk)


def download(source: Source) -> str:
    return pages.address(Source, "copy", source.pk)


def answer(response) -> int:
    """The status of an answer, which is read to its end, so that its file is closed."""
    b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [
        (files.PDF, "application/pdf", "pdf"),
        (files.PNG, "image/png", "png"),
        (files.PAGE, "application/octet-stream", "html"),
    ],
)
def test_a_copy_is_given_out_to_be_saved_and_can_never_run(content, media_type, ending, client):
    source = files.source_with_copy(content, "فرمان")
    response = client.get(download(source))
    assert b"".join(response.streaming_content) == content
    assert response.streaming
    assert response["Content-Type"] == media_type
    assert response["Content-Length"] == str(len(content))
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment;") and disposition.endswith(f".{ending}")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {part.strip() for part in response["Cache-Control"].split(",")} >= {"private", "no-store"}


def test_the_page_of_a_source_links_its_copy_with_what_identifies_it(client):
    source = files.source_with_copy(retrieved_on=dt.date(2024, 5, 19))
    page = client.get(change(source)).content.decode()
    for words in (download(source), "statement.pdf", f"{len(files.PDF)} bytes", source.copy_sha256, "application/pdf"):
        assert words in page
    assert f"{source.copy_retrieved_at:%Y-%m-%d %H:%M:%S} UTC" in page
    assert source.copy_file.name not in page
    assert "None yet." in client.get(change(make.source())).content.decode()


def test_a_name_cannot_write_into_the_page(client):
    source = files.source_with_copy(name="<img src=x onerror=alert(1)>&.pdf")
    assert "<img src=x" not in client.get(change(source)).content.decode()


def test_whoever_only_reads_gets_the_copy_and_no_box_to_send_one(browse, reader):
    source = files.source_with_copy()
    page = browse(reader).get(change(source)).content.decode()
    assert download(source) in page
    assert 'name="copy"' not in page and 'name="retrieved_at"' not in page
    assert answer(browse(reader).get(download(source))) == 200


def test_a_hidden_source_a_missing_one_and_one_without_a_copy_are_alike(client):
    hidden = files.source_with_copy(marking="TLP:RED")
    bare = make.source()
    missing = pages.address(Source, "copy", pages.unknown_key(Source))
    assert [client.get(where).status_code for where in (download(hidden), download(bare), missing)] == [404] * 3
    hidden.readers.add(pages.who("desk officer"))
    assert answer(pages.signed_in("desk officer").get(download(hidden))) == 200


def test_who_may_view_no_sources_is_refused_whether_or_not_there_is_one(browse, outsider):
    where = [download(files.source_with_copy()), pages.address(Source, "copy", pages.unknown_key(Source))]
    assert [browse(outsider).get(one).status_code for one in where] == [403, 403]
    anonymous = pages.signed_in(None).get(where[0])
    assert anonymous.status_code == 302 and "login" in anonymous["Location"]


def test_a_copy_is_only_read_from_its_address(client):
    where = download(files.source_with_copy())
    assert answer(client.head(where)) == 200
    assert client.post(where).status_code == 405


def test_a_copy_that_is_gone_is_told_where_its_source_is_shown(client):
    source = files.source_with_copy()
    files.lies_at(source).unlink()
    response = client.get(download(source), follow=True)
    assert response.redirect_chain == [(change(source), 302)]
    assert "cannot be read from the storage" in pages.messages_of(response)


def test_the_api_tells_what_identifies_a_copy_and_not_where_it_lies(ask, desk):
    source = files.source_with_copy()
    row = ask(desk).get(f"/api/v1/sources/{source.pk}/").json()
    assert {name: value for name, value in row.items() if name.startswith("copy_")} == {
        "copy_name": "statement.pdf",
        "copy_media_type": "application/pdf",
        "copy_bytes": len(files.PDF),
        "copy_sha256": files.sha256(files.PDF),
        "copy_retrieved_at": source.copy_retrieved_at.isoformat().replace("+00:00", "Z"),
    }
    assert source.copy_file.name not in str(row)
