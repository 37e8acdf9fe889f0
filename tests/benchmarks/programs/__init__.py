"""Programs that are measured, each in a process of its own.

They run in the environments of the peers, so they import nothing of this project but each other,
and the client in question by its name. What they found stands in their last line of output.
"""
