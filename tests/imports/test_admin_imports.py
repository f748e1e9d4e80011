"""The pages of imports: upload, dry run, confirmation; held for whoever uploaded, and for nobody else."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from config.exports import unguarded
from config.imports.cells import Link
from config.imports.columns import reader
from config.imports.files import read_table
from config.imports.kinds import all_kinds
from config.imports.targets import Targets
from config.models import HeldFile, Trace
from config.scales import Marking
from tests import factories as make
from tests.config import admin_pages as pages
from tests.conftest import person
from tracks.models import Attendance, Development, Organisation

from . import files
from .files import DEVELOPMENT, ORGANISATION


def address(model: Any, name: str = "", *keys: Any) -> str:
    page = f"import_{name}" if name else "import"
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=keys)


def upload(client: Client, model: Any, content: bytes, **fields: Any) -> Any:
    file = SimpleUploadedFile("rows.csv", content)
    return client.post(address(model), {"file": file, "left_out": "", **fields})


def confirm(client: Client, where: str, **fields: Any) -> Any:
    """Save what is shown."""
    return client.post(where, {"shown": client.get(where).context["shown"], **fields})


def test_a_file_is_uploaded_looked_at_and_confirmed(desk, browse):
    client = browse(desk)
    assert "Import" in pages.text_of(client.get(pages.address(Development)))
    answer = upload(client, Development, files.data(DEVELOPMENT))
    held = HeldFile.objects.get()
    assert answer.url == address(Development, "dry_run", held.pk)
    shown = pages.text_of(client.get(answer.url))
    assert "1 new" in shown and "Schools were opened" in shown and "comma" in shown and "UTF-8" in shown
    assert not Development.objects.exists()
    saved = confirm(client, answer.url)
    assert saved.url == pages.address(Development)
    assert Development.objects.get().created_by == desk
    assert not HeldFile.objects.exists()
    assert "Imported: 1 new" in pages.text_of(client.get(saved.url))


def test_wrong_rows_are_listed_and_cannot_be_confirmed(desk, browse):
    client = browse(desk)
    where = upload(client, Development, files.data(DEVELOPMENT, DEVELOPMENT | {"title": "B", "direction": "up"})).url
    shown = pages.text_of(client.get(where, {"state": "wrong"}))
    assert "Accepted: opening" in shown and "Schools were opened" not in shown and "Save all of it" not in shown
    answer = client.post(where)
    assert answer.status_code == 200
    assert "Nothing was saved" in pages.text_of(answer)
    assert not Development.objects.exists()


def test_the_dry_run_is_a_file_too(desk, browse):
    client = browse(desk)
    where = upload(client, Development, files.data(DEVELOPMENT | {"title": "=cmd", "form": "=1+1"})).url
    lines = pages.text_of(client.get(f"{where}report/")).splitlines()
    assert lines[0] == "\ufeffrow,state,record,column,value,file_says,why,first_words"
    assert lines[1].startswith("2,wrong,,form,'=1+1,,Accepted: announced") or "'=1+1" in lines[1]


def test_what_cannot_be_read_is_said_on_the_form_and_held_by_nobody(desk, browse):
    answer = upload(browse(desk), Development, b"\xd0\xcf\x11\xe0 old")
    assert answer.status_code == 200
    assert "old Excel file" in answer.context["form"].errors["file"][0]
    assert not HeldFile.objects.exists()


def test_a_held_file_is_its_uploaders_alone_and_of_its_kind(desk, lead, browse):
    where = upload(browse(desk), Development, files.data(DEVELOPMENT)).url
    for client, there in (
        (browse(lead), where),
        (browse(desk), where.replace("development", "organisation")),
        (browse(desk), address(Development, "dry_run", "00000000-0000-4000-8000-000000000000")),
    ):
        for answer in (client.get(there), client.post(there), client.get(f"{there}report/")):
            assert answer.status_code == 302
            assert "import" in answer.url
    assert not Development.objects.exists()


def test_a_held_file_expires_and_is_cleared(desk, browse):
    client = browse(desk)
    where = upload(client, Development, files.data(DEVELOPMENT)).url
    HeldFile.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.post(where).url == address(Development)
    assert not HeldFile.objects.exists()
    assert "held no longer" in pages.text_of(client.get(address(Development)))


def test_nobody_holds_two(desk, browse):
    client = browse(desk)
    upload(client, Development, files.data(DEVELOPMENT))
    upload(client, Organisation, files.data(ORGANISATION))
    assert [held.kind for held in HeldFile.objects.all()] == ["organisations"]


def test_it_is_judged_anew_when_it_is_confirmed(desk, browse):
    client = browse(desk)
    there = make.development(title="Old")
    where = upload(client, Development, files.data(DEVELOPMENT | {"ref": there.pk})).url
    assert "1 changed" in pages.text_of(client.get(where))
    with make.unsealed():
        make._review(there, submitted=True, approved=True)
    answer = client.post(where)
    assert "is approved" in pages.text_of(answer)
    there.refresh_from_db()
    assert there.title == "Old"


@pytest.mark.parametrize(
    ("model", "row", "words"),
    [(Development, DEVELOPMENT, "are drafts of yours"), (Organisation, ORGANISATION, "stand in the record at once")],
)
def test_what_becomes_of_new_rows_is_said_before_and_after(model, row, words, desk, browse):
    client = browse(desk)
    where = upload(client, model, files.data(row)).url
    confirmed = client.get(address(model)), client.get(where), client.get(confirm(client, where).url)
    assert all(words in pages.text_of(page) for page in confirmed)


def test_only_what_was_shown_is_saved(desk, lead, browse):
    client = browse(desk)
    there = make.development(**{k: v for k, v in DEVELOPMENT.items() if k in ("title", "direction", "form")})
    where = upload(client, Development, files.data({"ref": there.pk, "title": there.title, "place": "Herat"})).url
    shown = client.get(where).context["shown"]
    there.title = "Corrected by a colleague"
    there.save()
    for sent in ({"shown": shown}, {}):
        answer = client.post(where, sent)
        assert answer.status_code == 200
        assert "changed since" in pages.text_of(answer) and "Corrected by a colleague" in pages.text_of(answer)
        there.refresh_from_db()
        assert (there.title, there.place) == ("Corrected by a colleague", "")
    client.post(where, {"shown": answer.context["shown"]})
    there.refresh_from_db()
    assert (there.title, there.place) == (DEVELOPMENT["title"], "Herat")


def test_what_could_hurt_is_asked_about_and_the_answer_is_traced(desk, browse):
    client = browse(desk)
    where = upload(client, Development, files.data(DEVELOPMENT | {"narrative": "Call 0799123456 at night."})).url
    shown = pages.text_of(client.get(where))
    assert "Could this hurt somebody" in shown and "phone number in narrative" in shown
    assert "Nothing is saved yet" in pages.text_of(confirm(client, where))
    assert not Development.objects.exists()
    confirm(client, where, safety_answer="keep", safety_reason="It is a hotline.")
    trace = Trace.objects.get(kind="safety")
    assert (trace.key, trace.reason, trace.who) == (Development.objects.get().pk, "It is a hotline.", desk)
    assert "0799" not in trace.words


@pytest.mark.parametrize("role", ["reader", "partner", "administrator", None])
def test_who_may_not_log_may_not_import(role, db, browse):
    client = browse(person("somebody", role))
    for where in (address(Development), address(Development, "template", "csv")):
        assert client.get(where).status_code == 403
    assert upload(client, Development, files.data(DEVELOPMENT)).status_code == 403
    if role:
        assert 'href="import/"' not in pages.text_of(client.get(pages.address(Development)))
    assert not HeldFile.objects.exists()


@pytest.mark.parametrize("name", list(all_kinds()))
def test_every_kind_has_templates_to_fill_in(name, desk, browse, tmp_path):
    kind, client = all_kinds()[name], browse(desk)
    content = client.get(address(kind.model, "template", "csv")).content
    assert read_table(content).headings == [column.name for column in kind.columns]
    path = tmp_path / "t.xlsx"
    path.write_bytes(client.get(address(kind.model, "template", "xlsx")).content)
    book = load_workbook(path)
    assert book.sheetnames[1:] == ["Accepted values", "Columns"]
    assert [cell.value for cell in book.worksheets[0][1]] == [column.name for column in kind.columns]
    if name == "developments":
        rules = {str(rule.sqref).split(":")[0] for rule in book.worksheets[0].data_validations.dataValidation}
        assert len(rules) >= 6
        assert "girls-schools-operation" in {cell.value for row in book["Accepted values"] for cell in row}


@pytest.mark.parametrize("name", list(all_kinds()))
def test_the_values_that_a_column_accepts_are_listed_with_what_they_mean_and_are_accepted(name, desk, browse):
    kind, client = all_kinds()[name], browse(desk)
    answer = client.get(address(kind.model) + "accepted-values.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert list(dict.fromkeys(row["column"] for row in rows)) == [column.name for column in kind.columns]
    assert all(row["accepts"] for row in rows)
    columns, targets = {column.name: column for column in kind.columns}, Targets(desk)
    for row in rows:
        if not row["value"]:
            continue
        assert row["means"], row
        column = columns[row["column"]]
        cell = reader(kind.model_of(column), column.field, targets)
        if isinstance(cell, Link):
            targets.load({cell.model: {row["value"]}})
        found = cell.clean(unguarded(row["value"]))
        if isinstance(cell, Link):
            found = [one.pk for one in found] if cell.many else [found.pk]
        assert found in (row["value"], [row["value"]], row["value"] == "true"), row


def test_the_list_of_accepted_values_names_all_34_provinces_and_every_marking(desk, browse):
    answer = browse(desk).get(address(Development) + "accepted-values.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(row["column"] == "provinces" for row in rows) == 34
    assert {row["value"] for row in rows if row["column"] == "marking"} == set(Marking.values)


def test_an_excel_file_goes_in(desk, browse):
    content = files.workbook(list(DEVELOPMENT), list(DEVELOPMENT.values()))
    client = browse(desk)
    where = upload(client, Development, content).url
    assert "1 new" in pages.text_of(client.get(where))
    confirm(client, where)
    assert Development.objects.count() == 1


def test_an_odd_page_or_state_is_no_error(desk, browse):
    client = browse(desk)
    where = upload(client, Attendance, files.data({"meeting": "x", "side": "dfa"})).url
    for query in ({"p": "x"}, {"p": "99"}, {"state": "none"}, {"p": "-1", "state": "wrong"}):
        assert client.get(where, query).status_code == 200
    assert client.put(where).status_code == 405
    assert client.get(address(Development) + "template.pdf").status_code == 404
