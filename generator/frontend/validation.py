"""Validation of a document in a second process, while the first one compiles it.

with validation(document) as pending:
    …  # compile
    diagnostics = pending.require_valid(diagnostics)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, nullcontext

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.pointer import Pointer
from generator.openapi.validation.process import ValidationProcess
from generator.source.load import Source

# A document with one of these errors means nothing, so no other diagnostic about it does.
_UNREADABLE = frozenset(("not-openapi", "unsupported-version"))


class InvalidDocumentError(Exception):
    """The document is invalid, or the request does not fit it.

    `diagnostics` are all that were found, and `source` resolves their locations to lines.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], source: Source) -> None:
        self.diagnostics = tuple(dict.fromkeys(diagnostics))
        self.source = source
        super().__init__("; ".join(each.message for each in self.diagnostics))


class PendingValidation:
    """The outcome of a validation that may still be running."""

    def __init__(self, source: Source, process: ValidationProcess | None) -> None:
        """`process` is None where the document has been validated already."""
        self._source = source
        self._process = process

    def require_valid(
        self, diagnostics: Iterable[Diagnostic]
    ) -> tuple[Diagnostic, ...]:
        """Wait for the validation and merge its diagnostics with those of the compilation.

        Diagnostics of the compilation at or below an invalid location are dropped: they only
        follow from what is wrong there.

        Raises:
            InvalidDocumentError: there is an error among them.
        """
        invalid = self._process.result() if self._process is not None else ()
        merged = _merge(invalid, diagnostics)
        if any(diagnostic.is_error for diagnostic in merged):
            raise InvalidDocumentError(merged, self._source)
        return merged


@contextmanager
def validation(source: Source, done: bool = False) -> Iterator[PendingValidation]:
    """Validate `source` in a second process for the duration of a `with` block.

    With `done`, the document has been validated already, and nothing is left to wait for.

    An error in the block waits for the validation too, which may explain it: an invalid document
    is reported as such, and not by what it led to.

    Raises:
        InvalidDocumentError: the block failed, and the document is invalid.
    """
    with nullcontext() if done else ValidationProcess.start(source) as process:
        pending = PendingValidation(source, process)
        try:
            yield pending
        except InvalidDocumentError as error:
            pending.require_valid(error.diagnostics)
            raise
        except Exception:
            pending.require_valid(())
            raise


@contextmanager
def blame_invalid_document(source: Source) -> Iterator[None]:
    """Report an unexpected error in a `with` block as the invalid document that led to it.

    For commands that take a document as valid: it is validated only after such an error.

    Raises:
        InvalidDocumentError: the block failed unexpectedly, and the document is invalid.
    """
    try:
        yield
    except (DocumentError, InvalidDocumentError):
        raise
    except Exception:
        with validation(source) as pending:
            pending.require_valid(())
        raise


def _merge(
    invalid: tuple[Diagnostic, ...], others: Iterable[Diagnostic]
) -> tuple[Diagnostic, ...]:
    if any(diagnostic.code in _UNREADABLE for diagnostic in invalid):
        return invalid
    wrong = {
        diagnostic.at.tokens
        for diagnostic in invalid
        if diagnostic.is_error and diagnostic.at is not None
    }
    independent = (
        diagnostic for diagnostic in others if not _is_inside(diagnostic.at, wrong)
    )
    return tuple(dict.fromkeys((*invalid, *independent)))


def _is_inside(at: Pointer | None, locations: AbstractSet[tuple[str, ...]]) -> bool:
    tokens = at.tokens if at is not None else ()
    return any(tokens[:length] in locations for length in range(1, len(tokens) + 1))
