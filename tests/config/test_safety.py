"""What looks like a way to reach, identify or find somebody; and what of the record's own words does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.safety import IDENTITY, MAIL, PHONE, PLACE, findings, folded, redacted

FOUND = [
    ("Call +93 79 912 3456 tonight.", PHONE),
    ("Call 0093799123456.", PHONE),
    ("0799123456", PHONE),
    ("079 912 3456", PHONE),
    ("شماره ۰۷۹۹۱۲۳۴۵۶ است", PHONE),
    ("٠٧٩٩١٢٣٤٥٦", PHONE),
    ("WhatsApp: +1 (202) 555-0143", PHONE),
    ("Write to a.b+c@example.org, please", MAIL),
    ("tazkira 1399-0100-12345", IDENTITY),
    ("۱۳۹۹-۰۱۰۰-۱۲۳۴۵", IDENTITY),
    ("Passport no. P01234567", IDENTITY),
    ("تذکره نمبر ۱۲۳۴۵۶۷۸", IDENTITY),
    ("someone [at] example.org", MAIL),
    ("someone (at) mail (dot) example (dot) org", MAIL),
    ("tazkira no. 12345", IDENTITY),
    ("Tel:0093799123456", PHONE),
    ("+ 93 799 123 456", PHONE),
    ("Held at 34.5553, 69.2075.", PLACE),
    ("34.5553 N 69.2075 E", PLACE),
    ("69.2075/34.5553", PLACE),
    ("N34.5553 E69.2075", PLACE),
    ("34 33 12 N, 69 12 30 E", PLACE),
    ("34°33′ N 69°12′ E", PLACE),
    ("42S WD 12345 67890", PLACE),
    ("8J5J+X2 beside the mill", PLACE),
]
HARMLESS = [
    "On 2024-05-19 and 2024-05-20, 12 people met.",
    "Between 2021-08-15 and 2022-03-24 the price rose from 70.25 to 89.10 afghanis.",
    "100 000 000 US dollars were released, 1,234,567 of them in cash.",
    "Resolution 2593 (2021), S/2024/196, TAi.144, MTG-2024-7KQ4.",
    "34 provinces; 69.2 per cent; AF01 and AF34.",
    "from 06:30 to 18:45, rooms 204-206",
    "https://press.un.org/en/2024/sc15687.doc.htm",
    "The minister answered @ length.",
    "In the year 1403 (2024/2025).",
    "At 10:00 15.08.2021 the talks began.",
    "Reserves grew by + 1 250 000 000 USD.",
    "The passport office reopened on 2021-10-05, and on 05.10.2021 in Herat.",
    "Passport fees rose to 10 000 and then 12 500 afghanis.",
    "978-92-1-154243-7",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_it_is_found_in_any_script_of_digits(text, kind):
    assert kind in [found.kind for found in findings(text, with_places=True)]


@pytest.mark.parametrize("text", HARMLESS)
def test_words_of_the_record_are_not_taken_for_it(text):
    assert findings(text, with_places=True) == []


@pytest.mark.parametrize("text", [text for text, kind in FOUND if kind == PLACE])
def test_exact_places_are_asked_about_only_where_people_are_at_risk(text):
    assert PLACE not in [found.kind for found in findings(text)]


@given(st.text(max_size=200), st.sampled_from([found for found in FOUND if found[1] != PLACE]), st.text(max_size=200))
def test_it_is_found_whatever_stands_around_it(before, known, after):
    text, kind = known
    assert kind in [found.kind for found in findings(f"{before} \n {text} \n {after}")]


@given(st.text())
def test_any_text_is_looked_through(text):
    assert len(folded(text)) <= len(text) * 2
    findings(text, with_places=True)


@pytest.mark.parametrize(
    "text", ["0" * 40_000, "+1" * 20_000, "a@" * 20_000, "1." * 20_000, "passport " * 5_000, "4 " * 20_000]
)
def test_a_long_text_made_to_be_slow_is_not(text):
    findings(text, with_places=True)


def test_what_is_found_can_be_named_instead():
    assert redacted("Call 0799123456 or a@example.org.") == "Call [phone number] or [e-mail address]."
    assert redacted("Nothing, since ۱۴۰۰.") == "Nothing, since ۱۴۰۰."
