"""Modules to text: a template for each kind of file, and nothing but layout in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from jinja2 import BaseLoader, Environment, StrictUndefined, Template

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
from generator.python.expressions import string_literal
from generator.render import docstrings, layout

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


def environment(loader: BaseLoader) -> Environment:
    """The Jinja environment that templates are read in; a name they do not know is an error."""
    made = Environment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters["alias"] = layout.alias
    made.filters["assignment"] = layout.assignment
    made.filters["key"] = layout.key
    made.filters["literal"] = string_literal
    made.filters["child"] = layout.child
    made.filters["docstring"] = docstrings.docstring
    made.filters["function_docstring"] = docstrings.function_docstring
    made.filters["call"] = layout.call
    made.filters["decorator"] = layout.decorator
    made.filters["endpoint"] = layout.endpoint
    made.filters["entry"] = layout.entry
    made.filters["error"] = layout.error
    made.filters["field"] = layout.field
    made.filters["import_from"] = layout.import_from
    made.filters["async_method"] = layout.async_method
    made.filters["method"] = layout.method
    made.filters["model"] = layout.model
    made.filters["reexport"] = layout.reexport
    made.filters["signature"] = layout.signature
    made.filters["twin"] = layout.twin
    made.filters["typed_dict"] = layout.typed_dict
    return made


class Renderer:
    """Renders modules with the templates that `loader` gives."""

    def __init__(self, loader: BaseLoader, header: str) -> None:
        """`header` is the comment at the head of each file: what made it, from what."""
        self._environment = environment(loader)
        self._header = header

    def render(self, modules: Iterable[Module]) -> Iterator[OutputFile]:
        """A file for each module, in the same order."""
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
