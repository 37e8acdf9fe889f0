# SPDX-License-Identifier: MIT
"""Operations as data: build the request of a call and read its response."""
