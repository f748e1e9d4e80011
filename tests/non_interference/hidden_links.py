"""Links of what is seen to what is not, and versions and names behind what is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group

from config import trace
from config.models import User
from tracks.models import Commitment

from .laying import PIECES, SEES_DRAFTS, Layer, piece
from .scene import PREVIEWED_BY


def set_link(row: Any, name: str, target: Any) -> None:
    """As if the row had had this link in every one of its versions."""
    column = row._meta.get_field(name).attname
    type(row)._base_manager.filter(pk=row.pk).update(**{column: target.pk})
    type(row).history.filter(**{row._meta.pk.name: row.pk}).update(**{column: target.pk})


def add_link(row: Any, name: str, target: Any) -> None:
    """The same of a link to several."""
    keys = {f"{row._meta.model_name}_id": row.pk, f"{target._meta.model_name}_id": target.pk}
    joined, _ = getattr(row, name).through._base_manager.get_or_create(**keys)
    if name in (f.name for f in type(row).history.model._history_m2m_fields):
        for version in type(row).history.filter(**{row._meta.pk.name: row.pk}):
            getattr(version, name).model._base_manager.create(history=version, id=joined.pk, **keys)


LINKS = {
    ("second body", "parent"): "body",
    ("lower body", "parent"): "early_body",
    ("second meeting", "follows"): "meeting",
    ("my meeting", "follows"): "meeting",
    ("development", "reverses"): "development",
    ("second development", "follows"): "development",
    ("my development", "reverses"): "development",
    ("my development", "issuing_body"): "body",
    ("second point", "condition"): "condition",
    ("attendance", "post"): "post",
    ("second development", "issuing_body"): "early_body",
    ("citation", "derives_from"): "source",
    ("second citation", "derives_from"): "source",
    ("second reading", "source"): "source",
    ("measure", "applied_by"): "body",
    ("third assessment", "supersedes"): "same_day",
    ("my assessment", "supersedes"): "judgement",
}
SEVERAL = {
    ("measure", "developments"): "development",
    ("update", "developments"): "development",
    ("commitment", "conditions"): "condition",
    ("second commitment", "conditions"): "condition",
}


def _link(name: str, link: str, target: str, put: Callable[[Any, str, Any], None]) -> Callable[[Layer], Any]:
    def lay_link(of: Layer) -> None:
        if name in of.scene.rows:
            put(of.scene.rows[name], link, of.own(target))

    return lay_link


PIECES |= {f"{n}: {link}": _link(n, link, target, set_link) for (n, link), target in LINKS.items()}
PIECES |= {f"{n}: {link}": _link(n, link, target, add_link) for (n, link), target in SEVERAL.items()}


@piece
def unseen_body(of: Layer) -> Any:
    """What the hidden body that has set a condition and given a promise is called."""
    columns = {"name": of.word, "search_text": of.word.lower(), "seat": of.pick("kabul", "kandahar")}
    Commitment._meta.get_field("made_by").related_model._base_manager.filter(pk="ORG-2024-XXXX").update(**columns)


MOMENT = 1e-6  # of an hour: after the record was approved that the row belongs to.


@piece
def was_linked(of: Layer) -> Any:
    """A link that was taken off again."""
    first = of.reading.history.order_by("history_date", "history_id")[0]
    type(first)._base_manager.filter(pk=first.pk).update(source=of.own("source").pk)


@piece
def was_theirs(of: Layer) -> Any:
    """Versions of what was not hidden then: of a row, and of the record that another belonged to."""
    body, promise = of.own("body"), of.own("promise")
    _add_version(promise.history.latest(), 4, marking="TLP:CLEAR", history_type="+")
    _add_version(body.history.latest(), 4, marking="TLP:CLEAR")
    _add_version(of.second_attendance.history.latest(), MOMENT, organisation_id=body.pk, capacity=of.word)


def _add_version(after: Any, hours: float, *, named: Any = None, **changes: Any) -> None:
    """A version from so many hours before another, which leads to it; `named` was a group of its readers."""
    values = {f.attname: getattr(after, f.attname) for f in after._meta.concrete_fields}
    moment = after.history_date - dt.timedelta(hours=hours)
    given = values | {"history_date": moment, "updated_at": moment, "history_type": "~"} | changes
    del given["history_id"]
    version = type(after)._base_manager.create(**given)
    if named is not None:
        column = f"{after.instance_type._meta.model_name}_id"
        own = {column: getattr(after, after.instance_type._meta.pk.attname), "group_id": named.pk}
        version.reader_groups.model._base_manager.create(history=version, id=0, **own)


@piece
def versions(of: Layer) -> Any:
    """Versions of what is seen that were marked closer, or, to who sees no drafts, not approved.

    Each was followed on the same day by one that is seen.
    """
    for row in of.scene.rows.values():
        model = type(row)
        kept = list(model.history.filter(**{row._meta.pk.name: row.pk}).order_by("history_date", "history_id"))
        reviewed = hasattr(row, "review_state") and of.scene.role not in SEES_DRAFTS
        if not (hasattr(row, "marking") or reviewed) or of.scene.user.pk == row.created_by_id:
            continue  # Authors see every version.
        after = kept[-1]
        changes = {n: of.word for n in ("title", "text", "name", "publisher", "justification") if hasattr(after, n)}
        changes["history_change_reason"] = of.word
        for number in range(of.random.randint(1, 2)):
            closer = {"marking": of.marks()["marking"]} if hasattr(after, "marking") else {"review_state": "draft"}
            _add_version(after, 2 - number, **changes | closer)
        if hasattr(after, "marking") and of.scene.role == "partner":
            _add_version(after, 3, **changes | {"marking": "TLP:AMBER"}, named=Group.objects.get(name="partner"))
        if hasattr(after, "marking") and reviewed:
            _add_version(after, 5, **changes | {"review_state": "draft"})


@piece
def colleagues(of: Layer) -> Any:
    """Names of staff, which partners are not told."""
    if of.scene.role == "partner":
        asking = (of.scene.user.username, f"a {PREVIEWED_BY['partner']}")  # Who asks is told their own.
        others = User.objects.exclude(username__in=asking)
        for user in others:
            user.username = f"{of.word} {user.pk}"
            user.save()


@piece
def traced(of: Layer) -> Any:
    """What was done to hidden records."""
    for name in ("meeting", "development", "condition"):
        trace.note(trace.Kind.MARKING, f"Raised the marking. {of.word}", about=of.own(name), reason=of.word)


@piece
def readers(of: Layer) -> Any:
    """Who else is named on what is hidden."""
    another = User.objects.exclude(pk=of.scene.user.pk).order_by("pk")[0]
    for name in ("meeting", "development", "condition"):
        of.own(name).readers.add(another)
