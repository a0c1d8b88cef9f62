"""Which account a sentence speaks of, whatever it tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from testigo.model.account import Account
from testigo.model.claim import Toll
from testigo.model.told import Told


def homes(accounts: Sequence[Account], tolls: Iterable[Toll], told: Iterable[Told], sentences: int) -> tuple[str, ...]:
    """The account of each of so many sentences: its first toll's, else that of a toll in the sentence before, else the
    first one: what is recalled is seldom told at length.

    None of them has one where there is no account.
    """
    if not accounts:
        return ()
    named = {toll.id: toll.account for toll in tolls}
    own: dict[int, str] = {}
    for t in told:
        account = named.get(t.claim.id)
        if account is not None:
            own.setdefault(t.sentence, account)
    first = own[min(own)] if own else accounts[0].id
    return tuple(own.get(sentence, own.get(sentence - 1, first)) for sentence in range(sentences))
