"""Work on millions of things, hardly one of which holds itself."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 100_000, 50, 100
"""So many things more, then so many times that, and again, before Python looks for rings among the younger ones, the
older, and all of them.
"""


@contextmanager
def rings_seldom() -> Iterator[None]:
    """Look seldom for things that hold each other in a ring and so are never let go. Where many are kept for some time,
    as scores and rows of thousands of reports are, going through all of them again and again is a fifth of the work.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
