"""Testigo reads news dispatches about violence: every count carries its exact words and its speaker.

>>> from testigo import Dispatch, read_dispatch
>>> record = read_dispatch(Dispatch(id="d1", text="", lang="en"))
>>> [issue.code for issue in record.issues]
['empty_text']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testigo.errors import SourceError, TestigoError
    from testigo.model.account import Account, Check
    from testigo.model.claim import Act, Claim, Count, Force, Speaker, Tally, Toll
    from testigo.model.dispatch import Dispatch
    from testigo.model.record import Record
    from testigo.pipeline import read_dispatch

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Act",
    "Check",
    "Claim",
    "Count",
    "Dispatch",
    "Force",
    "Record",
    "SourceError",
    "Speaker",
    "Tally",
    "TestigoError",
    "Toll",
    "__version__",
    "read_dispatch",
]

# Names are looked up on first use: a command that only prints its help should not load the reader.
_ROOMS = {
    "Account": "testigo.model.account",
    "Act": "testigo.model.claim",
    "Check": "testigo.model.account",
    "Claim": "testigo.model.claim",
    "Count": "testigo.model.claim",
    "Dispatch": "testigo.model.dispatch",
    "Force": "testigo.model.claim",
    "Record": "testigo.model.record",
    "SourceError": "testigo.errors",
    "Speaker": "testigo.model.claim",
    "Tally": "testigo.model.claim",
    "TestigoError": "testigo.errors",
    "Toll": "testigo.model.claim",
    "read_dispatch": "testigo.pipeline",
}


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
