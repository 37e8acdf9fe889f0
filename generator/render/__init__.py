"""Module declarations to text, by templates that only lay it out; black finds nothing to change."""
