"""What the engagement's files hold: the tracks, the major steps, and the published conditions with their citations."""

from __future__ import annotations

from collections import Counter

import pytest

from rights.models import Indicator
from tracks.models import Citation, Condition, Organisation, Step, Track

pytestmark = pytest.mark.django_db

TECHNICAL = [
    "macroeconomics",
    "humanitarian",
    "agriculture-water-climate",
    "counternarcotics",
    "health",
    "border-security-counterterrorism",
]


def test_the_six_technical_tracks_come_first_then_detainees_and_rights():
    assert list(Track.objects.values_list("code", flat=True)) == [*TECHNICAL, "detainees", "rights-governance"]
    assert all(track.description.endswith(".") for track in Track.objects.all())


def test_every_indicator_is_watched_by_a_track():
    assert list(Indicator.objects.filter(tracks__isnull=True).values_list("code", flat=True)) == []


def test_the_track_of_rights_watches_every_indicator_of_a_rights_area():
    watched = set(Track.objects.get(code="rights-governance").indicators.values_list("code", flat=True))
    assert set(Indicator.objects.filter(area__isnull=False).values_list("code", flat=True)) <= watched


def test_every_major_step_says_what_it_is_and_who_decides_it():
    steps = list(Step.objects.all())
    assert [step.code for step in steps] == [
        "recognition",
        "sanctions",
        "un-seat",
        "central-bank-assets",
        "development-aid",
        "roadmap",
        "accountability",
    ]
    assert all(step.description.endswith(".") and step.decided_by for step in steps)


# The published sets: how many conditions each has, who set them, and for which steps.
SETS = {
    "EU five benchmarks, 2021-09-03": (5, "European Union", {"recognition", "development-aid"}),
    "Return of DAB assets (US Treasury and State)": (
        2,
        "United States Departments of the Treasury and of State",
        {"central-bank-assets"},
    ),
    "ARTF entry criteria": (1, "Afghanistan Resilience Trust Fund", {"development-aid"}),
    "Independent assessment S/2023/856": (4, "Independent assessment under resolution 2679", {"roadmap"}),
}


def test_the_twelve_published_conditions_are_there_with_who_set_them_and_for_which_step():
    conditions = list(Condition.objects.standing().select_related("set_by").prefetch_related("steps"))
    assert Counter(c.condition_set for c in conditions) == {name: number for name, (number, _, _) in SETS.items()}
    for condition in conditions:
        _, setter, steps = SETS[condition.condition_set]
        assert condition.set_by.name == setter
        assert {step.code for step in condition.steps.all()} == steps
        assert condition.basis and condition.origin.startswith("conditions.csv:")
    for name, (number, _, _) in SETS.items():
        assert sorted(c.position for c in conditions if c.condition_set == name) == list(range(1, number + 1))


def test_every_published_condition_has_a_citation_that_says_where_it_was_seen():
    for condition in Condition.objects.standing():
        (citation,) = condition.citations.select_related("source")
        assert citation.note.startswith("As seen in: ")
        assert citation.source.url or citation.source.address_note
        assert citation.source.publisher
    assert Citation.objects.count() == 12


def test_nobody_has_judged_what_the_press_is_worth():
    """The files were not graded by anybody, and say so: 6 and F mean unknown."""
    assert set(Citation.objects.values_list("credibility", flat=True)) == {"6"}
    assert set(Citation.objects.values_list("source__reliability", flat=True)) == {"F"}


def test_what_was_set_on_a_known_day_is_dated_and_nothing_else():
    dated = Counter(str(day) for day in Condition.objects.values_list("set_on", flat=True))
    assert dated == {"2021-09-03": 5, "None": 7}


def test_the_framework_is_open_to_every_reader():
    for model in (Condition, Organisation):
        assert set(model.objects.values_list("marking", flat=True)) == {"TLP:GREEN"}
    assert {c.source.marking for c in Citation.objects.select_related("source")} == {"TLP:GREEN"}
