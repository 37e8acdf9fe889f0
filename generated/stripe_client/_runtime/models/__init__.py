# SPDX-License-Identifier: MIT
"""Models: dataclasses for JSON objects, decoded and encoded by their annotations."""
