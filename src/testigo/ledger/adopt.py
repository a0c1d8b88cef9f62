"""Taking a claim over into an account: held against the text that the ledger keeps, and against all that is claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from testigo.errors import LedgerError
from testigo.ledger import rows
from testigo.ledger.adopted import adopted, adoptions, changes_of, name_of, said_of
from testigo.ledger.identity import STEM, canonical, stem_of
from testigo.ledger.names import known_named, present_accounts
from testigo.ledger.shelf import Known
from testigo.ledger.sound import unsound
from testigo.ledger.succession import Said, says_the_same
from testigo.ledger.view import Source, source_of
from testigo.model.claim import Toll
from testigo.model.decision import Decision, standing


def adoption(connection: Connection, decision: Decision, known: Known, account: str) -> Decision:
    """A decision with the claim that its `changes` describe, under its name, as one of an account; `known` is the
    account's incident. The same adopted before, and standing, is given as it was entered.

    Raises LedgerError for fields that make no claim (T-L031), for a text that is gone (T-L033) or does not hold the
    words (T-L036), and for what is claimed there already (T-L034).
    """
    source = source_of(connection, rows.dispatches_named(connection, [stem_of(account)])[0])
    claim = _claim(decision.changes, source)
    made = replace(decision, about=(claim.id,), accounts=((account,),), changes=changes_of(claim))
    if fault := unsound(made):
        raise _misfit(fault)
    near = standing(rows.decisions_near(connection, [stem_of(account)]))
    for earlier in adoptions(near):
        if canonical([earlier.about, earlier.changes]) == canonical([made.about, made.changes]):
            home = known_named(connection, earlier.accounts[0][0])[1]
            if home == account and not _thrown_out(near, claim.id):
                return earlier
    for said, by in _said(connection, near, known, source):
        if says_the_same(said, said_of(claim)):
            raise LedgerError(
                "T-L034", f"{by} it already, as {said.id}", place=source.head.id,
                hint=f"`testigo why {said.id}` shows it; what was ruled on it can be undone",
            )  # fmt: skip
    return made


def _claim(changes: Mapping[str, Any], source: Source) -> Toll:
    """The claim under the name it has for good, with its words where they stand."""
    try:
        claim = msgspec.convert({**changes, "id": "", "part_of": None}, Toll)
    except msgspec.ValidationError as error:
        raise _misfit(str(error)) from error
    if source.text is None:
        raise purged(source)
    if not claim.quote or source.text[slice(*claim.span)] != claim.quote:
        raise LedgerError(
            "T-L036", f"the text does not say that at {claim.span[0]}–{claim.span[1]}", place=source.head.id,
            hint="ask the model anew about the text that the ledger keeps",
        )  # fmt: skip
    return replace(claim, id=name_of(claim, source.key, source.head.sha256))


def purged(source: Source) -> LedgerError:
    """The error for a dispatch of which the words are gone."""
    return LedgerError(
        "T-L033", "its text was purged, so that nobody can see whether it says that", place=source.head.id,
        hint="correct a claim that is kept, or enter the text again in another ledger",
    )  # fmt: skip


def _said(connection: Connection, near: list[Decision], known: Known, source: Source) -> Iterator[tuple[Said, str]]:
    """What is claimed of the dispatch: as it was adopted, as it is read now, and as it is kept in the incident."""
    yield from ((said_of(adopted(one)), f"{one.author} adopted") for one in adoptions(near))
    present = {row.reading for row in present_accounts(connection, source.key[:STEM])}
    yield from ((rows.said(row), "the rules read") for row in rows.among(connection, rows.CLAIMS, present))
    kept = (claim for telling in known.everything for claim in telling.claims if isinstance(claim, Toll))
    yield from ((said_of(one), "somebody vouched for") for one in kept if stem_of(one.id) == source.key[:STEM])


def _thrown_out(decisions: list[Decision], claim: str) -> bool:
    return any(one.kind == "reject" and claim in one.about for one in decisions)


def _misfit(what: str) -> LedgerError:
    return LedgerError("T-L031", f"that makes no claim: {what}", hint="see `testigo schema`")
