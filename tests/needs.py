"""What some tests need of a machine, and what becomes of them where it is not there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

# For root nothing is forbidden until it gives that up. setpriv is part of util-linux, which every Debian has.
AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""Goes before a command that is to meet what is forbidden."""
ALL_THERE = "TESTIGO_TESTS_ALL"
"""Set where everything has to be there, as in CI: what is missing is a failure then."""


def missing(what: str) -> NoReturn:
    """Leave a test out on a machine that lacks what it needs, and fail where that has to be there.

    A newcomer's two commands install neither PostgreSQL nor the tools of the exports' consumers, and the rest of the
    tests say something without them. CI sets the variable, so there nothing is left out; pytest lists what is, and why.
    """
    if os.environ.get(ALL_THERE):
        pytest.fail(what)
    pytest.skip(what)
