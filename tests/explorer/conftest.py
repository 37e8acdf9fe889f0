"""Fixtures of the tests of the explorer."""

from tests.catalogue.clients import client_with_tools

__all__ = ["client_with_tools"]
