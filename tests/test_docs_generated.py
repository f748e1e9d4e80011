"""The documents that the code writes of itself."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation

from config.api.docs import document
from config.docs import documents, layout, picture
from config.docs.registry import ROOMS, label, links_of, models_of
from config.exports import all_reports, report_for
from config.management.commands import write_docs
from config.review import TRANSITIONS, State
from config.roles import ROLES

MODELS = [model for room in ROOMS for model in models_of(room)]
NAMES = ["data-dictionary.md", "domain.svg", "openapi.yaml", "review.md"]


@cache
def text_of(name: str) -> str:
    return everything()[name]


@cache
def everything() -> dict[str, str]:
    return documents()


def write(**options) -> str:
    out = io.StringIO()
    call_command("write_docs", stdout=out, **options)
    return out.getvalue()


# --- The command -------------------------------------------------------------------------------


def test_the_documents_in_the_repository_are_up_to_date():
    assert "up to date" in write(check=True)


@pytest.fixture
def small(monkeypatch):
    """Documents that are quickly written."""
    monkeypatch.setattr(write_docs, "documents", lambda: {"a.md": "one\n", "b.svg": "two\n"})


def test_what_is_out_of_date_is_named_with_the_command_that_mends_it(tmp_path, small):
    write(out=tmp_path)
    assert "up to date" in write(check=True, out=tmp_path)
    (tmp_path / "a.md").write_bytes(b"one\r\n")
    (tmp_path / "b.svg").unlink()
    with pytest.raises(CommandError, match=r"a\.md, b\.svg.*make docs"):
        write(check=True, out=tmp_path)
    assert not (tmp_path / "b.svg").exists()


def test_only_what_is_out_of_date_is_written(tmp_path, small):
    assert write(out=tmp_path / "new").splitlines() == ["new/a.md written", "new/b.svg written"]
    (tmp_path / "new" / "a.md").write_text("old", encoding="utf-8")
    assert write(out=tmp_path / "new").splitlines() == ["new/a.md written"]
    assert "up to date" in write(out=tmp_path / "new")


def test_the_documents_are_the_same_in_any_language_and_every_time():
    assert list(everything()) == NAMES
    document.cache_clear()
    with translation.override("fa"):
        assert documents() == everything()


@pytest.mark.parametrize("name", NAMES)
def test_documents_end_with_one_line_break_and_hold_no_address_of_memory(name):
    text = text_of(name)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not re.search(r"0x[0-9a-f]{6,}|<function|<class", text)


# --- The data dictionary -----------------------------------------------------------------------


def section(model) -> str:
    return re.search(rf"^## {label(model)}\n(.*?)(?=^## |\Z)", text_of("data-dictionary.md"), re.M | re.S)[1]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_the_dictionary_has_every_field_of_every_model(model):
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        assert f"`{field.name}`" in section(model)


@pytest.mark.parametrize("report", all_reports().values(), ids=lambda r: r.name)
def test_the_dictionary_has_every_column_and_every_reason_of_every_report(report):
    dictionary = text_of("data-dictionary.md")
    for column in report.resolved():
        assert f"`{column.heading}`" in section(report.model)
    for reason in report.reasons().values():
        assert f"withheld: {reason}" in dictionary


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_the_dictionary_says_what_the_database_refuses(model):
    for constraint in model._meta.constraints:
        assert f"- {constraint.violation_error_message}" in section(model)


def test_the_dictionary_explains_every_code_of_a_choice():
    text = section(apps.get_model("tracks.Condition"))
    for code, words in apps.get_model("tracks.Condition")._meta.get_field("kind").choices:
        assert f"`{code}` {words}" in text


def test_what_is_shared_by_records_is_described_once():
    rows = re.findall(r"^\| `created_by` \|", text_of("data-dictionary.md"), re.M)
    assert len(rows) == 1


# --- Review and roles --------------------------------------------------------------------------


@pytest.mark.parametrize("action", TRANSITIONS)
def test_the_diagram_and_the_table_have_every_step_of_the_review(action):
    step, text = TRANSITIONS[action], text_of("review.md")
    for source in step.sources:
        assert f"    {State(source).value} --> {State(step.target).value}: {step.label}\n" in text
    row = re.search(rf"^\| {step.label} \|.*$", text, re.M)[0]
    assert row.count("needed") == step.needs_reason + step.needs_second_person


def test_the_diagram_has_no_other_step():
    drawn = re.findall(r"^    \w+ --> ", text_of("review.md"), re.M)
    assert len(drawn) == sum(len(step.sources) for step in TRANSITIONS.values())


def test_every_role_is_described():
    for role in ROLES:
        row = re.search(rf"^\| {role.name} \|.*$", text_of("review.md"), re.M)[0]
        assert role.ceiling.label in row
        assert ("released" in row) is role.released_only


# --- The picture -------------------------------------------------------------------------------


def test_every_model_is_in_the_picture_by_name():
    root = ElementTree.fromstring(text_of("domain.svg"))
    names, said = [], ""
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        if "name" in (element.get("class") or "").split():
            said += f" {element.text}"
            names.append(element.text)
    assert len(names) >= len(MODELS)
    assert all(label(model) in said for model in MODELS)


def test_the_picture_says_in_words_what_it_shows():
    root = ElementTree.fromstring(text_of("domain.svg"))
    description = root.find("{http://www.w3.org/2000/svg}desc").text
    assert root.get("role") == "img"
    assert "meeting → point → commitment → development → condition → step" in description


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_link_is_an_arrow_or_named_in_its_box(model):
    arrows = {arrow.link for arrow in layout.ARROWS if arrow.model == model._meta.label}
    for link in links_of(model):
        if link.name not in arrows | layout.NOT_DRAWN:
            target = "itself" if link.related_model is model else label(link.related_model)
            assert target in picture.others(model)


def test_there_is_one_arrow_for_each_that_is_declared():
    assert text_of("domain.svg").count("<path class=") == len(layout.ARROWS) + 2  # and two in the key


def test_no_two_boxes_stand_in_one_place():
    places = [(box.column + n, box.row) for box in layout.BOXES for n in range(box.columns)]
    assert len(places) == len(set(places))


def test_a_box_stands_in_its_room():
    rooms = {room.app: room for room in layout.ROOMS}
    for box in layout.BOXES:
        room = rooms[box.model.partition(".")[0]]
        assert room.columns[0] <= box.column
        assert box.column + box.columns - 1 <= room.columns[1]
        assert room.rows[0] <= box.row <= room.rows[1]


def test_a_model_without_a_place_is_refused(monkeypatch):
    monkeypatch.setattr(picture, "BOXES", layout.BOXES[:-1])
    with pytest.raises(ValueError, match=r"config\.Emergency has 0 places"):
        picture.domain_svg()


def test_a_place_without_a_model_is_refused(monkeypatch):
    monkeypatch.setattr(picture, "BOXES", (*layout.BOXES, replace(layout.BOXES[0], model="tracks.Nothing")))
    with pytest.raises(ValueError, match=r"tracks\.Nothing, which is no model"):
        picture.domain_svg()


def test_an_arrow_that_is_no_link_is_refused(monkeypatch):
    monkeypatch.setattr(picture, "ARROWS", (replace(layout.ARROWS[0], link="title"),))
    with pytest.raises(ValueError, match=r"\.title, which is no link"):
        picture.domain_svg()


def test_every_model_has_a_report_but_people_their_access_and_the_trace():
    without = {m.__name__ for m in MODELS if m not in {r.model for r in all_reports().values()}}
    assert without == {"User", "Clearance", "Token", "Trace", "Emergency", "HeldFile", "Profile", "Run", "SavedMapping"}
    with pytest.raises(LookupError):
        report_for(apps.get_model("config.User"))
