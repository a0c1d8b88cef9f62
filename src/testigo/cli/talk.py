"""Talk to the person at the terminal: on stderr, so that results stay alone on stdout."""

from __future__ import annotations

import sys


def complain(message: object) -> None:
    """Say what is wrong in one line; control characters from an input's name are shown as `�`."""
    sys.stderr.write("testigo: " + "".join(c if c.isprintable() else "�" for c in str(message)) + "\n")
