"""One state of a ledger that several processes read: whoever is handed it opens the ledger for himself, once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property, lru_cache

import msgspec

from testigo.errors import LedgerError
from testigo.ledger.store import open_store
from testigo.ledger.view import View


class Ticket(msgspec.Struct, frozen=True):
    """Where the ledger lies, in which state it is to be read, and how far the reader sees."""

    opened_at: str
    state: int
    as_of: str | None
    now: str | None


class Handed:
    """A view of one state of a ledger. In another process it has the view of its own, if the ledger is still the same
    when that opens it.
    """

    def __init__(self, ticket: Ticket) -> None:
        self._ticket = ticket
        self._open = ExitStack()

    def __reduce__(self) -> tuple[Callable[[Ticket], Handed], tuple[Ticket]]:
        return _taken, (self._ticket,)

    @cached_property
    def view(self) -> View | None:
        """The view; None where this process cannot see the state that is meant. What it opens for that stays open as
        long as the process, which works for one export, unless it is closed.
        """
        ticket = self._ticket
        try:
            store = open_store(ticket.opened_at)
            self._open.callback(store.close)
            view = self._open.enter_context(View(store, ticket.as_of, ticket.now).still())
            if view.state() == ticket.state:
                return view
        except LedgerError:
            pass
        self.close()
        return None

    def close(self) -> None:
        """Let go of what was opened here."""
        self._open.close()


def handed(still: View) -> Handed:
    """A view that stands still, so that it can be handed to other processes."""
    found = Handed(Ticket(still.opened_at, still.state(), still.as_of, still.now))
    found.view = still
    return found


@lru_cache(maxsize=1)
def _taken(ticket: Ticket) -> Handed:
    return Handed(ticket)
