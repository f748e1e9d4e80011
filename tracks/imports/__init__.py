"""The engagement's kinds, in the order in which files that name one another's rows are imported."""

from config.imports.kinds import register

from . import development, meeting, people

register(*people.KINDS, *meeting.KINDS, *development.KINDS)
