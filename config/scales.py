"""The scales a record is graded on. The code is stored, the label is shown.

Sources: Traffic Light Protocol 2.0 (FIRST, in force since August 2022); the Admiralty code
(NATO AJP-2.1, wording of MISP's `admiralty-scale` taxonomy); ICD 203 confidence levels
(wording of MISP's `estimative-language` taxonomy).
"""

from __future__ import annotations

from django.db import models


class Marking(models.TextChoices):
    """Traffic Light Protocol 2.0, from no limit to named recipients only.

    Labels are never translated. TLP says who may see a record; it is no classification.
    """

    CLEAR = "TLP:CLEAR", "TLP:CLEAR"
    GREEN = "TLP:GREEN", "TLP:GREEN"
    AMBER = "TLP:AMBER", "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT", "TLP:AMBER+STRICT"
    RED = "TLP:RED", "TLP:RED"

    @property
    def rank(self) -> int:
        """0 for CLEAR to 4 for RED: the higher, the fewer may see it."""
        return list(type(self)).index(self)

    @classmethod
    def up_to(cls, ceiling: str) -> list[str]:
        """The markings a clearance of `ceiling` opens; never RED, which names its readers."""
        top = cls(ceiling).rank
        return [m.value for m in cls if m.rank <= top and m is not cls.RED]


class Reliability(models.TextChoices):
    """Admiralty code, the source. F means unknown, not worst: never average, sort apart."""

    A = "A", "A – completely reliable"
    B = "B", "B – usually reliable"
    C = "C", "C – fairly reliable"
    D = "D", "D – not usually reliable"
    E = "E", "E – unreliable"
    F = "F", "F – cannot be judged"


class Credibility(models.TextChoices):
    """Admiralty code, the information. 6 means unknown, not worst. 1 needs independent sources."""

    CONFIRMED = "1", "1 – confirmed by other sources"
    PROBABLE = "2", "2 – probably true"
    POSSIBLE = "3", "3 – possibly true"
    DOUBTFUL = "4", "4 – doubtful"
    IMPROBABLE = "5", "5 – improbable"
    UNKNOWN = "6", "6 – cannot be judged"


class Confidence(models.TextChoices):
    """ICD 203 analytic confidence: how well a judgement is corroborated, not how likely it is."""

    LOW = "low", "Low – uncorroborated, many assumptions, glaring gaps"
    MODERATE = "moderate", "Moderate – partially corroborated, several assumptions"
    HIGH = "high", "High – well corroborated, minimal assumptions"


class Precision(models.TextChoices):
    """How exactly a date is known. The product's own labels: ACLED's level 3 is disputed."""

    DAY = "day", "Day"
    WEEK = "week", "Week"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"


def countries() -> list[tuple[str, str]]:
    """ISO 3166-1 alpha-2 codes with their English names, as django-countries keeps them."""
    from django_countries import countries as known

    return [(country.code, country.name) for country in known]
