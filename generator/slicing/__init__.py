"""Slices of an API: the operations, types and webhooks that a user selects."""
