"""Regular expressions of JSONPath, I-Regexp (RFC 9485), matched in linear time.

A pattern becomes an automaton without backtracking: the states in which the text so far may have
left it. How much work a match takes is counted and does not depend on the machine, so that a
document has the same result everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.source.overlay.query import QueryBudget, QueryError

MAX_STATES = 10_000
MAX_NESTING = 100
# Work to compute a transition, relative to looking it up.
_TRANSITION_COST = 20
# How many states all known sets of states may have in total before they are forgotten.
_MAX_KNOWN = 500_000

_QUANTIFIER = re.compile(r"[*+?]|\{(\d+)(?:(,)(\d*))?\}", re.ASCII)
_CATEGORY = re.compile(
    r"\\([pP])\{(L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|Z[lps]?|S[ckmo]?|C[cfno]?)\}"
)
_ESCAPED = frozenset("()*+-.?[\\]^{|}nrt")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_NOT_NORMAL = frozenset("()*+.?[\\]{|}")
_MAX_DIGITS = 6


class PatternError(Exception):
    """A pattern is not an I-Regexp."""


@dataclass(frozen=True, slots=True)
class CharacterClass:
    """A set of characters: ranges and Unicode categories, or all characters but these."""

    ranges: tuple[tuple[str, str], ...] = ()
    # A category or its first letter, and whether it is excluded (`\P`).
    categories: tuple[tuple[str, bool], ...] = ()
    is_negated: bool = False

    @property
    def size(self) -> int:
        """The number of ranges and categories."""
        return len(self.ranges) + len(self.categories)

    def contains(self, character: str) -> bool:
        """Whether the character belongs to the class."""
        is_member = any(first <= character <= last for first, last in self.ranges)
        if not is_member and self.categories:
            own = unicodedata.category(character)
            is_member = any(
                own.startswith(category) != is_excluded
                for category, is_excluded in self.categories
            )
        return is_member != self.is_negated


@dataclass(frozen=True, slots=True)
class Sequence:
    """Patterns one after the other."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """One of several patterns."""

    branches: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """A pattern `least` to `most` times; None for any number."""

    part: Pattern
    least: int
    most: int | None


Pattern: TypeAlias = CharacterClass | Sequence | Alternatives | Repetition

_DOT = CharacterClass((("\n", "\n"), ("\r", "\r")), is_negated=True)


def parse_pattern(text: str) -> Pattern:
    """Parse an I-Regexp.

    Source: RFC 9485, section 4.

    Raises:
        PatternError: `text` is not one.
        QueryError: it nests more than `MAX_NESTING` levels deep.
    """
    parser = _Parser(text)
    pattern = parser.parse_alternatives(0)
    if parser.position != len(text):
        raise PatternError
    return pattern


class _Parser:
    """A recursive descent parser."""

    def __init__(self, text: str) -> None:
        self.position = 0
        self._text = text

    def parse_alternatives(self, nesting: int) -> Pattern:
        if nesting > MAX_NESTING:
            raise QueryError("a regular expression in it nests too deeply")
        branches = [self._parse_sequence(nesting)]
        while self._take("|"):
            branches.append(self._parse_sequence(nesting))
        return branches[0] if len(branches) == 1 else Alternatives(tuple(branches))

    def _parse_sequence(self, nesting: int) -> Pattern:
        parts: list[Pattern] = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._parse_quantifier(self._parse_atom(nesting)))
        return Sequence(tuple(parts))

    def _parse_quantifier(self, atom: Pattern) -> Pattern:
        found = _QUANTIFIER.match(self._text, self.position)
        if found is None:
            return atom
        self.position = found.end()
        match found[0]:
            case "*":
                return Repetition(atom, 0, None)
            case "+":
                return Repetition(atom, 1, None)
            case "?":
                return Repetition(atom, 0, 1)
        least = _count(found[1])
        if not found[2]:
            return Repetition(atom, least, least)
        most = _count(found[3]) if found[3] else None
        if most is not None and most < least:
            raise PatternError
        return Repetition(atom, least, most)

    def _parse_atom(self, nesting: int) -> Pattern:
        if self._take("("):
            inner = self.parse_alternatives(nesting + 1)
            self._require(")")
            return inner
        if self._take("."):
            return _DOT
        if self._take("["):
            return self._parse_class()
        return self._parse_category() or _one(self._parse_character(_NOT_NORMAL))

    def _parse_class(self) -> CharacterClass:
        is_negated = self._take("^")
        ranges: list[tuple[str, str]] = []
        categories: list[tuple[str, bool]] = []
        if self._take("-"):
            ranges.append(("-", "-"))
        while self._next() not in ("", "]"):
            if self._take("-"):
                # The last one before the bracket.
                ranges.append(("-", "-"))
                break
            category = self._parse_category()
            if category is not None:
                categories += category.categories
                continue
            first = last = self._parse_character(frozenset("[]-"))
            if self._next() == "-" and self._next(1) != "]":
                self.position += 1
                last = self._parse_character(frozenset("[]-"))
            if last < first:
                raise PatternError
            ranges.append((first, last))
        self._require("]")
        if not ranges and not categories:
            raise PatternError
        return CharacterClass(tuple(ranges), tuple(categories), is_negated)

    def _parse_category(self) -> CharacterClass | None:
        found = _CATEGORY.match(self._text, self.position)
        if found is None:
            return None
        self.position = found.end()
        return CharacterClass(categories=((found[2], found[1] == "P"),))

    def _parse_character(self, special: frozenset[str]) -> str:
        character = self._next()
        self.position += 1
        if character == "\\":
            escaped = self._next()
            self.position += 1
            if escaped not in _ESCAPED:
                raise PatternError
            return _CONTROLS.get(escaped, escaped)
        if character == "" or character in special:
            raise PatternError
        return character

    def _next(self, ahead: int = 0) -> str:
        """The next character; empty at the end."""
        position = self.position + ahead
        return self._text[position : position + 1]

    def _take(self, character: str) -> bool:
        is_next = self._next() == character
        self.position += is_next
        return is_next

    def _require(self, character: str) -> None:
        if not self._take(character):
            raise PatternError


def _one(character: str) -> CharacterClass:
    return CharacterClass(((character, character),))


def _count(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise _too_large()
    return int(digits)


def _too_large() -> QueryError:
    return QueryError(f"a regular expression in it has more than {MAX_STATES:,} states")


@dataclass(slots=True)
class _State:
    """A state of the nondeterministic automaton.

    With a `character`, the first of `following` comes after one; without, all of them at once.
    """

    character: CharacterClass | None = None
    following: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _StateSet:
    """States in which a text may have left the automaton, and where further characters lead."""

    states: frozenset[int]
    # Whether the rest of the text makes no difference.
    is_decided: bool
    transitions: dict[str, _StateSet] = field(default_factory=dict)


class Automaton:
    """Finds whether texts match a pattern, and remembers what it computed for that."""

    def __init__(self, text: str, is_full_match: bool) -> None:
        """Compile a pattern, for whole texts or for any part of them.

        Raises:
            PatternError: `text` is not an I-Regexp.
            QueryError: it nests too deeply, or has more than `MAX_STATES` states.
        """
        self._is_full_match = is_full_match
        self._states: list[_State] = []
        self._accepting = self._add(_State())
        start = self._compile(parse_pattern(text), self._accepting)
        self._start, _ = self._closure([start])
        self._known: dict[frozenset[int], _StateSet] = {}
        self._known_size = 0

    @property
    def size(self) -> int:
        """The number of states."""
        return len(self._states)

    def matches(self, text: str, budget: QueryBudget) -> bool:
        """Whether the pattern matches `text`.

        Raises:
            QueryError: it would take more work than is left.
        """
        budget.take_regex_steps(len(text) + 1)
        current = self._state_set(self._start)
        for character in text:
            if current.is_decided:
                break
            following = current.transitions.get(character)
            if following is None:
                following = self._advance(current, character, budget)
            current = following
        return self._accepting in current.states

    def _advance(
        self, current: _StateSet, character: str, budget: QueryBudget
    ) -> _StateSet:
        """Compute the states after one more character."""
        needed = [
            (state.character, state.following[0])
            for state in (self._states[index] for index in current.states)
            if state.character is not None
        ]
        work = sum(class_.size for class_, _ in needed)
        budget.take_regex_steps(_TRANSITION_COST * (1 + work))
        reached = [after for class_, after in needed if class_.contains(character)]
        if not self._is_full_match:
            reached += self._start
        states, visited = self._closure(reached)
        budget.take_regex_steps(_TRANSITION_COST * visited)
        following = self._state_set(states)
        current.transitions[character] = following
        self._known_size += 1
        return following

    def _state_set(self, states: frozenset[int]) -> _StateSet:
        """The one object for these states."""
        if states not in self._known:
            if self._known_size > _MAX_KNOWN:
                for known in self._known.values():
                    known.transitions.clear()
                self._known.clear()
                self._known_size = 0
            is_decided = (
                not states if self._is_full_match else self._accepting in states
            )
            self._known[states] = _StateSet(states, is_decided)
            self._known_size += 1 + len(states)
        return self._known[states]

    def _closure(self, indices: list[int]) -> tuple[frozenset[int], int]:
        """The states that are reached without a character, and how many were visited.

        Only states that need a character, and the accepting one, are returned.
        """
        waiting = list(indices)
        seen = set(indices)
        while waiting:
            state = self._states[waiting.pop()]
            if state.character is None:
                new = [index for index in state.following if index not in seen]
                seen.update(new)
                waiting += new
        final = (
            index
            for index in seen
            if index == self._accepting or self._states[index].character is not None
        )
        return frozenset(final), len(seen)

    def _add(self, state: _State) -> int:
        if len(self._states) >= MAX_STATES:
            raise _too_large()
        self._states.append(state)
        return len(self._states) - 1

    def _compile(self, pattern: Pattern, after: int) -> int:
        """Add the states of a pattern that `after` follows; returns the first."""
        match pattern:
            case CharacterClass():
                return self._add(_State(pattern, [after]))
            case Sequence(parts):
                for part in reversed(parts):
                    after = self._compile(part, after)
                return after
            case Alternatives(branches):
                return self._add(
                    _State(
                        following=[self._compile(branch, after) for branch in branches]
                    )
                )
            case Repetition():
                return self._compile_repetition(pattern, after)

    def _compile_repetition(self, pattern: Repetition, after: int) -> int:
        if pattern.most is None:
            loop = self._add(_State(following=[after]))
            self._states[loop].following.append(self._compile(pattern.part, loop))
            first = loop
        else:
            first = after
            for _ in range(pattern.most - pattern.least):
                # Also for a part without states, so that their number bounds the work.
                first = self._add(
                    _State(following=[self._compile(pattern.part, first), after])
                )
        for _ in range(pattern.least):
            first = self._add(_State(following=[self._compile(pattern.part, first)]))
        return first
