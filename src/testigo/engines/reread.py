"""Reading anew what an older reader has read; nothing of what it read is lost, and decisions stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from testigo.engines.answer import Reader, answer
from testigo.engines.ingest import AT_ONCE, now
from testigo.engines.join import join
from testigo.errors import TestigoError
from testigo.ledger.again import Stale, enter_again, stale
from testigo.ledger.store import Store
from testigo.sources.delivery import Delivery

Complain = Callable[[TestigoError], None]
Watch = Callable[[Iterable[Stale]], Iterable[Stale]]


def reread(store: Store, read: Reader, reader: str, complain: Complain, watch: Watch = iter) -> tuple[int, int]:
    """Read every dispatch that another reader has read; gives how many were read, and how many failed and stay.

    It can be cut off anywhere and goes on where it stopped. `watch` sees the dispatches pass, for progress.
    """
    done = failed = 0
    passing = iter(watch(one for some in stale(store, reader) for one in some))
    while some := list(islice(passing, AT_ONCE)):
        found = []
        for one in some:
            given = answer(_delivery(one), read)
            if given.error is None and given.record is not None:
                found.append((one, given.record))
            else:
                failed += 1
                complain(given.error or TestigoError("T-R001", "the reader gave nothing", place=given.place))
        if found:
            enter_again(store, reader, found, now())
            done += len(found)
    join(store)
    return done, failed


def _delivery(stale: Stale) -> Delivery:
    return Delivery(place=f"dispatch {stale.dispatch.id}", dispatch=stale.dispatch, issues=stale.issues)
