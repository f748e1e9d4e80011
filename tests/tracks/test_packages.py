"""A package describes itself truly, and programs that know nothing of us can check it."""

from __future__ import annotations

import hashlib
import zipfile

import frictionless
import hxl
import pytest

from config.models import Clearance
from config.packages import Chosen, PackageError, Period
from config.packages import write as writing
from config.scales import Marking
from config.visibility import access_of
from tests import factories as make

from .golden import record
from .packaging import ALL, JULY, JUNE, PERIOD, at, bytes_of, descriptor, refs, rows, spec, written


@pytest.fixture
def approver(db, lead):
    """Who approves that the golden record is given out."""
    with record.frozen():
        record.build()
    return lead


def test_it_is_described_file_by_file(approver, tmp_path):
    with at(JULY):
        package = written(approver, tmp_path)
    said = descriptor(package)
    assert package.path == tmp_path / "partner_2030-06_TLP-AMBER"
    assert (said["version"], said["as_of"], said["known_at"]) == ("2030-06", "2030-06-30", "2030-07-01T00:00:00Z")
    assert said["marking"]["ceiling"] == "TLP:AMBER"
    assert said["recipient"] == "A partner"
    for resource in said["resources"]:
        content = (package.path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["rows"] == len(rows(package, resource["name"]))
        if resource["name"] != "changes":
            assert "TLP-AMBER" in resource["path"]
            assert list(rows(package, resource["name"])[0]) == [f["name"] for f in resource["schema"]["fields"]]
    links = {r["name"]: r["schema"].get("foreignKeys") for r in said["resources"]}
    assert {"fields": ["indicator"], "reference": {"resource": "indicators", "fields": ["code"]}} in links["readings"]
    assert {"fields": ["follows"], "reference": {"resource": "", "fields": ["ref"]}} in links["meetings"]


def test_its_sums_cover_every_other_file(approver, tmp_path):
    with at(JULY):
        package = written(approver, tmp_path)
    content = bytes_of(package)
    sums = content.pop("SHA256SUMS")
    assert sums.decode().splitlines() == [
        f"{hashlib.sha256(content[name]).hexdigest()}  {name}" for name in sorted(content)
    ]
    assert package.digest == hashlib.sha256(sums).hexdigest()
    assert {file.name for file in package.files} == set(content)
    assert package.rows == sum(len(rows(package, chosen.report)) for chosen in ALL)


@pytest.mark.parametrize("hashtags", [False, True], ids=["plain", "hxl"])
def test_frictionless_finds_nothing_wrong(approver, tmp_path, hashtags):
    make.development(title="دری و پښتو", narrative="الف\r\n" * 8000 + '"=1+1"', approved=True)
    with at(JULY):
        first = written(approver, tmp_path / "first", period=PERIOD.before(), known_at=PERIOD.before().over())
        package = written(approver, tmp_path, previous=first.path, hxl=hashtags)
    report = frictionless.Package(str(package.path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note", "message"])
    assert report.stats["tasks"] == len(ALL) + 1


def test_hxl_programs_read_the_tags(approver, tmp_path):
    with at(JULY):
        package = written(approver, tmp_path, hxl=True)
    path = next(r["path"] for r in descriptor(package)["resources"] if r["name"] == "developments")
    with hxl.data(str(package.path / path), hxl.input.InputOptions(allow_local=True)) as source:
        found = [dict(zip(source.display_tags, row.values, strict=True)) for row in source]
        assert source.validate()
    assert len(found) == len(rows(package, "developments")) - 1  # The tags are a row to others.
    assert {row["#event+id"] for row in found} == refs(package, "developments") - {"#event+id"}


def test_the_archive_holds_the_folder_and_is_the_same_each_time(lead, tmp_path):
    with at(JULY):
        one = written(lead, tmp_path / "one", zipped=True)
        two = written(lead, tmp_path / "two", zipped=True)
    assert one.archive.read_bytes() == two.archive.read_bytes()
    with zipfile.ZipFile(one.archive) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{one.name}/{name}": content for name, content in bytes_of(one).items()
        }


def test_only_the_chosen_columns_and_reports_are_there_and_the_rest_is_accounted_for(approver, tmp_path):
    chosen = (Chosen("developments", ("title", "direction")), Chosen("indicators"))
    with at(JULY):
        package = written(approver, tmp_path, reports=chosen)
    assert [r["name"] for r in descriptor(package)["resources"]] == ["indicators", "developments", "changes"]
    assert list(rows(package, "developments")[0]) == ["ref", "title", "direction"]
    withheld = {w["name"]: w["reason"] for w in descriptor(package)["resources"][1]["withheld"]}
    assert withheld["narrative"] == "Not among the columns of this package."
    assert withheld["readers"]
    words = (package.path / "dictionary_2030-06_TLP-AMBER.md").read_text(encoding="utf-8")
    assert "`narrative`: Not among the columns" in words
    assert "| `direction` |" in words


def test_without_personal_data_nobody_is_in_it(approver, tmp_path):
    with at(JULY):
        with_people = written(approver, tmp_path / "with")
        without = written(approver, tmp_path / "without", personal=False)
    people = refs(with_people, "people")
    assert people
    assert {w["name"] for w in descriptor(without)["withheld_reports"]} == {"people", "posts", "listings"}
    text = b"".join(bytes_of(without).values()).decode()
    assert not [ref for ref in people if ref in text]
    assert not {"person", "post", "capacity"} & set(rows(without, "attendances")[0])


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"reports": ()}, "has no report; accepted: provinces"),
        ({"reports": (Chosen("secrets"),)}, "no report secrets; accepted: provinces"),
        ({"reports": (Chosen("tracks", ("sort",)),)}, "no column “sort”; accepted: code"),
        ({"ceiling": Marking.RED}, "never leaves in a package; accepted: up to AMBER"),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_is_accepted(lead, tmp_path, over, words):
    with pytest.raises(PackageError, match=words):
        written(lead, tmp_path, **over)
    assert list(tmp_path.iterdir()) == []


def test_the_ceiling_is_never_above_what_the_approver_sees_on_the_day(partner, lead, tmp_path):
    high = access_of(partner).ceiling
    with pytest.raises(PackageError, match=f"above what the approver may see now .{high}"):
        written(partner, tmp_path, ceiling=Marking.AMBER_STRICT, reports=(Chosen("tracks"),))
    lead.is_active = False
    lead.save()
    with pytest.raises(PackageError, match="nothing"):
        written(lead, tmp_path, reports=(Chosen("tracks"),))


def test_a_report_that_the_approver_may_not_have_is_refused(outsider, tmp_path):
    Clearance.objects.create(group=outsider.groups.create(name="cleared alone"), ceiling=Marking.GREEN)
    with pytest.raises(PackageError, match="may not have the report tracks"):
        written(outsider, tmp_path, reports=(Chosen("tracks"),), ceiling=Marking.GREEN)


def test_nothing_above_the_ceiling_nothing_unapproved_and_nothing_withdrawn_is_in_it(lead, tmp_path):
    with at(JUNE):
        seen = make.development(marking="TLP:GREEN", approved=True)
        make.development(marking="TLP:AMBER", approved=True)
        make.development(marking="TLP:GREEN")
        own = make.development(marking="TLP:GREEN", created_by=lead)
        gone = make.development(marking="TLP:GREEN", approved=True)
        make.review.move(gone, "withdraw", by=make.superuser("factory-second"), reason="A double.")
    with at(JULY):
        package = written(lead, tmp_path, ceiling=Marking.GREEN)
    found = refs(package, "developments")
    assert seen.ref in found
    assert own.ref not in found
    assert {row["marking"] for row in rows(package, "developments")} <= {"TLP:CLEAR", "TLP:GREEN"}
    assert {row["review_state"] for row in rows(package, "developments")} == {"approved"}


# --- Whole, or not there --------------------------------------------------------------------


class Full(OSError):
    """No space left on device."""


@pytest.mark.parametrize("step", ["_write_changes", "dictionary_md", "_zip", "_publish", "measured", "as_known"])
def test_a_failure_at_any_step_leaves_nothing(lead, tmp_path, monkeypatch, step):
    def breaks(*args, **options):
        raise Full

    monkeypatch.setattr(writing, step, breaks)
    with at(JULY), pytest.raises(Full):
        written(lead, tmp_path, zipped=True)
    assert list(tmp_path.iterdir()) == []


def test_the_next_run_clears_what_a_killed_one_left(lead, tmp_path):
    leaving = tmp_path / ".partner_2030-06_TLP-AMBER.abc.part" / "scratch"
    leaving.mkdir(parents=True)
    (tmp_path / "partner_2030-06_TLP-AMBER.zip").write_bytes(b"named before its folder was")
    with at(JULY):
        package = written(lead, tmp_path, zipped=True, reports=(Chosen("tracks"),))
    assert {path.name for path in tmp_path.iterdir()} == {package.name, f"{package.name}.zip"}
    assert zipfile.is_zipfile(package.archive)


def test_a_package_is_never_written_over(lead, tmp_path):
    with at(JULY):
        package = written(lead, tmp_path, reports=(Chosen("tracks"),))
        before = bytes_of(package)
        with pytest.raises(PackageError, match="never written over"):
            written(lead, tmp_path, reports=(Chosen("tracks"),))
    assert bytes_of(package) == before


def test_who_waits_is_told_of_every_report(lead, tmp_path):
    told = []
    with at(JULY):
        package = writing.write_package(spec(lead), tmp_path, progress=lambda name, count: told.append((name, count)))
    assert dict(told) == {c.report: len(rows(package, c.report)) for c in ALL}


def test_a_period_is_compared_with_the_one_before_it_also_where_that_is_no_file(lead, tmp_path):
    with at(JULY):
        first = written(
            lead,
            tmp_path / "first",
            period=PERIOD.before(),
            as_of=PERIOD.before().end,
            known_at=PERIOD.before().over(),
        )
        kept = written(lead, tmp_path / "kept", previous=first.path)
        again = written(lead, tmp_path / "again", previous=Period.parse("2030-05"))
    assert bytes_of(kept) == bytes_of(again)
    assert descriptor(kept)["previous"] == first.name
