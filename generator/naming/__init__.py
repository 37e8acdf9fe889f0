"""Identifiers for everything in an `Api`: one for each (scope, thing), total and unique."""
