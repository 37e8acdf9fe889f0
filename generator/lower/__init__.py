"""From document nodes to `Api`: what the interface is, in closed sum types; no Python in sight."""
