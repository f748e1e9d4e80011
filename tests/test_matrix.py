"""Role by model by marking by surface: what is above somebody is a 404, what is not theirs to view a 403.

What each role sees is written down here, in the words of the policy, and not asked of the code.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from config.api.routes import ROUTES
from config.models import User
from tests import factories as make
from tests.config import admin_pages as pages
from tests.config import api_routes as api
from tests.conftest import person
from tracks.models import Assessment, CommitmentUpdate, Development, Meeting, Organisation

# Of each role the variants that it sees; a role that is not here views nothing at all.
LOGGERS = {"clear", "green", "released", "amber", "strict", "draft"}
SEES = {
    "reader": {"clear", "green", "released"},
    "partner": {"clear", "released"},
    "desk officer": LOGGERS,
    "track lead": LOGGERS,
    "administrator": LOGGERS,
}
VARIANTS: dict[str, dict[str, Any]] = {
    "clear": {"marking": "TLP:CLEAR"},
    "green": {"marking": "TLP:GREEN"},
    "released": {"marking": "TLP:GREEN", "to partners": True},
    "amber": {"marking": "TLP:AMBER"},
    "strict": {"marking": "TLP:AMBER+STRICT"},
    "red": {"marking": "TLP:RED"},
    "draft": {"marking": "TLP:CLEAR", "draft": True},
}
REVIEWED = (Meeting, Development, Assessment, CommitmentUpdate)
MODELS = [model for model in pages.RESTRICTED if model._meta.app_label in ("rights", "tracks")]


@pytest.fixture
def rows(db) -> dict[Any, dict[str, Any]]:
    """Of each kind a row of each variant; a part is of a record of that variant."""
    found: dict[Any, dict[str, Any]] = {model: {} for model in MODELS}
    for name, variant in VARIANTS.items():
        for row in family(variant):
            if name != "draft" or type(row) in REVIEWED:
                found[type(row)][name] = row
    return found


def family(variant: dict[str, Any]) -> list[Any]:
    marked: dict[str, Any] = {"marking": variant["marking"]}
    if "to partners" in variant:
        marked["reader_groups"] = [Group.objects.get(name="partner")]
    reviewed = marked | {"approved": "draft" not in variant}
    body, human = make.organisation(**marked), make.person(**marked)
    source, meeting = make.source(**marked), make.meeting(**reviewed)
    condition = make.condition(set_by=body, **marked)
    development = make.development(**reviewed)
    promise = make.commitment(meeting=meeting, made_by=body, **marked)
    judged = make.assessment(condition=condition, rests_on=[{"development": development}], **reviewed)
    return [
        body,
        human,
        source,
        meeting,
        condition,
        development,
        promise,
        judged,
        judged.evidence.get(),
        make.reading(**marked),
        make.measure(**marked),
        make.post(person=human, organisation=body),
        make.listing(person=human),
        make.attendance(meeting=meeting, person=human),
        make.point(meeting=meeting),
        make.citation(development=development, source=source),
        make.benchmark(condition=condition),
        make.commitment_update(commitment=promise, approved="draft" not in variant),
    ]


def route_of(model: Any) -> str:
    return next(route for route, viewset in ROUTES.items() if viewset.model is model)


def picker(model: Any) -> str:
    """An autocomplete over the rows of the model, unless none leads to it."""
    for other in pages.KEPT:
        for field in [*other._meta.fields, *other._meta.many_to_many]:
            if field.related_model is model and field.editable:
                names = (other._meta.app_label, other._meta.model_name, field.name)
                query = "app_label={}&model_name={}&field_name={}".format(*names)
                term = "Ministry" if model is Organisation else ""  # All of them on the picker's first page.
                return f"{reverse('admin:autocomplete')}?{query}&term={term}"
    return ""


def lists(model: Any) -> dict[str, str]:
    where = api.address(route_of(model))
    found = {
        "admin list": pages.address(model),
        "admin CSV": pages.address(model, "csv"),
        "API list": f"{where}?page_size=500",
        "API CSV": f"{where}?format=csv",
    }
    return found | ({"autocomplete": picker(model)} if picker(model) else {})


def details(model: Any, key: str) -> dict[str, str]:
    return {
        "change page": pages.address(model, "change", key),
        "history": pages.address(model, "history", key),
        "API detail": api.address(route_of(model), key),
    }


def get(client: Client, where: str) -> tuple[int, str]:
    response = client.get(where)
    return response.status_code, pages.text_of(response)


def test_each_role_is_shown_what_the_table_says_on_every_surface(rows):
    """Every list in full; of pages of one record each kind's next marking in turn, and RED."""
    wrong = []
    for turn, role in enumerate(SEES):
        client = pages.signed_in(role)
        for number, (model, own) in enumerate(rows.items(), start=turn):
            for surface, where in lists(model).items():
                status, text = get(client, where)
                shown = {name for name, row in own.items() if row.pk in text or pages.admin.utils.quote(row.pk) in text}
                expected = set(own) & SEES[role]
                if (status, shown) != (200, expected):
                    wrong.append((role, surface, model.__name__, status, shown ^ expected))
            names = sorted(own)
            for name in {names[number % len(names)], "red"}:
                for surface, where in details(model, own[name].pk).items():
                    status, _ = get(client, where)
                    if status != (200 if name in SEES[role] else 404):
                        wrong.append((role, surface, model.__name__, name, status))
    assert wrong == []


def test_who_has_no_role_is_refused_every_kind_whatever_its_marking(rows):
    client = pages.signed_in("no role")
    wrong = []
    for model, own in rows.items():
        asked = lists(model) | details(model, own["clear"].pk) | {"red": pages.address(model, "change", own["red"].pk)}
        wrong += [(name, where) for name, where in asked.items() if get(client, where)[0] != 403]
    for slug in ("drafts", "overdue", "stale"):
        assert get(client, f"/admin/queues/{slug}/")[0] == 403
    for page in ("board", "restatements"):
        assert get(client, reverse(f"admin:tracks_condition_{page}"))[0] == 403
    assert wrong == []


# --- Roles for one kind -----------------------------------------------------------------------


def narrow(*models: Any) -> User:
    """Somebody who sees all markings but RED, and may view only these kinds."""
    group = Group.objects.create(name=f"for {models[0].__name__}")
    pages.clear(group, "TLP:AMBER+STRICT", sees_unapproved=True)
    for model in models:
        names = {"codename": f"view_{model._meta.model_name}", "content_type__app_label": model._meta.app_label}
        group.permissions.add(Permission.objects.get(**names))
    user = person(group.name)
    user.groups.add(group)
    return user


def test_a_role_for_one_kind_is_told_nothing_of_the_others_by_columns_links_names_or_filters(db):
    body = make.organisation(name="Body beyond")
    human = make.person(name="Person beyond")
    source = make.source(publisher="Paper beyond")
    reading = make.reading(source=source)
    meeting = make.meeting(approved=True)
    condition = make.condition(set_by=body)
    point = make.point(meeting=meeting, condition=condition)
    promise = make.commitment(meeting=meeting, made_by=body, point=point, conditions=[condition])
    development = make.development(issuing_body=body, approved=True)
    measure = make.measure(applied_by=body, developments=[development])
    beyond = {one.pk: type(one) for one in (body, human, source, meeting, condition, point, promise, development)}
    words = {"Body beyond": type(body), "Person beyond": type(human), "Paper beyond": type(source)}
    told = []
    for row in (reading, development, measure, condition, meeting):
        model = type(row)
        user = narrow(model)
        client = pages.signed_in(user)
        asked = [*lists(model).values(), *details(model, row.pk).values()]
        for where in asked:
            status, text = get(client, where)
            assert status in (200, 403), where
            told += [(key, where) for key, kind in (beyond | words).items() if kind is not model and key in text]
        own = get(client, pages.address(model))[1]
        told += [(name, model.__name__) for name in ("Macroeconomic management", "Helmand") if name in own]
        for other in set(MODELS) - {model}:
            assert get(client, pages.address(other))[0] == 403
    assert told == []
