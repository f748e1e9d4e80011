"""The network address that a request comes from, which a caller cannot forge."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings


def client_address(request: Any) -> str | None:
    """The caller's address: the one that the outermost of our own proxies saw.

    Each proxy appends the address of its caller to `X-Forwarded-For`, so with `PROXIES` of them
    in front it is that many from the right; what stands left of it, the caller may have made up.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    said = str(request.META.get("HTTP_X_FORWARDED_FOR") or "")
    if settings.PROXIES and said:
        listed = said.split(",")
        address = _read(listed[-min(settings.PROXIES, len(listed))])
        if address:
            return str(address)
    address = _read(direct)
    return str(address) if address else None


def counted_address(request: Any) -> str | None:
    """The address by which failures are counted: of IPv6 the network of 64 bits, which one line has for itself."""
    address = _read(client_address(request) or "")
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False).network_address)
    return str(address) if address else None


def _read(text: str) -> IPv4Address | IPv6Address | None:
    text = text.strip()
    if text.startswith("["):  # [2001:db8::1]:443
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:  # 192.0.2.1:443
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or IPv6Address(int(address))  # Without the name of a network card.
    return address


__all__ = ["client_address", "counted_address"]
