"""Small wires, and readers that read them: what a ledger is tried with, without what reads real news."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from testigo.cli.ledger.incidents import listed
from testigo.engines.ingest import Terms, ingest, now
from testigo.engines.join import derive
from testigo.engines.load import Dump, check, load
from testigo.engines.pool import Alone
from testigo.errors import SourceError, TestigoError
from testigo.ledger.decide import Order, decide
from testigo.ledger.dump import Seal, dump
from testigo.ledger.identity import canonical, encoded
from testigo.ledger.load import Loaded
from testigo.ledger.runs import runs
from testigo.ledger.shelf import Known
from testigo.ledger.store import Store
from testigo.ledger.verify import Verdict, replay, verify
from testigo.ledger.view import View, Wanted
from testigo.ledger.writer import Tally
from testigo.model.account import Account
from testigo.model.circumstance import Place
from testigo.model.claim import Act, AnyClaim, Count, Speaker, Toll
from testigo.model.decision import Decision
from testigo.model.dispatch import Dispatch
from testigo.model.edition import Edition
from testigo.model.record import Issue, Record, head_of
from testigo.packs.policy import policies, policy
from testigo.sources.delivery import Delivery

READER = "plain 1"
DAYS = (None, "2019-11-30", "2019-12-01", "2019-12-02", "2019-12-05")
"""Days on which two ledgers that hold the same say the same."""
Reader = Callable[[Dispatch], Record]
_FIGURE = re.compile(r"(?P<low>\d+)(?: to (?P<high>\d+))? (?P<outcome>killed|injured)(?:, (?P<speaker>\w+) said)?")
_STORMED = re.compile(r"stormed (?P<target>[^.,\n]+)")
_PLACES = {
    "Korum": Place(name="Korum", country="VD", lat=10.5, lon=20.5, precision="settlement"),
    "Sura": Place(name="Sura", country="SU", lat=-33.25, lon=-70.75, precision="settlement"),
    "Velmo": Place(name="Velmo", country="VE", lat=40.5, lon=60.5, precision="settlement"),
    "Tarn": Place(name="Tarn", country="TA", lat=60.25, lon=-110.75, precision="settlement"),
}


def plain(dispatch: Dispatch) -> Record:
    """Reads every line as an account: *22 killed, police said* and *stormed the town hall*; the first is the news."""
    return _read(dispatch, wider=0)


def wider(dispatch: Dispatch) -> Record:
    """A newer reader, whose quotes of figures take in one character more."""
    return _read(dispatch, wider=1)


def _read(dispatch: Dispatch, wider: int) -> Record:
    claims: list[AnyClaim] = []
    accounts: list[Account] = []
    begin = 0
    for line in dispatch.text.splitlines(keepends=True):
        account = f"a{len(accounts) + 1}"
        own = list(_claims(line, begin, account, len(claims), wider, dispatch.text))
        begin += len(line)
        if own:
            claims += own
            accounts.append(_account(account, line, dispatch, is_main=not accounts))
    issues = () if claims else (Issue(code="nothing", message="no figure"),)
    return Record(dispatch=head_of(dispatch), claims=tuple(claims), accounts=tuple(accounts), issues=issues)


def _claims(line: str, begin: int, account: str, number: int, wider: int, text: str) -> Iterable[AnyClaim]:
    for found in _FIGURE.finditer(line):
        number += 1
        span = (begin + found.start(), min(begin + found.end("outcome") + wider, len(text)))
        low = int(found["low"])
        speaker = found["speaker"]
        at = (begin + found.start("speaker"), begin + found.end("speaker"))
        yield Toll(
            id=f"c{number}",
            span=span,
            quote=text[slice(*span)],
            attribution=(Speaker(text=speaker, span=at, kind="unnamed"),) if speaker else (),
            outcome="killed" if found["outcome"] == "killed" else "injured",
            people="unknown",
            count=Count(low=low, high=int(found["high"] or low), text=found["low"]),
            account=account,
        )
    for found in _STORMED.finditer(line):
        number += 1
        span = (begin + found.start(), begin + found.end())
        quote = text[slice(*span)]
        yield Act(id=f"c{number}", span=span, quote=quote, type="armed_attack", target=found["target"], account=account)


def _account(name: str, line: str, dispatch: Dispatch, *, is_main: bool) -> Account:
    place = next((place for word, place in _PLACES.items() if word in line), Place())
    day = dispatch.published
    return Account(id=name, main=is_main, type="armed_attack", start=day, end=day, place=place)


def wire(text: str, day: str | None = "2019-12-01", **fields: Any) -> Delivery:
    """A dispatch as it is delivered: fields of the dispatch, and those of its edition."""
    edition = {name: fields.pop(name) for name in Edition.__struct_fields__ if name in fields}
    issues = fields.pop("issues", ())
    given = {"id": "w1", "text": text, "publisher": "The Wire", "published": day} | fields
    return Delivery(place=f"wire:{given['id']}", dispatch=Dispatch(**given), edition=Edition(**edition), issues=issues)


class Complaints(list[TestigoError]):
    """Everything that a run complained of."""


def entered(
    store: Store,
    *came: Delivery | SourceError,
    read: Reader = plain,
    reader: str = READER,
    complaints: Complaints | None = None,
) -> Tally:
    """Enter what came in one run, and give what became of it."""
    told = Complaints() if complaints is None else complaints
    return ingest(store, came, Alone(read), Terms(inputs=("wire",), reader=reader, complain=told.append))


def ruled(store: Store, kind: str, *about: str, **fields: Any) -> Decision:
    """Enter a ruling by Ana."""
    return decide(store, Order(**{"kind": kind, "about": about, "author": "Ana", "reason": "seen"} | fields), now())


def adoptable(text: str, quote: str, low: int, **fields: Any) -> dict[str, Any]:
    """A toll as somebody adopts it: its quote stands in the text, and so does the word for its speaker."""
    start = text.index(quote)
    given = {"outcome": "killed", "people": "unknown", "reader": "model:m", "reader_version": "m 1"} | fields
    if speaker := given.pop("speaker", None):
        at = text.index(speaker)
        given["attribution"] = [{"text": speaker, "span": [at, at + len(speaker)], "kind": "police"}]
    count = {"low": low, "high": low, "text": str(low)}
    return {"kind": "toll", "span": [start, start + len(quote)], "quote": quote, "count": count} | given


def undone(store: Store, number: int, **fields: Any) -> Decision:
    """Take a ruling back."""
    return ruled(store, "undo", undoes=number, **fields)


def lines(store: Store) -> list[str]:
    """The dump of a ledger without its last line, which only seals the others."""
    return list(dump(store))[:-1]


def loaded(store: Store, other: Store, *, texts: bool = False, later: bool = False) -> Loaded:
    """Enter the dump of one ledger into another one."""
    return taken(dump(store, texts=texts), other, later=later)


def taken(told: Iterable[str], other: Store, *, later: bool = False) -> Loaded:
    """Check and enter the lines of a dump."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as kept:
        kept.writelines(line.encode() + b"\n" for line in told)
        kept.flush()
        given = Dump(path=kept.name, name="dump")
        check(given)
        return load(other, given, later=later)


def sealed(told: Sequence[str]) -> list[str]:
    """Lines of a dump with the one behind them that seals them."""
    seal = Seal()
    for line in told:
        seal.add(line.encode())
    return [*told, canonical({"end": seal.told()})]


def listed_of(store: Store, as_of: str | None = None, policy_name: str = "literal") -> list[str]:
    """Every incident as `testigo incidents --format jsonl` prints it."""
    found = listed(View(store, as_of), Wanted(limit=3), policy(policy_name))
    return [encoded(one.incident) for one in found]


def whole(store: Store) -> Verdict:
    """The verdict on a ledger that has to be whole."""
    verdict = verify(store)
    assert verdict.finding is None, verdict.finding
    return verdict


def incidents(store: Store, as_of: str | None = None, **wanted: Any) -> Sequence[Known]:
    """All incidents that are known on a day."""
    return View(store, as_of).page(Wanted(**wanted)).incidents


def figures(known: Known) -> list[tuple[str, int, int | None]]:
    """What an incident's tellings say of tolls, in their order."""
    return [
        (claim.outcome, claim.count.low, claim.count.high)
        for telling in known.tellings
        for claim in telling.claims
        if isinstance(claim, Toll)
    ]


def toll_named(known: Known, low: int) -> str:
    """The name of the claim of a figure."""
    return next(
        claim.id
        for telling in known.everything
        for claim in telling.claims
        if isinstance(claim, Toll) and claim.count.low == low
    )


def same(one: Store, other: Store) -> None:
    """Both hold the same, say the same of it, and are whole."""
    assert lines(other) == lines(one)
    for day in DAYS:
        for name in policies():
            assert listed_of(other, day, name) == listed_of(one, day, name)
    whole(other)
    assert replay(other, derive) == []
    assert [one.ended is not None for one in runs(other)] == [True] * len(runs(other))
