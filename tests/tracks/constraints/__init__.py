"""The constraints of what is logged and judged, by family; see `tests.constraints`."""

from . import judgements, observations, people, talks

FAMILIES = (people, talks, observations, judgements)
CASES = [case for family in FAMILIES for case in family.CASES]
UNIQUE = [case for family in (people, talks) for case in family.UNIQUE]
