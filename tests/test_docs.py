"""The documents say what is there: all of it, and nothing else."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import get_resolver

from config import VERSION
from config.api.routes import ROUTES
from config.api.views import PAGING
from config.exports import all_reports
from tracks.demo.accounts import ACCOUNTS, PASSWORD
from tracks.demo.fictional import MARK

ROOT = Path(settings.BASE_DIR)
GENERATED = ("data-dictionary.md", "review.md")
WRITTEN = ["README.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))]
BY_HAND = [name for name in WRITTEN if Path(name).name not in GENERATED]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def chapter(title: str) -> str:
    """A chapter of the README, from its heading to the next."""
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text("README.md"), re.M | re.S)[1]


def first_cells(table: str) -> set[str]:
    """What stands in backticks in the first column of a table."""
    return set(re.findall(r"^\| `([^`]+)` \|", table, re.M))


# --- What there is, and what is said of it --------------------------------------------------


def test_every_list_and_report_is_named_once_and_no_other():
    named = re.search(r"Each kind of record has one name.*?\n\[docs", chapter("API"), re.S)[0]
    names = re.findall(r"`([a-z-]+)`", named)
    assert sorted(names) == sorted(ROUTES) == sorted(all_reports())


def test_every_filter_is_in_the_written_openapi_document_and_no_other():
    paths = yaml.safe_load(text("docs/openapi.yaml"))["paths"]
    for route, viewset in ROUTES.items():
        view = viewset()
        view.action = "list"
        accepted = {*viewset.filterset_class.base_filters, *view.extra_parameters(), *PAGING}
        assert {p["name"] for p in paths[f"/api/v1/{route}/"]["get"]["parameters"]} == accepted, route
    assert {p.split("/")[3] for p in paths} - {""} == set(ROUTES)


def variables_read() -> set[str]:
    """The environment variables that the settings and the server's configuration read."""
    names = {"SECRET_KEY_FILE", "DATABASE_URL_FILE"}
    for call in ast.walk(ast.parse(text("config/settings.py"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("env."):
            names.add(call.args[0].value)
    return names | set(re.findall(r'os\.environ\.get\("([A-Z_]+)"', text("gunicorn.conf.py").replace("'", '"')))


def test_every_setting_is_in_the_table_and_no_other():
    said = first_cells(chapter("Settings"))
    beside_the_table = {name for name in variables_read() if name.endswith("_FILE")}
    assert said == variables_read() - beside_the_table
    assert all(f"`{name}`" in chapter("Settings") for name in beside_the_table)


def test_the_settings_that_may_come_from_files_are_those_that_are_said():
    (loop,) = re.findall(r"for name in \((.*?)\):", text("config/settings.py"))
    assert {f"{name}_FILE" for name in re.findall(r'"(\w+)"', loop)} == {"SECRET_KEY_FILE", "DATABASE_URL_FILE"}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text("Makefile"), re.M))


def test_every_make_target_is_in_the_table_and_no_other():
    assert {name.removeprefix("make ") for name in first_cells(chapter("Commands")) if name.startswith("make ")} == (
        targets()
    )


def test_every_make_target_says_what_it_does():
    assert set(re.findall(r"^([a-z]+):.* ## .", text("Makefile"), re.M)) == targets()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text("Makefile"), re.M)
    assert set(phony.split()) == targets()


def own_commands() -> set[str]:
    return {name for name, app in get_commands().items() if app in ("config", "rights", "tracks")}


def test_every_command_is_in_the_table_and_no_other():
    assert {name for name in first_cells(chapter("Commands")) if not name.startswith("make ")} == own_commands()


def test_the_options_that_are_named_beside_a_command_are_its_own():
    for name, words in re.findall(r"^\| `(\w+)` \| (.*) \|$", chapter("Commands"), re.M):
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        for option in re.findall(r"`(--[a-z-]+)`", words):
            assert option in parser._option_string_actions, f"{name} {option}"


def test_the_accounts_of_the_demo_are_those_that_are_said():
    rows = dict(re.findall(r"^\| `(\w+)` \| ([a-z ]+) \|", chapter("Start"), re.M))
    assert rows == ACCOUNTS
    assert f"the password `{PASSWORD}`" in chapter("Start").replace("\n", " ")
    assert f"“{MARK}”" in text("README.md")
    (account,) = re.findall(r"sign in as (\w+)", text("Makefile"))
    assert account in ACCOUNTS


def test_the_rooms_are_described_in_the_order_in_which_they_import():
    rooms = re.findall(r"^\| `(\w+)/` \|", chapter("The house"), re.M)
    layers = re.search(r"^layers = (.*)$", text("pyproject.toml"), re.M)[1]
    assert rooms == ast.literal_eval(layers)[::-1]


# --- What one can type ------------------------------------------------------------------------


def blocks(name: str) -> str:
    return "\n".join(re.findall(r"^ *```sh\n(.*?)^ *```", text(name), re.M | re.S))


def typed() -> list[tuple[str, list[str]]]:
    """Every line of the shell examples as words, with the document it stands in."""
    lines = [(name, line.strip()) for name in BY_HAND for line in blocks(name).splitlines()]
    return [(name, shlex.split(line, comments=True)) for name, line in lines if line]


def test_every_make_command_that_one_can_type_exists():
    found = {words[1] for _, words in typed() if words[:1] == ["make"]}
    said = {name for document in BY_HAND for name in re.findall(r"`make ([a-z]+)", text(document))}
    assert {"demo", "test", "secrets"} <= found | said <= targets()


def managed() -> list[list[str]]:
    """The words after manage.py in every example, also inside $(…)."""
    lines = [line for name in BY_HAND for line in blocks(name).splitlines()]
    found = [re.search(r"manage\.py ([^)#]+)", line) for line in lines]
    return [shlex.split(match[1]) for match in found if match]


@pytest.mark.parametrize("words", managed(), ids=" ".join)
def test_every_command_line_that_one_can_type_is_accepted(words):
    name, *options = words
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(options)
    if name == "export_csv":
        assert {word for word in options if word in all_reports()} or "--list" in options


def addresses() -> list[str]:
    """The paths of the demo server that the documents tell one to ask."""
    (server, root) = re.search(r"^ *API=(http://[\d.:]+)(/\S+)$", text("README.md"), re.M).groups()
    found = [
        a for name in BY_HAND for a in re.findall(rf"{server}(/[^\s\"`>]*)", text(name).replace("$API", server + root))
    ]
    return sorted(set(found) - {"/", root})


@pytest.mark.parametrize("address", addresses())
def test_every_address_that_one_can_ask_answers(address, desk, ask):
    answer = ask(desk).get(address)
    assert answer.status_code == 200, getattr(answer, "data", "")
    if "format=csv" in address:
        assert answer.getvalue().startswith(b"\xef\xbb\xbfref," if "bom=true" in address else b"ref,")


def test_examples_ask_what_the_reference_lists_know(desk, ask):
    """An example that finds nothing because a code was renamed would be refused by the API."""
    assert len(addresses()) > 5
    assert ask(desk).get("/api/v1/meetings/?track=no-such-track").status_code == 400


@pytest.mark.parametrize("path", sorted({a for n in BY_HAND for a in re.findall(r"`(/[a-z0-9/.-]+)`", text(n))}))
def test_every_path_that_is_named_exists(path):
    get_resolver().resolve(path)


# --- Links -------------------------------------------------------------------------------------


def anchors(name: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text(name), flags=re.S), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[tuple[str, str]]:
    return [(name, target) for name in WRITTEN for target in re.findall(r"\]\(([^)\s]+)\)", text(name))]


def test_every_link_leads_to_a_file_and_a_heading_that_exist():
    assert len(links()) > 20
    for name, target in links():
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        assert path.exists(), f"{name} links to {target}"
        if anchor:
            assert anchor in anchors(str(path.resolve().relative_to(ROOT.resolve()))), f"{name} links to {target}"


def test_every_document_is_linked_from_the_readme():
    linked = {target.partition("#")[0] for name, target in links() if name == "README.md"}
    assert {f"docs/{path.name}" for path in (ROOT / "docs").iterdir()} <= linked
    assert {"CHANGELOG.md", "LICENSE", "tracks/demo/data/SOURCES.md"} <= linked


def test_every_file_that_is_named_exists():
    for name in BY_HAND:
        for path in re.findall(r"`((?:config|rights|tracks|tests|templates|docs|\.ci)/[\w./-]*)`", text(name)):
            assert (ROOT / path).exists(), f"{name} names {path}"


def test_ci_runs_all_that_the_readme_says():
    script = text(".ci/run")
    assert script.count("make test") >= 2
    assert all(f"make {name}" in script for name in ("check", "rehearse"))
    for word in (
        "ruff check",
        "ruff format --check",
        "mypy",
        "lint-imports",
        "makemigrations --check",
        "check --deploy",
    ):
        assert word in re.search(r"^check:.*?\n\n", text("Makefile"), re.M | re.S)[0]


def test_the_version_has_an_entry_in_the_changelog():
    version = re.search(r'^version = "(.+)"$', text("pyproject.toml"), re.M)[1]
    assert f"## [{version}]" in text("CHANGELOG.md")
    assert version == VERSION
