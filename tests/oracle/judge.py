"""Rebuild clients, type-check and run the programs over them, and judge what the diff lists."""

from __future__ import annotations

import json
import pickle
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator import BuildRequest, ClientOptions, DiffRequest, DocumentRequest
from generator.core.diagnostics import DocumentError
from generator.frontend.validation import InvalidDocumentError
from generator.interface_diff.compare.change import Change
from generator.workflows.build import build
from generator.workflows.diff import diff
from tests.oracle.building import quick_builds
from tests.oracle.client_source import ClientSource, read_client
from tests.oracle.documents import Tree
from tests.oracle.programs import write_program
from tests.oracle.responses import canned_responses, fill_gaps

RUN_PROGRAMS = Path(__file__).with_name("run_programs.py")
# Type checkers read the shared runtime once.
_OPTIONS = ClientOptions(runtime="clients.shared_runtime")
_MYPY_ERROR = re.compile(r"(?P<file>[^:]+\.py):(?P<line>\d+): error: (?P<message>.*)")

# How many examples to judge together: they share one run of the type checker.
BATCH = 40

MISSED_BREAK = "MISSED BREAK"
UNLISTED = "UNLISTED"
FALSE_ALARM = "FALSE ALARM"
RENAMED = "RENAMED IN SILENCE"
NOT_KEPT = "NAME NOT KEPT"

# Renames that the diff lists, and the mutations that give no reason for any.
_RENAMES = ("type-renamed", "operation-renamed", "method-renamed")
_REASONLESS = (
    *("remove operation", "add operation", "add operation first", "tag operation"),
    *("add operation on same path", "add optional parameter", "add error response"),
    *("reorder everything", "reorder properties", "describe everything"),
    *("change title and version", "deprecate operation"),
)

# Breaking rules about what servers accept, which no program can observe.
UNOBSERVABLE = frozenset(("sent-value-removed",))
# Rules about additional properties, which the program neither passes nor reads by their type.
_UNTYPED = "additional-"
# A canned response with a required cursor leads to itself, which no server does.
_SERVER_FAULT = "the server returned the same page twice"


@dataclass(frozen=True)
class Example:
    """A document, and the same document after one mutation."""

    old: Tree
    new: Tree
    mutation: str


@dataclass(frozen=True)
class Snippet:
    """What a snippet of a program showed, and the exception that ended it, or ""."""

    lines: list[str]
    problem: str


@dataclass
class Behaviour:
    """What a program does: type errors, and the outcome of each snippet."""

    type_errors: set[str] = field(default_factory=set)
    snippets: dict[str, Snippet] = field(default_factory=dict)

    def lines(self, kind: str, titles: Sequence[str]) -> list[tuple[str, list[str]]]:
        """Return the lines of one kind, `request` or `decoded`, of these snippets."""
        return [
            (
                title,
                [line for line in self.snippets[title].lines if line.startswith(kind)],
            )
            for title in titles
            if title in self.snippets
        ]


@dataclass(frozen=True)
class Violation:
    """A verdict against the diff, with its evidence."""

    verdict: str
    example: Example
    evidence: list[str]
    changes: list[str]


@dataclass
class _Case:
    """An example on its way through the judge."""

    name: str
    example: Example
    old_source: ClientSource
    new_source: ClientSource
    changes: dict[str, list[Change]]
    program: str


@dataclass(frozen=True)
class Judgement:
    """The violations of a batch, how many examples were judged, and defects of programs."""

    violations: list[Violation]
    judged: int
    rejected: list[Example]
    program_errors: list[str]


def judge(examples: Sequence[Example], folder: Path) -> Judgement:
    """Judge a batch of examples in `folder`, which may have been used before."""
    (folder / "clients").mkdir(parents=True, exist_ok=True)
    _remove_clients(folder)
    cases: list[_Case] = []
    rejected: list[Example] = []
    with quick_builds():
        for index, example in enumerate(examples):
            case = _prepare(f"e{index:04}", example, folder)
            if case is None:
                rejected.append(example)
            else:
                cases.append(case)
    type_errors = _type_check(cases, folder)
    outcomes = _run(cases, folder)
    violations: list[Violation] = []
    program_errors: list[str] = []
    for case in cases:
        before = Behaviour(
            type_errors[f"{case.name}_before"], outcomes[f"{case.name} before"]
        )
        after = Behaviour(
            type_errors[f"{case.name}_after"], outcomes[f"{case.name} after"]
        )
        served = Behaviour(after.type_errors, outcomes[f"{case.name} served"])
        program_errors += [f"{case.example.mutation}: {e}" for e in before.type_errors]
        program_errors += _uncalled(case, before)
        violations += _verdicts(case, before, after, served)
    _remove_clients(folder)
    return Judgement(violations, len(cases), rejected, program_errors)


def _remove_clients(folder: Path) -> None:
    """Remove all clients, but keep the runtime that they share, and the type checker's cache."""
    for client in (folder / "clients").glob("e*_*"):
        shutil.rmtree(client)


def _prepare(name: str, example: Example, folder: Path) -> _Case | None:
    """Build both clients and diff; None if one of the documents cannot be represented."""
    before, after = (
        folder / "clients" / f"{name}_{side}" for side in ("before", "after")
    )
    old, new = folder / f"{name}-old.yaml", folder / f"{name}-new.yaml"
    old.write_text(to_yaml(example.old))
    new.write_text(to_yaml(example.new))
    try:
        build(BuildRequest(DocumentRequest(old), after, options=_OPTIONS))
        shutil.copytree(after, before)
        changes = {
            "client and document": list(diff(DiffRequest(before, new)).changes),
            "documents": list(diff(DiffRequest(old, new)).changes),
        }
        build(BuildRequest(DocumentRequest(new), after, options=_OPTIONS))
    except (DocumentError, InvalidDocumentError):
        return None
    source = read_client(before)
    program = write_program(source)
    for side in ("before", "after"):
        text = program.of_package(f"clients.{name}_{side}")
        (folder / f"program_{name}_{side}.py").write_text(text)
    old_responses = canned_responses(example.old)
    new_responses = fill_gaps(canned_responses(example.new), old_responses)
    (folder / f"{name}-old.pickle").write_bytes(pickle.dumps(old_responses))
    (folder / f"{name}-new.pickle").write_bytes(pickle.dumps(new_responses))
    return _Case(name, example, source, read_client(after), changes, program.source)


def to_yaml(tree: Tree) -> str:
    """Write a document as YAML without anchors."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return yaml.dump(tree, Dumper=Dumper, sort_keys=False, width=100)


def _type_check(cases: Sequence[_Case], folder: Path) -> dict[str, set[str]]:
    """Return the type errors of each program, each with its source line."""
    names = [f"{case.name}_{side}" for case in cases for side in ("before", "after")]
    result: dict[str, set[str]] = defaultdict(set)
    files = [f"program_{name}.py" for name in names]
    if not files:
        return result
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    command += ["--no-pretty", "--show-error-codes", "--follow-imports", "silent"]
    command += ["--disable-error-code", "no-any-return", "--cache-dir", ".mypy_cache"]
    checked = subprocess.run(
        [*command, *files], cwd=folder, text=True, capture_output=True, check=False
    )
    if checked.returncode not in (0, 1):
        raise RuntimeError(checked.stdout + checked.stderr)
    sources = {file: (folder / file).read_text().splitlines() for file in files}
    for line in checked.stdout.splitlines():
        match = _MYPY_ERROR.match(line)
        if match is None:
            continue
        name = match["file"].removeprefix("program_").removesuffix(".py")
        source = sources[match["file"]][int(match["line"]) - 1].strip()
        message = match["message"].replace(f"clients.{name}.", "")
        source = source.replace(f"clients.{name}", "client")
        result[name].add(f"{source}  # {message}")
    return result


def _run(cases: Sequence[_Case], folder: Path) -> dict[str, dict[str, Snippet]]:
    """Run every program: before, after, and after with a server that follows the new document."""
    runs = [
        run
        for case in cases
        for run in (
            (
                f"{case.name} before",
                f"program_{case.name}_before",
                f"{case.name}-old.pickle",
            ),
            (
                f"{case.name} after",
                f"program_{case.name}_after",
                f"{case.name}-old.pickle",
            ),
            (
                f"{case.name} served",
                f"program_{case.name}_after",
                f"{case.name}-new.pickle",
            ),
        )
    ]
    (folder / "runs.json").write_text(json.dumps(runs))
    subprocess.run(
        [sys.executable, "-B", str(RUN_PROGRAMS), str(folder)], check=True, cwd=folder
    )
    outcomes = json.loads((folder / "outcomes.json").read_text())
    return {
        name: {title: Snippet(lines, problem) for title, lines, problem in snippets}
        for name, snippets in outcomes.items()
    }


def _uncalled(case: _Case, before: Behaviour) -> list[str]:
    """Describe operations that the program never calls with success and all arguments."""
    return [
        f"{case.example.mutation}: no call of {function.name} with all arguments succeeds"
        for function in case.old_source.functions
        if not any(
            title.startswith(f"{function.name} with ") and not snippet.problem
            for title, snippet in before.snippets.items()
        )
    ]


def _verdicts(
    case: _Case, before: Behaviour, after: Behaviour, served: Behaviour
) -> list[Violation]:
    usable = [title for title, s in before.snippets.items() if not s.problem]
    type_errors = sorted(after.type_errors - before.type_errors)
    raised = _problems(after, usable)
    raised_served = _problems(served, usable)
    # An exception only at a server that still follows the old document is not the client's fault.
    broken = bool(type_errors or raised_served)
    requests = _requests(case, before, usable) != _requests(case, after, usable)
    decoded = before.lines("decoded", usable) != after.lines("decoded", usable)
    decoded_served = before.lines("decoded", usable) != served.lines("decoded", usable)
    renamed = renamed_in_silence(case.old_source, case.new_source)
    evidence = [f"mypy: {error}" for error in type_errors]
    evidence += [f"raised: {problem}" for problem in raised_served]
    evidence += [
        f"raised (old responses): {p}" for p in raised if p not in raised_served
    ]
    evidence += renamed
    evidence += _difference(before, after, usable)
    violations: list[Violation] = []

    def add(verdict: str, name: str) -> None:
        listed = [_describe(change) for change in case.changes[name]]
        violations.append(
            Violation(f"{verdict} ({name})", case.example, evidence, listed)
        )

    for name, changes in case.changes.items():
        breaking = [change for change in changes if change.breaking]
        observable = [c for c in breaking if _is_observable(c, case, before)]
        if broken and not breaking:
            add(MISSED_BREAK, name)
        elif (requests or decoded or raised) and not changes:
            add(UNLISTED, name)
        elif renamed and not type_errors and not breaking:
            add(RENAMED, name)
        elif (
            observable
            and not broken
            and not raised
            and not requests
            and not (decoded and decoded_served)
        ):
            add(FALSE_ALARM, name)
    renames = [c for c in case.changes["client and document"] if c.rule.id in _RENAMES]
    if renames and case.example.mutation in _REASONLESS:
        add(NOT_KEPT, "client and document")
    return violations


def _requests(case: _Case, behaviour: Behaviour, titles: Sequence[str]) -> list[Any]:
    """Return the requests of these snippets; without the order where only that was changed."""
    lines = behaviour.lines("request", titles)
    if not case.example.mutation.startswith("reorder"):
        return lines
    # Members of objects have no order in OpenAPI, but follow the document in every style.
    return [(title, [sorted(line) for line in shown]) for title, shown in lines]


def _is_observable(change: Change, case: _Case, before: Behaviour) -> bool:
    """Whether the program uses what a breaking change is about."""
    if "str" in change.before and "Sequence[" in change.after:
        # A type checker takes a string for a sequence of strings.
        return False
    if change.rule.id.startswith(_UNTYPED):
        return False
    if change.rule.id.startswith("tag-"):
        decoded = before.lines("decoded", list(before.snippets))
        return any(
            f"<{change.before}>" in line for _, lines in decoded for line in lines
        )
    if change.rule.id == "error-body-changed":
        # Code that reads fields does not see another class with the same ones; `isinstance` does.
        return False
    if change.rule.id.startswith("error-body-"):
        # The program has one response for each declared status, not for each of a range.
        title = f"{change.function} response {change.name}"
        return change.name.isdigit() and any(
            snippet.startswith(title) for snippet in before.snippets
        )
    if change.rule.id == "body-argument-needed":
        # Of several bodies, the program sends each with everything in it.
        title = f"{change.function} with body"
        return not any(snippet.startswith(title) for snippet in before.snippets)
    if change.rule.id == "type-kind-changed":
        # The name can still be imported and annotated, but no longer called.
        return re.search(rf"\b{change.owner}\(", case.program) is not None
    if change.rule.id == "export-removed":
        return re.search(rf"\b{change.owner}\b", case.program) is not None
    return change.rule.id not in UNOBSERVABLE


def _problems(behaviour: Behaviour, usable: Sequence[str]) -> list[str]:
    if "import" in behaviour.snippets:
        return [behaviour.snippets["import"].problem]
    return [
        f"{title}: {behaviour.snippets[title].problem}"
        for title in usable
        if behaviour.snippets[title].problem
        and _SERVER_FAULT not in behaviour.snippets[title].problem
    ]


def renamed_in_silence(old: ClientSource, new: ClientSource) -> list[str]:
    """Describe arguments that are sent elsewhere, although their old place still exists."""
    functions = {function.name: function for function in new.functions}
    result = []
    for function in old.functions:
        rebuilt = functions.get(function.name)
        if rebuilt is None or rebuilt.operation_id != function.operation_id:
            continue
        for name, old_place in function.wire.items():
            place = rebuilt.wire.get(name, old_place)
            if place != old_place and old_place in rebuilt.wire.values():
                result.append(
                    f"renamed: {function.name}({name}=…) was {old_place}, is {place}"
                )
    return result


def _difference(
    before: Behaviour, after: Behaviour, usable: Sequence[str]
) -> list[str]:
    result: list[str] = []
    for title in usable:
        old = before.snippets[title].lines
        new = after.snippets.get(title, Snippet([], "")).lines
        for line in old:
            if line not in new:
                result.append(f"- {title}: {line}")
        for line in new:
            if line not in old:
                result.append(f"+ {title}: {line}")
    return result


def _describe(change: Change) -> str:
    mark = "!" if change.breaking else " "
    parts = [change.owner, change.name, change.before, "→", change.after]
    return f"{mark} {change.rule.id}: {' '.join(part for part in parts if part)}"
