"""Making something of a document that is validated meanwhile; if asked, without its errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from generator.core.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.core.pointer import Pointer
from generator.openapi.recovery import LeftOut, Remaining, leave_out, untouched
from generator.openapi.validation.process import ValidationProcess
from generator.source.load import Source

T = TypeVar("T")
# Nothing in such a document means what it would in another.
NOT_READ = frozenset(("not-openapi", "unsupported-version"))
# Makes something of a document, which it takes to be valid, and notes what is wrong all the same.
Make: TypeAlias = Callable[[Remaining, Diagnostics], T]

# Each round leaves out what the one before it uncovered, or what is around it.
_MOST_ROUNDS = 25


class BuildError(Exception):
    """The document is at fault: all that was found, and the source to find the places in."""

    def __init__(self, diagnostics: Iterable[Diagnostic], source: Source) -> None:
        self.diagnostics = tuple(diagnostics)
        self.source = source
        super().__init__("; ".join(each.message for each in self.diagnostics))


@dataclass(frozen=True, slots=True)
class Attempt(Generic[T]):
    """What was made of a document, what there is to tell of it, and what it was made of."""

    made: T
    found: tuple[Diagnostic, ...]
    remaining: Remaining

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What the document has, and what was made of it does not."""
        return self.remaining.everything


def attempt(
    source: Source,
    diagnostics: Iterable[Diagnostic],
    make: Make[T],
    on_wait: Callable[[], None] = lambda: None,
    is_lenient: bool = False,
) -> Attempt[T]:
    """What `make` makes of a document, which is validated meanwhile.

    Args:
        source: the document; of one that is read leniently, with references that lead nowhere
            where something cannot be had.
        diagnostics: what has been noted already.
        make: makes something of the document.
        on_wait: called when there is nothing left to do but to wait for the validation.
        is_lenient: make it of what remains when the parts that errors are in are left out; there
            is a warning for each error then.

    Raises:
        BuildError: the document is not valid, or an error was noted; or what has the error cannot
            be left out.
    """
    before = tuple(diagnostics)
    if not is_lenient:
        made, found = _checked(untouched(source), before, make, on_wait)
        return Attempt(made, found, untouched(source))
    remaining = untouched(source, [each for each in before if each.is_error])
    others = tuple(each for each in before if not each.is_error)
    errors: tuple[Diagnostic, ...] = ()
    for _ in range(_MOST_ROUNDS):
        try:
            made, found = _checked(remaining, (), make, on_wait)
        except BuildError as error:
            errors = remaining.told(error.diagnostics)
            less = leave_out(remaining, error.diagnostics)
        else:
            told = (*others, *remaining.warned, *remaining.told(found))
            return Attempt(made, tuple(dict.fromkeys(told)), remaining)
        if less is None:
            break
        remaining = less
    raise BuildError(dict.fromkeys((*others, *remaining.warned, *errors)), source)


def attempt_valid(
    source: Source,
    diagnostics: Iterable[Diagnostic],
    make: Make[T],
    is_lenient: bool = False,
) -> Attempt[T]:
    """What `make` makes of a document that is taken to be valid, and is not validated.

    Only what a lenient build leaves out has to be known from the validation too.

    Raises:
        BuildError: an error was noted.
    """
    if is_lenient:
        return attempt(source, diagnostics, make, is_lenient=True)
    noted = Diagnostics(list(diagnostics))
    try:
        made = make(untouched(source), noted)
        noted.raise_errors()
    except DocumentError as error:
        found = dict.fromkeys((*noted, *error.diagnostics))
        raise BuildError(found, source) from None
    return Attempt(made, tuple(noted), untouched(source))


def _checked(
    remaining: Remaining,
    before: tuple[Diagnostic, ...],
    make: Make[T],
    on_wait: Callable[[], None],
) -> tuple[T, tuple[Diagnostic, ...]]:
    source = remaining.source
    diagnostics = Diagnostics(list(before))
    # Validation and the build have nothing to say to each other until both are done.
    with ValidationProcess.start(source) as validation:
        made: list[T] = []
        try:
            made.append(make(remaining, diagnostics))
        except DocumentError as error:
            diagnostics.extend(error.diagnostics)
        except Exception:
            # A document that is not valid is told as such, not as what it led to.
            _raise_problems(_joined(validation.result(), diagnostics), source)
            raise
        on_wait()
        found = _joined(validation.result(), diagnostics)
        _raise_problems(found, source)
    return made[0], found  # without one there was an error


def _joined(
    invalid: tuple[Diagnostic, ...], others: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """What validation tells and what the build does, without what only follows from the former.

    That is whatever else is said of a place that is invalid, and of what is inside of it; of a
    document that is not OpenAPI it is everything.
    """
    if any(each.code in NOT_READ for each in invalid):
        return invalid
    wrong = {
        each.at.tokens for each in invalid if each.is_error and each.at is not None
    }
    return tuple(
        dict.fromkeys(
            [*invalid, *(each for each in others if not _is_inside(each.at, wrong))]
        )
    )


def _is_inside(at: Pointer | None, places: AbstractSet[tuple[str, ...]]) -> bool:
    tokens = at.tokens if at is not None else ()
    return any(tokens[:length] in places for length in range(1, len(tokens) + 1))


def _raise_problems(diagnostics: Iterable[Diagnostic], source: Source) -> None:
    found = tuple(diagnostics)
    if any(each.is_error for each in found):
        raise BuildError(found, source)
