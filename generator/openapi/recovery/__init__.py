"""Going on past errors: a document without the smallest parts that they are in.

It knows no rule for any one error. A diagnostic says where it is, the specification what stands
there, and that decides what can be left out so that the client lacks something and is not wrong: a
schema allows anything then, or an optional parameter is gone, or else the operation.
"""

from generator.openapi.recovery.leaving_out import leave_out
from generator.openapi.recovery.remaining import LeftOut, Remaining, untouched

__all__ = ["LeftOut", "Remaining", "leave_out", "untouched"]
