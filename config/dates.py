"""Dates known to the day, week, month, quarter or year, and what it means to overlap.

A record stores the day it began (`date_from`), the day it ended if that is known
(`date_to`), the precision of both, and `date_until`: the last day that any of this can
refer to. March 2022 is stored as 2022-03-01, month, until 2022-03-31.

A filter for a window finds a record if some day of the window may belong to it:
`date_from <= before and date_until >= after`. An unknown end counts as the end of the
first period, never as "until today".
"""

from __future__ import annotations

import calendar
import datetime as dt

from django.db import models
from django.utils.formats import date_format

from .scales import Precision

PRECISIONS = frozenset(Precision.values)


def period_start(day: dt.date, precision: str) -> dt.date:
    """The first day of the week (Monday), month, quarter or year that `day` lies in."""
    match precision:
        case Precision.WEEK:
            return day - dt.timedelta(days=day.weekday())  # The calendar begins with a Monday.
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.QUARTER:
            return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
        case Precision.YEAR:
            return day.replace(month=1, day=1)
    return day


def period_end(day: dt.date, precision: str) -> dt.date:
    """The last day of the week (Sunday), month, quarter or year that `day` lies in."""
    match precision:
        case Precision.WEEK:
            last = day.toordinal() + 6 - day.weekday()
            return dt.date.fromordinal(min(last, dt.date.max.toordinal()))
        case Precision.MONTH:
            return day.replace(day=calendar.monthrange(day.year, day.month)[1])
        case Precision.QUARTER:
            return period_end(
                period_start(day, precision).replace(month=3 * ((day.month + 2) // 3)),
                "month",
            )
        case Precision.YEAR:
            return day.replace(month=12, day=31)
    return day


def describe(start: dt.date, end: dt.date | None, precision: str) -> str:
    """The date as a person writes it: “17 March 2022”, “March 2022”, “Q2 2024”, “2–25 July 2023”."""
    first = _one(start, precision)
    if end is None or _one(end, precision) == first:
        return first
    last = _one(end, precision)
    if precision in (Precision.DAY, Precision.MONTH) and start.year == end.year:
        same_month = precision == Precision.DAY and start.month == end.month
        short = "j" if same_month else "j F" if precision == Precision.DAY else "F"
        return f"{date_format(start, short)}–{last}"
    return f"{first} – {last}"


def _one(day: dt.date, precision: str) -> str:
    match precision:
        case Precision.WEEK:
            return f"week of {date_format(period_start(day, precision), 'j F Y')}"
        case Precision.MONTH:
            return date_format(day, "F Y")
        case Precision.QUARTER:
            return f"Q{(day.month + 2) // 3} {day.year:04d}"
        case Precision.YEAR:
            return f"{day.year:04d}"
    return date_format(day, "j F Y")


def overlaps(*, after: dt.date | None = None, before: dt.date | None = None) -> models.Q:
    """Records of which some day may lie from `after` to `before`, both included."""
    if after and before and after > before:
        return models.Q(pk__in=())  # No day lies in such a window.
    q = models.Q()
    if after:
        q &= models.Q(date_until__gte=after)
    if before:
        q &= models.Q(date_from__lte=before)
    return q


class Dated(models.Model):
    """When it happened, as exactly as it is known."""

    date_from = models.DateField(
        "from",
        help_text="The day it happened or began. With month precision any day of that month will do.",
    )
    date_to = models.DateField(
        "to",
        null=True,
        blank=True,
        help_text="The last day. Leave empty if it was one day, or the end is not known.",
    )
    date_precision = models.CharField(
        "date precision",
        max_length=7,
        choices=Precision,
        default=Precision.DAY,
        help_text="How exactly the source gives the date. Shown as “March 2022” for month.",
    )
    date_until = models.DateField(
        "until at the latest",
        editable=False,
        help_text="Derived: the last day the dates can refer to; filters use it.",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(date_to__isnull=True) | models.Q(date_to__gte=models.F("date_from")),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message="The last day is before the first day.",
            ),
            models.CheckConstraint(
                condition=models.Q(date_until__gte=models.F("date_from"))
                & (models.Q(date_to__isnull=True) | models.Q(date_until__gte=models.F("date_to"))),
                name="%(app_label)s_%(class)s_until_covers_dates",
                violation_error_message="The latest possible day is before the dates it must cover.",
            ),
            models.CheckConstraint(
                condition=models.Q(date_precision=Precision.DAY)
                | models.Q(date_precision=Precision.WEEK, date_from__iso_week_day=1)
                | models.Q(date_precision=Precision.MONTH, date_from__day=1)
                | models.Q(
                    date_precision=Precision.QUARTER,
                    date_from__day=1,
                    date_from__month__in=[1, 4, 7, 10],
                )
                | models.Q(date_precision=Precision.YEAR, date_from__day=1, date_from__month=1),
                name="%(app_label)s_%(class)s_date_fits_precision",
                violation_error_message=(
                    "With this precision the first day must begin a week (Monday), month, quarter or year."
                ),
            ),
        ]

    def settle_dates(self) -> None:
        """Move the dates to the edges of their periods; leaves unusable input to validation."""
        if not isinstance(self.date_from, dt.date) or self.date_precision not in PRECISIONS:
            return
        self.date_from = period_start(self.date_from, self.date_precision)
        if isinstance(self.date_to, dt.date) and self.date_to >= self.date_from:
            self.date_to = period_end(self.date_to, self.date_precision)
        self.date_until = period_end(self.date_to or self.date_from, self.date_precision)

    @property
    def when(self) -> str:
        """The date as a person writes it."""
        return describe(self.date_from, self.date_to, self.date_precision)
