"""Reports as text and as rows, written for somebody."""

from __future__ import annotations

import csv
import io

from config.exports import Report, all_reports
from config.models import User


def csv_of(report: Report, user, queryset=None, **options) -> str:
    file = io.StringIO(newline="")
    report.write(file, user=user, queryset=queryset, **options)
    return file.getvalue()


def lines_of(report: Report, user, queryset=None, **options) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_of(report, user, queryset, **options), newline="")))


def again(user: User) -> User:
    """The same person in a new request: nothing about them is remembered."""
    return User.objects.get(pk=user.pk)


def report_for_name(name: str) -> Report:
    return all_reports()[name]
