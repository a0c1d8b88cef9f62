"""Exit codes, the same for every command. Misuse is 2, which argparse exits with by itself;
130 is the shell's own word for a command that was stopped from the keyboard.
"""

from __future__ import annotations

DONE = 0
FAILED = 1
INTERRUPTED = 130
