# SPDX-License-Identifier: MIT
"""Operations: building requests and reading responses."""
