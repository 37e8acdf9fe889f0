"""Serve APIs to others: their clients, credentials, and what must not leave the server."""
