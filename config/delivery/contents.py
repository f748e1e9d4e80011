"""What somebody types into a profile, and what it means: reports by line, periods, addresses."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ..exports import all_reports
from ..packages import Chosen, Period


def chosen(text: str) -> tuple[Chosen, ...]:
    """The reports that the lines name, in their order. Raises ValidationError with every line that is wrong."""
    found: dict[str, Chosen] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            one = _chosen(line)
            if one.report in found:
                raise ValueError(f"The report “{one.report}” is named twice; name it once.")
            found[one.report] = one
        except ValueError as error:
            wrong.append(f"Line {number}: {error}")
    if wrong:
        raise ValidationError(wrong)
    return tuple(found.values())


def _chosen(line: str) -> Chosen:
    name, colon, rest = (part.strip() for part in line.partition(":"))
    report = all_reports().get(name)
    if report is None:
        raise ValueError(f"There is no report “{name[:60]}”; there are: {', '.join(all_reports())}.")
    columns = tuple(column.strip() for column in rest.split(",")) if colon else ()
    known = [column.heading for column in report.resolved()]
    for column in columns:
        if column not in known:
            raise ValueError(f"“{name}” has no column “{column[:60]}”; it has: {', '.join(known)}.")
        if columns.count(column) > 1:
            raise ValueError(f"“{name}” names the column “{column}” twice; name it once.")
    return Chosen(name, columns)


def lines(reports: tuple[Chosen, ...]) -> str:
    """The reports as they are typed."""
    return "\n".join(f"{one.report}: {', '.join(one.columns)}" if one.columns else one.report for one in reports)


def settle(profile: Any) -> None:
    """Bring what is typed into one form. Raises ValidationError by field."""
    errors: dict[str, Any] = {}
    for name, bring in (("reports", _reports), ("first_period", _first_period), ("alerts", _alerts)):
        try:
            setattr(profile, name, bring(profile))
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)


def _reports(profile: Any) -> str:
    return lines(chosen(profile.reports))


def _first_period(profile: Any) -> str:
    """The label of a period of the profile's own length; empty for what is made by hand only."""
    label = profile.first_period.strip()
    if profile.every == profile.Every.HAND:
        if label:
            raise ValidationError("Made by hand only, it has no first period: leave this empty.")
        return ""
    if not label:
        raise ValidationError(f"Give the first {profile.every} of which a package is made.")
    try:
        period = Period.parse(label)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if period.every != profile.every:
        raise ValidationError(
            f"“{label}” is no {profile.every}; “{Period.of(profile.every, period.start).label}” is one."
        )
    return period.label


def _alerts(profile: Any) -> str:
    addresses = profile.alerts.replace(",", " ").replace(";", " ").split()
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValidationError(f"“{address[:80]}” is no e-mail address; one looks like desk@example.org.") from error
    return "\n".join(dict.fromkeys(addresses))
