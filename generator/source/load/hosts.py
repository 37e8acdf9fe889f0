"""Tell hosts of this machine and its network from hosts on the public Internet.

A host is judged by the addresses that its name resolves to, and connected to at these very
addresses: a name that resolves to something else a moment later leads nowhere else.
"""

from __future__ import annotations

import socket
from ipaddress import (
    IPv4Address,
    IPv6Address,
    IPv6Network,
    ip_address,
)

# Where clouds serve the credentials of a machine, besides link-local addresses: AWS, Google Cloud,
# Alibaba Cloud, and Oracle Cloud.
_METADATA = frozenset(
    map(ip_address, ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "192.0.0.192"))
)
# All global unicast addresses (RFC 4291, section 2.4).
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Prefixes of addresses whose last four bytes are an IPv4 address: compatible and mapped (RFC 4291,
# section 2.5.5), translated (RFC 2765, section 2.1), and NAT64 (RFC 6052, section 2.1).
_EMBEDS_IPV4 = tuple(
    map(IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
)


def is_loopback(host: str) -> bool:
    """Whether `host` is `localhost` (RFC 6761, section 6.3) or a loopback address."""
    name = host.lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return _parse(host).is_loopback
    except ValueError:
        return False


def resolve(host: str) -> tuple[str, ...]:
    """The addresses of `host`, in the order in which to try them; empty if it has none.

    Spellings of IPv4 addresses other than four decimal numbers (`2130706433`, `0x7f.1`) are
    understood as the system understands them.
    """
    try:
        _parse(host)
    except ValueError:
        pass
    else:
        return (host,)
    try:
        entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))


def is_public_address(string: str) -> bool:
    """Whether an IP address is on the public Internet.

    An IPv6 address that stands for an IPv4 address is judged by that one: behind a translator
    (NAT64) or a relay (6to4, RFC 3056), it leads there.
    """
    address = _parse(string)
    if isinstance(address, IPv6Address):
        embedded = _embedded_ipv4(address)
        if embedded is None:
            return address.is_global and address in _GLOBAL_UNICAST
        address = embedded
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_loopback_address(string: str) -> bool:
    """Whether an IP address is this machine, as `127.0.0.1`, `::1` or `::ffff:127.0.0.1`."""
    address = _parse(string)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback


def is_metadata_address(string: str) -> bool:
    """Whether an IP address is link-local or another one that serves secrets of the machine.

    An IPv6 address that stands for an IPv4 address is judged by that one.
    """
    address = _parse(string)
    if isinstance(address, IPv6Address):
        address = _embedded_ipv4(address) or address
    return address.is_link_local or address in _METADATA


def _embedded_ipv4(address: IPv6Address) -> IPv4Address | None:
    if address.sixtofour is not None:
        return address.sixtofour
    if any(address in network for network in _EMBEDS_IPV4):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None


def _parse(string: str) -> IPv4Address | IPv6Address:
    # The zone of a link-local address: `fe80::1%eth0`.
    return ip_address(string.partition("%")[0])
