"""The kernel's admin: the bases that every room's admin classes stand on, and people and roles.

What the pages show and offer is what the person may see (`visible_to`), in lists, forms,
autocompletes and histories alike; nothing is deleted; who wrote what is recorded.
"""

from .base import KeptAdmin, PartAdmin, RecordAdmin, ReferenceAdmin, ReviewedAdmin
from .filters import FixedFilter, MoveFilter, StandingFilter, YearFilter, by_choice, by_code, year_of
from .forms import KeptForm
from .inlines import PartInline, StackedPartInline
from .links import FollowUp, code, codes
from .mappings import MappingAdmin
from .package_queues import FAILED, UNAPPROVED
from .people import ClearanceInline, PersonnelAdmin, RoleAdmin
from .profiles import ProfileAdmin
from .rules import badge
from .runs import RunAdmin
from .trace import TraceAdmin

__all__ = [
    "FAILED",
    "UNAPPROVED",
    "ClearanceInline",
    "FixedFilter",
    "FollowUp",
    "KeptAdmin",
    "KeptForm",
    "MappingAdmin",
    "MoveFilter",
    "PartAdmin",
    "PartInline",
    "PersonnelAdmin",
    "ProfileAdmin",
    "RecordAdmin",
    "ReferenceAdmin",
    "ReviewedAdmin",
    "RoleAdmin",
    "RunAdmin",
    "StackedPartInline",
    "StandingFilter",
    "TraceAdmin",
    "YearFilter",
    "badge",
    "by_choice",
    "by_code",
    "code",
    "codes",
    "year_of",
]
