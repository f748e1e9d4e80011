"""Django's own templates that ours take the place of: an upgrade that changes one must be noticed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.contrib import admin

OURS = settings.BASE_DIR / "templates" / "admin"
DJANGOS = Path(admin.__file__).parent / "templates" / "admin"

# Read the change in Django's template, carry over what concerns ours, then write the new value here.
TAKEN_FROM = {
    "app_list.html": "1fe91b190f34630d",
    "base_site.html": "182897817c02fd96",
    "change_list_object_tools.html": "f805f46d84f10ec7",
    "filter.html": "72f8dacc61259f70",
    "index.html": "4d0c59740cb66727",
    "login.html": "15903e7771c42125",
    "pagination.html": "381bc2d87585687d",
}


def test_the_templates_that_ours_replace_are_those_that_they_were_made_from():
    replaced = {}
    for own in OURS.glob("*.html"):
        original = DJANGOS / own.name
        extends = re.search(r'{% extends "admin/(.+?)" %}', own.read_text(encoding="utf-8"))
        if original.exists() and not (extends and extends[1] == own.name):
            replaced[own.name] = hashlib.sha256(original.read_bytes()).hexdigest()[:16]
    assert replaced == TAKEN_FROM
