"""Which hosts are this machine's own or its network's, and may not be named by public ones."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address


def is_loopback(host: str) -> bool:
    """Whether `host` is this machine: `localhost` (RFC 6761, section 6.3) or a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_internal(host: str) -> bool:
    """Whether `host` is not on the public Internet, by its address or by one that its name has.

    A name that cannot be looked up here is nobody's: the connection will tell, or a proxy knows it.
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
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return set()
    return {str(each[4][0]) for each in found}


def _is_internal(text: str) -> bool:
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return not address.is_global
