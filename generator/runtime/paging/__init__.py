# SPDX-License-Identifier: MIT
"""Lists that come in pages."""
