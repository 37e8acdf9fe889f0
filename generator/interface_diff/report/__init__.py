"""Reports of changes: grouped for reading, and written as text, Markdown or JSON."""
