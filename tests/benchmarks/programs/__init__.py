"""Programs to measure, each in a process of its own.

They run in the environments of the peers, so they import only each other and the measured client.
Their last line of output is the result.
"""
