"""Loading the framework: idempotent, faithful to its files, and never over the heads of staff."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rights.models import Area, Indicator, Source

from .reference_files import FILES

AREA = "media-freedom"


def area() -> Area:
    return Area.objects.get(code=AREA)


def by_staff(record: Any, desk: Any, **changes: Any) -> None:
    """As the admin saves it: with a person in the history."""
    for name, value in changes.items():
        setattr(record, name, value)
    record._history_user = desk
    record.save()


# --- Again and again ------------------------------------------------------------------------


def test_loading_twice_creates_and_updates_nothing(framework):
    versions = Area.history.count()
    assert framework.totals() == f"0 created, 0 updated, {framework.number} unchanged, 0 retired"
    assert framework.totals() == f"0 created, 0 updated, {framework.number} unchanged, 0 retired"
    assert Area.history.count() == versions


def test_each_file_is_reported_with_its_counts(framework):
    said = framework.load().splitlines()
    assert "rights.area: 0 created, 0 updated, 6 unchanged, 0 retired" in said
    assert "rights.province: 0 created, 0 updated, 34 unchanged, 0 retired" in said
    assert [line.partition(":")[0] for line in said] == [
        *(table.model._meta.label_lower for table in FILES.values()),
        "roles",
        "in all",
    ]


def test_a_new_row_is_created_and_a_changed_one_updated_with_history(framework):
    framework.change("areas.csv", AREA, name="Freedom of the media")
    framework.write(
        "areas.csv", [*framework.rows("areas.csv"), dict(framework.rows("areas.csv")[0], code="new", name="New")]
    )
    assert framework.totals() == f"1 created, 1 updated, {framework.number - 1} unchanged, 0 retired"
    assert Area.objects.get(code="new").name == "New"
    assert area().name == "Freedom of the media"
    assert area().history.first().history_change_reason == "load_reference"
    assert framework.totals().startswith("0 created, 0 updated")


def test_links_follow_the_file(framework):
    framework.change("indicators.csv", "RSF_RANK", provisions="ICCPR-19;CAT-2")
    assert framework.totals().startswith("0 created, 1 updated")
    assert set(Indicator.objects.get(code="RSF_RANK").provisions.values_list("pk", flat=True)) == {"ICCPR-19", "CAT-2"}
    framework.change("indicators.csv", "RSF_RANK", provisions="")
    assert framework.totals().startswith("0 created, 1 updated")
    assert not Indicator.objects.get(code="RSF_RANK").provisions.exists()


def test_records_keep_their_reference_and_say_which_row_they_came_from(framework):
    source = Source.objects.get(origin="sources.csv:artf-1")
    framework.change("sources.csv", "artf-1", publisher="Ariana")
    assert framework.totals().startswith("0 created, 1 updated")
    assert Source.objects.get(origin="sources.csv:artf-1").pk == source.pk
    assert Source.objects.get(pk=source.pk).publisher == "Ariana"


def test_a_file_that_excel_saved_with_a_mark_at_its_beginning_loads_alike(framework):
    path = framework.folder / "areas.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert framework.totals().startswith("0 created, 0 updated")


def test_a_dry_run_says_what_would_change_and_changes_nothing(framework):
    framework.change("areas.csv", AREA, name="Freedom of the media")
    framework.drop("sources.csv", "artf-1")
    framework.drop("citations.csv", "artf-1")
    said = framework.load(dry_run=True).splitlines()
    assert said[-1] == "Dry run: nothing was changed."
    assert said[-2] == f"in all: 0 created, 1 updated, {framework.number - 3} unchanged, 2 retired"
    assert area().name == "Media freedom"
    assert Source.objects.get(origin="sources.csv:artf-1").withdrawn_on is None


def test_nothing_is_said_when_nothing_is_to_be_said(framework):
    assert framework.load(verbosity=0) == ""


# --- Retired, never deleted -----------------------------------------------------------------


def test_a_reference_row_that_left_its_file_is_retired_and_comes_back_with_it(framework):
    rows, number = framework.rows("areas.csv"), Area.objects.count()
    framework.drop("areas.csv", "girls-education")
    for name in ("indicators.csv", "conditions.csv"):
        framework.write(name, [r | {"area": ""} if r["area"] == "girls-education" else r for r in framework.rows(name)])
    assert framework.totals().endswith(", 1 retired")
    gone = Area.objects.get(code="girls-education")
    assert gone.retired_on == dt.datetime.now(dt.UTC).date()
    assert Area.objects.count() == number
    assert framework.totals().startswith("0 created, 0 updated")
    assert framework.totals().endswith(", 0 retired")
    framework.write("areas.csv", rows)
    assert framework.totals().startswith("0 created, 1 updated")
    assert Area.objects.get(code="girls-education").retired_on is None


def test_a_record_that_left_its_file_is_withdrawn_with_the_reason_and_comes_back_with_it(framework):
    sources, citations = framework.rows("sources.csv"), framework.rows("citations.csv")
    framework.drop("sources.csv", "artf-1")
    framework.drop("citations.csv", "artf-1")
    assert framework.totals().endswith(", 2 retired")
    gone = Source.objects.get(origin="sources.csv:artf-1")
    assert gone.withdrawn_reason == "no longer in the framework files"
    assert gone.withdrawn_on
    framework.write("sources.csv", sources)
    framework.write("citations.csv", citations)
    assert framework.totals().startswith("0 created, 2 updated")
    assert Source.objects.get(pk=gone.pk).withdrawn_on is None


def test_a_row_may_take_over_the_name_of_one_that_leaves_at_the_same_time(framework):
    rows = framework.rows("provisions.csv")
    framework.write(
        "provisions.csv", [r | {"code": "CAT-II", "article": "II"} if r["code"] == "CAT-2" else r for r in rows]
    )
    indicators = framework.rows("indicators.csv")
    framework.write(
        "indicators.csv", [r | {"provisions": r["provisions"].replace("CAT-2", "CAT-II")} for r in indicators]
    )
    assert framework.totals().startswith("1 created")


def test_what_staff_added_is_no_business_of_the_files(framework, desk):
    Area(code="ours", name="Our own area").save()
    assert framework.totals() == f"0 created, 0 updated, {framework.number} unchanged, 0 retired"
    assert Area.objects.get(code="ours").retired_on is None


# --- What staff changed ---------------------------------------------------------------------


def test_a_field_that_staff_changed_is_kept_and_reported(framework, administrator):
    by_staff(area(), administrator, name="Media")
    said = framework.load()
    assert f"kept rights.area {AREA} name: “Media” (the file says “Media freedom”)" in said
    assert area().name == "Media"


def test_it_is_kept_for_good_even_when_the_file_changes_other_fields_of_the_row(framework, administrator):
    by_staff(area(), administrator, name="Media")
    framework.change("areas.csv", AREA, position="9")
    for _ in range(3):
        assert f"kept rights.area {AREA} name: “Media”" in framework.load()
        assert (area().name, area().position) == ("Media", 9)


def test_it_is_kept_when_the_file_changes_the_same_field(framework, administrator):
    by_staff(area(), administrator, name="Media")
    framework.change("areas.csv", AREA, name="Freedom of the media")
    assert "kept rights.area media-freedom name: “Media” (the file says “Freedom of the media”)" in framework.load()
    assert area().name == "Media"


def test_when_the_file_adopts_what_staff_wrote_there_is_nothing_to_report(framework, administrator):
    by_staff(area(), administrator, name="Media")
    framework.change("areas.csv", AREA, name="Media")
    said = framework.load()
    assert "kept" not in said
    assert f"in all: 0 created, 0 updated, {framework.number} unchanged, 0 retired" in said


def test_links_that_staff_changed_are_kept_and_reported(framework, administrator):
    indicator = Indicator.objects.get(code="RSF_RANK")
    indicator._history_user = administrator
    indicator.provisions.set(["CAT-2", "ICCPR-19"])
    framework.change("indicators.csv", "RSF_RANK", unit="place")
    for _ in range(2):
        said = framework.load()
        assert "kept rights.indicator RSF_RANK provisions: “CAT-2, ICCPR-19” (the file says “ICCPR-19”)" in said
    kept = Indicator.objects.get(code="RSF_RANK")
    assert kept.unit == "place"
    assert set(kept.provisions.values_list("pk", flat=True)) == {"CAT-2", "ICCPR-19"}


def test_line_ends_that_a_browser_changed_are_no_change(framework, administrator):
    with_lines = "provinces.csv"
    province = next(row for row in framework.rows(with_lines) if "\n" in row["aliases"])
    from_file = FILES[with_lines].model.objects.get(code=province["code"])
    by_staff(from_file, administrator, aliases=from_file.aliases.replace("\n", "\r\n"))
    assert "kept" not in framework.load()


def test_a_row_that_staff_retired_stays_retired(framework, administrator):
    by_staff(area(), administrator, retired_on=dt.date(2026, 3, 4))
    assert f"kept rights.area {AREA} retired_on: “2026-03-04” (the file says “None”)" in framework.load()
    assert area().retired_on == dt.date(2026, 3, 4)


def test_a_row_that_left_the_file_and_that_staff_put_back_in_use_stays_in_use(framework, administrator):
    framework.drop("sources.csv", "artf-1")
    framework.drop("citations.csv", "artf-1")
    framework.load()
    source = Source.objects.get(origin="sources.csv:artf-1")
    by_staff(source, administrator, withdrawn_reason="")
    said = framework.load()
    assert f"kept rights.source {source.pk} withdrawn_reason: “” (the file says “not in the file”)" in said
    assert Source.objects.get(pk=source.pk).withdrawn_on is None


def test_overwrite_replaces_what_staff_changed_says_so_and_keeps_their_version(framework, administrator):
    by_staff(area(), administrator, name="Media", position=9)
    said = framework.load(overwrite=True)
    assert "overwritten rights.area media-freedom name: “Media” (the file says “Media freedom”)" in said
    assert (area().name, area().position) == ("Media freedom", 4)
    assert "Media" in area().history.values_list("name", flat=True)
    framework.change("areas.csv", AREA, name="Freedom of the media")
    assert "kept" not in framework.load()
    assert area().name == "Freedom of the media"


def test_a_row_that_staff_made_before_the_file_had_it_keeps_what_they_wrote(framework, administrator):
    by_staff(Area(code="late", name="Ours", position=8), administrator)
    rows = framework.rows("areas.csv")
    framework.write("areas.csv", [*rows, rows[0] | {"code": "late", "name": "Theirs", "position": "8"}])
    said = framework.load()
    assert "kept rights.area late name: “Ours” (the file says “Theirs”)" in said
    assert Area.objects.get(code="late").name == "Ours"
