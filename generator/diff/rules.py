"""The rules by which a change breaks callers or does not: the whole table, by ID.

What callers send and what they receive are judged apart: taking less breaks those who send, giving
more kinds of values breaks those who read. A name that is gone always breaks. A type that is sent
and received as well is judged by both, and the rule that breaks is the one that is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.diff.call_rules import CALL_RULES
from generator.diff.client_rules import CLIENT_RULES
from generator.diff.rule import Rule
from generator.diff.type_rules import TYPE_RULES

RULES: Mapping[str, Rule] = MappingProxyType(
    {each.id: each for each in (*CLIENT_RULES, *CALL_RULES, *TYPE_RULES)}
)
PREAMBLE = """\
What callers send and what they receive are judged apart: taking less breaks those who send,
giving more kinds of values breaks those who read. A name that is gone always breaks; a module
that moved does not, since `models` and `inputs` hand on what is in them. A type that is sent
and received is judged by both, and of the rules that hold the one that breaks is told."""
