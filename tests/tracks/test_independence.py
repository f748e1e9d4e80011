"""How many independent sources stand behind a record, over what its reader sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from tests.config import admin_pages as pages
from tests.config import api_routes as api
from tracks.independence import Behind, behind, independent
from tracks.models import Development

from .cited import cite, withdraw

# --- Counting -----------------------------------------------------------------------------

SOURCES = st.sampled_from("ABCDEFGH")
PAIRS = st.lists(st.tuples(SOURCES, st.none() | SOURCES), max_size=12)


def naively(pairs) -> int:
    """Groups grown one source at a time until nothing joins them any more."""
    left, groups = {name for pair in pairs for name in pair if name}, 0
    while left:
        groups += 1
        group, before = {left.pop()}, set()
        while group != before:
            before = set(group)
            group |= {name for pair in pairs if group & set(pair) for name in pair if name}
        left -= group
    return groups


@given(PAIRS)
def test_the_number_of_groups_is_that_of_a_naive_count(pairs):
    assert independent(pairs) == naively(pairs)


@given(PAIRS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_counts(pairs, random):
    again = [*pairs, *pairs]
    random.shuffle(again)
    assert independent(again) == independent(pairs)


@given(PAIRS, st.tuples(SOURCES, SOURCES))
def test_to_say_that_a_source_derives_from_another_never_adds_one_to_those_cited(pairs, pair):
    cited = [(name, None) for name in {p[0] for p in pairs} | set(pair)]
    assert independent([*pairs, *cited, pair]) <= independent([*pairs, *cited])


@pytest.mark.parametrize(
    ("pairs", "number"),
    [
        ([], 0),
        ([("A", None)], 1),
        ([("A", None), ("A", None)], 1),
        ([("A", None), ("B", None)], 2),
        ([("A", "B"), ("B", None)], 1),
        ([("A", "T"), ("B", "T"), ("C", "T"), ("D", "T"), ("E", "T")], 1),
        ([("A", "B"), ("B", "C"), ("C", "D"), ("E", None)], 2),
        ([("A", "B"), ("B", "A")], 1),
        ([("A", None), ("A", "B"), ("B", None)], 1),
    ],
)
def test_five_articles_on_one_tweet_are_one_source(pairs, number):
    assert independent(pairs) == number


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        (Behind(0, 0, False), "No source stands behind this yet."),
        (Behind(1, 1, False), "1 independent source stands behind this (of 1 citation)."),
        (Behind(1, 3, True), "1 independent source stands behind this (of 3 citations)."),
        (Behind(2, 3, True), "2 independent sources stand behind this (of 3 citations)."),
    ],
)
def test_it_is_said_in_words(counted, words):
    assert str(counted) == words


# --- Over what the reader sees --------------------------------------------------------------


@pytest.fixture
def development(db):
    return make.development(marking="TLP:CLEAR")


def test_withdrawn_citations_and_those_of_withdrawn_sources_do_not_count(development, desk):
    one, two, _ = (cite(development, name) for name in ("Amu", "Tolo", "Khaama"))
    assert behind(development, desk) == Behind(3, 3, False)
    withdraw(one)
    assert behind(development, desk) == Behind(2, 2, False)
    withdraw(two.source)
    assert behind(development, desk) == Behind(1, 1, False)


def test_what_is_hidden_counts_as_nothing_neither_as_a_source_nor_as_an_origin(development, desk):
    cite(development, "A diplomat", hidden=True)
    tweet = make.source(publisher="A tweet", marking="TLP:RED")
    cite(development, "Amu", derives_from=tweet)
    cite(development, "Tolo", derives_from=tweet)
    assert behind(development, desk) == Behind(2, 2, False)
    tweet.readers.add(desk)
    assert behind(development, desk) == Behind(1, 2, False)


def test_the_api_counts_what_its_reader_sees(development, desk, ask):
    one = cite(development, "Amu")
    cite(development, "Tolo", derives_from=one.source)
    cite(development, "A diplomat", hidden=True)
    hidden = make.source(publisher="A tweet", marking="TLP:RED")
    cite(development, "Khaama", derives_from=hidden)
    row = ask(desk).get(api.address("developments", development.pk)).json()
    assert (row["independent_sources"], len(row["citations"])) == (2, 3)
    hidden.readers.add(desk)
    cite(development, "Ariana", derives_from=hidden)
    (row,) = api.listed(ask(desk), "developments")["results"]
    assert (row["independent_sources"], len(row["citations"])) == (2, 4)


def test_the_form_and_the_step_of_the_review_say_how_many_stand_behind_it(development, desk, browse):
    one = cite(development, "Amu")
    cite(development, "Tolo", derives_from=one.source)
    cite(development, "A diplomat", hidden=True)
    words = "1 independent source stands behind this (of 2 citations)."
    client = browse(desk)
    page = client.get(pages.address(Development, "change", development.pk)).content.decode()
    assert words in page
    assert page.index(words) < page.index('id="citations-group"')
    assert words in client.get(pages.address(Development, "review", development.pk, "submit")).content.decode()
    assert "behind this" not in client.get(pages.address(Development, "add")).content.decode()
