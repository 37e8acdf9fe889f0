"""Find what Python code uses of a client by static analysis; the code is never run.

`read_sources` parses the files, `collect_uses` extracts what each mentions (`client_variables`
finds the variables that hold a client), `select_used` resolves that against the names of the
client (`client_surface`) to a `Selection`.
"""
