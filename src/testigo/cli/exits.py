"""Exit codes, the same for every command. Misuse is 2, which argparse exits with by itself."""

from __future__ import annotations

DONE = 0
FAILED = 1
