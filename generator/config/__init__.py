"""The configuration of clients: `codegen.toml`, and the options that a manifest records."""

from generator.config.add_client import add_client
from generator.config.client import (
    NO_OPTIONS,
    ClientConfiguration,
    ClientOptions,
)
from generator.config.client_folders import (
    DEFAULT_FOLDER,
    configured_folder,
    default_package,
    project_package,
)
from generator.config.configuration_file import (
    ConfigurationFile,
    find_configuration,
    read_configuration,
)
from generator.config.explore import THEMES, ExploreConfiguration, Theme
from generator.config.read_client import is_package_name, read_options

__all__ = [
    "DEFAULT_FOLDER",
    "NO_OPTIONS",
    "THEMES",
    "ClientConfiguration",
    "ClientOptions",
    "ConfigurationFile",
    "ExploreConfiguration",
    "Theme",
    "add_client",
    "configured_folder",
    "default_package",
    "find_configuration",
    "is_package_name",
    "project_package",
    "read_configuration",
    "read_options",
]
