"""Templates: codegen's own, custom ones that replace them, and what can be wrong with those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from traceback import walk_tb

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    PrefixLoader,
    TemplateNotFound,
    TemplateSyntaxError,
)

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.read_file import read_file
from generator.render.environment import environment
from generator.render.template_folder import template_folder
from generator.render.template_limits import TemplateLimitError

# The reference that `codegen templates` writes beside the templates.
README = "README.md"
# The prefix of additional custom templates, for others to include.
PARTIAL_PREFIX = "_"
# Includes codegen's template that a custom one replaces: `{% include "codegen/model.j2" %}`.
PREFIX = "codegen"


@dataclass(frozen=True, slots=True)
class CustomTemplates:
    """The templates in a user's folder.

    Attributes:
        folder: the folder.
        sources: the source of each template by its file name.
        digest: the SHA-256 of all names and contents.
    """

    folder: Path
    sources: Mapping[str, str] = field(repr=False)
    digest: str

    @property
    def changed(self) -> frozenset[str]:
        """The names of templates that differ from codegen's."""
        return frozenset(
            name for name, source in self.sources.items() if source != _builtin(name)
        )

    def load(self, name: str) -> tuple[str, str, None] | None:
        """Return a template's source and path for Jinja's `FunctionLoader`."""
        source = self.sources.get(name)
        return None if source is None else (source, str(self.folder / name), None)


def template_names() -> tuple[str, ...]:
    """Return the sorted names of codegen's templates, which custom ones may replace."""
    return tuple(
        sorted(path.name for path in template_folder().iterdir() if path.is_file())
    )


def template_loader(custom: CustomTemplates | None = None) -> BaseLoader:
    """Return a loader of templates by name, which prefers custom ones."""
    builtin = FileSystemLoader(template_folder())
    if custom is None:
        return builtin
    return ChoiceLoader(
        [FunctionLoader(custom.load), builtin, PrefixLoader({PREFIX: builtin})]
    )


def read_templates(folder: Path) -> CustomTemplates:
    """Read custom templates: files named like codegen's, and any that begin with `_`.

    Hidden files, backup copies (`model.j2~`) and README.md are ignored.

    Raises:
        DocumentError: the folder or a file cannot be read, a name is unknown, or a file is not
            UTF-8 or not valid Jinja; with a diagnostic for every problem.
    """
    problems: list[Diagnostic] = []
    contents: dict[str, bytes] = {}
    sources: dict[str, str] = {}
    for path in _template_files(folder):
        try:
            contents[path.name] = read_file(path)
            sources[path.name] = contents[path.name].decode("utf-8-sig")
        except OSError as error:
            problems.append(_unreadable(path, error))
        except UnicodeDecodeError:
            problems.append(_problem("not-utf-8", path, "the file is not UTF-8"))
    builtin_names = template_names()
    problems += [
        _unknown_name(folder / name, builtin_names)
        for name in sources
        if name not in builtin_names and not name.startswith(PARTIAL_PREFIX)
    ]
    custom = CustomTemplates(folder, sources, _digest(contents))
    jinja = environment(template_loader(custom), is_sandboxed=True)
    for name, source in sources.items():
        problem = _syntax_problem(jinja, source, name, str(folder / name))
        problems += [problem] if problem else []
    if problems:
        raise DocumentError(problems)
    return custom


def render_problem(error: Exception, custom: CustomTemplates) -> Diagnostic | None:
    """Return a diagnostic for an error while rendering, None if no custom template caused it.

    Args:
        error: the exception, with its traceback. Jinja compiles the lines of templates to frames of
            it; the innermost is where the error occurred.
        custom: the templates that may be at fault.
    """
    files = {str(custom.folder / name) for name in custom.sources}
    frames = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename in files
    ]
    if frames:
        file, line = frames[-1]
        return Diagnostic(
            "template-render", _error_message(error), file=file, line=line
        )
    if isinstance(error, TemplateLimitError):
        # The output as a whole is too long.
        return Diagnostic("template-render", str(error), file=str(custom.folder))
    return None


def _syntax_problem(
    environment: Environment, source: str, name: str, file: str
) -> Diagnostic | None:
    """Return a diagnostic if a template does not compile or uses an unknown filter."""
    try:
        environment.compile(source, name, file)
    except TemplateSyntaxError as error:
        return Diagnostic(
            "template-syntax", error.message or "", file=file, line=error.lineno
        )
    except (RecursionError, MemoryError):
        return Diagnostic("template-syntax", "it is nested too deeply", file=file)
    except (SyntaxError, ValueError) as error:
        # Jinja compiles some templates to invalid Python: twenty loops inside of each other, or
        # a number with thousands of digits.
        return Diagnostic("template-syntax", str(error), file=file)
    return None


def _error_message(error: Exception) -> str:
    if isinstance(error, TemplateLimitError):
        return str(error)
    if isinstance(error, RecursionError):
        return "the templates include each other recursively, or a macro calls itself without end"
    if isinstance(error, TemplateNotFound):
        return f"template {error.name!r} does not exist and cannot be included"
    message = str(error)
    # Jinja's messages are written for template authors; those of a failing filter are not.
    is_from_jinja = type(error).__module__.startswith("jinja2")
    if is_from_jinja and message:
        return message
    return f"{type(error).__name__}: {message}"


def _template_files(folder: Path) -> list[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise DocumentError([_unreadable(folder, error)]) from None
    return [
        path
        for path in paths
        if not path.name.startswith(".")
        and not path.name.endswith("~")
        and path.name != README
    ]


def _builtin(name: str) -> str | None:
    path = template_folder() / name
    return read_file(path).decode() if path.is_file() else None


def _digest(contents: Mapping[str, bytes]) -> str:
    """Hash names and contents, each prefixed by its length to separate them."""
    digest = sha256()
    for name in sorted(contents):
        for part in (name.encode("utf-8", "surrogateescape"), contents[name]):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _unknown_name(path: Path, builtin_names: tuple[str, ...]) -> Diagnostic:
    close = get_close_matches(path.name, builtin_names, 1)
    suggestion = f"did you mean {close[0]}? " if close else ""
    return _problem(
        "unknown-template",
        path,
        "codegen has no template of this name",
        f"{suggestion}templates are {', '.join(builtin_names)}; name additional ones "
        f"with a leading {PARTIAL_PREFIX!r}",
    )


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    reason = error.strerror or str(error)
    return _problem("unreadable-templates", path, f"it cannot be read: {reason}")


def _problem(
    code: str, path: Path, message: str, hint: str | None = None
) -> Diagnostic:
    return Diagnostic(code, message, hint=hint, file=str(path))
