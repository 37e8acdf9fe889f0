"""Render declarations to source text with Jinja templates, in the style of black."""
