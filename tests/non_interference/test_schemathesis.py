"""Whatever the API's document allows is answered as the document says, to each role, with nothing above it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.test.client import ClientHandler
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)

from config.api.docs import document

from . import asks
from .answers import Asker
from .hidden import PIECES, lay
from .scene import NOW, ROLES, at, build
from .two_records import quiet

EXAMPLES = 2  # Of each operation, for each role.
CHECKS = [not_a_server_error, content_type_conformance, response_headers_conformance, response_schema_conformance]

pytestmark = pytest.mark.usefixtures("copies_folder")


class Service:
    """The service, to which every request comes from one person."""

    def __init__(self, cookie: str):
        self.cookie, self.handler = cookie, ClientHandler()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        response = self.handler(environ | {"HTTP_COOKIE": self.cookie, "HTTP_HOST": "testserver"})
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [b"".join(response)]


@pytest.mark.parametrize("role", ROLES)
def test_each_operation_answers_as_documented_and_shows_nothing_above_the_clearance(role, db):
    with quiet():
        scene = build(role)
        words = asks.words_of(asks.keys_of(lay(scene, PIECES, 4)))
        service = Service(Asker(scene.user).cookie)
        schema = schemathesis.openapi.from_dict(document())
        schema.app = service
        operations = [result.ok() for result in schema.get_all_operations()]
        assert len(operations) > 50
        for operation in operations:
            ask(operation, words)


def ask(operation: Any, words: list[str]) -> None:
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy())
    def answered(case: Any) -> None:
        with at(NOW), transaction.atomic():
            response = case.call()
        case.validate_response(response, checks=CHECKS)
        assert response.status_code in (200, 400, 403, 404), response.status_code
        asked = str(case.query) + str(case.path_parameters)
        assert [word for word in words if word in response.text.lower() and word not in asked.lower()] == []

    answered()
