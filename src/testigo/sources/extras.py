"""Packages that only some inputs need, and what is said where one is missing."""

from __future__ import annotations

from testigo.errors import SourceError


def not_installed(package: str, extra: str) -> SourceError:
    """The error for an input that a missing package would read.

    >>> str(not_installed("trafilatura", "web"))
    "T-S018 the package trafilatura is not installed (pip install 'testigo[web]')"
    """
    return SourceError("T-S018", f"the package {package} is not installed", hint=f"pip install 'testigo[{extra}]'")
