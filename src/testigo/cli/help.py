"""How help pages are laid out."""

from __future__ import annotations

import argparse

WIDTH = 90


def help_page(prog: str) -> argparse.HelpFormatter:
    """Lay out help of one width, with its examples as they are written.

    argparse asks for a formatter with every option it is told about, and one without a width looks up the
    terminal's by importing shutil: a third of an empty Python's start, for help that nobody asked for.
    """
    return argparse.RawDescriptionHelpFormatter(prog, width=WIDTH)
