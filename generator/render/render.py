"""Modules to text: a template for each kind of file, and nothing but layout in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from jinja2 import Environment, Template

from generator.diagnostics import DocumentError
from generator.output import OutputFile
from generator.python.declarations import (
    ClientModule,
    ErrorsModule,
    Module,
    OperationsModule,
    OptionsModule,
    PackageModule,
    Readme,
    ResourcesModule,
    RootModule,
    TypesModule,
    VerbatimFile,
)
from generator.render.environment import environment
from generator.render.own_layout import OwnLayout
from generator.render.problems import render_problem
from generator.render.templates import OwnTemplates, template_loader

TEMPLATES: Mapping[type, str] = {
    ClientModule: "client.py.j2",
    ErrorsModule: "errors.py.j2",
    OperationsModule: "operations.py.j2",
    OptionsModule: "options.py.j2",
    PackageModule: "package.py.j2",
    Readme: "README.md.j2",
    ResourcesModule: "resources.py.j2",
    RootModule: "root.py.j2",
    TypesModule: "types.py.j2",
}


def render(
    modules: Iterable[Module], header: str, own: OwnTemplates | None = None
) -> tuple[OutputFile, ...]:
    """A file for each module, in the same order.

    `header` is the comment at the head of each file: what made it, from what. `own` are templates
    that take the place of codegen's; Python that they lay out is formatted by black.

    Raises:
        DocumentError: a template of `own` cannot be rendered, or what it gives is not Python.
    """
    if own is None:
        ours = environment(template_loader())
        return tuple(_Renderer(ours, header).render(modules))
    theirs = environment(template_loader(own), is_sandboxed=True)
    known = tuple(modules)
    try:
        files = tuple(_Renderer(theirs, header).render(known))
    except Exception as error:
        # Whatever it is, it is told as the template's where one of theirs had a part in it.
        problem = render_problem(error, {str(own.folder / name) for name in own.texts})
        if problem is None:
            raise
        raise DocumentError([problem]) from error
    made_by = [TEMPLATES.get(type(module)) for module in known]
    return OwnLayout(theirs, own).formatted(zip(files, made_by, strict=True))


class _Renderer:
    def __init__(self, environment: Environment, header: str) -> None:
        self._environment = environment
        self._header = header

    def render(self, modules: Iterable[Module]) -> Iterator[OutputFile]:
        for module in modules:
            if isinstance(module, VerbatimFile):
                yield OutputFile(module.path, module.content)
                continue
            template = self._templates[type(module)]
            text = template.render(module=module, header=self._header)
            yield OutputFile(module.path, text.encode("utf-8"))

    @cached_property
    def _templates(self) -> dict[type, Template]:
        return {
            kind: self._environment.get_template(name)
            for kind, name in TEMPLATES.items()
        }
