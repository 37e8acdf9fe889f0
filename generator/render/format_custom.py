"""Which files a person's own templates had a hand in: those are formatted, and theirs to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from jinja2 import Environment, TemplateError
from jinja2.meta import find_referenced_templates

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.output import OutputFile
from generator.python.declarations import (
    AliasDeclaration,
    DictDeclaration,
    ModelDeclaration,
)
from generator.render.formatting import FormattingError, NotPythonError, formatted
from generator.render.templates import OwnTemplates

# What codegen's templates include by a name that only the declaration knows.
_BY_DECLARATION = frozenset(
    each.template for each in (AliasDeclaration, DictDeclaration, ModelDeclaration)
)


class OwnLayout:
    """The templates as they include each other, some of them a person's own."""

    def __init__(self, environment: Environment, own: OwnTemplates) -> None:
        self._environment = environment
        self._own = own
        self._changed = own.changed
        self._reached: dict[str, frozenset[str]] = {}

    def formatted(
        self, files: Iterable[tuple[OutputFile, str | None]]
    ) -> tuple[OutputFile, ...]:
        """The files in their order, Python that own templates laid out as black has it.

        Each comes with the name of its template, None where it has none.

        Raises:
            DocumentError: some are not Python, one diagnostic for each template; or black fails.
        """
        known = tuple(files)
        theirs = {
            file.path: template
            for file, template in known
            if template and file.path.endswith(".py") and self._touched(template)
        }
        try:
            done = formatted([file for file, _ in known if file.path in theirs])
        except NotPythonError as error:
            raise DocumentError(self._problems(error.reasons, theirs)) from None
        except FormattingError as error:
            message = f"black failed: {error}"
            raise DocumentError([self._diagnostic("formatting", message)]) from None
        contents = {file.path: file.content for file in done}
        return tuple(
            replace(file, content=contents.get(file.path, file.content))
            for file, _ in known
        )

    def _touched(self, template: str) -> frozenset[str]:
        """The templates of one's own that have a hand in what `template` gives."""
        if template not in self._reached:
            reached: set[str] = set()
            self._reach(template, reached)
            self._reached[template] = frozenset(reached & self._changed)
        return self._reached[template]

    def _reach(self, name: str, reached: set[str]) -> None:
        if name in reached:
            return
        reached.add(name)
        for included in self._included(name):
            self._reach(included, reached)

    def _included(self, name: str) -> Iterable[str]:
        loader = self._environment.loader
        assert loader is not None  # without one nothing was rendered
        try:
            text = loader.get_source(self._environment, name)[0]
        except TemplateError:
            # `{% include … ignore missing %}`
            return
        for each in find_referenced_templates(self._environment.parse(text)):
            if each is not None:
                yield each
            else:
                is_own = name in self._changed
                yield from self._changed if is_own else _BY_DECLARATION

    def _problems(
        self, reasons: Mapping[str, str], templates: Mapping[str, str]
    ) -> list[Diagnostic]:
        """What is wrong, once for each template, with the first file that it laid out."""
        refused: dict[str, list[str]] = {}
        for path in sorted(reasons):
            refused.setdefault(templates[path], []).append(path)
        return [
            self._problem(template, paths, reasons[paths[0]])
            for template, paths in refused.items()
        ]

    def _problem(self, template: str, paths: list[str], why: str) -> Diagnostic:
        touched = sorted(self._touched(template))
        others = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
        return self._diagnostic(
            "template-python",
            f"{paths[0]}{others}, laid out by {template}, is not Python: {why}",
            f"of your templates, {', '.join(touched)} had a hand in it",
        )

    def _diagnostic(
        self, code: str, message: str, hint: str | None = None
    ) -> Diagnostic:
        return Diagnostic(code, message, hint=hint, file=str(self._own.folder))
