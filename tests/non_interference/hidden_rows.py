"""Hidden rows: records, and parts of what is seen that are hidden themselves or with another record."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from rights.copies import inspect, keep
from rights.models import Source
from tests import factories as make
from tests.rights.copy_files import PDF
from tracks.models import Benchmark, Listing

from .laying import SEES_DRAFTS, WORD, Layer, piece
from .scene import ago


@piece
def body(of: Layer) -> Any:
    marks = of.marks() | {"name_original": of.word, "parent": of.pick(None, of.body)}
    return make.organisation(ref=of.ref("ORG", "body"), name=f"{of.word} body", acronym=WORD, **marks)


@piece
def early_body(of: Layer) -> Any:
    """One whose name comes before those that are seen."""
    return make.organisation(ref=of.ref("ORG", "early body"), name=f"A {of.word} body", **of.marks())


@piece
def person(of: Layer) -> Any:
    return make.person(ref=of.ref("PER", "person"), name=f"{of.word} person", note=of.word, **of.marks())


@piece
def meeting(of: Layer) -> Any:
    return make.meeting(
        ref=of.ref("MTG", "meeting"),
        title=f"{of.word} meeting",
        summary=of.word,
        tracks=(of.pick("health", "macroeconomics"),),
        date_from=of.day(),
        follows=of.pick(None, of.meeting),
        **of.reviewed(),
    )


@piece
def development(of: Layer) -> Any:
    return make.development(
        ref=of.ref("DEV", "development", 6),
        title=f"{of.word} development",
        reverses=of.pick(None, of.development),
        date_from=ago(of.random.randint(2, 60)),
        direction=of.pick("opening", "mixed"),
        issuing_body=of.body,
        **of.reviewed(),
    )


@piece
def source(of: Layer) -> Any:
    row = Source(ref=of.ref("SRC", "source", 6), kind="press", publisher=of.word, title=WORD, **of.marks())
    keep(row, inspect(ContentFile(PDF, f"{WORD}.pdf")))
    row.save()
    return row


@piece
def reading(of: Layer) -> Any:
    value = of.random.randint(1, 9)
    return make.reading(ref=of.ref("RDG", "reading", 6), publisher=of.word, value=value, source=of.source, **of.marks())


@piece
def condition(of: Layer) -> Any:
    given = {"set_by": of.body, "area_id": "girls-education", "condition_set": WORD}
    return make.condition(ref=of.ref("CND", "condition"), text=of.word, **given, **of.marks())


@piece
def measure(of: Layer) -> Any:
    given = {"date_from": of.day(), "developments": [of.development], "applied_by": of.body}
    return make.measure(ref=of.ref("MSR", "measure"), title=of.word, **given, **of.marks())


# --- Parts of what is seen, hidden themselves or with another record ---------------------------


@piece
def promise(of: Layer) -> Any:
    given = {"meeting": of.meeting, "made_by": of.body, "due_on": ago(3), "made_on": ago(80), "point": of.point}
    conditions = [of.condition]
    return make.commitment(ref=of.ref("CMT", "promise"), text=of.word, conditions=conditions, **given, **of.marks())


@piece
def update(of: Layer) -> Any:
    """Of a promise that is seen, for who sees no drafts; else of a hidden one."""
    drafts = of.scene.role not in SEES_DRAFTS
    promised = of.commitment if drafts else of.own("promise")
    given = {"state": of.pick("kept", "broken"), "as_of": ago(3), "approved": not drafts}
    return make.commitment_update(ref=of.ref("CMU", "update"), commitment=promised, text=of.word, **given)


@piece
def attendance(of: Layer) -> Any:
    named = of.own("person")
    return make.attendance(ref=of.ref("ATT", "attendance", 6), meeting=of.meeting, person=named, capacity=of.word)


@piece
def speaker(of: Layer) -> Any:
    """Somebody who is seen, at a meeting that is seen, for a body that is not."""
    given = {"person": of.second_person, "organisation": of.own("body"), "capacity": of.word}
    return make.attendance(ref=of.ref("ATT", "speaker", 6), meeting=of.meeting, **given)


@piece
def my_speaker(of: Layer) -> Any:
    """The same, at a meeting that can still be changed."""
    if "my meeting" not in of.scene.rows:
        return None
    given = {"person": of.second_person, "organisation": of.own("body"), "capacity": of.word}
    return make.attendance(ref=of.ref("ATT", "my speaker", 6), meeting=of.my_meeting, **given)


@piece
def delegation(of: Layer) -> Any:
    """The only authorities at a meeting that is seen."""
    given = {"organisation": of.own("body"), "capacity": of.word}
    return make.attendance(ref=of.ref("ATT", "delegation", 6), meeting=of.second_meeting, **given)


@piece
def post(of: Layer) -> Any:
    given = {"person": of.person, "organisation": of.own("body"), "title": of.word, "held_from": of.day()}
    return make.post(ref=of.ref("PST", "post"), **given)


@piece
def second_post(of: Layer) -> Any:
    """Held when the other is, which is seen."""
    given = {"person": of.third_person, "organisation": of.own("body"), "title": of.word}
    return make.post(ref=of.ref("PST", "second post"), **given)


@piece
def only_post(of: Layer) -> Any:
    given = {"person": of.second_person, "organisation": of.own("body"), "title": of.word}
    return make.post(ref=of.ref("PST", "only post"), **given)


@piece
def listing(of: Layer) -> Any:
    given = {"sanctions_list": "un_1988", "list_reference": "TAi.001", "name_as_listed": of.word}
    return Listing.objects.create(ref=of.ref("LST", "listing"), person=of.own("person"), **given)


@piece
def citation(of: Layer) -> Any:
    given = {"source": of.own("source"), "locator": of.word, "credibility": of.pick("1", "4")}
    return make.citation(ref=of.ref("CIT", "citation", 6), development=of.second_development, **given)


@piece
def my_second_citation(of: Layer) -> Any:
    """A second source of a development that can still be changed."""
    if "my development" not in of.scene.rows:
        return None
    given = {"source": of.own("source"), "locator": of.word}
    return make.citation(ref=of.ref("CIT", "my second citation", 6), development=of.my_development, **given)


@piece
def origin(of: Layer) -> Any:
    """A second source that joins the two that are seen, of one development, into one."""
    given = {"source": of.own("source"), "derives_from": of.second_source}
    return make.citation(ref=of.ref("CIT", "origin", 6), development=of.development, **given)


@piece
def point(of: Layer) -> Any:
    given = {"condition": of.condition, "text": of.word}
    return make.point(ref=of.ref("PNT", "point"), meeting=of.own("meeting"), **given)


@piece
def theirs(of: Layer) -> Any:
    """The authorities at the hidden meeting, so that the condition was put to them there."""
    return make.attendance(ref=of.ref("ATT", "theirs", 6), meeting=of.own("meeting"), capacity=of.word)


@piece
def benchmark(of: Layer) -> Any:
    given = {"condition": of.own("condition"), "text": of.word}
    return Benchmark.objects.create(ref=of.ref("BMK", "benchmark"), **given)


@piece
def evidence(of: Layer) -> Any:
    given = {"assessment": of.assessment, "development": of.own("development"), "note": of.word}
    return make.evidence(ref=of.ref("EVD", "evidence", 6), **given)


@piece
def more_evidence(of: Layer) -> Any:
    """A piece that was withdrawn, and one on a meeting."""
    given = {"assessment": of.second_assessment, "meeting": of.own("meeting"), "note": of.word}
    return make.evidence(ref=of.ref("EVD", "more evidence", 6), withdrawn_reason=of.pick("", of.word), **given)


@piece
def withdrawn_evidence(of: Layer) -> Any:
    """What a judgement that is seen rested on, and was withdrawn since."""
    given = {"assessment": of.second_assessment, "development": of.own("development"), "note": of.word}
    return make.evidence(ref=of.ref("EVD", "withdrawn evidence", 6), withdrawn_reason=of.word, **given)


@piece
def bare_evidence(of: Layer) -> Any:
    """All that a draft rests on."""
    if "my bare assessment" not in of.scene.rows:
        return None
    given = {"assessment": of.my_bare_assessment, "development": of.own("development"), "note": of.word}
    return make.evidence(ref=of.ref("EVD", "bare evidence", 6), **given)


@piece
def judgement(of: Layer) -> Any:
    """A later judgement of a condition that is seen."""
    rests = [{"ref": of.ref("EVD", "its evidence", 6), "development": of.development, "note": of.word}]
    given = {"state": of.pick("contrary", "not_started"), "as_of": ago(of.random.randint(2, 7)), "rests_on": rests}
    given |= {"condition": of.condition, "justification": of.word}
    return make.assessment(ref=of.ref("ASM", "judgement"), **given, **of.reviewed())


@piece
def same_day(of: Layer) -> Any:
    """A judgement of the day of one that is seen, which it replaces."""
    seen = of.second_assessment
    given = {"state": "met", "as_of": seen.as_of, "condition": of.condition, "justification": of.word}
    return make.assessment(
        ref=of.ref("ASM", "same day"), rests_on=[{"development": of.development}], **given, **of.reviewed()
    )


@piece
def first_judgement(of: Layer) -> Any:
    """Of a condition that nobody seems to have judged."""
    given = {"condition": of.third_condition, "justification": of.word, "state": of.pick("met", "limited")}
    given |= {"as_of": of.day(), "rests_on": [{"development": of.development}]}
    return make.assessment(ref=of.ref("ASM", "first judgement"), **given, **of.reviewed())
