"""Roles: what each may do, and that they stay as declared."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from config.models import Clearance, Reference, Reviewed, Tracked
from config.roles import ROLES, permissions_of, sync_roles
from tests.conftest import person

KEPT = [model for model in apps.get_models() if issubclass(model, Tracked)]
KINDS = {
    "reference": [m for m in KEPT if issubclass(m, Reference)],
    "record": [m for m in KEPT if not issubclass(m, (Reference, Reviewed))],
    "reviewed": [m for m in KEPT if issubclass(m, Reviewed)],
    "people": [apps.get_model(name) for name in ("config.User", "config.Clearance", "auth.Group")],
    "profile": [apps.get_model("config.Profile")],
    "run": [apps.get_model("config.Run")],
}

TABLE = """
              reference       record          reviewed               people          profile                run
reader        view            view            view                   -               -                      -
partner       view            view            view                   -               -                      -
desk-officer  view            view,add,change view,add,change        -               -                      -
track-lead    view            view,add,change view,add,change,review -               view,review            view
administrator view,add,change view            view                   view,add,change view,add,change,review view,add
outsider      -               -               -                      -               -                      -
"""
HEADING, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [(row[0].replace("-", " "), kind, cell) for row in LINES for kind, cell in zip(HEADING, row[1:], strict=True)]


@pytest.mark.parametrize(("role", "kind", "cell"), CELLS)
def test_each_role_may_do_what_the_table_says_and_nothing_else(db, role, kind, cell):
    user = person("somebody", None if role == "outsider" else role)
    allowed = set(cell.split(",")) - {"-"}
    for model in KINDS[kind]:
        verbs = {"view", "add", "change", "delete", "review"}
        name = model._meta.model_name
        assert {v for v in verbs if user.has_perm(f"{model._meta.app_label}.{v}_{name}")} == allowed, model


def test_the_table_has_every_role_and_every_kind_has_its_models():
    assert {role for role, _, _ in CELLS} - {"outsider"} == {role.name for role in ROLES}
    assert all(KINDS.values())


def test_no_role_may_delete_anything_or_touch_what_is_the_frameworks(db):
    for role in ROLES:
        codes = {(p.content_type.app_label, p.codename) for p in permissions_of(role)}
        assert codes
        assert {app for app, _ in codes} <= {"config", "rights", "tracks", "auth"}
        assert not [code for _, code in codes if code.startswith("delete_") or "historical" in code]
        assert {code for app, code in codes if app == "auth"} <= {"view_group", "add_group", "change_group"}


@pytest.mark.parametrize(
    ("role", "ceiling", "released_only", "sees_unapproved"),
    [
        ("reader", "TLP:GREEN", False, False),
        ("partner", "TLP:GREEN", True, False),
        ("desk officer", "TLP:AMBER+STRICT", False, True),
        ("track lead", "TLP:AMBER+STRICT", False, True),
        ("administrator", "TLP:AMBER+STRICT", False, True),
    ],
)
def test_each_role_sees_as_far_as_declared(db, role, ceiling, released_only, sees_unapproved):
    clearance = Clearance.objects.get(group__name=role)
    found = (clearance.ceiling, clearance.released_only, clearance.sees_unapproved)
    assert found == (ceiling, released_only, sees_unapproved)


# --- Kept as declared -----------------------------------------------------------------------


def test_loading_the_roles_again_changes_nothing(db):
    before = {group.name: set(group.permissions.all()) for group in Group.objects.all()}
    assert [state for _, state in sync_roles()] == ["unchanged"] * len(ROLES)
    assert {group.name: set(group.permissions.all()) for group in Group.objects.all()} == before


def test_a_permission_that_somebody_took_away_is_restored_and_one_that_was_added_removed(db):
    desk, lead = Group.objects.get(name="desk officer"), Group.objects.get(name="track lead")
    declared = set(desk.permissions.all())
    desk.permissions.remove(Permission.objects.get(codename="add_meeting"))
    desk.permissions.add(Permission.objects.get(codename="review_meeting"))
    assert dict(sync_roles()) == {role.name: "updated" if role.name == desk.name else "unchanged" for role in ROLES}
    assert set(desk.permissions.all()) == declared
    assert lead.permissions.filter(codename="review_meeting").exists()


def test_a_clearance_that_somebody_widened_or_lost_is_restored(db):
    Clearance.objects.filter(group__name="partner").update(ceiling="TLP:AMBER+STRICT", released_only=False)
    Clearance.objects.filter(group__name="reader").delete()
    states = dict(sync_roles())
    assert {name for name, state in states.items() if state == "updated"} == {"partner", "reader"}
    partner = Clearance.objects.get(group__name="partner")
    assert (partner.ceiling, partner.released_only) == ("TLP:GREEN", True)
    assert Clearance.objects.get(group__name="reader").ceiling == "TLP:GREEN"


def test_a_role_that_is_missing_is_made_and_its_people_keep_theirs(db):
    Clearance.objects.filter(group__name="reader").delete()
    Group.objects.filter(name="reader").delete()
    member = person("lead", "track lead")
    assert dict(sync_roles())["reader"] == "created"
    assert Group.objects.get(name="reader").clearance.ceiling == "TLP:GREEN"
    assert member.groups.get().name == "track lead"


def test_groups_that_are_no_role_are_left_alone(db):
    group = Group.objects.create(name="a partner's ministry")
    group.permissions.add(Permission.objects.get(codename="view_meeting"))
    Clearance.objects.create(group=group, ceiling="TLP:CLEAR", released_only=True)
    assert {state for _, state in sync_roles()} == {"unchanged"}
    group.refresh_from_db()
    assert group.permissions.count() == 1
    assert group.clearance.ceiling == "TLP:CLEAR"
