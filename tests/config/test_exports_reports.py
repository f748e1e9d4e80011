"""The register of reports: one for every model of the rooms above, found by name or model."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.apps import apps

from config import exports
from config.exports import Report, all_reports, register, report_for
from config.models import Tracked, User
from rights.models import Area, Province

MODELS = [
    model
    for app in ("rights", "tracks")
    for model in apps.get_app_config(app).get_models()
    if not model._meta.auto_created and not model.__name__.startswith("Historical")
]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_model_has_exactly_one_report(model):
    assert [r.name for r in all_reports().values() if r.model is model] == [report_for(model).name]


def test_only_tracked_records_have_reports():
    assert {r.model for r in all_reports().values()} == set(MODELS)
    assert all(issubclass(model, Tracked) for model in MODELS)
    with pytest.raises(LookupError, match="User"):
        report_for(User)


def test_a_second_report_of_the_same_name_is_refused():
    with pytest.raises(ValueError, match="provinces"):
        register(Report("provinces", Area, ("code",)))
    assert report_for(Province).model is Province


def test_a_report_without_a_model_of_its_own_is_noticed(monkeypatch):
    monkeypatch.delitem(exports.report._reports, "areas")
    with pytest.raises(LookupError, match="Area"):
        report_for(Area)


@pytest.mark.parametrize("name", all_reports())
def test_names_are_fit_for_files_and_addresses(name):
    assert name.replace("-", "").isalpha()
    assert name.islower()


def test_a_report_is_for_those_who_may_view_its_model(reader, outsider):
    for report in all_reports().values():
        assert report.may(reader)
        assert not report.may(outsider)


@pytest.mark.parametrize(
    "always", ["created_by", "updated_by", "submitted_by", "reviewed_by", "readers", "reader_groups"]
)
def test_staff_and_readers_are_withheld_wherever_they_are(always):
    for report in all_reports().values():
        fields = {f.name for f in [*report.model._meta.fields, *report.model._meta.many_to_many]}
        if always in fields:
            assert report.reasons()[always]
            assert always not in {c.heading for c in report.resolved()}


def test_every_link_to_a_user_is_withheld():
    for report in all_reports().values():
        shown = {c.field for c in report.resolved()}
        links = [*report.model._meta.fields, *report.model._meta.many_to_many]
        assert not {f.name for f in links if f.related_model is User} & shown


def test_what_a_report_shows_by_name_it_no_longer_calls_withheld():
    report = report_for(Area)
    assert "created_by" in report.reasons()
    assert "created_by" not in replace(report, columns=("code", "created_by")).reasons()


def written(report: Report, user, **options) -> list[str]:
    file = io.StringIO(newline="")
    report.write(file, user=user, **options)
    return file.getvalue().splitlines()


def test_some_columns_are_written_in_the_order_of_the_report(reader):
    lines = written(report_for(Province), reader, columns=("name", "code"))
    assert lines[:2] == ["code,name", "AF01,Kabul"]
    assert len(lines) == 35


def test_a_column_that_is_not_there_is_refused_and_the_others_are_named(reader):
    report = report_for(Province)
    for columns in (("code", "nmae"), ()):
        with pytest.raises(ValueError, match="accepted: code, iso_code, name") as refused:
            written(report, reader, columns=columns)
    with pytest.raises(ValueError, match="“nmae”") as refused:
        written(report, reader, columns=("nmae",))
    assert "provinces" in str(refused.value)


def test_a_second_row_follows_the_heading_and_fits_the_columns(reader):
    tags = {"columns": ("code", "name"), "second_row": ("#adm1+code", "#adm1+name")}
    assert written(report_for(Province), reader, **tags)[:3] == ["code,name", "#adm1+code,#adm1+name", "AF01,Kabul"]
    with pytest.raises(ValueError, match="has 2 cells; accepted: 1"):
        written(report_for(Province), reader, columns=("code",), second_row=tags["second_row"])
