"""Testigo reads news dispatches about violence: every count carries its exact words and its speaker.

>>> import testigo
>>> record = testigo.read("Gunmen killed four people in Saltillo on Monday, police said.", date="2019-12-03")
>>> [(claim.quote, claim.attribution[0].text) for claim in record.claims if isinstance(claim, testigo.Toll)]
[('four people', 'police')]
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # type checkers take it for true; importing typing would cost as much as all the rest

if TYPE_CHECKING:
    from testigo.errors import SourceError, TestigoError
    from testigo.library import Incidents, Ledger, read
    from testigo.library import open_ledger as open  # noqa: A004 - as files are opened
    from testigo.model.account import Account
    from testigo.model.claim import Claim, Tally, Toll
    from testigo.model.dispatch import Dispatch
    from testigo.model.incident import Incident
    from testigo.model.record import Record
    from testigo.pipeline import read_dispatch

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Claim",
    "Dispatch",
    "Incident",
    "Incidents",
    "Ledger",
    "Record",
    "SourceError",
    "Tally",
    "TestigoError",
    "Toll",
    "__version__",
    "open",
    "read",
    "read_dispatch",
]

# Names are looked up on first use: a command that only prints its help should not load the reader.
_ROOMS = {
    "Account": "testigo.model.account",
    "Claim": "testigo.model.claim",
    "Dispatch": "testigo.model.dispatch",
    "Incident": "testigo.model.incident",
    "Incidents": "testigo.library",
    "Ledger": "testigo.library",
    "Record": "testigo.model.record",
    "SourceError": "testigo.errors",
    "Tally": "testigo.model.claim",
    "TestigoError": "testigo.errors",
    "Toll": "testigo.model.claim",
    "open": "testigo.library",
    "read": "testigo.library",
    "read_dispatch": "testigo.pipeline",
}
_THERE = {"open": "open_ledger"}
"""What a name is called where it is defined, if otherwise."""


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS[name]), _THERE.get(name, name))


def __dir__() -> list[str]:
    return sorted(__all__)
