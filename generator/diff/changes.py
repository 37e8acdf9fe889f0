"""One change between two clients, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diff.rule import Rule


@dataclass(frozen=True, slots=True)
class Change:
    """What happened, to what, and by which rule it is judged.

    `owner` is the operation's method (`customers.create`), the class or the alias that it happened
    to, and `name` the argument, field or value of it, empty where it is about the whole.
    `resource` is the one of the client that it is told with (see `homes_of_resources`), `servers`
    and `webhooks` for what is in those modules, and empty where it is about all.
    `before` and `after` are annotations or names, empty where there is none; `lost` and `gained`
    what one has and the other has not.
    """

    rule: Rule
    resource: str
    owner: str
    name: str = ""
    before: str = ""
    after: str = ""
    lost: str = ""
    gained: str = ""
    # The function of the operation that it is about.
    function: str = ""

    @property
    def breaking(self) -> bool:
        return self.rule.breaking
