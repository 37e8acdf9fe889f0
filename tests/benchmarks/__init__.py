"""The comparison with other generators, and with Stripe's own client: `python -m tests.benchmarks`.

It is no test: nothing here holds anybody to a number of seconds. What each row measures stands at
the top of the module that has it:

- `building_rows`: a client is built: cold, again, after a change, for one operation.
- `growth_rows`: how a build grows with the document.
- `client_rows`: a client is imported and calls for the first time; how large it is.
- `working_rows`: what a client does all day: decoding, encoding, listing.

All rows are measured alike. The contestants of a row take turns: a round is one measurement of
each, one after the other, and there are several rounds, so that a machine that gets slower for a
while does so for all. A figure is the median of its rounds, beside the least and the greatest. A
ratio is how many times codegen's figure another one is. Each measurement is a process of its own;
its CPU time counts its children, and its peak memory is that of the largest process in it, as the
operating system tells.
"""
