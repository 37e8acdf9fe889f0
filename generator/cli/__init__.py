"""The command line. Nothing outside of this package prints, or knows what an exit code is."""

from generator.cli.commands import main, run

__all__ = ["main", "run"]
