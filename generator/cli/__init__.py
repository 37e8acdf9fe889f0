"""The command line. No other package prints or knows about exit codes."""

from generator.cli.process import main, run

__all__ = ["main", "run"]
