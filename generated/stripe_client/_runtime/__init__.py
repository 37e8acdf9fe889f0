# SPDX-License-Identifier: MIT
"""The runtime of a client."""
