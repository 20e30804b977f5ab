# SPDX-License-Identifier: MIT
"""Maker of the bundled example data; see geodata/README.md."""
