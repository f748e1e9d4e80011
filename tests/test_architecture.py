"""Three rooms and one direction: tracks may use rights and config, rights may use config, config uses neither."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("config", "rights", "tracks")
MAY_USE = {room: set(ROOMS[: rank + 1]) for rank, room in enumerate(ROOMS)}
VAGUE = {"utils", "util", "common", "helpers", "helper", "services", "service", "misc", "core", "lib", "tools"}
LONGEST = 320  # lines of a file; the house says about 300

files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
written = [path for path in files if "migrations" not in path.parts]
test_files = sorted((ROOT / "tests").rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def imported(path: Path, source: str) -> Iterator[tuple[str, int]]:
    """Every module that the source imports, wherever in it, by statement or by name."""
    package = ".".join(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, node.lineno) for alias in names)
            case ast.ImportFrom(module=module, level=level):
                yield (resolve_name("." * level + (module or ""), package) if level else module or ""), node.lineno
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str(module)), *_]
            ):
                if name in ("import_module", "__import__"):
                    yield module, node.lineno


def upward(path: Path, source: str) -> list[str]:
    """Imports of the source that go up, or out to the tests."""
    return [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for module, line in imported(path, source)
        if module.partition(".")[0] in {*ROOMS, "tests"} - MAY_USE[room_of(path)]
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_itself_and_the_rooms_below_even_within_functions(room):
    own = [path for path in files if room_of(path) == room]
    assert own
    assert [line for path in own for line in upward(path, path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("config/roles.py", "import rights.models"),
        ("config/roles.py", "from tracks import models"),
        ("rights/models/source.py", "def f():\n    from tracks.models import Track"),
        ("rights/models/source.py", "import_module('tracks.models')"),
        ("tracks/actions.py", "from tests import factories"),
    ],
)
def test_the_check_of_imports_sees_each_way_to_write_one(path, line):
    assert len(upward(ROOT / path, line)) == 1


def test_foreign_keys_point_only_to_the_same_room_or_below():
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ROOMS]
    links = [
        (model, field.name, field.related_model)
        for model in ours
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in ours
    ]
    assert links
    assert [
        f"{model._meta.label}.{name} -> {target._meta.label}"
        for model, name, target in links
        if target._meta.app_label not in MAY_USE[model._meta.app_label]
    ] == []


def test_migrations_depend_only_on_the_same_room_or_below():
    migrations = MigrationLoader(None).disk_migrations
    depending = [
        (f"{app}.{name}", on)
        for (app, name), migration in migrations.items()
        if app in ROOMS
        for on, _ in [*migration.dependencies, *migration.run_before]
    ]
    assert depending
    assert [
        f"{name} needs {on}" for name, on in depending if on in ROOMS and on not in MAY_USE[name.partition(".")[0]]
    ] == []


def test_there_is_no_fourth_room():
    local = {
        app.name for app in apps.get_app_configs() if Path(app.path).is_relative_to(ROOT) and ".venv" not in app.path
    }
    assert local == set(ROOMS)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == {*ROOMS, "tests"}


def test_no_module_is_called_by_a_name_that_says_nothing():
    assert [str(path.relative_to(ROOT)) for path in files if {path.stem, *path.parts[-3:-1]} & VAGUE] == []


def test_no_file_is_longer_than_a_reader_keeps_in_mind():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*written, *test_files]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def signals(source: str) -> Iterator[int]:
    """Lines that listen to a signal, by decorator or by `.connect(`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module="django.dispatch"):
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="sqlite3"), attr="connect")):
                pass  # Opens a database.
            case ast.Call(func=ast.Attribute(attr="connect")):
                yield node.lineno


def test_nothing_listens_to_signals():
    """History is written by the models' own saves and derived columns by `settle`, where a reader finds them."""
    assert [
        f"{path.relative_to(ROOT)}:{line}" for path in written for line in signals(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("source", ["from django.dispatch import receiver", "post_save.connect(recompute)"])
def test_the_check_of_signals_sees_both_ways_to_listen(source):
    assert list(signals(source)) == [1]
