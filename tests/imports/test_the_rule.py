"""The one place at which imports ask the rule matters: answered “everything” there, a dry run says otherwise."""

from __future__ import annotations

from django.db import transaction

from tests.non_interference.importing import importer
from tests.non_interference.sites import call_sites, watched
from tests.non_interference.test_mutations import look
from tests.non_interference.two_records import quiet


def test_hidden_rows_would_be_told_of_if_the_rule_were_not_asked(db, copies_folder):
    sites = call_sites()
    left = {site for site in sites if "/imports/" in site.path}
    assert len(left) == 1
    with watched(sites) as watch, quiet(), transaction.atomic():
        look(importer(), watch, left)
        transaction.set_rollback(True)
    assert left == set()
