"""The trace and the histories: rows are added, and nothing takes them back."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from config import seals, trace
from config.delivery.making import make as make_package
from config.models import Token, Trace, Tracked, User
from rights.models import Source
from tests import factories as make
from tests.rights.copy_files import source_with_copy
from tracks.models import Meeting

from . import admin_pages as pages
from .delivering import OCTOBER, approved

TABLES = [ledger.table for ledger in seals.ledgers()]


def filled(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return bool(cursor.fetchone()[0])


@pytest.fixture
def kept(desk):
    """A trace, and a meeting with a history and readers; nothing awaits a check, which would refuse a TRUNCATE."""
    trace.note(trace.Kind.SIGNED_IN, "Signed in.", who=desk)
    make.meeting(readers=[desk])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "TRUNCATE {table} CASCADE",
    ],
)
@pytest.mark.parametrize("table", ["config_trace", "tracks_historicalmeeting", "tracks_historicalmeeting_readers"])
def test_no_statement_changes_or_takes_away_what_is_kept(kept, table, statement):
    own = {"OR REPLACE": "sqlite", "TRUNCATE": "postgresql"}
    if any(word in statement and connection.vendor != vendor for word, vendor in own.items()):
        pytest.skip("a statement of the other database")
    assert filled(table)
    with connection.cursor() as cursor:
        column = connection.introspection.get_table_description(cursor, table)[0].name
        with pytest.raises(DatabaseError, match=r"never changed|is kept"), transaction.atomic():
            cursor.execute(statement.format(table=table, column=column))
    assert filled(table)


def test_the_history_of_every_kind_of_row_is_a_ledger():
    kinds = [model for model in apps.get_models() if issubclass(model, Tracked)]
    assert kinds
    assert {model.history.model._meta.db_table for model in kinds} <= set(TABLES)


def test_the_model_itself_refuses_too(kept):
    row = Trace.objects.get(kind="signed-in")
    with pytest.raises(TypeError, match="never changed"):
        row.save()
    with pytest.raises(TypeError, match="never deleted"):
        row.delete()


# --- What is written in it --------------------------------------------------------------------


def words_of(kind: str) -> list[str]:
    return list(Trace.objects.filter(kind=kind).order_by("at").values_list("words", flat=True))


def test_a_file_is_traced_with_who_took_it_its_filter_and_its_rows_by_every_way(desk, tmp_path):
    make.meeting(title="Seen", tracks=("health",), approved=True)
    make.meeting(title="Red", marking="TLP:RED", readers=[desk], tracks=("health",), approved=True)
    pages.signed_in(desk).get(pages.address(Meeting, "csv") + "?q=seen").getvalue()
    text = Token.objects.create(desk, purpose="Power BI", ceiling="TLP:AMBER")[1]
    Client(headers={"Authorization": f"Token {text}"}).get("/api/v1/meetings/?format=csv&track=health").getvalue()
    call_command("export_csv", "meetings", user="desk", out=tmp_path, stdout=io.StringIO())
    rows = Trace.objects.filter(kind="given-out").order_by("at")
    browser, token, command = rows
    assert (browser.who, token.who, command.who) == (desk, desk, None)
    assert "by browser, narrowed to q = …" in browser.words
    assert "by token (Power BI), narrowed to format = csv; track = health" in token.words
    assert "by command, as desk" in command.words
    assert [row.rows for row in rows] == [1, 1, 1], "the RED row is not told"


def test_a_stored_copy_that_is_taken_is_traced(desk, copies_folder):
    source = source_with_copy(marking="TLP:GREEN")
    pages.signed_in(desk).get(pages.address(Source, "copy", source.pk)).getvalue()
    (row,) = Trace.objects.filter(kind="given-out")
    assert (row.who, row.key) == (desk, source.pk)


def test_changes_of_accounts_and_roles_are_traced_as_what_they_were_and_are(administrator, reader):
    client = pages.signed_in(administrator)
    where = pages.address(User, "change", reader.pk)
    desk_role = Group.objects.get(name="desk officer")
    assert client.post(where, pages.filled_in(client.get(where)) | {"groups": [desk_role.pk]}).status_code == 302
    assert words_of("access")[-1] == "Account reader: roles: reader → desk officer."
    partner = Group.objects.create(name="a partner")
    pages.clear(partner, "TLP:CLEAR")
    where = pages.address(Group, "change", partner.pk)
    sent = pages.filled_in(client.get(where)) | {"clearance-0-ceiling": "TLP:GREEN"}
    assert client.post(where, sent).status_code == 302
    assert words_of("access")[-1] == "Role a partner: sees up to: TLP:CLEAR → TLP:GREEN."
    before = Trace.objects.count()
    assert client.post(where, pages.filled_in(client.get(where))).status_code == 302
    assert Trace.objects.count() == before, "nothing changed, so nothing is traced"


def test_what_tells_of_a_package_above_ones_clearance_is_not_shown(administrator, packages_folder):
    shown = make_package(approved("plain-code", ceiling="TLP:GREEN"), OCTOBER, how="by a test")
    hidden = make_package(approved("plaincode", ceiling="TLP:AMBER"), OCTOBER, how="by a test")
    seen = set(Trace.objects.visible_to(administrator).values_list("key", flat=True))
    assert {"plain-code", "plaincode", str(shown.pk), str(hidden.pk)} <= seen
    pages.clear(administrator.groups.get(), "TLP:GREEN")
    lower = User.objects.get(pk=administrator.pk)
    seen = set(Trace.objects.visible_to(lower).values_list("key", flat=True))
    assert {"plain-code", str(shown.pk)} <= seen
    assert not {"plaincode", str(hidden.pk)} & seen
    assert "plaincode" not in pages.text_of(pages.signed_in(lower).get(pages.address(Trace)))


# --- Who reads it -----------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("track lead", 403), ("reader", 403)])
def test_the_trace_is_for_administrators(role, status, db):
    row = trace.note(trace.Kind.SIGNED_IN, "Signed in.")
    client = pages.signed_in(role)
    for where in (
        pages.address(Trace),
        pages.address(Trace, "csv"),
        pages.address(Trace, "change", row.pk),
    ):
        response = client.get(where)
        assert response.status_code == status
        pages.text_of(response)


def test_it_can_only_be_read(administrator):
    row = trace.note(trace.Kind.SIGNED_IN, "Signed in.")
    client = pages.signed_in(administrator)
    for page, keys in (("add", ()), ("delete", (row.pk,))):
        assert client.get(pages.address(Trace, page, *keys)).status_code == 403
    assert client.post(pages.address(Trace, "change", row.pk), {"words": "Other."}).status_code == 403


def test_what_it_tells_of_a_hidden_record_is_not_there_for_an_administrator(administrator, desk):
    hidden = make.meeting(marking="TLP:AMBER", created_by=desk)
    client = pages.signed_in(administrator)
    hidden.marking = "TLP:AMBER+STRICT"
    hidden.save()
    where = pages.address(Trace)
    assert hidden.pk in pages.text_of(client.get(where))
    hidden.marking = "TLP:RED"
    hidden.save()
    hidden.readers.set([desk])
    for address in (where, f"{where}?q=desk", f"{where}?kind=readers", pages.address(Trace, "csv")):
        assert hidden.pk not in pages.text_of(client.get(address)), address
    row = Trace.objects.filter(kind="readers").get()
    assert client.get(pages.address(Trace, "change", row.pk)).status_code == 302


# --- Commands that open doors ------------------------------------------------------------------


def test_who_is_made_a_superuser_by_a_command_is_traced(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "seven unlikely words of mine")
    call_command("createsuperuser", "--noinput", username="chief", email="chief@example.org", stdout=io.StringIO())
    assert words_of("access")[-1] == "Account chief: made as a superuser by a command."


def test_a_password_that_is_set_by_a_command_is_traced(reader, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda **_: "seven unlikely words of mine")
    call_command("changepassword", "reader", stdout=io.StringIO())
    assert words_of("access")[-1] == "Account reader: password set by a command."
    with pytest.raises(CommandError):
        call_command("changepassword", "nobody", stdout=io.StringIO())


def test_the_history_page_of_a_row_is_the_row(administrator):
    row = trace.note(trace.Kind.SIGNED_IN, "Signed in.")
    client = pages.signed_in(administrator)
    shown = pages.text_of(client.get(pages.address(Trace, "history", row.pk)))
    assert row.words in shown


def test_ticked_rows_are_told_from_a_whole_report(desk):
    rows = [make.meeting(marking="TLP:CLEAR", tracks=("health",)) for _ in range(3)]
    client = pages.signed_in(desk)
    sent = {"action": "download_csv", "_selected_action": [rows[0].pk], "index": "0"}
    pages.text_of(client.post(f"{pages.address(Meeting)}?track=health", sent))
    row = Trace.objects.filter(kind="given-out").latest("at")
    assert row.rows == 1
    assert row.words.endswith(", by browser, ticked rows alone, narrowed to track = health.")


@pytest.mark.parametrize("typed", ["Zarmina", "MTG-2024-ABCD", "0799123456 Zarmina"])
def test_what_somebody_typed_is_not_told_to_those_who_read_the_trace(typed, desk):
    client = pages.signed_in(desk)
    pages.text_of(client.get(pages.address(Meeting, "csv"), {"q": typed}))
    assert words_of("given-out")[-1].endswith("narrowed to q = ….")
