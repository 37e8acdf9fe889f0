"""Diagnostics in the Static Analysis Results Interchange Format, which code scanning tools read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from generator.cli.told import Told
from generator.core.codes import CODES, Code
from generator.core.codes.explanations import explain_code
from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.version import __version__
from generator.source.load import Url, location_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Paths are relative to the folder that codegen ran in, as SARIF 2.1.0, section 3.4.4, has it.
_BASE = "%SRCROOT%"


def sarif_text(told: Sequence[Told]) -> str:
    """A log with one run, whose rules are the codes that it tells of: SARIF 2.1.0, section 3.13.

    Results are about files: scanners refuse a log with one that has no place. What is wrong with
    something else, the folder of a client for example, is a notification of the run.
    """
    names = list(dict.fromkeys(each.diagnostic.code for each in told))
    rules = [CODES[name] for name in names]
    return json.dumps(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "codegen",
                            "version": __version__,
                            "rules": [_rule(each) for each in rules],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "invocations": [_invocation(told, names)],
                    "results": [
                        _result(each, each.file, names)
                        for each in told
                        if each.file is not None
                    ],
                }
            ],
        },
        indent=2,
    )


def _rule(known: Code) -> dict[str, Json]:
    """A reportingDescriptor (section 3.49)."""
    return {
        "id": known.name,
        "shortDescription": {"text": known.summary},
        "fullDescription": {"text": known.why},
        "help": {"text": explain_code(known)},
        "defaultConfiguration": {"level": known.severity},
    }


def _invocation(told: Sequence[Told], names: Sequence[str]) -> dict[str, Json]:
    """An invocation (section 3.20)."""
    return {
        "executionSuccessful": all(
            each.diagnostic.severity != "error" for each in told
        ),
        "toolExecutionNotifications": [
            {
                "descriptor": _named(each, names),
                "level": each.diagnostic.severity,
                "message": _message(each),
            }
            for each in told
            if each.file is None
        ],
    }


def _named(told: Told, names: Sequence[str]) -> dict[str, Json]:
    """A reportingDescriptorReference (section 3.52)."""
    code = told.diagnostic.code
    return {"id": code, "index": names.index(code)}


def _message(told: Told) -> dict[str, Json]:
    hint = f"\n{told.hint}" if told.hint else ""
    return {"text": f"{told.diagnostic.message}{hint}"}


def _result(told: Told, file: str, names: Sequence[str]) -> dict[str, Json]:
    """A result (section 3.27)."""
    each = told.diagnostic
    return {
        "ruleId": each.code,
        "ruleIndex": names.index(each.code),
        "level": each.severity,
        "message": _message(told),
        "locations": [_location(each, file)],
    }


def _location(each: Diagnostic, file: str) -> dict[str, Json]:
    """A location (section 3.28) with all that is known of it."""
    physical: dict[str, Json] = {"artifactLocation": _artifact(file)}
    if each.line is not None:
        region = {"startLine": each.line, "startColumn": each.column}
        known = {name: at for name, at in region.items() if at is not None}
        physical["region"] = known
    location: dict[str, Json] = {"physicalLocation": physical}
    if each.at is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": str(each.at)}]
    return location


def _artifact(file: str) -> dict[str, Json]:
    """An artifactLocation (section 3.4): relative for what is in the current folder."""
    if isinstance(location_of(file), Url):
        return {"uri": quote(file, safe="/:?#[]@!$&'()*+,;=%-._~")}
    path = os.path.relpath(file)
    if path.startswith(os.pardir):
        return {"uri": Path(os.path.abspath(file)).as_uri()}
    return {"uri": quote(os.fsencode(Path(path).as_posix())), "uriBaseId": _BASE}
