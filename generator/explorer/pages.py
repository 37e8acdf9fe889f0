"""Pages of an explorer as values, which templates lay out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, groupby
from typing import Final

from markupsafe import Markup

from generator.catalogue.documentation import Documentation, NamedExample
from generator.core.text import count_noun
from generator.explorer.form import FormBuilder, Input
from generator.explorer.prose import ProseRenderer
from generator.explorer.response_schemas import Member, ResponseSchemas
from generator.runtime.tools.catalogue import CatalogueOperation

_MOST_LISTED: Final = 60
_MOST_SIBLINGS: Final = 40
_LONGEST_NAME: Final = 100
_NO_FILE_NAME: Final = re.compile(r"[^A-Za-z0-9._-]|^\.+")
_EFFECTS: Final[Mapping[str, str]] = {
    "read": "reads",
    "change": "changes",
    "delete": "deletes",
}


@dataclass(frozen=True, slots=True)
class Appearance:
    """How pages look.

    Attributes:
        title: the title of all pages; empty for the title of the API.
        logo: the path of the logo in the site; empty for none.
        theme: light, dark, or as the reader's system.
    """

    title: str = ""
    logo: str = ""
    theme: str = "auto"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the page of an operation.

    Attributes:
        path: the path of the page in the site.
        operation: the operation.
        name: its name in the client: `customers.create`.
        is_current: whether the link is on that page.
    """

    path: str
    operation: CatalogueOperation
    name: str
    is_current: bool = False

    @property
    def file(self) -> str:
        """The name of the page's file, beside those of other operations."""
        return self.path.rpartition("/")[2]

    @property
    def short_name(self) -> str:
        """Its name beside those of the same resource: `create`."""
        return self.name.rpartition(".")[2]

    @property
    def verb(self) -> str:
        """The HTTP method in lower case, which is a class in the style sheet."""
        return self.operation.method.lower()


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of the client: operations whose methods have the same prefix.

    Attributes:
        name: its name: `billing.meters`.
        path: the path of its page in the site.
        operations: links to its operations.
    """

    name: str
    path: str
    operations: tuple[Link, ...]

    @property
    def short_name(self) -> str:
        """Its name without that of its group."""
        return self.name.partition(".")[2] or self.name

    @property
    def number(self) -> int:
        """How many operations it has."""
        return len(self.operations)

    @property
    def count(self) -> str:
        """How many operations it has."""
        return count_noun(len(self.operations), "operation")


@dataclass(frozen=True, slots=True)
class ResourceGroup:
    """Resources with the same first name: `billing.alerts` and `billing.meters`."""

    name: str
    resources: tuple[Resource, ...]

    @property
    def single(self) -> Resource | None:
        """Its only resource, if that has the same name."""
        first, *others = self.resources
        return first if not others and first.name == self.name else None


@dataclass(frozen=True, slots=True)
class Failure:
    """An error that an operation may return, by its status."""

    status: str
    member: Member | None


@dataclass(frozen=True, slots=True)
class OperationPage:
    """The page of an operation.

    Attributes:
        operation: the operation.
        prose: its description.
        effect: what a call does: `reads`.
        inputs: the inputs of the form.
        examples: the document's examples for arguments.
        response: what it returns; None if that is nothing.
        failures: the errors that it may return.
        resource: the resource that it belongs to.
        siblings: other operations of the resource, and itself.
    """

    operation: CatalogueOperation
    prose: Markup
    effect: str
    inputs: tuple[Input, ...]
    examples: tuple[NamedExample, ...]
    response: Member | None
    failures: tuple[Failure, ...]
    resource: Resource
    siblings: tuple[Link, ...]

    @property
    def verb(self) -> str:
        """The HTTP method in lower case, which is a class in the style sheet."""
        return self.operation.method.lower()

    @property
    def has_one_example(self) -> bool:
        """Whether there is nothing to choose from."""
        return len(self.examples) == 1

    @property
    def has_several_examples(self) -> bool:
        """Whether the reader chooses an example."""
        return len(self.examples) > 1

    @property
    def is_paged(self) -> bool:
        """Whether it returns one page of a list."""
        return self.operation.items is not None


class Pages:
    """The pages of an API."""

    def __init__(self, documentation: Documentation) -> None:
        catalogue = documentation.catalogue
        self.catalogue = catalogue
        self.prose = ProseRenderer(documentation.has_markup)
        self.description = self.prose.render(documentation.description)
        self.input_files = name_files(catalogue.inputs)
        self.output_files = name_files(catalogue.outputs)
        self.forms = FormBuilder(catalogue.inputs, self.input_files, self.prose)
        self.schemas = ResponseSchemas(catalogue.outputs, self.output_files, self.prose)
        self.resources = tuple(_resources(catalogue.operations))
        # Whether the index lists the operations.
        self.is_listed = len(catalogue.operations) <= _MOST_LISTED
        self._errors = documentation.errors
        self._examples = documentation.examples
        self._resource_of = {
            link.operation.key: resource
            for resource in self.resources
            for link in resource.operations
        }

    def operation(self, operation: CatalogueOperation) -> OperationPage:
        """Return the page of an operation."""
        resource = self._resource_of[operation.key]
        response = operation.response
        return OperationPage(
            operation=operation,
            prose=self.prose.render(operation.description),
            effect=_EFFECTS[operation.effect],
            inputs=self.forms.arguments(operation),
            examples=self._examples_of(operation),
            response=None if response is None else self.schemas.member("", response),
            failures=tuple(
                Failure(
                    error.status,
                    (
                        None
                        if error.response is None
                        else self.schemas.member("", error.response)
                    ),
                )
                for error in self._errors.get(operation.key, ())
            ),
            resource=resource,
            siblings=tuple(_around(resource.operations, operation)),
        )

    def _examples_of(self, operation: CatalogueOperation) -> tuple[NamedExample, ...]:
        only = NamedExample("", operation.examples)
        return self._examples.get(operation.key, (only,) if only.arguments else ())


def group_resources(resources: Iterable[Resource]) -> tuple[ResourceGroup, ...]:
    """Return resources in groups, by their first name."""
    groups = groupby(resources, key=lambda resource: resource.name.partition(".")[0])
    return tuple(ResourceGroup(name, tuple(members)) for name, members in groups)


def name_files(names: Iterable[str]) -> dict[str, str]:
    """Return a file name for each name: distinct where case does not matter, and of ASCII only."""
    files: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = _NO_FILE_NAME.sub("-", name)[:_LONGEST_NAME] or "-"
        candidates = chain([plain], (f"{plain}-{number}" for number in count(2)))
        file = next(each for each in candidates if each.casefold() not in taken)
        taken.add(file.casefold())
        files[name] = file
    return files


def _resources(operations: Sequence[CatalogueOperation]) -> list[Resource]:
    by_name: dict[str, list[CatalogueOperation]] = {}
    for operation in operations:
        name = operation.client_method.rpartition(".")[0] or "client"
        by_name.setdefault(name, []).append(operation)
    files = name_files(by_name)
    return [
        Resource(
            name,
            f"resources/{files[name]}.html",
            tuple(
                Link(
                    f"operations/{operation.tool}.html",
                    operation,
                    operation.client_method,
                )
                for operation in by_name[name]
            ),
        )
        for name in sorted(by_name, key=lambda name: name.split("."))
    ]


def _around(links: Sequence[Link], operation: CatalogueOperation) -> list[Link]:
    """Return links to an operation and those beside it, of a resource with very many of them."""
    keys = [link.operation.key for link in links]
    start = max(0, keys.index(operation.key) - _MOST_SIBLINGS // 2)
    return [
        Link(link.path, link.operation, link.name, link.operation.key == operation.key)
        for link in links[start : start + _MOST_SIBLINGS]
    ]
