"""The comparison with other generators, and with Stripe's own client: `python -m tests.benchmarks`.

It is not a test: it has no time limits. The modules with rows document what each row measures:

- `building_rows`: build a client: cold, again, after a change, for one operation.
- `growth_rows`: the build time by the size of the document.
- `client_rows`: import a client, its first call, its size.
- `working_rows`: decode, encode and list with a client.

The contestants of a row take turns: each of several rounds measures every contestant once, so that
a temporarily slower machine affects all of them. A figure is the median of its rounds, with their
minimum and maximum. A ratio is a figure divided by that of codegen. Every measurement is a process
of its own; its CPU time includes its children, and its peak memory is that of the largest process,
as reported by the operating system.
"""
