# SPDX-License-Identifier: MIT
"""Operations as tools: find, describe and call them by name, with JSON arguments."""
