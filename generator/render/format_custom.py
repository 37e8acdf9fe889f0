"""Format with black the Python files that custom templates laid out.

codegen's own templates emit what black would, so most builds neither run nor import it. Black runs
in a second process, which uses every core.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, TemplateError
from jinja2.meta import find_referenced_templates

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.read_file import read_file
from generator.core.write_file import write_new_file
from generator.output import OutputFile
from generator.python.declarations import (
    AliasDeclaration,
    DictDeclaration,
    ModelDeclaration,
)
from generator.render.line_breaking import WIDTH
from generator.render.templates import CustomTemplates

# Templates that `types.py.j2` includes dynamically, depending on the declaration.
_BY_DECLARATION = frozenset(
    node.template for node in (AliasDeclaration, DictDeclaration, ModelDeclaration)
)


class NotPythonError(Exception):
    """Some files are not valid Python; `reasons` maps their paths to the syntax errors."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons


class FormattingError(Exception):
    """Black cannot be run, or fails; with its error message."""


def format_custom(
    files: Iterable[tuple[OutputFile, str | None]],
    environment: Environment,
    custom: CustomTemplates,
) -> tuple[OutputFile, ...]:
    """Return `files` in order, with black applied to Python that custom templates laid out.

    Args:
        files: rendered files with the names of their templates, None for verbatim ones.
        environment: the environment that rendered them.
        custom: the custom templates.

    Raises:
        DocumentError: some files are not valid Python (one diagnostic per template), or black
            failed.
    """
    rendered = tuple(files)
    includes = _Includes(environment, custom.changed)
    by_custom = {
        file.path: template
        for file, template in rendered
        if template and file.path.endswith(".py") and includes.custom(template)
    }
    try:
        formatted = run_black([file for file, _ in rendered if file.path in by_custom])
    except NotPythonError as error:
        problems = _syntax_problems(error.reasons, by_custom, includes, custom)
        raise DocumentError(problems) from None
    except FormattingError as error:
        problem = Diagnostic(
            "formatting", f"black failed: {error}", file=str(custom.folder)
        )
        raise DocumentError([problem]) from None
    contents = {file.path: file.content for file in formatted}
    return tuple(
        replace(file, content=contents.get(file.path, file.content))
        for file, _ in rendered
    )


class _Includes:
    """Which custom templates each template includes, itself counted, directly or not."""

    def __init__(self, environment: Environment, changed: frozenset[str]) -> None:
        self._environment = environment
        self._changed = changed
        self._custom: dict[str, frozenset[str]] = {}

    def custom(self, template: str) -> frozenset[str]:
        """Return the custom templates that contribute to the output of `template`."""
        if template not in self._custom:
            reached: set[str] = set()
            pending = [template]
            while pending:
                name = pending.pop()
                if name not in reached:
                    reached.add(name)
                    pending += self._included(name)
            self._custom[template] = frozenset(reached & self._changed)
        return self._custom[template]

    def _included(self, name: str) -> Iterable[str]:
        loader = self._environment.loader
        assert loader is not None  # the templates were rendered with it
        try:
            text = loader.get_source(self._environment, name)[0]
        except TemplateError:
            # `{% include … ignore missing %}`
            return
        for included in find_referenced_templates(self._environment.parse(text)):
            if included is not None:
                yield included
            elif name in self._changed:
                # Only known when rendered: possibly any custom template.
                yield from self._changed
            else:
                yield from _BY_DECLARATION


def _syntax_problems(
    reasons: Mapping[str, str],
    templates: Mapping[str, str],
    includes: _Includes,
    custom: CustomTemplates,
) -> list[Diagnostic]:
    """Report invalid Python once per template, with the first file that it laid out."""
    invalid: dict[str, list[str]] = {}
    for path in sorted(reasons):
        invalid.setdefault(templates[path], []).append(path)
    problems = []
    for template, (path, *others) in invalid.items():
        more = f" (and {len(others)} more)" if others else ""
        problems.append(
            Diagnostic(
                "template-python",
                f"{path}{more}, rendered by {template}, is not valid Python: "
                f"{reasons[path]}",
                hint="custom templates involved: "
                + ", ".join(sorted(includes.custom(template))),
                file=str(custom.folder),
            )
        )
    return problems


def run_black(files: Sequence[OutputFile]) -> tuple[OutputFile, ...]:
    """Format Python files with black, and return them in the same order.

    Raises:
        NotPythonError: some files are not valid Python.
        FormattingError: black cannot be run, or failed.
    """
    if not files:
        return ()
    # Checked with `ast`, since the wording of black's errors changes between versions.
    reasons = {file.path: _syntax_error(file.content) for file in files}
    if invalid := {path: why for path, why in reasons.items() if why is not None}:
        raise NotPythonError(invalid)
    with tempfile.TemporaryDirectory(prefix="codegen-") as name:
        root = Path(name).resolve()
        client = root / "client"
        for file in files:
            path = client / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            write_new_file(path, file.content)
        _format_folder(root, client)
        return tuple(
            OutputFile(file.path, read_file(client / file.path)) for file in files
        )


def _format_folder(root: Path, client: Path) -> None:
    # An empty configuration file, so that black reads neither a project's nor the user's.
    write_new_file(root / "black.toml", b"")
    options = [
        *("--config", str(root / "black.toml"), "--exclude", "^$", "--quiet"),
        # Skip black's comparison of syntax trees: it guards against bugs in black itself.
        *("--fast", "--line-length", str(WIDTH), "--target-version", "py311"),
    ]
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-m", "black", *options, str(client)],
            cwd=root,
            env={**os.environ, "BLACK_CACHE_DIR": str(root / "cache")},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise FormattingError(str(error)) from error
    if ended.returncode:
        message = ended.stderr.replace(f"{client}{os.sep}", "").strip()
        raise FormattingError(message.partition("\n")[0])


def _syntax_error(content: bytes) -> str | None:
    """Return the syntax error of `content` with its line, None if it is valid Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(content)
    except SyntaxError as error:
        line = f": {error.text.strip()}" if error.text else ""
        return f"line {error.lineno}, {error.msg}{line}"
    except (ValueError, RecursionError, MemoryError) as error:
        return str(error) or type(error).__name__
    return None
