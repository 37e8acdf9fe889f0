"""Tell hosts of this machine and its network from hosts on the public Internet."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address


def is_loopback(host: str) -> bool:
    """Whether `host` is `localhost` (RFC 6761, section 6.3) or a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_internal(host: str) -> bool:
    """Whether `host`, or any address its name resolves to, is not on the public Internet.

    A name that does not resolve counts as public: the connection will fail, or a proxy knows it.
    """
    return is_loopback(host) or any(map(_is_internal, _addresses(host)))


def _addresses(host: str) -> set[str]:
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        return {host}
    try:
        entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return set()
    return {str(entry[4][0]) for entry in entries}


def _is_internal(string: str) -> bool:
    address = ip_address(string.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return not address.is_global
