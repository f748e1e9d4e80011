"""Where packages lie: settings of folders and buckets, and a bucket that never shows half a package."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import InMemoryStorage
from storages.backends.s3 import S3Storage

from config.delivery.giving import copy_to
from config.delivery.making import make
from config.delivery.places import Bucket, put_order
from config.delivery.settings import packages_storage
from config.models import Run
from config.packages import Period

from . import admin_pages as pages
from .delivering import OCTOBER, approved
from .s3_server import s3_server

# --- Settings -----------------------------------------------------------------------------------


def test_a_folder_is_a_folder(tmp_path):
    for address in (str(tmp_path), f"file://{tmp_path}"):
        found = packages_storage(address)
        assert (found["BACKEND"], found["OPTIONS"]["location"]) == ("config.storage.PackageFiles", tmp_path)


def test_a_bucket_is_named_with_its_folder_provider_and_region():
    found = packages_storage("s3://tracks/monthly/new?endpoint=https://storage.example.org&region=eu-central-1")
    assert found["BACKEND"] == f"{S3Storage.__module__}.{S3Storage.__name__}"
    options = found["OPTIONS"]
    assert (options["bucket_name"], options["location"]) == ("tracks", "monthly/new")
    assert (options["endpoint_url"], options["region_name"]) == ("https://storage.example.org", "eu-central-1")
    assert "endpoint_url" not in packages_storage("s3://tracks")["OPTIONS"]


@pytest.mark.parametrize(
    "address", ["", "file://", "https://bucket", "s3://", "s3://key:secret@bucket", "s3://bucket?acl=public"]
)
def test_what_is_neither_is_refused_with_what_is_accepted_and_without_a_key(address):
    with pytest.raises(ImproperlyConfigured) as refused:
        packages_storage(address)
    assert "give a folder, e.g. /srv/packages, or s3://bucket/folder" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_bucket_without_its_library_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr("config.delivery.settings.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="pip install"):
        packages_storage("s3://tracks")


def test_what_makes_a_package_whole_is_put_last():
    names = ["p/SHA256SUMS", "p/a.csv", "p/datapackage.json", "p.zip", "p/z.csv"]
    assert put_order(names)[-2:] == ["p/datapackage.json", "p/SHA256SUMS"]


# --- A bucket -------------------------------------------------------------------------------------


class Broken(InMemoryStorage):
    """Breaks after so many files; it remembers what was put, in order."""

    def __init__(self, after: int = 99):
        super().__init__()
        self.after, self.put = after, []

    def _save(self, name, content):
        if len(self.put) >= self.after:
            raise ConnectionError("The bucket does not answer.")
        self.put.append(name)
        return super()._save(name, content)


@pytest.fixture
def bucket(monkeypatch, db):
    def with_storage(storage) -> Bucket:
        place = Bucket(storage)
        for module in ("making", "giving", "retention"):
            monkeypatch.setattr(f"config.delivery.{module}.packages", lambda: place)
        return place

    return with_storage


def names(place: Bucket) -> list[str]:
    return sorted(place._names("partner"))


def test_a_package_is_put_into_a_bucket_and_its_hashes_last(bucket):
    storage = Broken()
    place = bucket(storage)
    run = make(approved(), OCTOBER, how="by a test")
    assert run.state == "done"
    assert storage.put[-2:] == [f"{run.place}/{run.name}/{name}" for name in ("datapackage.json", "SHA256SUMS")]
    assert names(place) == sorted(storage.put)
    assert not list(place.staging.glob(f".package-{run.pk.hex}-*"))


FILES = 6  # Two reports, the changes, the dictionary, the descriptor and the hashes.


@pytest.mark.parametrize("after", range(FILES + 1))
def test_a_bucket_that_breaks_off_at_any_file_keeps_nothing_and_the_next_run_makes_it(bucket, after):
    profile, storage = approved(), Broken(after)
    place = bucket(storage)
    run = make(profile, OCTOBER, how="by a test")
    breaks = after < FILES
    assert (run.state, len(names(place))) == (("failed", 0) if breaks else ("done", FILES))
    storage.after = 99
    if breaks:
        assert make(profile, OCTOBER, how="by a test").state == "done"
    assert Run.objects.get().attempts == (2 if breaks else 1)


def test_the_one_before_is_fetched_and_a_copy_is_verified(bucket, tmp_path, monkeypatch):
    bucket(Broken())
    profile = approved()
    before = make(profile, Period.parse("2026-09"), how="by a test")
    given, real = [], make.__globals__["write_package"]

    def write(spec, destination, *, previous=None, **options):
        given.append(sorted(path.name for path in previous.iterdir()))
        return real(spec, destination, previous=previous, **options)

    monkeypatch.setattr("config.delivery.making.write_package", write)
    run = make(profile, OCTOBER, how="by a test")
    assert given == [sorted(file["name"] for file in before.files)]
    copied = copy_to(run, tmp_path / "out", how="by a test")
    assert sorted(path.name for path in copied.iterdir()) == sorted(file["name"] for file in run.files)


# --- A bucket behind its protocol --------------------------------------------------------------------


def test_an_s3_server_gets_whole_packages_and_gives_their_files(bucket, tmp_path, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-a-test")
    with s3_server() as (endpoint, kept):
        options = packages_storage(f"s3://tracks/monthly?endpoint={endpoint}&region=eu-central-1")["OPTIONS"]
        place = bucket(S3Storage(**options))
        run = make(approved(keep_count=1), OCTOBER, how="by a test")
        assert run.state == "done", run.error
        assert list(kept)[-1] == f"tracks/monthly/{run.place}/{run.name}/SHA256SUMS"
        answer = pages.signed_in("administrator").get(f"/admin/config/run/{run.pk}/files/0/")
        assert pages.text_of(answer).encode() == kept[f"tracks/monthly/{run.place}/{run.name}/{run.files[0]['name']}"]
        copied = copy_to(run, tmp_path / "out", how="by a test")
        assert {path.name for path in Path(copied).iterdir()} == {file["name"] for file in run.files}
        place.remove(run.place)
        assert kept == {}
