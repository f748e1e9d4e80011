"""The pages that say what went wrong stand alone, and say what to do next."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.views import csrf, defaults

ANSWERS = {
    "400": (400, lambda request: defaults.bad_request(request, ValueError("a secret"))),
    "403": (403, lambda request: defaults.permission_denied(request, PermissionDenied("You may not download this."))),
    "403_csrf": (403, csrf.csrf_failure),
    "404": (404, lambda request: defaults.page_not_found(request, Http404("a secret"))),
    "500": (500, defaults.server_error),
}


@pytest.mark.parametrize(("status", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_an_error_page_needs_no_database_and_says_what_to_do_next(status, answer):
    response = answer(RequestFactory().get("/admin/tracks/meeting/MTG-2024-ABCD/"))
    words = response.content.decode()
    assert response.status_code == status
    assert "What to do next:" in words
    assert '<a href="/">' in words
    assert "a secret" not in words
    assert not re.search(r"<script|<style|style=|https?://", words)


def test_the_page_for_what_is_forbidden_gives_the_reason():
    assert "You may not download this." in ANSWERS["403"][1](RequestFactory().get("/")).content.decode()


def test_the_page_for_a_failure_needs_no_file_but_itself():
    assert b'<link rel="stylesheet"' not in ANSWERS["500"][1](RequestFactory().get("/")).content
