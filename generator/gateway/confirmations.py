"""Confirmations: a change is made only after the session has confirmed changes once."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

_MOST: Final = 10_000


class Confirmations:
    """The sessions that may change something, each at the servers that it confirmed.

    State of this process, in memory.

    Args:
        allow_all: whether no confirmation is needed.
    """

    def __init__(self, allow_all: bool) -> None:
        self._allow_all = allow_all
        self._confirmed: OrderedDict[tuple[str, str], None] = OrderedDict()

    def confirm(self, session: str, server: str) -> None:
        """Allow changes of a session at a server. The oldest of 10,000 makes room for it."""
        self._confirmed[session, server] = None
        self._confirmed.move_to_end((session, server))
        if len(self._confirmed) > _MOST:
            self._confirmed.popitem(last=False)

    def is_confirmed(self, session: str, server: str) -> bool:
        """Return whether a session may change something at a server."""
        return self._allow_all or (session, server) in self._confirmed
