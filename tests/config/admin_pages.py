"""What the admin's tests know of every page: who asks, the addresses, the forms as a browser sends them.

The models are read from the admin site, so a model registered tomorrow is tested tomorrow.
"""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.admin import KeptAdmin
from config.models import Clearance, Profile, Run, Trace, User
from config.refs import ALPHABET, RefField
from config.visibility import is_restricted
from tests.conftest import person
from tests.factories import superuser, unsealed

ADMINS: dict[Any, Any] = {model: admin.site.get_model_admin(model) for model in admin.site._registry}
KEPT = [model for model, kept in ADMINS.items() if isinstance(kept, KeptAdmin)]
RESTRICTED = [model for model in KEPT if is_restricted(model)]
PEOPLE = [User, Group]
PACKAGED = [Profile, Run]
NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
ROLES = ("reader", "partner", "desk officer", "track lead", "administrator")
EVERYBODY = (*ROLES, "superuser", "no role")


def who(role: str) -> User:
    """A person of the role, made when first asked for, and read anew as in each request."""
    if role == "superuser":
        return superuser("a superuser")
    name = f"a {role}"
    return User.objects.filter(username=name).first() or person(name, role if role in ROLES else None)


def signed_in(user: User | str | None) -> Client:
    client = Client()
    if user:
        client.force_login(who(user) if isinstance(user, str) else user)
    return client


def address(model: Any, page: str = "changelist", *keys: Any) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[admin.utils.quote(str(key)) for key in keys])


def unknown_key(model: Any) -> str:
    """A key of the right shape that no row has."""
    key = model._meta.pk
    return f"{key.prefix}-1999-{'Z' * key.length}" if isinstance(key, RefField) else "999999"


def text_of(response: Any) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def shown(response: Any) -> list[Any]:
    """The keys of the rows on a list page, in their order."""
    assert response.status_code == 200, response.status_code
    return [row.pk for row in response.context["cl"].result_list]


def changelist(user: User, model: Any, query: str = "") -> Any:
    """A list as it is shown to the user, without the page around it."""
    request = RequestFactory().get(f"{address(model)}?{query}")
    request.user = user
    return ADMINS[model].get_changelist_instance(request)


def found(user: User, model: Any, query: str) -> list[Any]:
    """The keys of the rows that a list shows to the user, and their number."""
    listed = changelist(user, model, query)
    return [row.pk for row in listed.result_list] + [listed.result_count]


def queries(client: Client, where: str) -> int:
    """How many questions the database is asked for a page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def refusals(response: Any) -> dict[str, list[str]]:
    """What a form that came back says: the field (of the form, or of a row as “points-0-text”) and the words."""
    assert response.status_code == 200, f"The form was not refused: {response.status_code}"
    found = _refusals_of(response.context["adminform"].form, "")
    for inline in response.context["inline_admin_formsets"]:
        found |= {inline.formset.prefix: own} if (own := list(inline.formset.non_form_errors())) else {}
        for form in inline.formset.forms:
            found |= _refusals_of(form, f"{form.prefix}-")
    return found


def _refusals_of(form: Any, prefix: str) -> dict[str, list[str]]:
    return {f"{prefix}{name}": list(words) for name, words in form.errors.items()}


def counts() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in ADMINS if model is not Trace}


# --- Rows ---------------------------------------------------------------------------------


def fullest(model: Any, user: User) -> Any:
    """Of the rows that the user sees, the one that links to most."""
    rows = model._default_manager.visible_to(user).standing()
    links = [f for f in model._meta.fields if f.many_to_one]

    def filled(row: Any) -> int:
        several = sum(getattr(row, f.name).count() for f in model._meta.many_to_many)
        return several + sum(getattr(row, f.attname) is not None for f in links)

    return max(rows.order_by("-pk")[:40], key=filled)


@unsealed()
def copies(row: Any, number: int) -> None:
    """More rows like this one, with its links and copies of its parts; retired or withdrawn where that is a date.

    Of provinces there are no more than there are, so some of those are retired.
    """
    model = type(row)
    if model._meta.model_name == "province":
        standing = list(model._base_manager.filter(retired_on=None).order_by("pk").values_list("pk", flat=True))
        model._base_manager.filter(pk__in=standing[:number]).update(retired_on=NOW.date())
        return
    columns = {f.name for f in model._meta.fields}
    left_out = {"retired_on": NOW.date(), "withdrawn_on": NOW.date(), "withdrawn_reason": "A copy."}
    for _ in range(number):
        copy = _copy(row, **{k: v for k, v in left_out.items() if k in columns}, **_apart(row))
        for link in model._meta.many_to_many:
            getattr(copy, link.name).set(getattr(row, link.name).all())
        for inline in ADMINS[model].inlines:
            link = next(f for f in inline.model._meta.fields if f.related_model is model)
            for part in inline.model._base_manager.filter(**{link.name: row.pk})[:2]:
                _copy(part, **{link.attname: copy.pk})


def _copy(row: Any, **changes: Any) -> Any:
    model = type(row)
    copy = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields} | changes)
    key, number = model._meta.pk, model._base_manager.count()
    if key.attname not in changes:
        tail = ALPHABET[number // 30 % 30] + ALPHABET[number % 30]
        copy.pk = f"{key.prefix}-2024-{tail.rjust(key.length, 'Z')}" if isinstance(key, RefField) else f"copy-{number}"
    model._base_manager.bulk_create([copy])
    return copy


def _apart(row: Any) -> dict[str, Any]:
    """What must differ between rows of a kind."""
    number = type(row)._base_manager.count()
    match type(row)._meta.model_name:
        case "attendance":
            return {"meeting_id": _copy(row.meeting).pk}
        case "listing":
            return {"list_reference": f"TAi.{number + 500}"}
        case "provision":
            return {"article": str(number + 500)}
    return {}


# --- Forms --------------------------------------------------------------------------------


class _Form(HTMLParser):
    """Reads what a browser would send if somebody pressed a button on the page as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.inside = False
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        own = dict(attributes)
        if tag == "form":
            self.inside = own.get("id", "").endswith("_form")
        if not self.inside:
            return
        name = own.get("name", "")
        if tag == "input" and own.get("type") not in ("submit", "button", "reset", "file"):
            choice = own.get("type") in ("checkbox", "radio")
            if not choice or "checked" in own:
                self._send(name, own.get("value", "on" if choice else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in own:
            self._send(self.select, own.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self._send(name, "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.sent[self.area][-1] = self.sent[self.area][-1].removeprefix("\r\n").removeprefix("\n")
            self.area = ""
        elif tag == "form":
            self.inside = False

    def _send(self, name: str, value: str) -> None:
        if name:
            self.sent.setdefault(name, []).append(value)


def filled_in(page: Any) -> dict[str, list[str]]:
    """The values that stand on a page's form."""
    assert page.status_code == 200, page.status_code
    form = _Form()
    form.feed(page.content.decode())
    assert "csrfmiddlewaretoken" in form.sent, "There is no form on this page."
    return {name: values for name, values in form.sent.items() if "__prefix__" not in name}


def submit(client: Client, where: str, button: str = "_save", **changes: Any) -> Any:
    """Open a form, change these fields, press a button; the answer."""
    return client.post(where, typed(client, where, **changes) | {button: "1"})


def typed(client: Client, where: str, **changes: Any) -> dict[str, Any]:
    return filled_in(client.get(where)) | changes


def rows(prefix: str, *given: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The fields of new rows of an inline, after those that are there."""
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": str(initial + len(given)), f"{prefix}-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(given, start=initial):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


# --- Access -------------------------------------------------------------------------------


@unsealed()
def open_to_all() -> None:
    """All but what is RED is CLEAR and approved, and seen by whoever has a role."""
    two = {"submitted_by": superuser("an author"), "reviewed_by": superuser("a second person")}
    signed = two | {"submitted_at": NOW, "reviewed_at": NOW}
    for model in KEPT:
        columns = {f.name for f in model._meta.fields}
        rows = model._base_manager.all()
        if "marking" in columns:
            rows.exclude(marking="TLP:RED").update(marking="TLP:CLEAR")
        if "review_state" in columns:
            rows.update(review_state="approved", **signed)


def open_key(model: Any) -> Any:
    """The key of a row that everybody with a role sees."""
    rows = model._default_manager.visible_to(who("partner")) if model in KEPT else model._base_manager.all()
    return rows.order_by("pk").values_list("pk", flat=True)[0]


def partner_group() -> Group:
    return Group.objects.get(name="partner")


@unsealed()
def hide(row: Any) -> None:
    """Mark the record that the row is or belongs to RED, of somebody else."""
    while not hasattr(row, "marking"):
        row = next(parent for name in row.visible_through if (parent := getattr(row, name)))
    type(row)._base_manager.filter(pk=row.pk).update(marking="TLP:RED", created_by=None)


def clear(group: Group, ceiling: str, **options: Any) -> None:
    Clearance.objects.update_or_create(group=group, defaults={"ceiling": ceiling} | options)
