"""The page of API tokens: made for a purpose, shown once, ended by their owner or an administrator."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from config.models import Token

from . import admin_pages as pages

PAGE = "/admin/tokens/"
SENT = {"purpose": "Nightly sheet", "ceiling": "TLP:GREEN", "days": "30"}


def made(client) -> str:
    text = pages.text_of(client.post(PAGE, SENT))
    (secret,) = re.findall(r'<code class="secret">(\w+)</code>', text)
    return secret


def works(secret: str) -> bool:
    return Client(headers={"Authorization": f"Token {secret}"}).get("/api/v1/meetings/").status_code == 200


def test_a_token_is_shown_once_works_and_can_be_ended(desk):
    client = pages.signed_in(desk)
    secret = made(client)
    assert works(secret)
    later = pages.text_of(client.get(PAGE))
    assert secret not in later
    assert "Nightly sheet" in later
    token = Token.objects.get()
    assert (token.user, token.maker, token.ceiling) == (desk, desk, "TLP:GREEN")
    client.post(PAGE, {"end": token.pk})
    assert not works(secret)
    assert "There is no such token any more." in pages.text_of(client.post(PAGE, {"end": token.pk}, follow=True))


@pytest.mark.parametrize(
    ("sent", "field"), [({"ceiling": "TLP:AMBER"}, "ceiling"), ({"days": "366"}, "days"), ({"purpose": " "}, "purpose")]
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_made(reader, sent, field):
    response = pages.signed_in(reader).post(PAGE, SENT | sent)
    assert list(response.context["form"].errors) == [field]
    assert not Token.objects.exists()


def test_a_key_that_no_database_stores_is_no_token(desk):
    response = pages.signed_in(desk).post(PAGE, {"end": "a\0b"}, follow=True)
    assert "There is no such token any more." in pages.text_of(response)


def test_only_administrators_see_and_end_the_tokens_of_others(desk, reader, administrator):
    secret = made(pages.signed_in(desk))
    key = Token.objects.get().pk
    other = pages.signed_in(reader)
    assert "Nightly sheet" not in pages.text_of(other.get(PAGE))
    other.post(PAGE, {"end": key})
    assert works(secret)
    chief = pages.signed_in(administrator)
    assert "Nightly sheet" in pages.text_of(chief.get(PAGE))
    chief.post(PAGE, {"end": key})
    assert not works(secret)
