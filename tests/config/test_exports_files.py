"""Files: whole or not there; and as little memory for many rows as for few."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tracemalloc
from dataclasses import dataclass

import pytest
from django.db import Error, connection, connections, models, transaction
from django.db.models import Func
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from config.exports import Column, Report, csv_response, one_snapshot, report_for
from config.exports.stream import Sink
from rights.models import Province

from ..conftest import person

ASKED = RequestFactory().get("/")


@pytest.fixture(autouse=True)
def eyes(db, monkeypatch):
    """Whose eyes; and no trace, which counts rows of a table, while these are in none."""
    monkeypatch.setattr("config.exports.download.note_file", lambda *args, **options: None)
    ASKED.user = person("eyes", "desk officer")
    return ASKED.user


class Numbers:
    """A table of numbers, to which each row of a query is joined."""

    table_name = table_alias = "numbers"
    join_type, parent_alias, filtered_relation = "CROSS JOIN", "rights_province", None

    def __init__(self, total: int) -> None:
        self.total = total

    def as_sql(self, compiler, connection):
        counted = "SELECT 0 AS n UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < %s"
        return f"CROSS JOIN (WITH RECURSIVE counted AS ({counted}) SELECT n FROM counted) numbers", (self.total,)


@dataclass(frozen=True)
class Streamed(Report):
    """A report of `total` rows; the database fails at the row after `sound` of them."""

    total: int = 0
    sound: int = -1

    def cells(self, view, queryset=None, columns=None):
        rows = super().cells(view, Province.objects.filter(pk="AF01"), columns).order_by()
        rows.query.alias_map["numbers"], rows.query.alias_refcount["numbers"] = Numbers(self.total), 1
        return rows


def report(total: int, sound: int = -1) -> Streamed:
    least = f"CASE WHEN numbers.n = {sound} THEN -9223372036854775807 - 1 ELSE numbers.n END"  # It has no abs().
    number = Func(template=f"abs({least})", output_field=models.BigIntegerField())
    words = Func(template="numbers.n || ' words, many of them'", output_field=models.TextField())
    columns = Column("number", "number", lambda _: number, ""), Column("words", "text", lambda _: words, "")
    return Streamed("streamed", Province, columns, total=total, sound=sound)


def test_a_file_appears_under_its_name_only_when_it_is_whole(tmp_path):
    path = tmp_path / "x.csv"
    seen = []
    count = report(4500).write_file(path, user=ASKED.user, progress=lambda n: seen.append((n, path.exists())))
    assert count == 4500
    assert path.read_bytes().count(b"\r\n") == 4501
    assert [there for _, there in seen] == [False] * len(seen)
    assert [n for n, _ in seen] == sorted(n for n, _ in seen)
    assert seen[-1][0] == 4500
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


@pytest.mark.parametrize("sound", [0, 1, 3000])
def test_a_failure_in_the_middle_leaves_nothing_behind(tmp_path, sound):
    with pytest.raises(Error), transaction.atomic():
        report(4000, sound).write_file(tmp_path / "x.csv", user=ASKED.user)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_an_older_file_as_it_was(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"older and whole\r\n")
    with pytest.raises(Error), transaction.atomic():
        report(4000, 3000).write_file(path, user=ASKED.user)
    assert path.read_bytes() == b"older and whole\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_by_hand_is_a_failure_too(tmp_path):
    def stop(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        report(4000).write_file(tmp_path / "x.csv", user=ASKED.user, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_not_for_everybody_on_the_machine(tmp_path):
    report(1).write_file(tmp_path / "x.csv", user=ASKED.user)
    assert (tmp_path / "x.csv").stat().st_mode & 0o007 == 0


def test_a_file_replaces_an_older_one(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"older")
    report(1).write_file(tmp_path / "x.csv", user=ASKED.user)
    assert (tmp_path / "x.csv").read_bytes().startswith(b'number,words\r\n0,"0 words')


def test_a_download_says_how_long_it_is_and_that_nobody_may_keep_it():
    response = csv_response(report(10), request=ASKED, queryset=None, bom=True, as_of=dt.date(2024, 5, 19))
    body = b"".join(response.streaming_content)
    response.file_to_stream.close()
    assert int(response["Content-Length"]) == len(body)
    assert body.startswith(b"\xef\xbb\xbfnumber,words\r\n")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    assert 'filename="streamed_2024-05-19.csv"' in response["Content-Disposition"]


@pytest.mark.parametrize("sound", [0, 3000])
def test_a_download_that_fails_is_an_error_and_no_half_file(sound):
    with pytest.raises(Error), transaction.atomic():
        csv_response(report(4000, sound), request=ASKED, queryset=None, bom=False)


def test_a_reader_gets_an_error_and_no_csv_if_the_disk_is_full(desk, monkeypatch):
    def full(self, block):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sink, "block", full)
    client = Client(raise_request_exception=False)
    client.force_login(desk)
    response = client.get("/api/v1/provinces/?format=csv")
    assert response.status_code == 500
    assert "csv" not in response["Content-Type"]
    assert b"AF01" not in response.content


def test_one_statement_gives_all_rows(eyes):
    report(1).write(Nothing(), user=eyes)  # What is known of the eyes is asked once.
    for total in (1, 20_000):
        with CaptureQueriesContext(connection) as asked:
            report(total).write(Nothing(), user=eyes)
        planning = ("SAVEPOINT", "RELEASE", "SELECT set_config")
        assert len([one for one in asked if not one["sql"].startswith(planning)]) == 1


def test_a_file_of_text_and_one_of_bytes_hold_the_same(eyes, tmp_path):
    text = io.StringIO(newline="")
    some = report_for(Province)
    some.write(text, user=eyes, bom=True, second_row=["tag"] * len(some.columns))
    some.write_file(tmp_path / "x.csv", user=eyes, bom=True, second_row=["tag"] * len(some.columns))
    assert (tmp_path / "x.csv").read_bytes() == text.getvalue().encode()
    with (tmp_path / "y.csv").open("w", encoding="utf-16", newline="") as file:
        some.write(file, user=eyes)
    with (tmp_path / "y.csv").open(encoding="utf-16", newline="") as file:
        assert [line[0] for line in csv.reader(file)][:2] == ["code", "AF01"]


def peak(rows: int, write) -> int:
    tracemalloc.start()
    try:
        write(report(rows))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class Nothing(io.TextIOBase):
    """Takes text and keeps nothing."""

    def write(self, text):
        return len(text)


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def to_file(some):
        some.write_file(tmp_path / "x.csv", user=ASKED.user)

    def to_reader(some):
        csv_response(some, request=ASKED, queryset=None, bom=False).file_to_stream.close()

    for write in (to_file, to_reader, lambda some: some.write(Nothing(), user=ASKED.user)):
        write(report(1))  # What is made once is made before it is measured.
        few, many = peak(10_000, write), peak(40_000, write)
        assert many - few < 100_000, "40,000 rows are 1.2 million characters"


# --- One moment for a set of reports --------------------------------------------------------


@pytest.fixture
def two(tmp_path):
    """Two connections to one database, with a table that holds one row; neither is in a transaction."""
    connections["one"], other = connection.copy("one"), connection.copy("other")
    if connection.vendor == "sqlite":  # A database in memory locks out who writes while another reads.
        for made in (connections["one"], other):
            made.settings_dict["NAME"] = str(tmp_path / "x.sqlite3")
    try:
        told(other, "CREATE TABLE moment (n integer)")
        told(other, "INSERT INTO moment VALUES (1)")
        yield connections["one"], other
    finally:
        connections["one"].close()
        told(other, "DROP TABLE moment")
        other.close()
        del connections["one"]


def told(to, sql):
    with to.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if sql.startswith("SELECT") else None


COUNT = "SELECT count(*) FROM moment"
ADD = "INSERT INTO moment VALUES (2)"


def test_within_a_snapshot_all_is_as_it_was_at_its_beginning_and_others_go_on_writing(two):
    one, other = two
    with one_snapshot(using="one"):
        told(other, ADD)
        assert told(one, COUNT) == [(1,)]
        told(other, ADD)
        assert told(one, COUNT) == [(1,)]
    assert told(one, COUNT) == [(3,)]


def test_after_a_snapshot_that_failed_or_was_interrupted_everything_is_written(two):
    one, _ = two
    for failure in (ZeroDivisionError, KeyboardInterrupt):
        with pytest.raises(failure), one_snapshot(using="one"):
            raise failure
        told(one, ADD)
    with transaction.atomic(using="one"):
        told(one, ADD)
    assert told(one, COUNT) == [(4,)]


def test_a_snapshot_does_not_begin_within_a_transaction(two):
    with transaction.atomic(using="one"), pytest.raises(RuntimeError, match="durable"), one_snapshot(using="one"):
        pass


def test_in_a_test_that_is_a_transaction_a_snapshot_is_that_one(eyes):
    with one_snapshot():
        report_for(Province).write(Nothing(), user=eyes)
