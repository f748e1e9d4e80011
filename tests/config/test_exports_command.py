"""`manage.py export_csv`: files with the eyes of one user, or a refusal that names what is accepted."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from config.exports import all_reports
from tests import factories as make
from tests.conftest import person


def export(*args, **options) -> str:
    out = io.StringIO()
    call_command("export_csv", *args, stdout=out, **options)
    return out.getvalue()


def test_it_writes_every_report_that_the_user_may_have(reader, tmp_path):
    out = export(user="reader", out=tmp_path / "new" / "folder", as_of=dt.date(2024, 5, 19))
    files = sorted(p.name for p in (tmp_path / "new" / "folder").iterdir())
    assert files == sorted(f"{name}_2024-05-19.csv" for name in all_reports())
    assert "provinces_2024-05-19.csv: 34 rows" in out


def test_it_writes_those_that_are_named(reader, tmp_path):
    export("areas", "steps", user="reader", out=tmp_path, as_of=dt.date(2024, 5, 19))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["areas_2024-05-19.csv", "steps_2024-05-19.csv"]


def test_it_sees_what_its_user_sees(reader, desk, tmp_path):
    amber = make.meeting(marking="TLP:AMBER", approved=True)
    for name in ("reader", "desk"):
        export("meetings", user=name, out=tmp_path / name, as_of=dt.date(2024, 5, 19))
    assert amber.pk not in (tmp_path / "reader" / "meetings_2024-05-19.csv").read_text(encoding="utf-8")
    assert amber.pk in (tmp_path / "desk" / "meetings_2024-05-19.csv").read_text(encoding="utf-8")


def test_states_are_those_of_the_day(desk, tmp_path):
    make.commitment_update(as_of=make.DAY, state="broken", approved=True)
    for day, state in ((make.DAY - dt.timedelta(days=1), ",open,"), (make.DAY, ",broken,")):
        export("commitments", user="desk", out=tmp_path, as_of=day)
        assert state in (tmp_path / f"commitments_{day}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("bom", [False, True])
def test_a_byte_order_mark_is_written_if_it_is_asked_for(reader, tmp_path, bom):
    export("areas", user="reader", out=tmp_path, bom=bom)
    (path,) = tmp_path.iterdir()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is bom


def test_the_list_names_reports_and_columns_and_needs_no_user(db):
    out = export(list=True)
    for name, report in all_reports().items():
        assert f"{name}: {', '.join(c.heading for c in report.resolved())}" in out


def test_without_a_user_it_says_how_to_name_one(db):
    with pytest.raises(CommandError, match="--user USERNAME"):
        export("areas")


def test_an_unknown_or_inactive_user_is_refused(db, tmp_path):
    person("gone", "reader", is_active=False)
    for name in ("nobody", "gone"):
        with pytest.raises(CommandError, match=f"no active user “{name}”"):
            export("areas", user=name, out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_report_is_refused_and_the_known_are_named(reader, tmp_path):
    with pytest.raises(CommandError) as refused:
        export("areas", "aeras", user="reader", out=tmp_path)
    assert "“aeras”" in str(refused.value)
    assert all(name in str(refused.value) for name in all_reports())
    assert list(tmp_path.iterdir()) == []


def test_who_may_have_none_is_told(outsider, tmp_path):
    with pytest.raises(CommandError, match="may have none"):
        export(user="outsider", out=tmp_path)
    with pytest.raises(CommandError, match="may not have the report “areas”"):
        export("areas", user="outsider", out=tmp_path)


def test_a_bad_day_is_refused_with_the_accepted_form(reader):
    with pytest.raises(CommandError, match="YYYY-MM-DD"):
        call_command("export_csv", "areas", "--user=reader", "--as-of=19.5.2024")


def test_a_folder_that_cannot_be_made_is_refused(reader, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CommandError, match="--out"):
        export("areas", user="reader", out=tmp_path / "taken")


def test_a_refusal_ends_with_a_status_that_is_not_zero(db, capsys):
    from django.core.management import execute_from_command_line

    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "export_csv", "--user", "nobody"])
    assert ended.value.code not in (0, None)
    assert "nobody" in capsys.readouterr().err
