"""Replace secrets in everything that leaves the server, in whatever form a server echoes them."""

from __future__ import annotations

import html
import io
import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO
from urllib.parse import quote, quote_plus

from generator.core.json import Json
from generator.runtime.tools.cut import compact

REDACTED: Final = "[redacted]"
# A shorter secret is replaced only where it is a word, and a shorter part of one is not.
SHORTEST: Final = 6
_BASE64_PREFIX: Final = (0, 2, 3)


class Redactor:
    """Replaces secrets in texts: as they are, quoted for URLs, forms, JSON and HTML, in base64."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: set[str] = set()
        self._forms: tuple[str, ...] = ()
        self._pattern: re.Pattern[str] | None = None
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Redact a secret from now on. One that is known or empty changes nothing."""
        if not secret or secret in self._secrets:
            return
        self._secrets.add(secret)
        forms = {form for known in self._secrets for form in _forms(known)}
        # The longest first, so that none leaves a part of another.
        self._forms = tuple(sorted(forms, key=lambda form: (-len(form), form)))
        self._pattern = re.compile("|".join(map(_expression, self._forms)), re.I)
        self._forms = tuple(dict.fromkeys(form.lower() for form in self._forms))

    @property
    def secrets(self) -> frozenset[str]:
        """The secrets."""
        return frozenset(self._secrets)

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms in which secrets are replaced, the longest first and in lower case."""
        return self._forms

    def redact(self, text: str) -> str:
        """Return a text without the secrets."""
        if self._pattern is None or not self._may_contain(text):
            return text
        return self._pattern.sub(REDACTED, text)

    def redact_end(self, text: str) -> str:
        """Return a text that was cut off without the secrets, or the start of one at its end."""
        redacted = self.redact(text)
        lowered = redacted.lower()
        for form in self._forms:
            for size in range(len(form) - 1, SHORTEST - 1, -1):
                if lowered.endswith(form[:size]):
                    return redacted[:-size] + REDACTED
        return redacted

    def redact_json(self, data: Json) -> Json:
        """Return JSON data without the secrets, in values and in names of members."""
        if self._pattern is None or not self._may_contain(compact(data)):
            return data
        return self._redact_members(data)

    def _redact_members(self, data: Json) -> Json:
        match data:
            case str():
                return self.redact(data)
            case bool() | None:
                return data
            case int() | float():
                text = self.redact(str(data))
                return data if text == str(data) else text
            case list():
                return [self._redact_members(item) for item in data]
            case dict():
                return {
                    self.redact(name): self._redact_members(member)
                    for name, member in data.items()
                }
            case _:
                return data

    def _may_contain(self, text: str) -> bool:
        # Much faster than a search for the pattern, and nearly always false.
        lowered = text.lower()
        return any(form in lowered for form in self._forms)


class RedactingStream(io.TextIOBase):
    """A text stream that redacts line by line: for logs, warnings and tracebacks on stderr."""

    def __init__(self, stream: TextIO, redactor: Redactor) -> None:
        super().__init__()
        self._stream = stream
        self._redactor = redactor
        self._line = ""
        self._is_paused = False

    @property
    def encoding(self) -> str:  # type: ignore[override]  # an attribute of TextIOBase
        """The encoding of the stream behind."""
        return self._stream.encoding

    def writable(self) -> bool:
        """Return whether the stream can be written: yes."""
        return True

    def fileno(self) -> int:
        """Return the descriptor of the stream behind."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Return whether the stream behind is a terminal."""
        return self._stream.isatty()

    def write(self, text: str) -> int:
        """Write the complete lines, and keep the rest until it is one.

        Raises:
            TypeError: `text` is bytes, which click tries to learn what it may write.
        """
        if not isinstance(text, str):
            raise TypeError(f"expected a str, not {type(text).__name__}")
        *lines, self._line = f"{self._line}{text}".split("\n")
        for line in lines:
            shown = line if self._is_paused else self._redactor.redact(line)
            self._stream.write(f"{shown}\n")
        return len(text)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Redact nothing in a `with` block, which shows a secret to the user on purpose."""
        self._is_paused = True
        try:
            yield
        finally:
            self._is_paused = False

    def flush(self) -> None:
        """Flush the stream behind. A line without an end waits for it: a secret may be cut."""
        self._stream.flush()

    def finish(self) -> None:
        """Write the last line, which has no end."""
        self._stream.write(self._redactor.redact(self._line))
        self._line = ""
        self._stream.flush()


def _forms(secret: str) -> Iterator[str]:
    """Yield the forms of a secret, those that are long enough to be found in other words."""
    quoted = quote(secret, safe="")
    forms = {
        secret,
        quoted,
        quote(secret),
        quote_plus(secret),
        quote(quoted, safe=""),
        html.escape(secret),
        repr(secret)[1:-1],
        secret.encode().hex(),
        *_base64_forms(secret.encode()),
    }
    for _ in range(2):
        forms |= {_escaped(form, ascii_) for form in forms for ascii_ in (True, False)}
    yield from (form for form in forms if form == secret or len(form) >= SHORTEST)


def _escaped(text: str, ensure_ascii: bool) -> str:
    return json.dumps(text, ensure_ascii=ensure_ascii)[1:-1]


def _base64_forms(secret: bytes) -> Iterator[str]:
    """Yield the characters that depend on the secret alone, wherever it is in what is encoded."""
    for offset, prefix in enumerate(_BASE64_PREFIX):
        data = bytes(offset) + secret
        suffix = 1 if len(data) % 3 else 0
        for encode in (b64encode, urlsafe_b64encode):
            text = encode(data).decode().rstrip("=")
            yield text[prefix : len(text) - suffix]


def _expression(form: str) -> str:
    escaped = re.escape(form)
    return escaped if len(form) >= SHORTEST else rf"(?<!\w){escaped}(?!\w)"
