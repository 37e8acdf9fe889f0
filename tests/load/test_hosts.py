"""Which addresses are on the public Internet, and which only look like it."""

from __future__ import annotations

import pytest

from generator.source.load.hosts import (
    is_loopback,
    is_loopback_address,
    is_public_address,
    resolve,
)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "2606:4700:4700::1111",
        # NAT64, 6to4 and mapped addresses of a public one.
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "::ffff:8.8.8.8",
    ],
)
def test_public_addresses(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        # Mapped, compatible and translated IPv4 addresses.
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        # NAT64 of internal addresses, and its prefix for local use.
        "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        # 6to4 of internal addresses, and Teredo.
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:a9fe:a9fe::1",
        "2001:0:7f00:1::1",
        "2001:db8::1",
    ],
)
def test_internal_addresses(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1"]
)
def test_other_spellings_of_this_machine_are_resolved(host: str) -> None:
    assert not is_loopback(host)
    addresses = resolve(host)
    assert all(map(is_loopback_address, addresses))
    assert not any(map(is_public_address, addresses))


@pytest.mark.parametrize("host", ["a..b", "a" * 300, "\udc80", "no.invalid"])
def test_name_that_does_not_resolve_has_no_addresses(host: str) -> None:
    assert resolve(host) == ()


def test_empty_name_is_no_other_machine() -> None:
    # Some systems resolve it to this machine.
    assert all(map(is_loopback_address, resolve("")))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "a.localhost", "::1"])
def test_names_of_this_machine(host: str) -> None:
    assert is_loopback(host)
