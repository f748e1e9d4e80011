"""Files: whole or not there; and as little memory for many rows as for few."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
from dataclasses import dataclass

import pytest
from django.test import Client

from config.exports import Column, Report, csv_response
from config.exports.cells import CELLS
from rights.models import Province


class Broke(Exception):
    """What a database does in the middle of an export."""


@dataclass(frozen=True)
class Streamed(Report):
    """A report of `total` rows made one at a time; it breaks after `sound` of them."""

    total: int = 0
    sound: int | None = None

    def rows(self, view, queryset=None):
        total, sound = self.total, self.sound

        class Rows:
            """Offers nothing but a stream: no length, no list."""

            def iterator(self, chunk_size):
                assert chunk_size <= 5000
                for number in range(total):
                    if number == sound:
                        raise Broke
                    yield (f"{number} {'narrative ' * 40}",)

        return Rows()


def report(total: int, sound: int | None = None) -> Streamed:
    return Streamed("streamed", Province, (Column("text", "text", lambda _: None, ""),), total=total, sound=sound)


def test_a_file_appears_under_its_name_only_when_it_is_whole(tmp_path):
    path = tmp_path / "x.csv"
    seen = []
    count = report(4500).write_file(path, user=None, progress=lambda n: seen.append((n, path.exists())))
    assert count == 4500
    assert path.read_bytes().count(b"\r\n") == 4501
    assert [there for _, there in seen] == [False] * len(seen)
    assert [n for n, _ in seen] == sorted(n for n, _ in seen)
    assert seen[-1][0] == 4500
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


@pytest.mark.parametrize("sound", [0, 1, 3000])
def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path, sound):
    with pytest.raises(Broke):
        report(4000, sound).write_file(tmp_path / "x.csv", user=None)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_an_older_file_as_it_was(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"older and whole\r\n")
    with pytest.raises(Broke):
        report(4000, 3000).write_file(path, user=None)
    assert path.read_bytes() == b"older and whole\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_by_hand_is_a_failure_too(tmp_path):
    def stop(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        report(4000).write_file(tmp_path / "x.csv", user=None, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_not_for_everybody_on_the_machine(tmp_path):
    report(1).write_file(tmp_path / "x.csv", user=None)
    assert (tmp_path / "x.csv").stat().st_mode & 0o007 == 0


def test_a_file_replaces_an_older_one(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"older")
    report(1).write_file(tmp_path / "x.csv", user=None)
    assert (tmp_path / "x.csv").read_bytes().startswith(b"text\r\n0 ")


def test_a_download_says_how_long_it_is_and_that_nobody_may_keep_it():
    response = csv_response(report(10), user=None, queryset=None, bom=True, as_of=dt.date(2024, 5, 19))
    body = b"".join(response.streaming_content)
    response.file_to_stream.close()
    assert int(response["Content-Length"]) == len(body)
    assert body.startswith(b"\xef\xbb\xbftext\r\n")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert 'filename="streamed_2024-05-19.csv"' in response["Content-Disposition"]


@pytest.mark.parametrize("sound", [0, 3000])
def test_a_download_that_fails_is_an_error_and_no_half_file(sound):
    with pytest.raises(Broke):
        csv_response(report(4000, sound), user=None, queryset=None, bom=False)


def test_a_reader_gets_an_error_and_no_csv_if_the_export_breaks(desk, monkeypatch):
    left = iter(range(20))

    def breaks(value):
        if next(left, None) is None:
            raise Broke
        return str(value)

    monkeypatch.setitem(CELLS, "text", breaks)
    client = Client(raise_request_exception=False)
    client.force_login(desk)
    response = client.get("/api/v1/provinces/?format=csv")
    assert response.status_code == 500
    assert "csv" not in response["Content-Type"]
    assert b"AF01" not in response.content


def peak(rows: int, write) -> int:
    tracemalloc.start()
    try:
        write(report(rows))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class Sink(io.TextIOBase):
    """Takes text and keeps nothing."""

    def write(self, text):
        return len(text)


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def to_file(some):
        some.write_file(tmp_path / "x.csv", user=None)

    def to_reader(some):
        csv_response(some, user=None, queryset=None, bom=False).file_to_stream.close()

    for write in (to_file, to_reader, lambda some: some.write(Sink(), user=None)):
        write(report(1))  # What is made once is made before it is measured.
        few, many = peak(200, write), peak(4000, write)
        assert many - few < 20_000, "4,000 rows are 1.6 million characters"
