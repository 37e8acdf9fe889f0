"""What a user says of a client beside its document: in a file, and again in its manifest."""

from generator.config.client import (
    NO_OPTIONS,
    ClientConfiguration,
    ClientOptions,
)
from generator.config.client_table import is_package_name, read_options
from generator.config.file import (
    ConfigurationFile,
    find_configuration,
    read_configuration,
)
from generator.config.writing import add_client

__all__ = [
    "NO_OPTIONS",
    "ClientConfiguration",
    "ClientOptions",
    "ConfigurationFile",
    "add_client",
    "find_configuration",
    "is_package_name",
    "read_configuration",
    "read_options",
]
