"""An address that no database could look up is answered in words."""

from __future__ import annotations

import pytest

WORDS = "The address contains a NUL character (%00). Remove it and try again."


@pytest.mark.parametrize(
    "address",
    [
        "/admin/tracks/meeting/MTG%00/change/",
        "/admin/%00",
        "/api/v1/meetings/%00/",
        "/healthz?x=%00",
        "/admin/tracks/meeting/?q=a%00b",
        "/api/v1/meetings/?search=%00",
        "/api/v1/meetings/?a%00b=1",
        "/%00",
    ],
)
def test_nul_in_an_address_is_a_bad_request_in_words(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == WORDS


def test_the_answer_names_the_protections_of_every_page(client):
    answer = client.get("/%00")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "head", "options"])
def test_it_does_not_matter_how_it_is_asked(client, method):
    assert getattr(client, method)("/admin/?q=%00").status_code == 400


@pytest.mark.parametrize("query", ["q=%2500", "q=00", "q=%0a", "q=%D9%85"])
def test_any_other_address_passes(db, client, query):
    assert client.get(f"/admin/login/?{query}").status_code == 200


def test_nul_that_a_form_posts_is_refused_by_the_form_which_names_the_field(db, browse, desk):
    page = browse(desk).post("/admin/tracks/organisation/add/", {"name": "A\x00body"})
    assert page.status_code == 200
    assert "Null characters are not allowed." in page.content.decode()
