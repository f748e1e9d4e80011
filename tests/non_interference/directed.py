"""The few requests that tell, at each place that asks the rule, whether it was asked.

A stage is somebody who asks, over a record with something hidden, and what they ask. Each place
matters to one of them: names of colleagues and old versions to partners, drafts to readers, RED
to desk officers, the trace to administrators, the limit of a token to a program, and what the
person themself has written to a preview.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.http import QueryDict
from django.test import RequestFactory, override_settings
from django.urls import reverse

from config import tokens, trace
from config.exports import report_for
from tests import factories as make
from tests.config import admin_pages as pages
from tests.config import api_routes as api
from tests.conftest import person

from .answers import Ask, Asker, get, post
from .hidden import Laid
from .importing import importer
from .posts import STALE, _no_parts, form_of
from .scene import EDITED, HIDDEN, LOGGED, NOW, Scene, ago, at
from .staging import Probe, Stage, over_a_scene, page

AMONG = {"development": "measure", "commitment": "condition"}


# --- Reading ----------------------------------------------------------------------------------


def partner() -> Stage:
    """Names of colleagues, versions that were marked closer, and links to what is hidden."""
    scene, _, stage = over_a_scene("partner")
    rows = scene.rows
    stage.ask(get(reverse("admin:index")))
    for name in ("meeting", "development", "update", "attendance", "condition", "reading", "assessment"):
        stage.ask(get(page(rows[name], "history")), get(page(rows[name])))
    track = rows["meeting"].tracks.model
    stage.ask(get(pages.address(track, "history", "health")))
    stage.ask(*_reading(scene))
    return stage


def reader() -> Stage:
    """Drafts, which readers see nowhere."""
    scene, _, stage = over_a_scene("reader")
    stage.ask(*(get(page(scene.rows[name], "history")) for name in ("meeting", "update", "attendance")))
    stage.ask(*_reading(scene))
    stage.probes.append(("the markings of a token", lambda: tokens.ceilings_for(scene.user)))
    stage.probes.append(("the second factor", _with_second_factors(stage.asker)))
    return stage


def _with_second_factors(asker: Asker) -> Probe:
    """Of readers none is asked where those who see more need one."""

    def asked() -> Any:
        with override_settings(SECOND_FACTOR="roles"):
            return asker.ask(get(reverse("admin:index")))

    return asked


def _reading(scene: Scene) -> Iterator[Ask]:
    """Lists, their orders and filters, files, pickers, the API, and the pages of judgement."""
    rows = scene.rows
    for name in ("development", "person", "meeting", "commitment", "condition"):
        yield get(pages.address(type(rows[name])))
    for column in ("6", "-6"):
        yield get(pages.address(type(rows["body"])), {"o": column})
    yield get(pages.address(type(rows["commitment"])), {"area": "girls-education"})
    yield get(pages.address(type(rows["measure"]), "csv"))
    yield get(pages.address(type(rows["development"]), "csv"))
    for route in ("meetings", "measures", "developments", "commitments", "citations"):
        yield get(api.address(route), {"count": "true"})
    dossier = reverse("admin:tracks_condition_dossier", args=[pages.admin.utils.quote(rows["condition"].pk)])
    for days in ({}, {"known_at": ago(1)}, {"known_at": ago(7)}):
        yield get(dossier, days)
        yield get(reverse("admin:tracks_condition_board"), days)


# --- Writing ----------------------------------------------------------------------------------


def desk_officer() -> Stage:
    """RED records, in forms, steps of the review and what becomes of links."""
    scene, laid, stage = over_a_scene("desk officer")
    rows = scene.rows
    stage.ask(*_reading(scene))
    attendance = type(rows["attendance"])
    stage.ask(get(pages.address(attendance, "add"), {"person": rows["second person"].pk}))
    stage.ask(get(pages.address(attendance, "add"), {"person": laid["person"].pk}))
    stage.ask(get(pages.address(type(rows["my assessment"]), "add"), {"condition": rows["condition"].pk}))
    for field in ("post", "person", "organisation"):
        query = {"app_label": "tracks", "model_name": "attendance", "field_name": field, "term": ""}
        stage.ask(get(reverse("admin:autocomplete"), query))
    for name in ("my meeting", "my development", "my assessment", "my bare assessment", "measure", "meeting"):
        stage.ask(get(page(rows[name])), get(page(rows[name], "history")))
    stage.ask(*_sent(scene, laid, stage.asker))
    stage.probes.append(("what a form keeps", _kept(scene, stage.asker, rows["measure"], "developments")))
    stage.probes.append(("the files of the command", lambda: _files(scene)))
    return stage


def _sent(scene: Scene, laid: Laid, asker: Asker) -> Iterator[Ask]:
    rows = scene.rows
    attendance, mine = type(rows["attendance"]), rows["my meeting"]
    listed = pages.address(attendance, "csv")
    add = pages.address(attendance, "add")
    form = form_of(asker, add)
    given = {"meeting": mine.pk, "person": rows["second person"].pk, "side": "dfa", "capacity": "", "organisation": ""}
    yield post(add, form | given | {"_save": "1"}, listed)
    yield post(add, form | given | {"person": laid["person"].pk, "_save": "1"}, listed)
    whole = form_of(asker, page(mine))
    count = int(whole["attendances-TOTAL_FORMS"][0])
    for one in (rows["second person"], rows["third person"]):
        row = {"person": one.pk, "side": "dfa", "organisation": "", "capacity": ""}
        yield post(page(mine), whole | pages.rows("attendances", row, initial=count) | {"_save": "1"}, listed)
    yield post(page(mine), whole | {"_save": "1"}, reverse("admin:index"))  # There it warns of listings.
    for version in STALE:
        yield post(page(mine), whole | {"version": version, "title": "Retitled", "_save": "1"})
    for name in ("my development", "my assessment", "measure", "my attendance"):
        own = form_of(asker, page(rows[name]))
        for version in STALE[1:4]:
            yield post(page(rows[name]), own | {"version": version, "title": "Retitled", "capacity": "x", "_save": "1"})
    cited = form_of(asker, page(rows["my citation"]))
    yield post(page(rows["my citation"]), cited | {"credibility": "1", "_save": "1"}, page(rows["my citation"]))
    judged = rows["my assessment"]
    form = form_of(asker, page(judged))
    for change in ("", "none", "advanced"):
        yield post(page(judged), form | {"change": change, "_save": "1"}, page(judged))
    for name in ("my assessment", "my bare assessment", "my development"):
        where = pages.address(type(rows[name]), "review", rows[name].pk, "submit")
        yield get(where)
        yield post(where, {"reason": "", "version": ""}, page(rows[name]))
    new = form | _no_parts(type(judged)) | {"condition": rows["third condition"].pk, "supersedes": "", "change": ""}
    yield post(pages.address(type(judged), "add"), new | {"_save": "1"}, pages.address(type(judged), "csv"))


def _kept(scene: Scene, asker: Asker, row: Any, link: str) -> Probe:
    """What a form says of a row whose links nobody loaded for the reader, and which records it keeps."""
    sent = QueryDict(urlencode(form_of(asker, page(row)), doseq=True))
    request = RequestFactory().get("/")
    request.user = scene.user

    def kept() -> tuple[Any, ...]:
        stored = type(row)._base_manager.get(pk=row.pk)
        form = pages.ADMINS[type(row)].get_form(request, stored, change=True)(sent, instance=stored)
        assert form.is_valid(), form.errors
        with at(NOW), transaction.atomic():
            form.save()
            keys = sorted(getattr(type(row)._base_manager.get(pk=row.pk), link).values_list("pk", flat=True))
            transaction.set_rollback(True)
        return sorted(form.hidden), sorted(str(value) for value in form.initial.values()), keys

    return kept


def _files(scene: Scene) -> list[list[str]]:
    """What the command would write, which no list has narrowed before."""
    found = []
    for model in (type(scene.rows["meeting"]), type(scene.rows["source"])):
        file = io.StringIO(newline="")
        report_for(model).write(file, user=scene.user)
        found.append(file.getvalue().splitlines())
    return found


# --- Programs, previews, the trace ------------------------------------------------------------


def program() -> Stage:
    """A token that opens less than its user sees, and one whose user sees no drafts."""
    scene, _, stage = over_a_scene("reader")
    officer = pages.who("desk officer")
    with at(LOGGED):
        for user, ceiling in ((scene.user, "TLP:GREEN"), (officer, "TLP:CLEAR")):
            _, text = tokens.make(user, purpose="a program", ceiling=ceiling, days=90)
            stage.ask(*(Ask(api.address(route), token=text) for route in ("meetings", "developments")))
    return stage


def preview() -> Stage:
    """Of the partners, by whoever wrote the record themself and is named in it."""
    user, colleague = pages.who("desk officer"), pages.who("track lead")
    group = Group.objects.get(name="partner")
    with at(LOGGED):
        rows = [
            make.meeting(title="Mine", marking="TLP:CLEAR", created_by=user, approved=True),
            make.meeting(title="Mine, released", marking="TLP:GREEN", created_by=user, approved=True),
            make.meeting(title="Theirs", marking="TLP:GREEN", created_by=colleague, readers=[user], approved=True),
        ]
        make.meeting(title="Named", marking="TLP:RED", reader_groups=[group], created_by=colleague, approved=True)
        make.meeting(title="My draft", marking="TLP:CLEAR", created_by=user)
    for moment, city in zip(EDITED, ("Kabul", "Herat"), strict=True):
        with at(moment), make.unsealed():
            for row in rows:
                row.city = city
                row.save()
                row.reader_groups.add(group)
    stage = Stage(Asker(user, previewing=group), [])
    stage.ask(get(pages.address(type(rows[0]))), get(api.address("meetings")))
    stage.ask(*(get(page(row, "history")) for row in rows))
    return stage


def peer_preview() -> Stage:
    """Of another role that sees drafts: those that the person wrote are not the role's own."""
    user = pages.who("track lead")
    with at(LOGGED):
        make.meeting(title="My draft", marking="TLP:CLEAR", created_by=user)
    stage = Stage(Asker(user, previewing=Group.objects.get(name="desk officer")), [])
    stage.ask(get(reverse("admin:index")))
    return stage


def narrow_preview() -> Stage:
    """Of a role that sees more than the person does: it opens nothing."""
    user = _narrow("a narrow logger", Group.objects.get(name="desk officer"))
    with at(LOGGED):
        make.meeting(title="Seen", marking="TLP:GREEN", approved=True)
        make.meeting(title="Hidden", marking="TLP:AMBER", approved=True)
    stage = Stage(Asker(user, previewing=Group.objects.get(name="desk officer")), [])
    stage.ask(get(pages.address(make.Meeting)))
    return stage


def administrator() -> Stage:
    """What the trace tells of hidden records."""
    _, laid, stage = over_a_scene("administrator")
    with at(HIDDEN):
        trace.note(trace.Kind.MARKING, "Raised the marking.", about=laid["meeting"])
    stage.ask(get("/admin/config/trace/"), get("/admin/config/trace/csv/"))
    return stage


def narrow_administrator() -> Stage:
    """Of what files were given out, the number of rows is for those who see all of them."""
    user = _narrow("a narrow administrator", Group.objects.get(name="administrator"))
    with at(HIDDEN):
        trace.note(trace.Kind.GIVEN_OUT, "Gave out the report meetings.", who=user, rows=12345)
    stage = Stage(Asker(user), [])
    stage.ask(get("/admin/config/trace/"))
    return stage


def _narrow(name: str, like: Group) -> Any:
    """Somebody who may do what a role may, and sees no further than GREEN."""
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(group=like))
    pages.clear(group, "TLP:GREEN", sees_unapproved=True)
    user = person(f"{name} by name")
    user.groups.add(group)
    return user


STAGES: dict[str, Callable[[], Stage]] = {
    made.__name__: made
    for made in (
        administrator,
        narrow_administrator,
        preview,
        peer_preview,
        narrow_preview,
        program,
        partner,
        reader,
        desk_officer,
        importer,
    )
}
