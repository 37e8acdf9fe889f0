"""The table `explore`: how the pages of `codegen explore` look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from generator.config.toml_table import TomlTable

Theme: TypeAlias = Literal["auto", "light", "dark"]

THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
EXPLORE_SETTINGS: Final = ("title", "logo", "theme")
LOGO_TYPES: Final = (".svg", ".png", ".jpg", ".webp")


@dataclass(frozen=True, slots=True)
class ExploreConfiguration:
    """How pages look.

    Attributes:
        title: the title of the pages; None for that of the API.
        logo: the path of a picture, relative to the file; None for none.
        theme: light, dark, or `auto` for that of the reader's system; None for `auto`.
    """

    title: str | None = None
    logo: str | None = None
    theme: Theme | None = None


def read_explore(table: TomlTable | None) -> ExploreConfiguration:
    """Read the table; None without one. Invalid settings are added to the table's errors."""
    if table is None:
        return ExploreConfiguration()
    table.reject_unknown(EXPLORE_SETTINGS)
    logo = table.string("logo")
    if logo is not None and not logo.endswith(LOGO_TYPES):
        table.reject("logo", f"must be a file of type {', '.join(LOGO_TYPES)}")
    name = table.string("theme")
    theme = next((theme for theme in THEMES if theme == name), None)
    if name is not None and theme is None:
        table.reject("theme", f"must be one of {', '.join(THEMES)}")
    return ExploreConfiguration(table.string("title"), logo, theme)
