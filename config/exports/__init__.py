"""The CSV core: a report is declared once and used by the admin, the API and the command.

A `Report` names a model and its columns in order; a column that is a field of the model
needs no more than its name. Everything leaves through one compiled queryset that starts at
`visible_to(user)`: hidden rows are absent, and links to hidden records are empty. The database
formats the cells (`cells`), joins the links (`links`) and sends the rows as blocks (`stream`).

Format: RFC 4180, UTF-8, CRLF, a heading row; dates and times ISO 8601 (UTC); true/false;
decimals with a point, without trailing zeros; empty for unknown. Text that a spreadsheet
would run as a formula gets a leading apostrophe (OWASP, CSV Injection); numbers, dates,
codes and references never do. The same record gives the same bytes on both databases.
"""

from .cells import guarded, unguarded
from .columns import Column, View, field_column, joined_column, path_column
from .download import csv_response, note_file
from .links import Joined
from .report import ALWAYS_WITHHELD, Report, all_reports, register, report_for
from .stream import BOM, one_snapshot

__all__ = [
    "ALWAYS_WITHHELD",
    "BOM",
    "Column",
    "Joined",
    "Report",
    "View",
    "all_reports",
    "csv_response",
    "field_column",
    "guarded",
    "joined_column",
    "note_file",
    "one_snapshot",
    "path_column",
    "register",
    "report_for",
    "unguarded",
]
