"""A proposal on its way into the ledger: held once more against the text that is kept, and ruled on by a person."""

from __future__ import annotations

from typing import Any

import msgspec

from testigo.errors import LedgerError, ModelError
from testigo.ledger.adopt import purged
from testigo.ledger.adopted import changes_of
from testigo.ledger.decide import Order, decide
from testigo.ledger.identity import DISPATCH, stem_of
from testigo.ledger.store import Store
from testigo.ledger.view import Source, View
from testigo.model.claim import Speaker, Toll
from testigo.model.decision import Decision
from testigo.model.dispatch import Dispatch
from testigo.model.proposal import Proposal
from testigo.model.record import DispatchHead
from testigo.packs import language, languages
from testigo.packs.language import Language
from testigo.pipeline import read_dispatch
from testigo.proposals.kept import Kept
from testigo.proposals.verify import page_of, verified_again
from testigo.reading.speech import kind_of_speaker


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """Who adopts a proposal, why, and into which account; without one it is the main account of the dispatch.

    `seen` is the state of the incident as they saw it.
    """

    author: str
    reason: str
    account: str | None = None
    seen: int | None = None


def adopt(store: Store, kept: Kept, adoption: Adoption, at: str) -> Decision:
    """Enter a proposal as a claim of an account of its dispatch, on a person's word. What is entered is what our own
    rules make of its quote in the text that the ledger keeps, and not what the file says of it.

    Raises ModelError for a proposal that does not stand (T-M008), and LedgerError for a dispatch that is not there
    (T-L020) or whose text is gone (T-L033), for an account of another one (T-L032), and as `decide` does.
    """
    source = View(store).delivered(kept.dispatch)
    if adoption.account and not source.key.startswith(stem_of(adoption.account)):
        what = "it is an account of another dispatch than the proposal"
        raise LedgerError("T-L032", what, place=adoption.account, hint="leave it out for the main account")
    claim = _claim(kept, source)
    order = Order(
        kind="adopt",
        about=(adoption.account or DISPATCH + source.key,),
        author=adoption.author,
        reason=adoption.reason,
        changes=changes_of(claim),
        seen=adoption.seen,
    )
    try:
        return decide(store, order, at)
    except LedgerError as error:
        error.place = kept.dispatch.id if error.place == DISPATCH + source.key else error.place
        raise


def _claim(kept: Kept, source: Source) -> Toll:
    if source.text is None:
        raise purged(source)
    record = read_dispatch(_dispatch(source.head, source.text))
    if record.dispatch.lang not in languages():
        raise _fallen("there is no pack for the language of the text", kept)
    pack = language(record.dispatch.lang)
    stands = verified_again(kept.proposal, page_of(source.text, pack, record.claims))
    if not isinstance(stands, Proposal):
        raise _fallen(stands.message, kept)
    return _as_claim(stands, pack)


def _as_claim(proposal: Proposal, pack: Language) -> Toll:
    """A proposal that stands as a claim; what kind of speaker it names is told by our own rules."""
    speaker = proposal.speaker
    kind: Any = kind_of_speaker(speaker.text, pack) if speaker else ""
    return Toll(
        id=proposal.id,
        span=proposal.span,
        quote=proposal.quote,
        attribution=(Speaker(text=speaker.text, span=speaker.span, kind=kind),) if speaker else (),
        stance=proposal.stance,
        outcome=proposal.outcome,
        people=proposal.people,
        count=proposal.count,
        reader=proposal.reader,
        reader_version=proposal.reader_version,
    )


def _dispatch(head: DispatchHead, text: str) -> Dispatch:
    fields = msgspec.structs.asdict(head)
    del fields["sha256"]
    return Dispatch(text=text, **fields)


def _fallen(what: str, kept: Kept) -> ModelError:
    hint = "only what stands in the text that the ledger keeps can be adopted"
    return ModelError("T-M008", f"{kept.proposal.id} does not stand: {what}", place=kept.place, hint=hint)
