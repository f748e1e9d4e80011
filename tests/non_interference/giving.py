"""Somebody gives more people access to a record with a part that is hidden from them."""

from __future__ import annotations

from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import Development

from .answers import Asker, post
from .posts import form_of
from .scene import LOGGED, at
from .staging import Stage


def giver() -> Stage:
    """They are asked about what they see in its parts, and of the words in others they hear nothing."""
    user = pages.who("track lead")
    with at(LOGGED, goes=True):
        happened = make.development(marking="TLP:AMBER+STRICT", approved=True)
        make.citation(development=happened, source=make.source(marking="TLP:RED"), note="Call 0799 123 456.")
    stage = Stage(Asker(user), [])
    where = pages.address(Development, "access", happened.pk)
    form = form_of(stage.asker, where)
    assert form, "There is no page on which to give access."
    stage.ask(post(where, form | {"marking": "TLP:AMBER", "marking_reason": "It is public."}))
    return stage
