"""An audit log: one line of JSON for each call, without arguments, results and secrets."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from generator.core.write_file import append_line
from generator.serving.redaction import Redactor
from generator.serving.request import ServeError


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """A call in the audit log.

    Attributes:
        door: how it came: by the name of an operation, or by a path.
        operation: the key of the operation; None if the request matches no operation.
        method: the HTTP method.
        path: the path template of the operation; None if the request matches no operation.
        server: the server that was called, or would have been.
        session: the session of the caller; empty for none.
        outcome: `ok`, or the type of the error.
        status: the HTTP status of the API's response, if there was one.
        request_id: the API's ID of the request, if it sent one.
        elapsed_ms: the duration in milliseconds.
    """

    door: Literal["call", "proxy"]
    operation: str | None
    method: str
    path: str | None
    server: str
    session: str
    outcome: str
    status: int | None
    request_id: str | None
    elapsed_ms: float


class AuditLog:
    """Appends a line to a file for each call. Without a file it does nothing.

    Attributes:
        is_broken: whether a line could not be written; then no further calls should be made.
    """

    def __init__(
        self,
        path: Path | None,
        redactor: Redactor,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Create the file if it does not exist.

        Raises:
            ServeError: it cannot be written.
        """
        self._path = path
        self._redactor = redactor
        self._now = now
        self.is_broken = False
        if path is not None:
            self._append(path, {"event": "start"})
            if self.is_broken:
                raise ServeError(f"the audit log {path} cannot be written")

    def add(self, record: AuditRecord) -> None:
        """Append a line for a call."""
        if self._path is None:
            return
        values = {
            member.name: value
            for member in fields(record)
            if (value := getattr(record, member.name)) not in (None, "")
        }
        self._append(self._path, {"event": "call", **values})

    def _append(self, path: Path, values: dict[str, Any]) -> None:
        time = self._now().isoformat(timespec="milliseconds")
        record = self._redactor.redact_json({"time": time, **values})
        try:
            append_line(path, json.dumps(record).encode())
        except OSError:
            self.is_broken = True
