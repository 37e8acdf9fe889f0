"""The rules for a client as a whole: credentials, servers, options, exceptions, resources."""

from __future__ import annotations

from generator.interface_diff.rules.rule import Rule

CLIENT_RULES = (
    Rule(
        id="credentials-changed",
        subject="client",
        kind="changed",
        breaking=True,
        label="with other credentials",
        description="The client sends credentials differently.",
    ),
    Rule(
        id="server-changed",
        subject="client",
        kind="changed",
        breaking=False,
        label="with another default server",
        description="The client has another default server.",
    ),
    Rule(
        id="server-removed",
        subject="server",
        kind="removed",
        breaking=True,
        label="removed",
        description="A server to choose from was removed.",
    ),
    Rule(
        id="server-added",
        subject="server",
        kind="added",
        breaking=False,
        label="added",
        description="A server to choose from was added.",
    ),
    Rule(
        id="option-removed",
        subject="option",
        kind="removed",
        breaking=True,
        label="removed",
        description="A request option of this API was removed.",
    ),
    Rule(
        id="option-added",
        subject="option",
        kind="added",
        breaking=False,
        label="added",
        description="A request option was added.",
    ),
    Rule(
        id="exception-removed",
        subject="exception",
        kind="removed",
        breaking=True,
        label="removed",
        description="An exception class was removed.",
    ),
    Rule(
        id="exception-base-changed",
        subject="exception",
        kind="changed",
        breaking=True,
        label="with another base class",
        description="An exception has another base class, so other `except` clauses catch it.",
    ),
    Rule(
        id="exception-added",
        subject="exception",
        kind="added",
        breaking=False,
        label="added",
        description="An exception class was added; clauses that catch its base class catch it too.",
    ),
    Rule(
        id="resource-removed",
        subject="resource",
        kind="removed",
        breaking=True,
        label="removed",
        description="A resource was removed with all of its methods.",
    ),
    Rule(
        id="resource-added",
        subject="resource",
        kind="added",
        breaking=False,
        label="added",
        description="A resource was added.",
    ),
)
