"""The kernel's admin: the bases that every room's admin classes stand on, and people and roles.

What the pages show and offer is what the person may see (`visible_to`), in lists, forms,
autocompletes and histories alike; nothing is deleted; who wrote what is recorded.
"""

from .base import KeptAdmin, PartAdmin, RecordAdmin, ReferenceAdmin, ReviewedAdmin
from .filters import FixedFilter, MoveFilter, StandingFilter, YearFilter, by_choice, by_code, year_of
from .forms import KeptForm
from .inlines import PartInline, StackedPartInline
from .links import FollowUp, code, codes
from .people import ClearanceInline, PersonnelAdmin, RoleAdmin
from .rules import badge

__all__ = [
    "ClearanceInline",
    "FixedFilter",
    "FollowUp",
    "KeptAdmin",
    "KeptForm",
    "MoveFilter",
    "PartAdmin",
    "PartInline",
    "PersonnelAdmin",
    "RecordAdmin",
    "ReferenceAdmin",
    "ReviewedAdmin",
    "RoleAdmin",
    "StackedPartInline",
    "StandingFilter",
    "YearFilter",
    "badge",
    "by_choice",
    "by_code",
    "code",
    "codes",
    "year_of",
]
