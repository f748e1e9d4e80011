"""Points are found however they are spelt, and forms call each text what it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories as make
from tracks.models import Benchmark, Commitment, Condition, Point


@pytest.fixture
def points(db) -> dict[str, Point]:
    meeting = make.meeting(title="A meeting", approved=True)
    return {
        "asked": make.point(meeting=meeting, text="Banking was put to Mohammad Yaqoob."),
        "answered": make.point(meeting=meeting, text="Schools.", answer="محمد گفت: بلی", answer_act="noted"),
        "other": make.point(meeting=meeting, text="Water of the Helmand."),
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("muhammad", {"asked", "answered"}),
        ("محمد", {"asked", "answered"}),
        ("محمّد گفت", {"answered"}),
        ("BANKING yaqoob", {"asked"}),
        ("helmand", {"other"}),
        ("banking water", set()),
    ],
)
def test_a_point_is_found_in_any_spelling_by_the_admin_and_the_api(points, desk, browse, ask, words, found):
    refs = {points[name].pk for name in found}
    assert set(Point.objects.matching(words).values_list("pk", flat=True)) == refs
    page = ask(desk).get("/api/v1/points/", {"search": words}).json()
    assert {row["ref"] for row in page["results"]} == refs
    shown = browse(desk).get(reverse("admin:tracks_point_changelist"), {"q": words}).context["cl"]
    assert {row.pk for row in shown.result_list} == refs


def test_the_search_text_of_a_point_follows_its_text(db):
    point = make.point(text="First.")
    point.text = "Second."
    point.save()
    assert not Point.objects.matching("first").exists()
    assert Point.objects.matching("second").get() == point
    assert point.pk.lower().replace("-", " ") in point.search_text


@pytest.mark.parametrize(
    ("model", "name", "label"),
    [
        (Point, "text", "what was put"),
        (Point, "answer", "what was answered"),
        (Commitment, "text", "what was promised"),
        (Condition, "text", "the condition"),
        (Benchmark, "text", "the test"),
    ],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_a_form_calls_the_text_what_it_is_and_the_column_keeps_its_name(model, name, label):
    field = model._meta.get_field(name)
    assert (field.verbose_name, field.column) == (label, name)
