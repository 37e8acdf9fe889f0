"""Compare the credentials that two clients and their operations need."""

from __future__ import annotations

from collections.abc import Iterator

from generator.interface_diff.compare.change import Change
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
    if before.text_scheme and before.text_scheme != after.text_scheme:
        yield Change(
            RULES["credentials-changed"],
            "",
            "Client",
            before=before.text_scheme,
            after=after.text_scheme,
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
        rule = _requirement_rule(before.default, after.default, "client")
        if rule:
            yield Change(
                RULES[rule],
                "",
                "Client",
                before=describe_requirements(before.default),
                after=describe_requirements(after.default),
            )


class RequirementComparer:
    """Compares what operations require, for two clients with these defaults."""

    def __init__(self, old_default: Requirements, new_default: Requirements) -> None:
        self._old_default = old_default
        self._new_default = new_default

    def compare(self, old: Operation, new: Operation) -> tuple[str, str, str] | None:
        """Return the rule, and both requirements in words; None if there is no change."""
        if old.security is None and new.security is None:
            # A change of the default is reported for the client.
            return None
        before = self._old_default if old.security is None else old.security
        after = self._new_default if new.security is None else new.security
        rule = _requirement_rule(before, after, "operation")
        if not rule:
            return None
        return rule, describe_requirements(before), describe_requirements(after)


def _requirement_rule(old: Requirements, new: Requirements, subject: str) -> str:
    if old == new:
        return ""
    if still_satisfies(old, new):
        return f"{subject}-requirements-changed"
    return f"{subject}-needs-credentials"
