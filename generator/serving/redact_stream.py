"""Replace secrets in bytes that arrive in chunks, also where a chunk ends within a secret."""

from __future__ import annotations

import re
from typing import Final

from generator.serving.redaction import REDACTED, SHORTEST, Redactor

_REDACTED: Final = REDACTED.encode()


class StreamRedactor:
    """Replaces the secrets of a redactor in a body, in each of their forms.

    Only an end of the bytes so far that may be the start of a secret is kept back, so that events
    of a stream are not delayed.
    """

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._search: _Search | None = None
        self._kept = b""
        # The byte before those that are kept: a short secret is replaced only where it is a word.
        self._before = b""

    def feed(self, chunk: bytes) -> bytes:
        """Return the bytes that can be sent after the next chunk."""
        return self._take(chunk, is_end=False)

    def end(self) -> bytes:
        """Return the rest after the last chunk."""
        return self._take(b"", is_end=True)

    def _take(self, chunk: bytes, is_end: bool) -> bytes:
        search = self._current_search()
        data = self._before + self._kept + chunk
        position = len(self._before)
        cut = len(data) if is_end else search.start_of_partial(data, position)
        parts: list[bytes] = []
        for match in search.matches(data, position):
            if match.start() >= cut:
                break
            parts += [data[position : match.start()], _REDACTED]
            position = match.end()
            if position > cut:
                cut = search.start_of_partial(data, position)
        parts.append(data[position:cut])
        self._before, self._kept = data[max(cut - 1, 0) : cut], data[cut:]
        return b"".join(parts)

    def _current_search(self) -> _Search:
        # Secrets may be added while a body is sent: tokens are fetched, and users enter others.
        forms = self._redactor.forms
        if self._search is None or self._search.source is not forms:
            self._search = _Search(forms, self._redactor.secrets)
        return self._search


class _Search:
    """Finds the forms of secrets in bytes.

    Attributes:
        source: the forms as text.
    """

    def __init__(self, forms: tuple[str, ...], secrets: frozenset[str]) -> None:
        self.source = forms
        encoded = {form.encode() for form in forms}
        for encoding in ("utf-16-le", "utf-16-be"):
            encoded |= {secret.lower().encode(encoding) for secret in secrets}
        # The longest first, so that none leaves a part of another.
        self._forms = sorted(encoded, key=lambda form: (-len(form), form))
        expression = b"|".join(map(_expression, self._forms))
        self._pattern = re.compile(expression, re.I) if self._forms else None
        self._longest = max(map(len, self._forms), default=0)

    def matches(self, data: bytes, position: int) -> list[re.Match[bytes]]:
        """Return the secrets from a position."""
        if self._pattern is None or not self._may_contain(data):
            return []
        return list(self._pattern.finditer(data, position))

    def start_of_partial(self, data: bytes, position: int) -> int:
        """Return where the longest end of the data begins that a secret may begin with.

        That is the end of the data if there is none.
        """
        tail = data[max(position, len(data) - self._longest) :].lower()
        longest = max((_overlap(tail, form) for form in self._forms), default=0)
        return len(data) - longest

    def _may_contain(self, data: bytes) -> bool:
        # Much faster than a search for the pattern, and nearly always false.
        lowered = data.lower()
        return any(form in lowered for form in self._forms)


def _overlap(tail: bytes, form: bytes) -> int:
    """Return the length of the longest end of `tail` that `form` begins with.

    All of a form counts only if what follows decides whether it is a secret.
    """
    if len(form) < SHORTEST and tail.endswith(form):
        return len(form)
    position = tail.find(form[:SHORTEST])
    while position >= 0:
        rest = len(tail) - position
        if rest < len(form) and form.startswith(tail[position:]):
            return rest
        position = tail.find(form[:SHORTEST], position + 1)
    for size in range(min(SHORTEST, len(form)) - 1, 0, -1):
        if tail.endswith(form[:size]):
            return size
    return 0


def _expression(form: bytes) -> bytes:
    escaped = re.escape(form)
    return escaped if len(form) >= SHORTEST else rb"(?<!\w)" + escaped + rb"(?!\w)"
