"""Compare the credentials that two clients and their operations need."""

from __future__ import annotations

from collections.abc import Iterator

from generator.interface_diff.compare.change import Change, PartChange
from generator.interface_diff.interface.client_interface import (
    ClientInterface,
    Operation,
)
from generator.interface_diff.interface.wire import (
    Requirements,
    describe_requirements,
    still_satisfies,
)
from generator.interface_diff.rules.rule_table import RULES


def compare_security(old: ClientInterface, new: ClientInterface) -> Iterator[Change]:
    """Yield what changes for whoever passes credentials to the client."""
    before, after = old.security, new.security
    if before.secret_scheme and before.secret_scheme != after.secret_scheme:
        yield Change(
            RULES["credentials-changed"],
            "",
            "Client",
            before=before.secret_scheme,
            after=after.secret_scheme,
        )
    old_schemes, new_schemes = dict(before.schemes), dict(after.schemes)
    for name in sorted(old_schemes.keys() | new_schemes.keys()):
        sent_before, sent_after = old_schemes.get(name, ""), new_schemes.get(name, "")
        if sent_before == sent_after:
            continue
        rule = "credential-changed"
        if not sent_before:
            rule = "credential-added"
        elif not sent_after:
            rule = "credential-removed"
        yield Change(
            RULES[rule], "", "Credentials", name, before=sent_before, after=sent_after
        )
    if any(operation.security is None for operation in old.operations):
        for change in _compare_requirements(before.default, after.default, "client"):
            yield change.of("Client", "")


class RequirementComparer:
    """Compares what operations require, for two clients with these defaults."""

    def __init__(self, old_default: Requirements, new_default: Requirements) -> None:
        self._old_default = old_default
        self._new_default = new_default

    def compare(self, old: Operation, new: Operation) -> Iterator[PartChange]:
        """Yield the change of an operation's requirements, if there is one."""
        if old.security is None and new.security is None:
            # A change of the default is reported for the client.
            return
        before = self._old_default if old.security is None else old.security
        after = self._new_default if new.security is None else new.security
        yield from _compare_requirements(before, after, "operation")


def _compare_requirements(
    old: Requirements, new: Requirements, subject: str
) -> Iterator[PartChange]:
    """Yield the change of requirements, with a rule for `subject`: `client` or `operation`."""
    if old == new:
        return
    rule = "requirements-changed" if still_satisfies(old, new) else "needs-credentials"
    yield PartChange(
        f"{subject}-{rule}",
        before=describe_requirements(old),
        after=describe_requirements(new),
    )
