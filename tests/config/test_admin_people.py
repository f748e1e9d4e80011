"""The pages of people and roles: who may change whom, and that nobody becomes a superuser through them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from config.models import Clearance, User
from tests import factories as make

from . import admin_pages as pages

ADD = pages.address(User, "add")
PASSWORD = "a long enough phrase"


@pytest.fixture
def keeper(administrator, browse):
    return browse(administrator)


@pytest.fixture
def chief(db):
    return User.objects.create_user("chief", password=PASSWORD, is_superuser=True, is_staff=True)


def new_person(**fields) -> dict:
    return {"username": "newcomer", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD, **fields}


def test_an_administrator_makes_a_person_with_a_role_who_can_then_sign_in(keeper, client):
    desk = Group.objects.get(name="desk officer")
    response = keeper.post(ADD, new_person(is_staff="on", groups=[desk.pk]))
    assert response.status_code == 302
    made = User.objects.get(username="newcomer")
    assert (made.is_staff, made.is_superuser, list(made.groups.all())) == (True, False, [desk])
    assert client.login(username="newcomer", password=PASSWORD)
    assert client.get(pages.address(make.Meeting))["Location"].startswith("/admin/password_change/")
    own = {"old_password": PASSWORD, "new_password1": "a phrase of my own", "new_password2": "a phrase of my own"}
    assert client.post("/admin/password_change/", own).status_code == 302
    assert client.get(pages.address(make.Meeting)).status_code == 200


def test_no_form_makes_a_superuser_for_an_administrator(keeper, administrator, desk):
    """Neither on adding nor on changing, neither somebody else nor themselves, nor by single permissions."""
    anything = Permission.objects.get(codename="change_user")
    forged = {"is_superuser": "on", "user_permissions": [anything.pk]}
    keeper.post(ADD, new_person(**forged))
    for user in (desk, administrator):
        where = pages.address(User, "change", user.pk)
        assert "is_superuser" not in pages.filled_in(keeper.get(where))
        response = pages.submit(keeper, where, first_name="Changed", **forged)
        assert response.status_code == 302
        user.refresh_from_db()
        assert user.first_name == "Changed"
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(user_permissions=anything).exists()


def test_an_administrator_changes_nothing_of_a_superuser(keeper, chief):
    where = pages.address(User, "change", chief.pk)
    assert 'name="_save"' not in pages.text_of(keeper.get(where))
    before = User.objects.filter(pk=chief.pk).values().get()
    assert keeper.post(where, {"username": "chief", "_save": "1"}).status_code == 403
    change = f"/admin/config/user/{chief.pk}/password/"
    passwords = {"usable_password": "true", "password1": "another long phrase", "password2": "another long phrase"}
    for response in (keeper.get(change), keeper.post(change, passwords)):
        assert response.status_code == 403
    assert User.objects.filter(pk=chief.pk).values().get() == before
    assert chief.check_password(PASSWORD)


def test_a_superuser_makes_and_changes_superusers(chief, browse, desk):
    response = pages.submit(browse(chief), pages.address(User, "change", desk.pk), is_superuser="on")
    assert response.status_code == 302
    desk.refresh_from_db()
    assert desk.is_superuser


def test_people_and_roles_are_deleted_by_nobody(keeper, chief, browse, desk):
    rows = [(User, desk.pk), (Group, Group.objects.get(name="reader").pk)]
    for client in (keeper, browse(chief)):
        for model, key in rows:
            where = pages.address(model, "delete", key)
            assert client.get(where).status_code == client.post(where, {"post": "yes"}).status_code == 403
            action = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
            client.post(pages.address(model), action)
            assert model.objects.filter(pk=key).exists()


def test_a_person_who_leaves_is_deactivated_and_can_no_longer_sign_in(keeper, desk, client):
    desk.set_password(PASSWORD)
    desk.save()
    where = pages.address(User, "change", desk.pk)
    sent = pages.typed(keeper, where)
    del sent["is_active"]
    assert keeper.post(where, sent | {"_save": "1"}).status_code == 302
    assert not client.login(username="desk", password=PASSWORD)


def test_a_role_says_how_far_it_sees_and_red_is_no_choice(keeper):
    where = pages.address(Group, "add")
    clearance = {"clearance-0-ceiling": "TLP:GREEN", "clearance-0-released_only": "on"}
    said = pages.refusals(pages.submit(keeper, where, name="a partner's group"))
    assert list(said) == ["clearance-0-ceiling"]
    said = pages.refusals(pages.submit(keeper, where, name="a group", **clearance | {"clearance-0-ceiling": "TLP:RED"}))
    assert list(said) == ["clearance-0-ceiling"]
    assert pages.submit(keeper, where, name="a partner's group", **clearance).status_code == 302
    made = Clearance.objects.get(group__name="a partner's group")
    assert (made.ceiling, made.released_only, made.sees_unapproved) == ("TLP:GREEN", True, False)


def test_garbage_in_the_forms_of_people_and_roles_is_answered_with_the_form(keeper):
    before = pages.counts()
    for where in (ADD, pages.address(Group, "add")):
        empty = pages.filled_in(keeper.get(where))
        names = {name for name in empty if not name.endswith("_FORMS")} | {
            "groups",
            "permissions",
            "clearance-0-ceiling",
        }
        for garbage in ("\x00", "9" * 40, "-1", "x" * 5000, "‮"):
            response = keeper.post(where, empty | dict.fromkeys(names, garbage))
            assert response.status_code == 200, (where, garbage[:10])
    assert pages.counts() == before


def test_the_lists_of_people_and_roles_ask_as_much_for_many_as_for_few(keeper):
    groups = list(Group.objects.all())
    for model in (User, Group):
        asked = []
        for first, last in ((0, 2), (2, 20)):
            for number in range(first, last):
                if model is User:
                    User.objects.create(username=f"person {number}").groups.set(groups)
                else:
                    pages.clear(Group.objects.create(name=f"group {number}"), "TLP:CLEAR")
            keeper.get(pages.address(model))
            asked.append(pages.queries(keeper, pages.address(model)))
        assert asked[0] == asked[1], model


def test_people_are_found_by_role_and_by_whether_they_are_active(administrator, desk, reader):
    reader.is_active = False
    reader.save()
    group = Group.objects.get(name="desk officer")
    assert pages.found(administrator, User, f"role={group.pk}") == [desk.pk, 1]
    assert pages.found(administrator, User, "is_active=false") == [reader.pk, 1]


def test_nobody_gives_themselves_more(keeper, administrator):
    """Nor takes the last administrator away; another one does either."""
    named = Group.objects.create(name="named on a RED record")
    where = pages.address(User, "change", administrator.pk)
    before = sorted(administrator.groups.values_list("name", flat=True))
    assert not {"groups", "is_active", "is_staff"} & set(pages.filled_in(keeper.get(where)))
    sent = pages.filled_in(keeper.get(where)) | {"groups": [named.pk], "first_name": "Still here"}
    assert keeper.post(where, sent).status_code == 302
    administrator.refresh_from_db()
    assert (administrator.first_name, administrator.is_active, administrator.is_staff) == ("Still here", True, True)
    assert sorted(administrator.groups.values_list("name", flat=True)) == before


def test_a_superuser_too_leaves_their_own_access_to_another(chief, browse):
    where = pages.address(User, "change", chief.pk)
    assert not {"groups", "is_superuser", "user_permissions"} & set(pages.filled_in(browse(chief).get(where)))


@pytest.mark.parametrize("who", ["administrator", "superuser"])
def test_built_in_roles_are_read_and_changed_by_nobody(db, who):
    client = pages.signed_in(who)
    group = Group.objects.get(name="reader")
    where = pages.address(Group, "change", group.pk)
    page = client.get(where)
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    forged = {"name": "reader", "permissions": [], "clearance-0-ceiling": "TLP:AMBER+STRICT", "clearance-0-id": "1"}
    forged |= {"clearance-TOTAL_FORMS": "1", "clearance-INITIAL_FORMS": "1", "_save": "1"}
    assert client.post(where, forged).status_code == 403
    assert Clearance.objects.get(group=group).ceiling == "TLP:GREEN"


def test_a_role_offers_permissions_on_what_has_pages_alone(keeper):
    form = keeper.get(pages.address(Group, "add")).context["adminform"].form
    apps = {permission.content_type.app_label for permission in form.fields["permissions"].queryset}
    assert apps == {"auth", "config", "rights", "tracks"}
    models = {permission.content_type.model for permission in form.fields["permissions"].queryset}
    assert "historicalmeeting" not in models
    assert "meeting" in models
