"""The rules for a client as a whole: its servers, options, exceptions and resources."""

from __future__ import annotations

from generator.diff.rule import Rule

CLIENT_RULES = (
    Rule(
        "credentials-changed",
        "client",
        "changed",
        True,
        "with other credentials",
        "The client sends credentials in another way.",
    ),
    Rule(
        "server-changed",
        "client",
        "changed",
        False,
        "with another server",
        "The client calls another server where it is not told which.",
    ),
    Rule(
        "server-removed",
        "server",
        "removed",
        True,
        "removed",
        "A server that could be chosen is gone.",
    ),
    Rule(
        "server-added",
        "server",
        "added",
        False,
        "added",
        "There is a new server to choose.",
    ),
    Rule(
        "option-removed",
        "option",
        "removed",
        True,
        "removed",
        "Something that a call could be told in this API is gone.",
    ),
    Rule(
        "option-added",
        "option",
        "added",
        False,
        "added",
        "A call can be told something new.",
    ),
    Rule(
        "exception-removed",
        "exception",
        "removed",
        True,
        "removed",
        "An exception is gone.",
    ),
    Rule(
        "exception-base-changed",
        "exception",
        "changed",
        True,
        "with another base",
        "An exception is caught by other `except` clauses than before.",
    ),
    Rule(
        "exception-added",
        "exception",
        "added",
        False,
        "added",
        "There is a new exception; what it is based on catches it as before.",
    ),
    Rule(
        "resource-removed",
        "resource",
        "removed",
        True,
        "removed",
        "A resource is gone, with all of its methods.",
    ),
    Rule(
        "resource-added",
        "resource",
        "added",
        False,
        "added",
        "There is a new resource.",
    ),
)
