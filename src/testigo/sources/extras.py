"""Packages that only some inputs need, and what is said where one is missing."""

from __future__ import annotations

import sys

from testigo.errors import SourceError

_KEPT_OUT = "typing_extensions"


def let_all_in() -> None:
    """Let packages import what the command keeps out of its own start: they may not do without it.

    >>> let_all_in()
    """
    if sys.modules.get(_KEPT_OUT, sys) is None:
        del sys.modules[_KEPT_OUT]


def not_installed(package: str, extra: str) -> SourceError:
    """The error for an input that a missing package would read.

    >>> str(not_installed("trafilatura", "web"))
    "T-S018 the package trafilatura is not installed (pip install 'testigo[web]')"
    """
    return SourceError("T-S018", f"the package {package} is not installed", hint=f"pip install 'testigo[{extra}]'")
