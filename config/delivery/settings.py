"""From addresses, where packages are kept and which server sends the mails about them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

ACCEPTED = (
    "give a folder, e.g. /srv/packages, or s3://bucket/folder, with ?endpoint=https://… for another provider "
    "and &region=… if it needs one"
)


def packages_storage(address: str) -> dict[str, Any]:
    """The entry of STORAGES. Raises ImproperlyConfigured for what is neither.

    Keys of a bucket are not in the address: boto3 finds them where it always looks, such as in
    AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or in the role of the machine.
    """
    if address.startswith("s3://"):
        return _bucket(address)
    folder = address.removeprefix("file://")
    if "://" in folder or not folder:
        raise ImproperlyConfigured(f"PACKAGES_URL={address}: {ACCEPTED}.")
    return {"BACKEND": "config.storage.PackageFiles", "OPTIONS": {"location": Path(folder).absolute()}}


def _bucket(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = set(asked) - {"endpoint", "region"}
    if not parts.hostname or "@" in parts.netloc or unknown:
        raise ImproperlyConfigured(f"PACKAGES_URL: {ACCEPTED}; keys stand in AWS_ACCESS_KEY_ID and the like.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "PACKAGES_URL=s3://… needs django-storages: pip install 'django-storages[s3]~=1.14'."
        )
    options = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": asked.get("endpoint"),
        "region_name": asked.get("region"),
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": True,
    }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {name: value for name, value in options.items() if value is not None},
    }


def mail(parsed: dict[str, Any]) -> dict[str, Any]:
    """Django's settings of the mail server. Raises ImproperlyConfigured if no server is named."""
    if "EMAIL_BACKEND" not in parsed:
        raise ImproperlyConfigured("EMAIL_URL: give smtp://user:password@host:587/?tls=True, console: or dummy:.")
    return parsed | {"EMAIL_TIMEOUT": parsed["EMAIL_TIMEOUT"] or 20}  # Seconds; nothing waits longer for it.
