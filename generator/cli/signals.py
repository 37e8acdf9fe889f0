"""Signals that end the command."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 128 + signal.SIGINT


class Terminated(BaseException):
    """A signal such as SIGTERM ended the process; `code` is its exit code."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


def raise_at_termination() -> None:
    """Raise `Terminated` for signals that would end the process without removing its files."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # `nohup` ignores SIGHUP.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _raise)


@contextmanager
def exit_at_interrupt() -> Iterator[None]:
    """End the process at once at Ctrl-C, in a `with` block that imports modules and writes no file.

    A KeyboardInterrupt in the middle of an import can be one that Python prints and ignores.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    signal.signal(signal.SIGINT, _exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _raise(number: int, _: FrameType | None) -> None:
    raise Terminated(number)


def _exit(_: int, __: FrameType | None) -> None:
    os._exit(INTERRUPTED)
