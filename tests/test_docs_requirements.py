"""Dependencies: each has its reason, is used, and is locked with hashes and without an address."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(settings.BASE_DIR)
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
DECLARED = tomllib.loads(PYPROJECT)
RUNTIME = [Requirement(text) for text in DECLARED["project"]["dependencies"]]
BUCKET = [Requirement(text) for text in DECLARED["project"]["optional-dependencies"]["s3"]]
DEV = [Requirement(text) for text in DECLARED["dependency-groups"]["dev"]]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-s3.txt"]

# Used without being imported: by a setting, as a program, or as a plugin of another package.
PROGRAMS = {"gunicorn": "gunicorn", "ruff": "ruff", "mypy": "mypy", "uv": "uv", "import-linter": "lint-imports"}
PLUGINS = {
    "django-stubs": "mypy_django_plugin",
    "djangorestframework-stubs": "mypy_drf_plugin",
    "pytest-django": "DJANGO_SETTINGS_MODULE",
    "pytest-playwright": "playwright",
    "pytest-randomly": "random order",
    "pytest-xdist": "-n 2",
    "psycopg": "postgres://",
}
NEEDED_BY = {"six": "hxl"}  # Another one needs it, and does not declare it.


def names(requirements: list[Requirement]) -> list[str]:
    return [canonicalize_name(r.name) for r in requirements]


@cache
def locked(name: str) -> dict[str, Version]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(n): Version(v) for n, v in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", text, re.M)}


@cache
def sources(*folders: str) -> str:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if path != Path(__file__)]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def modules_of(name: str) -> set[str]:
    """What one imports of a distribution."""
    return {m for m, dists in packages_distributions().items() if name in map(canonicalize_name, dists)}


@pytest.mark.parametrize("text", [*DECLARED["project"]["dependencies"], *DECLARED["dependency-groups"]["dev"]])
def test_every_dependency_has_its_reason_beside_it(text):
    (line,) = [line for line in PYPROJECT.splitlines() if line.strip().startswith(f'"{text}"')]
    assert len(line.partition("#")[2].strip()) > 4


@pytest.mark.parametrize("name", names(RUNTIME))
def test_every_dependency_of_the_service_is_used_by_it(name):
    used = sources("config", "rights", "tracks")
    by_import = any(re.search(rf"^\s*(from|import) {m}\b", used, re.M) for m in modules_of(name))
    by_setting = any(f'"{m}' in used for m in modules_of(name))
    if name in PROGRAMS:
        assert f'CMD ["{PROGRAMS[name]}"]' in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    elif name in PLUGINS:
        assert PLUGINS[name] in used
    else:
        assert by_import or by_setting, f"{name} is in pyproject.toml and nothing uses it"


@pytest.mark.parametrize("requirement", [r for r in RUNTIME if r.extras], ids=str)
def test_every_extra_brings_something_that_is_used(requirement):
    used = sources("config", "rights", "tracks")
    for extra in requirement.extras:
        brought = [
            canonicalize_name(Requirement(text).name)
            for text in requires(requirement.name) or ()
            if re.search(rf"extra == ['\"]{extra}['\"]", text)
        ]
        words = {module for name in brought for module in modules_of(name)} | {extra}
        implied = extra == "binary" or (requirement.name, extra) == ("environs", "django")
        assert implied or any(re.search(rf"\b{word}\b", used) for word in words), f"{requirement.name}[{extra}]"


@pytest.mark.parametrize("name", names(DEV))
def test_every_dependency_of_the_developers_is_used_by_them(name):
    tests, make = sources("tests"), (ROOT / "Makefile").read_text(encoding="utf-8")
    if name in PROGRAMS:
        assert re.search(rf"\$\(BIN\)/{PROGRAMS[name]}\b", make)
    elif name in PLUGINS:
        settings_of_tools = PYPROJECT.partition("[tool.")[2]
        assert PLUGINS[name] in tests + make + settings_of_tools
    else:
        modules = {NEEDED_BY[name]} if name in NEEDED_BY else modules_of(name)
        assert any(re.search(rf"^\s*(from|import) {m}\b", tests, re.M) for m in modules), name


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert len(packages) == len(locked(lock)) > 20
    for package in packages:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package.splitlines()[0]


@pytest.mark.parametrize("lock", [*LOCKS, "pyproject.toml", "Makefile", "Dockerfile", "docker-compose.yml", ".ci/run"])
def test_no_file_says_from_where_packages_come(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"index-url [^\\]*http|find-links [^\\]*http|trusted-host|https?://(?!127\.0\.0\.1)", text)


@pytest.mark.parametrize(
    ("lock", "requirement"),
    [("requirements.txt", r) for r in RUNTIME]
    + [("requirements-dev.txt", r) for r in [*RUNTIME, *DEV]]
    + [("requirements-s3.txt", r) for r in [*RUNTIME, *BUCKET]],
    ids=str,
)
def test_what_is_declared_is_locked_in_a_version_that_fits(lock, requirement):
    version = locked(lock)[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version), f"run: make lock ({requirement} is locked as {version})"


def test_the_tests_run_with_the_versions_that_production_has():
    service, developers, bucket = map(locked, LOCKS)
    assert {name: developers.get(name) for name in service | bucket} == service | bucket
    assert {name: bucket.get(name) for name in service} == service


def test_the_service_is_locked_without_the_developers_tools():
    assert not set(names(DEV)) & set(locked("requirements.txt"))
