"""Compare two clients as their callers see them.

    interface/   a client reduced to what callers use: operations, arguments, types, exceptions
    rules/       the table of rules: which changes exist, and which of them break callers
    compare/     two interfaces → changes, each judged by one rule
    report/      changes → text, Markdown or JSON

Imports go up the list: `report` uses `compare`, which uses `rules` and `interface`.
"""
