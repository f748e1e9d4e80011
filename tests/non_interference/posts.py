"""What somebody can send: forms, review steps and actions that touch what they must not see."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from config.review import TRANSITIONS
from tests.config import admin_pages as pages
from tests.config.admin_pages import _Form

from .answers import Ask, Asker, get, post
from .asks import Keys, _links, _rows
from .scene import HIDDEN, NOW, Scene, ago

STALE = ("", "2024-05-24T10:00:00+00:00", HIDDEN.isoformat(), NOW.isoformat(), "no version")


def writing(scene: Scene, asker: Asker, keys: Keys, *, rows: int = 0, seed: int = 0) -> Iterator[Ask]:
    """Everything that is sent with POST; the forms are read first, as they stand without anything hidden.

    To read them takes long: with `rows`, those of so many rows are sent, others with each seed.
    """
    for model, kept in pages.ADMINS.items():
        yield from _ticked(scene, model, kept, keys)
    own = list(scene.rows.values())
    chosen = Random(seed).sample(own, rows) if rows else own  # noqa: S311 - no secret
    for row in chosen:
        yield from _changes(row, asker, keys)
        yield from _steps(type(row), row.pk)
    for model, own in keys.items():
        yield post(pages.address(model, "change", own[0]), {"_save": "1"})
        yield from _steps(model, own[0])
    yield from _collisions(scene, asker)


def form_of(asker: Asker, where: str) -> dict[str, Any]:
    """What a browser would send; nothing if there is no form."""
    (answer,) = asker.ask(get(where))
    form = _Form()
    if answer.status == 200:
        form.feed(answer.body.decode())
    return {name: values for name, values in form.sent.items() if "__prefix__" not in name}


def effects(model: Any) -> list[str]:
    """Where one reads what a form has done: the files of the kind and of its parts."""
    kinds = [model, *(inline.model for inline in pages.ADMINS[model].inlines)]
    return [pages.address(kind, "csv") + "?standing=all" for kind in kinds if kind in pages.KEPT]


def _ticked(scene: Scene, model: Any, kept: Any, keys: Keys) -> Iterator[Ask]:
    ticked = [*keys.get(model, []), *_rows(scene, model)[:1], "no-key"]
    for action in ("download_csv", "delete_selected", "no_such_action"):
        yield post(pages.address(model), {"action": action, "_selected_action": ticked, "index": "0"})
    yield post(pages.address(model), {"action": "download_csv", "_selected_action": ticked[:1], "select_across": "1"})


def _changes(row: Any, asker: Asker, keys: Keys) -> Iterator[Ask]:
    model = type(row)
    where = pages.address(model, "change", row.pk)
    form = form_of(asker, where)
    if "version" not in form:
        return
    yield post(where, form | {"_save": "1"}, where, *effects(model))
    yield post(where, form | {"_save": "1", "withdrawn_reason": "A double."}, *effects(model))
    for version in STALE:
        yield post(where, form | {"_save": "1", "version": version, "title": "Retitled", "text": "Reworded"})
    for link in _links(model):
        if link.name in form or not link.null:
            emptied = {name: values for name, values in form.items() if name != link.name}
            yield post(where, emptied | {link.name: "", "_save": "1"}, where, *effects(model))
        for key in keys.get(link.related_model, [])[:2]:
            yield post(where, form | {link.name: [key], "_save": "1"}, where)
    added = {n: v for n, v in form.items() if n != "version" and "-" not in n} | _no_parts(model)
    yield post(pages.address(model, "add"), added | {"_save": "1"}, *effects(model))
    yield post(pages.address(model, "add"), added | {"_addanother": "1"}, pages.address(model))


def _no_parts(model: Any) -> dict[str, Any]:
    """The rows of a form that has none."""
    sent: dict[str, Any] = {}
    for inline in pages.ADMINS[model].inlines:
        link = next(f for f in inline.model._meta.fields if f.related_model is model)
        prefix = link.remote_field.get_accessor_name()
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return sent


def _steps(model: Any, key: str) -> Iterator[Ask]:
    if any(f.name == "review_state" for f in model._meta.fields):
        for action in TRANSITIONS:
            where = pages.address(model, "review", key, action)
            yield post(where, {"reason": "Because.", "version": ""}, pages.address(model, "change", key))
            yield post(where, {"reason": "", "version": HIDDEN.isoformat()})


def _collisions(scene: Scene, asker: Asker) -> Iterator[Ask]:
    """New rows that are like hidden ones where the record says that there can be one."""
    rows = scene.rows
    if "my meeting" not in rows:
        return
    attendance, mine = type(rows["attendance"]), rows["my meeting"]
    form = form_of(asker, pages.address(attendance, "add"))
    for meeting in (mine, rows["meeting"]):
        for person in (rows["second person"], rows["person"]):
            given = {"meeting": meeting.pk, "person": person.pk, "side": "dfa", "capacity": "", "organisation": ""}
            yield post(pages.address(attendance, "add"), form | given | {"_save": "1"}, *effects(attendance))
    where = pages.address(type(mine), "change", mine.pk)
    whole = form_of(asker, where)
    if whole:
        count = int(whole["attendances-TOTAL_FORMS"][0])
        for person in (rows["second person"], rows["person"]):
            one = {"person": person.pk, "side": "dfa", "organisation": "", "capacity": ""}
            sent = whole | pages.rows("attendances", one, initial=count) | {"_save": "1"}
            yield post(where, sent, where, *effects(type(mine)))
    assessment = type(rows["assessment"])
    form = form_of(asker, pages.address(assessment, "add"))
    for condition in ("condition", "second condition", "third condition"):
        for day in (rows["second assessment"].as_of, ago(1)):
            for change in ("", "advanced"):
                given = {"condition": rows[condition].pk, "as_of": day, "state": "limited", "change": change}
                given |= {"confidence": "low", "justification": "So.", "marking": "TLP:AMBER"}
                given |= _no_parts(assessment)
                yield post(pages.address(assessment, "add"), form | given | {"_save": "1"}, *effects(assessment))
