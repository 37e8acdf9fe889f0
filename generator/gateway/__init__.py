"""A gateway to an API: it keeps the keys, and calls the API for pages and programs without them."""
