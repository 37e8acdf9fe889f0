"""Operations as data: names, effects, and JSON Schema of arguments and responses.

The catalogue knows neither HTTP nor any protocol; agents, servers and pages are made from it. Its
classes are those of the runtime, which reads it in a client built with tools.
"""

from generator.catalogue.create_catalogue import create_catalogue
from generator.catalogue.documentation import (
    Documentation,
    ErrorResponse,
    NamedExample,
    create_documentation,
    is_documentation_intact,
    plain_documentation,
    read_documentation,
    write_documentation,
)

__all__ = [
    "Documentation",
    "ErrorResponse",
    "NamedExample",
    "create_catalogue",
    "create_documentation",
    "is_documentation_intact",
    "plain_documentation",
    "read_documentation",
    "write_documentation",
]
