"""From a number back to its witnesses: toll → rule → claims → quote in its sentence → speaker → dispatch."""

from __future__ import annotations

import msgspec

from testigo.incidents.ruled import ruled
from testigo.ledger.identity import stem_of
from testigo.ledger.view import Source, Version, View
from testigo.model.claim import AnyClaim, Toll
from testigo.model.decision import Decision
from testigo.model.dispatch import UNDETERMINED, Span
from testigo.model.incident import Incident
from testigo.model.policy import Policy
from testigo.model.record import DispatchHead
from testigo.model.telling import Telling
from testigo.packs import language, languages
from testigo.reading.sentences import paragraphs, sentences
from testigo.reading.tongue import chosen


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with the sentence around its quote, None where the text was purged, and the dispatch that prints it.

    `stands` tells whether the dispatch stands on the day that is asked about.
    """

    claim: AnyClaim
    sentence: str | None
    dispatch: DispatchHead
    dispatch_ids: tuple[str, ...]
    at: str | None
    stands: bool


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """An incident under a policy with every witness of its counts, and what people ruled.

    `asked` is the name that was asked for, `versions` what desks corrected and withdrew.
    `incident` is None where nothing of it stands on the day.
    """

    asked: str
    incident_id: str
    aliases: tuple[str, ...]
    accepted: bool
    incident: Incident | None
    witnesses: tuple[Witness, ...]
    versions: tuple[Version, ...]
    decisions: tuple[Decision, ...]
    state: int


def why(view: View, name: str, policy: Policy) -> Why:
    """Everything that stands behind the counts of what a name means: an incident, an account or a claim.

    Of a claim only itself is a witness, with the claims that it is part of; of an account its own claims. Raises
    LedgerError for a name that means nothing, or several things (T-L020 to T-L023).
    """
    known = view.incident(name)
    standing = {telling.account.id for telling in known.tellings}
    chosen_ones = [one for telling in known.everything for one in _of(telling, _asked(telling, name), view, standing)]
    return Why(
        asked=name,
        incident_id=known.id,
        aliases=known.aliases,
        accepted=known.accepted,
        incident=ruled(known, policy, view.as_of),
        witnesses=tuple(chosen_ones),
        versions=tuple(view.versions(known)),
        decisions=known.decisions,
        state=known.state,
    )


def _asked(telling: Telling, name: str) -> list[AnyClaim]:
    """The claims of a telling that a name asks for: tolls of an incident, all of an account, one by its own name."""
    if name.startswith("i"):
        return [claim for claim in telling.claims if isinstance(claim, Toll)]
    if telling.account.id.startswith(name):
        return list(telling.claims)
    own = [claim for claim in telling.claims if claim.id.startswith(name)]
    wholes = {claim.part_of for claim in own if isinstance(claim, Toll)}
    return own + [claim for claim in telling.claims if claim.id in wholes]


def _of(telling: Telling, claims: list[AnyClaim], view: View, standing: set[str]) -> list[Witness]:
    if not claims:
        return []
    source = view.source(stem_of(telling.account.id))
    return [
        Witness(
            claim=claim,
            sentence=sentence_around(source, claim.span),
            dispatch=telling.dispatch,
            dispatch_ids=telling.dispatch_ids,
            at=telling.at,
            stands=telling.account.id in standing,
        )
        for claim in claims
    ]


def sentence_around(source: Source, span: Span) -> str | None:
    """The sentence of a dispatch in which a span lies, its line breaks as blanks; None where the text was purged."""
    if source.text is None:
        return None
    code = source.head.lang if source.head.lang != UNDETERMINED else chosen(source.text).code
    pack = language(code if code in languages() else languages()[0])
    for start, end in paragraphs(source.text):
        if start <= span[0] < end:
            for first, last in sentences(source.text, start, end, pack):
                if first <= span[0] < last:
                    return " ".join(source.text[first : max(last, span[1])].split())
    return " ".join(source.text[slice(*span)].split())
