"""The engagement's reports: everything that is said, done and judged, joined by references."""

from config.exports import register

from . import condition, development, meeting, people

register(*people.REPORTS, *meeting.REPORTS, *development.REPORTS, *condition.REPORTS)
