"""A change between two client interfaces."""

from __future__ import annotations

from dataclasses import dataclass

from generator.interface_diff.rules.rule import Rule
from generator.interface_diff.rules.rule_table import RULES


@dataclass(frozen=True, slots=True)
class Change:
    """One change and the rule that judges it. Strings are empty where they do not apply.

    Attributes:
        rule: the type of the change, which says whether it breaks callers.
        resource: the resource to report the change under (see `group_resources`), `servers` or
            `webhooks`; empty if it concerns the whole client.
        owner: what changed: a method (`customers.create`), a class, an alias or an exception.
        name: the argument, field or value of the owner that changed; empty for the owner itself.
        before: the annotation or name in the old interface.
        after: the annotation or name in the new interface.
        lost: the members of the union `before` that `after` does not have.
        gained: the members of the union `after` that `before` does not have.
        function: the function of the operation that changed.
    """

    rule: Rule
    resource: str
    owner: str
    name: str = ""
    before: str = ""
    after: str = ""
    lost: str = ""
    gained: str = ""
    function: str = ""

    @property
    def breaking(self) -> bool:
        """Whether the change breaks callers."""
        return self.rule.breaking


@dataclass(frozen=True, slots=True)
class PartChange:
    """A change in part of an operation, type or webhook, without the owner to report it for.

    `rule` is the id of the rule; the other attributes are those of `Change`.
    """

    rule: str
    name: str = ""
    before: str = ""
    after: str = ""

    def of(self, owner: str, resource: str, function: str = "") -> Change:
        """Return the change, reported for `owner` under `resource`."""
        return Change(
            rule=RULES[self.rule],
            resource=resource,
            owner=owner,
            name=self.name,
            before=self.before,
            after=self.after,
            function=function,
        )
