"""The generated documents: what the code can say of itself is written by the code.

`manage.py write_docs` writes them into `docs/`; `--check` tells whether they are up to date.
They follow from the code alone, so they are the same on every database and Python.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from ..api.docs import openapi_yaml
from .dictionary import dictionary_md
from .picture import domain_svg
from .workflow import review_md


def documents() -> dict[str, str]:
    """Every generated document by its name in `docs/`."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "data-dictionary.md": dictionary_md(),
            "domain.svg": domain_svg(),
            "openapi.yaml": openapi_yaml(),
            "review.md": review_md(),
        }


__all__ = ["documents"]
