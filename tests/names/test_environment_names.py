"""Names of environment variables."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ir.http import SchemeKind, Security, SecurityScheme
from generator.naming.environment_names import EnvironmentNames, name_environment


def security(kind: SchemeKind = "bearer") -> Security:
    return Security(schemes=(SecurityScheme("a", kind),))


@pytest.mark.parametrize(
    ("package", "title", "prefix"),
    [
        ("stripe_client", "Stripe API", "STRIPE"),
        ("stripe", "Stripe API", "STRIPE"),
        ("acme_orders_api_client", "Orders", "ACME_ORDERS"),
        ("client", "Payments API", "PAYMENTS"),
        ("api", "3scale REST API", "API_3SCALE"),
        ("api", "ÄÖ", "API"),
        ("sdk", "", "SDK"),
    ],
)
def test_variables_begin_with_the_package_or_title(
    package: str, title: str, prefix: str
) -> None:
    names = name_environment(package, title, security())
    assert names == EnvironmentNames((f"{prefix}_API_KEY",), f"{prefix}_BASE_URL")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("api_key", ("A_API_KEY",)),
        ("http", ("A_API_KEY",)),
        ("oauth2", ("A_ACCESS_TOKEN",)),
        ("basic", ("A_USERNAME", "A_PASSWORD")),
    ],
)
def test_variables_of_a_scheme(kind: SchemeKind, expected: tuple[str, ...]) -> None:
    assert name_environment("a", "A", security(kind)).credentials == expected


def test_api_without_credentials_has_no_variable_for_them() -> None:
    assert name_environment("a", "", Security()) == EnvironmentNames((), "A_BASE_URL")


def test_configured_variables() -> None:
    assert name_environment("a", "", security(), ("KEY",), "URL") == EnvironmentNames(
        ("KEY",), "URL"
    )
    assert name_environment("a", "", security(), (), "") == EnvironmentNames()


@given(st.from_regex(r"[a-z_][a-z0-9_]{0,20}", fullmatch=True), st.text(max_size=20))
def test_variables_can_be_set_in_a_shell(package: str, title: str) -> None:
    names = name_environment(package, title, security())
    for name in (*names.credentials, names.base_url):
        assert re.fullmatch("[A-Z_][A-Z0-9_]*", name)
