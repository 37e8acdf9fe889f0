"""Documents as located trees: load them, apply overlays, bundle references."""
