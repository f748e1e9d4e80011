"""The container files: what they promise, and that every step in them is rehearsed in CI."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from config.health import host, probe
from tests.container import ROOT, arguments, command_of, compose, compose_commands, environment, instructions

REHEARSAL = (ROOT / "tests" / "rehearsal.py").read_text(encoding="utf-8")
SERVICES = compose()["services"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- The image ----------------------------------------------------------------------------


def test_the_image_is_built_in_two_stages_and_only_the_second_is_kept():
    bases = arguments("FROM")
    assert len(bases) == 2
    assert bases[0] == f"{bases[1]} AS build"
    assert all("--from=build" in rest for rest in after_last_from("COPY"))
    assert after_last_from("RUN") == []


def after_last_from(keyword: str) -> list[str]:
    last = max(i for i, (word, _) in enumerate(instructions()) if word == "FROM")
    return [rest for word, rest in instructions()[last:] if word == keyword]


def test_the_image_has_the_python_that_make_prefers():
    (preferred,) = re.findall(r"for p in python(\S+)", text("Makefile"))
    assert arguments("FROM")[1] == f"python:{preferred}-slim"


def test_the_image_runs_as_nobody_in_particular():
    user, group = after_last_from("USER")[0].split(":")
    assert int(user) > 1000
    assert int(group) > 1000


def test_the_image_installs_only_what_is_locked_with_hashes():
    (install,) = [rest for rest in arguments("RUN") if "pip install" in rest]
    assert "--require-hashes -r requirements.txt" in install


def test_the_image_can_be_built_with_what_a_bucket_needs_locked_too():
    (install,) = [rest for rest in arguments("RUN") if "pip install" in rest]
    assert install.endswith("${BUCKET:+-r requirements-s3.txt}")
    assert arguments("ARG") == ["BUCKET="]
    for name in ("migrate", "web", "packages"):
        service = SERVICES[name]
        assert service["build"] == {"context": ".", "args": {"BUCKET": "${BUCKET:-}"}}
        assert service["environment"]["PACKAGES_URL"] == "${PACKAGES_URL:-packages}"
        keys = service["environment"]["AWS_SHARED_CREDENTIALS_FILE"]
        assert keys.removeprefix("/run/secrets/") in service["secrets"]
    for name in ("BUCKET=1", "PACKAGES_URL=s3://", ".secrets/bucket_keys"):
        assert name in text("docs/deployment.md"), name


def test_the_image_is_probed_without_another_program():
    (rest,) = arguments("HEALTHCHECK")
    assert command_of(rest) == ["python", "-m", "config.health"]


def test_the_image_holds_no_secret():
    kept = " ".join(rest for word, rest in instructions() if word in ("ENV", "ARG", "LABEL"))
    assert not re.search("SECRET|PASSWORD|DATABASE_URL", kept)


def test_a_build_is_given_what_is_copied_and_nothing_else():
    copied = {name for rest in arguments("COPY") if "--from" not in rest for name in rest.split()[:-1]}
    ignore = [line for line in text(".dockerignore").splitlines() if line and not line.startswith("#")]
    assert ignore[0] == "*"
    assert {line[1:] for line in ignore if line.startswith("!")} == copied
    assert all((ROOT / name).exists() for name in copied)


def test_every_room_and_the_pages_are_in_the_image():
    rooms = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["root_packages"]
    pages = [Path(folder).name for folder in settings.TEMPLATES[0]["DIRS"]]
    assert {*rooms, *pages} <= {rest.split()[0] for rest in arguments("COPY")}


# --- The composition ----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_database_is_the_major_version_that_the_tests_run_on():
    name, _, major = SERVICES["db"]["image"].partition(":")
    assert name == "postgres"
    assert major.isdigit()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            assert int(major) == int(cursor.fetchone()[0]) // 10_000


def test_the_database_is_reached_by_the_services_only():
    assert "ports" not in SERVICES["db"]


def test_the_service_is_published_to_the_proxy_on_the_same_machine_only():
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"])


def test_secrets_come_from_files():
    given = compose()["secrets"]
    for name, service in SERVICES.items():
        for variable, value in service["environment"].items():
            if re.search("SECRET|PASSWORD|DATABASE_URL", variable):
                assert variable.endswith("_FILE"), name
                assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert set(service["secrets"]) <= set(given)


def test_make_makes_the_secrets_that_are_read_and_keeps_them(tmp_path):
    folder = tmp_path / "secrets"
    command = ["make", "--silent", "secrets", f"SECRETS={folder}"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    first = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert first == {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert {f".secrets/{name}" for name in first} - {".secrets/.gitignore"} == {
        secret["file"] for secret in compose()["secrets"].values()
    }
    assert first[".gitignore"] == "*\n"
    assert len(first["secret_key"].strip()) >= 50
    password = first["database_password"].strip()
    assert first["database_url"] == f"postgres://tracks:{password}@db:5432/tracks\n"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_service_starts_when_the_database_answers_and_is_migrated():
    assert SERVICES["db"]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert SERVICES["web"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["restart"] == "no"


@pytest.mark.parametrize("name", ["migrate", "web", "packages"])
def test_the_service_may_change_nothing_but_its_temporary_files(name):
    service = SERVICES[name]
    assert (service["read_only"], service["tmpfs"], service["cap_drop"]) == (True, ["/tmp"], ["ALL"])


def test_copies_of_sources_outlive_the_container_in_a_volume_that_nobody_else_has():
    where = f"/app/{Path(settings.STORAGES['copies']['OPTIONS']['location']).name}"
    assert f"copies:{where}" in SERVICES["web"]["volumes"]
    assert "copies" in compose()["volumes"]
    assert "mkdir copies && chmod 1777 copies" in arguments("RUN")
    others = set(SERVICES) - {"web"}
    assert not any("copies:" in volume for name in others for volume in SERVICES[name].get("volumes", ()))


def test_packages_are_made_by_one_service_and_given_out_by_the_other_from_one_volume():
    where = f"packages:/app/{Path(settings.STORAGES['packages']['OPTIONS']['location']).name}"
    assert {name for name in SERVICES if where in SERVICES[name].get("volumes", ())} == {"web", "packages"}
    assert "packages" in compose()["volumes"]
    assert "mkdir packages && chmod 1777 packages" in arguments("RUN")
    assert "export --due" in SERVICES["packages"]["command"][-1]


def test_the_scheduler_in_the_documents_runs_what_the_service_runs():
    assert text("docs/exports.md").count("manage.py export --due\n") >= 3
    minutes = int(re.search(r"sleep (\d+)", SERVICES["packages"]["command"][-1])[1]) // 60
    assert f"*/{minutes} * * * *" in text("docs/exports.md")
    assert f"OnCalendar=*:0/{minutes}" in text("docs/exports.md")


def test_the_proxy_lets_the_largest_copy_pass():
    (allowed,) = re.findall(r"client_max_body_size (\d+)m;", text("docs/deployment.md"))
    assert int(allowed) * 1024**2 >= settings.COPY_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


# --- The rehearsal ------------------------------------------------------------------------


def test_every_step_is_taken_by_the_rehearsal_which_ci_runs():
    assert "make rehearse" in text(".ci/run")
    assert "pytest tests/rehearsal.py" in text("Makefile")
    steps = {keyword for keyword, _ in instructions()}
    taken = {"ENV", "ARG", "COPY", "RUN", "CMD", "HEALTHCHECK"}
    assert steps - taken == {"FROM", "WORKDIR", "USER", "EXPOSE"}
    assert all(f'"{keyword}"' in REHEARSAL for keyword in taken)
    assert all(f'compose_commands()["{name}"]' in REHEARSAL for name in compose_commands())


def test_the_folders_of_the_image_are_those_that_the_rehearsal_replaces():
    assert set(arguments("WORKDIR")) == {"/app"}
    assert {environment(rest)["PATH"] for rest in arguments("ENV")} == {"/opt/venv/bin:$PATH"}


# --- Health -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_whoever_asks_is_told_that_the_service_works_and_no_more(client, settings, method):
    settings.SECURE_SSL_REDIRECT = True
    answer = getattr(client, method)("/healthz")
    assert answer.status_code == 200
    assert answer.content == (b"ok" if method == "get" else b"")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.django_db
def test_nobody_can_post_to_the_health_address(client):
    assert client.post("/healthz").status_code == 405


def test_a_service_without_its_database_says_that_it_does_not_work(client, monkeypatch):
    def broken():
        raise OperationalError("connection refused: postgres://tracks:secret@db/tracks")

    monkeypatch.setattr(connection, "cursor", broken)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (503, b"unavailable")


@pytest.mark.django_db
def test_only_the_health_address_is_answered_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    for path in ("/", "/admin/", "/api/v1/", "/healthz/x", "/x/healthz"):
        assert client.get(path).status_code == 301, path


@pytest.mark.parametrize(
    ("allowed", "name"),
    [
        ("tracks.example.org", "tracks.example.org"),
        ("a.example.org,b.example.org", "a.example.org"),
        (".example.org", "example.org"),
        ("*", "localhost"),
        ("", "localhost"),
    ],
)
def test_the_probe_names_a_host_that_the_server_answers_to(allowed, name):
    assert host(allowed) == name


@pytest.mark.parametrize(("body", "believed"), [(b"ok", True), (b"unavailable", False), (b"<html>ok</html>", False)])
def test_the_probe_believes_only_a_server_that_says_ok(body, believed):
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if (self.path, self.headers["Host"]) == ("/healthz", "localhost") else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Nothing: the test tells what matters."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert probe(server.server_port, "localhost") is believed
        thread.join()


def test_the_probe_finds_no_server_where_there_is_none():
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        assert not probe(nobody_listens.getsockname()[1], "localhost")
