"""Every address that somebody can ask, with the keys and words of what they must not see.

Read from the admin site, the register of routes and the queues, so that what is registered
tomorrow is asked tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from config.api import filters
from config.api.routes import ROUTES
from config.queues import _queues
from config.review import TRANSITIONS
from tests.config import admin_pages as pages
from tests.config import api_routes as api

from .answers import Ask, get
from .hidden import WORD
from .scene import Scene, ago

DAYS = [{"as_of": ago(30)}, {"known_at": ago(7)}, {"as_of": ago(20), "known_at": ago(3)}, {"known_at": ago(1)}]
BAD = ["p=0", "p=99", "p=x", "o=99", "o=x", "_facets=True", "e=1", "nonsense=1", "marking=TLP%3ARED", "all="]
Keys = dict[Any, list[str]]  # References of hidden rows, by model.


def keys_of(*layings: dict[str, Any]) -> Keys:
    found: Keys = {}
    for laid in layings:
        for row in laid.values():
            if row is not None and row.pk not in found.setdefault(type(row), []):
                found[type(row)].append(row.pk)
    return found


def words_of(keys: Keys) -> list[str]:
    """What must be in no answer, lower case."""
    return [WORD.lower(), *(key.lower() for own in keys.values() for key in own)]


def spread(asked: Iterable[Ask], number: int, seed: int) -> list[Ask]:
    """So many of these, of as many kinds of address as there are."""
    random = Random(seed)  # noqa: S311 - no secret
    kinds: dict[str, list[Ask]] = {}
    for one in dict.fromkeys(asked):
        kinds.setdefault(one.kind, []).append(one)
    for own in kinds.values():
        random.shuffle(own)
    depth = max(map(len, kinds.values()), default=0)
    return [own[level] for level in range(depth) for own in kinds.values() if level < len(own)][:number]


def reading(scene: Scene, keys: Keys) -> Iterator[Ask]:
    """Everything that is asked with GET."""
    yield from _front()
    for model in pages.ADMINS:
        yield from _lists(scene, model, keys)
        yield from _forms(scene, model, keys)
        yield from _pickers(scene, model, keys)
    yield from _pages_of_rows(scene, keys)
    yield from _judgement(scene, keys)
    for route in api.NAMES:
        yield from _endpoint(scene, route, keys)


def _front() -> Iterator[Ask]:
    yield get(reverse("admin:index"))
    for label in ("rights", "tracks", "config", "auth", "knox"):
        yield get(f"/admin/{label}/")
    for slug in [*_queues, "no-such-queue"]:
        for query in ("", "p=1", "p=2", "p=x"):
            yield get(f"/admin/queues/{slug}/?{query}" if query else f"/admin/queues/{slug}/")
    for path in ("", "schema/", "docs/", *(f"docs/{route}/" for route in api.NAMES)):
        yield get(f"{api.ROOT}{path}")


def _rows(scene: Scene, model: Any) -> list[str]:
    return [row.pk for row in scene.rows.values() if type(row) is model]


def _lists(scene: Scene, model: Any, keys: Keys) -> Iterator[Ask]:
    where, kept = pages.address(model), pages.ADMINS[model]
    yield get(where)
    searched = [WORD, WORD.lower()[:4], "mines", "alpha", *keys.get(model, [])[:3], *_rows(scene, model)[:1]]
    questions = [f"q={word}" for word in searched] + BAD
    questions += [f"o={sign}{n}" for n in range(len(kept.list_display) + 1) for sign in ("", "-")]
    request = RequestFactory().get("/")
    request.user = scene.user
    for listed in kept.list_filter:
        spec = listed(request, {}, model, kept)
        questions += [f"{spec.parameter_name}={code}".replace("+", "%2B") for code, _ in spec.lookup_choices]
        questions += [f"{spec.parameter_name}={key}" for key in keys.get(model, [])[:1]]
    for number, question in enumerate(questions):
        yield get(f"{where}?{question}")
        if number % 3 == 0 and hasattr(kept, "csv_view"):
            yield get(f"{where}csv/?{question}")
    if hasattr(kept, "csv_view"):
        yield get(f"{where}csv/")
        yield get(f"{where}csv/?standing=all")
        yield get(f"{where}?standing=all&q={WORD}")


def _links(model: Any) -> list[Any]:
    links = [*model._meta.fields, *model._meta.many_to_many]
    return [f for f in links if f.related_model in pages.ADMINS and f.editable]


def _forms(scene: Scene, model: Any, keys: Keys) -> Iterator[Ask]:
    where = pages.address(model, "add")
    yield get(where)
    named = {f.name: keys[f.related_model][0] for f in _links(model) if f.related_model in keys}
    if named:
        yield get(where, named)
    for link in _links(model):
        for key in [*keys.get(link.related_model, [])[:3], *_rows(scene, link.related_model)[:1]]:
            yield get(where, {link.name: key})


def _pickers(scene: Scene, model: Any, keys: Keys) -> Iterator[Ask]:
    for link in _links(model):
        query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": link.name}
        for term in ("", WORD, "mines", "zy", *keys.get(link.related_model, [])[:2]):
            yield get(reverse("admin:autocomplete"), query | {"term": term})


def _pages_of_rows(scene: Scene, keys: Keys) -> Iterator[Ask]:
    for row in scene.rows.values():
        yield from _pages_of(type(row), row.pk)
    for model, own in keys.items():
        for key in own:
            yield from _pages_of(model, key)


def _pages_of(model: Any, key: str) -> Iterator[Ask]:
    for page in ("change", "history", "delete"):
        yield get(pages.address(model, page, key))
    if any(f.name == "review_state" for f in model._meta.fields):
        for action in TRANSITIONS:
            where = pages.address(model, "review", key, action)
            yield get(where)
            yield get(f"{where}?version=2024-05-25T12:00:00.000000%2B00:00")
    if model._meta.model_name == "source":
        yield get(pages.address(model, "copy", key))


def _judgement(scene: Scene, keys: Keys) -> Iterator[Ask]:
    for days in ({}, *DAYS):
        yield get(reverse("admin:tracks_condition_board"), days)
        yield get(reverse("admin:tracks_condition_restatements"), days | {"since": ago(5)})
        for model, page in (("condition", "dossier"), ("meeting", "consequences")):
            target = next(m for m in pages.ADMINS if m._meta.model_name == model)
            for key in [*_rows(scene, target), *keys.get(target, [])]:
                yield get(reverse(f"admin:tracks_{model}_{page}", args=[admin.utils.quote(key)]), days)


# --- The API --------------------------------------------------------------------------------


def _endpoint(scene: Scene, route: str, keys: Keys) -> Iterator[Ask]:
    where, viewset = api.address(route), ROUTES[route]
    yield get(where, {"count": "true"})
    yield get(where, {"count": "true", "page_size": 1})
    yield get(where, {"format": "csv"})
    yield get(where, {"nonsense": 1})
    for column in viewset.ordering_columns:
        yield get(where, {"ordering": column})
        yield get(where, {"ordering": f"-{column}", "page_size": 2})
    for name, parameter in api.parameters_of(route).items():
        for value in _values(scene, name, parameter, keys):
            yield get(where, {name: value, "count": "true"})
        yield get(where, {name: "nonsense"})
    days = DAYS if viewset.state_as_of else []
    for asked in days:
        yield get(where, asked)
        yield get(where, asked | {"format": "csv"})
    for key in [*_rows(scene, viewset.model), *keys.get(viewset.model, [])]:
        yield get(api.address(route, key))
        for asked in days[:2]:
            yield get(api.address(route, key), asked)
    for extra in viewset.get_extra_actions():
        for asked in ({}, *DAYS):
            if not extra.detail:
                yield get(f"{where}{extra.url_path}/", asked)
            for key in [*_rows(scene, viewset.model), *keys.get(viewset.model, [])] if extra.detail else []:
                yield get(f"{api.address(route, key)}{extra.url_path}/", asked)


def _values(scene: Scene, name: str, parameter: Any, keys: Keys) -> list[str]:
    match parameter:
        case filters.Refs():
            hidden = [key for own in keys.values() for key in own if key.startswith(f"{parameter.prefix}-")]
            seen = [row.pk for row in scene.rows.values() if row.pk.startswith(f"{parameter.prefix}-")]
            return [*hidden[:4], *seen[:2]]
        case filters.Choices():
            return list(parameter.labels)
        case filters.Flag():
            return ["true", "false"]
        case filters.Since() | filters.Edge():
            return [str(ago(60)), str(ago(2))]
        case filters.Search() | filters.Texts():
            return [WORD, "mines", "zyzz"]
    return [api.good_value(parameter), "media-freedom", "girls-education", "health", "macroeconomics"][:5]
