"""The table of all rules, as a mapping and as text for `codegen diff --rules` and the docs.

Changes to sent and to received values are judged by separate rules, see PREAMBLE.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.interface_diff.rules.client_rules import CLIENT_RULES
from generator.interface_diff.rules.operation_rules import OPERATION_RULES
from generator.interface_diff.rules.rule import Rule
from generator.interface_diff.rules.type_rules import TYPE_RULES

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.id: rule for rule in (*CLIENT_RULES, *OPERATION_RULES, *TYPE_RULES)}
)
PREAMBLE = """\
Values that callers send and values that they receive are judged separately: accepting fewer
values breaks callers that send them, returning more types of values breaks callers that read
them. Removing a name always breaks callers. Moving a type to another module does not, since
`models` and `inputs` export all of their types. A type that is both sent and received is judged
in both directions; if either breaks callers, the breaking rule is reported."""
_ID_WIDTH = 32


def rules_text() -> str:
    """Return the preamble and a table of IDs and descriptions, breaking rules first."""
    breaking = [rule for rule in RULES.values() if rule.breaking]
    others = [rule for rule in RULES.values() if not rule.breaking]
    return (
        f"{PREAMBLE}\n\n"
        f"Breaking:\n\n{_format_table(breaking)}\n"
        f"Not breaking:\n\n{_format_table(others)}"
    )


def _format_table(rules: Iterable[Rule]) -> str:
    return "".join(f"  {rule.id:<{_ID_WIDTH}}{rule.description}\n" for rule in rules)
