"""Diagnostics in the Static Analysis Results Interchange Format, for code scanning tools."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from generator.cli.diagnostics.located import LocatedDiagnostic
from generator.core.codes import CODES, Code
from generator.core.codes.explanations import explain_code
from generator.core.diagnostics import Diagnostic
from generator.core.json import Json, json_text
from generator.core.version import __version__
from generator.source.load import Url, parse_location

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# The base of relative paths (SARIF 2.1.0, section 3.4.4): the folder that codegen ran in.
_BASE = "%SRCROOT%"
# Characters that URLs contain as they are (RFC 3986, section 2), and existing escapes.
_URL_CHARACTERS = "/:?#[]@!$&'()*+,;=%-._~"


def render_sarif(diagnostics: Sequence[LocatedDiagnostic]) -> str:
    """Render diagnostics as a log with one run (SARIF 2.1.0, section 3.13).

    The rules of the run are the codes. Diagnostics about a file are results; scanners reject
    results without a location, so all others are notifications of the run.
    """
    names = list(dict.fromkeys(each.diagnostic.code for each in diagnostics))
    return json_text(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "codegen",
                            "version": __version__,
                            "rules": [_rule(CODES[name]) for name in names],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "invocations": [_invocation(diagnostics, names)],
                    "results": [
                        _result(each, each.file, names)
                        for each in diagnostics
                        if each.file is not None
                    ],
                }
            ],
        }
    )


def _rule(explained: Code) -> dict[str, Json]:
    """A reportingDescriptor (section 3.49)."""
    return {
        "id": explained.name,
        "shortDescription": {"text": explained.summary},
        "fullDescription": {"text": explained.why},
        "help": {"text": explain_code(explained)},
        "defaultConfiguration": {"level": explained.severity},
    }


def _invocation(
    diagnostics: Sequence[LocatedDiagnostic], names: Sequence[str]
) -> dict[str, Json]:
    """An invocation (section 3.20)."""
    return {
        "executionSuccessful": not any(
            each.diagnostic.is_error for each in diagnostics
        ),
        "toolExecutionNotifications": [
            {
                "descriptor": _rule_reference(each, names),
                "level": each.diagnostic.severity,
                "message": _message(each),
            }
            for each in diagnostics
            if each.file is None
        ],
    }


def _rule_reference(
    located: LocatedDiagnostic, names: Sequence[str]
) -> dict[str, Json]:
    """A reportingDescriptorReference (section 3.52)."""
    code = located.diagnostic.code
    return {"id": code, "index": names.index(code)}


def _message(located: LocatedDiagnostic) -> dict[str, Json]:
    hint = f"\n{located.hint}" if located.hint else ""
    return {"text": f"{located.diagnostic.message}{hint}"}


def _result(
    located: LocatedDiagnostic, file: str, names: Sequence[str]
) -> dict[str, Json]:
    """A result (section 3.27)."""
    diagnostic = located.diagnostic
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": names.index(diagnostic.code),
        "level": diagnostic.severity,
        "message": _message(located),
        "locations": [_location(diagnostic, file)],
    }


def _location(diagnostic: Diagnostic, file: str) -> dict[str, Json]:
    """A location (section 3.28), as far as it is known."""
    physical: dict[str, Json] = {"artifactLocation": _artifact(file)}
    if diagnostic.line is not None:
        region = {"startLine": diagnostic.line, "startColumn": diagnostic.column}
        physical["region"] = {
            name: position for name, position in region.items() if position is not None
        }
    location: dict[str, Json] = {"physicalLocation": physical}
    if diagnostic.at is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": str(diagnostic.at)}]
    return location


def _artifact(file: str) -> dict[str, Json]:
    """An artifactLocation (section 3.4): relative for files below the current folder."""
    if isinstance(parse_location(file), Url):
        return {"uri": quote(file, safe=_URL_CHARACTERS, errors="surrogateescape")}
    path = os.path.relpath(file)
    if path.startswith(os.pardir):
        return {"uri": Path(os.path.abspath(file)).as_uri()}
    return {"uri": quote(os.fsencode(Path(path).as_posix())), "uriBaseId": _BASE}
