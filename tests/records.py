"""Records made by hand, for tests of what shows them."""

from __future__ import annotations

from typing import Any

from testigo.model.account import Account, Check, Participant, TollLine
from testigo.model.circumstance import Place
from testigo.model.claim import (
    Act,
    AnyClaim,
    Count,
    Force,
    Lineage,
    Motive,
    Period,
    Responsibility,
    Speaker,
    Tally,
    Toll,
)
from testigo.model.dispatch import Dateline
from testigo.model.record import DispatchHead, Issue, Record

GOVERNMENT = Speaker(text="authorities in Coahuila state", span=(0, 29), kind="official")


def head(**fields: Any) -> DispatchHead:
    """A dispatch's head, `d1` unless said otherwise."""
    return DispatchHead(**{"id": "d1", "sha256": ""} | fields)


def count(low: int, high: int | None = None, is_open: bool = False) -> Count:
    """A count of exactly `low`, of `low` to `high`, or of `low` and more."""
    return Count(low=low, high=None if is_open else (low if high is None else high), text=str(low))


def toll(key: str, quote: str, number: int, **fields: Any) -> Toll:
    """A toll of people killed in account `a1`, unless said otherwise."""
    defaults: dict[str, Any] = {"outcome": "killed", "people": "unknown", "count": count(number), "account": "a1"}
    return Toll(id=key, span=(0, len(quote)), quote=quote, **defaults | fields)


def raid() -> Record:
    """The raid in which 22 died: two town workers, four policemen and 16 attackers."""
    return Record(
        dispatch=head(agency="AFP", published="2019-12-03", dateline=Dateline(place="Villa Union (Mexico)")),
        claims=(*_tolls(), *_others()),
        accounts=(_background(), _main()),
        issues=(Issue(code="unread_count", span=(10, 12), message="Nobody read this figure."),),
    )


def _tolls() -> tuple[Toll, ...]:
    said = {"attribution": (GOVERNMENT,)}
    return (
        toll("c1", "22 people\ndead", 22, people="mixed", **said),
        toll("c2", "two town workers", 2, people="officials", part_of="c1", **said),
        toll("c3", "four state policemen", 4, people="police", part_of="c1", **said),
        toll("c4", "16 attackers", 16, people="armed_group", part_of="c1", **said),
        toll("c5", "six locals", 6, stance="alleged"),
        toll("c6", "seven captives", 7, people="civilians", outcome="released"),
        toll("c7", "five children", 5, people="civilians", outcome="released", age="children", part_of="c6"),
        toll("c8", "dozens taken", 24, people="civilians", outcome="abducted", account="a2"),
    )


def _others() -> tuple[AnyClaim, ...]:
    chain = ("two detainees", "investigators", "the governor")
    return (
        Force(
            id="c9",
            span=(0, 17),
            quote="60 gunmen or more",
            count=count(60, is_open=True),
            side="armed_group",
            account="a1",
        ),
        Act(
            id="c10",
            span=(0, 21),
            quote="riddled the town hall",
            type="armed_attack",
            target="the town hall",
            account="a1",
        ),
        Motive(
            id="c11",
            span=(0, 21),
            quote="to burn the town down",
            text="to burn the town down",
            attribution=tuple(Speaker(text=text, span=(0, 1), kind="unnamed") for text in chain),
            account="a1",
        ),
        Tally(
            id="c12",
            span=(0, 6),
            quote="28,741",
            measure="killed",
            place="Mexico",
            count=count(28741),
            period=Period(start="2019-01-01", end="2019-12-03"),
        ),
        toll("c13", "31 in both towns", 31, account=None),
        Responsibility(
            id="c14", span=(0, 5), quote="badge", side="the Northeast Cartel", basis="insignia", account="a1"
        ),
        Lineage(
            id="c15",
            span=(0, 8),
            quote="offshoot",
            subject="the Northeast Cartel",
            relation="splinter_of",
            object="the Zetas",
            flags=("date_contradicts_registry",),
        ),
    )


def _main() -> Account:
    return Account(
        id="a1",
        main=True,
        type="armed_attack",
        start="2019-11-30",
        end="2019-12-01",
        date_precision="few_days",
        place=Place(name="Villa Unión", admin1="Coahuila", country="MX", precision="settlement"),
        perpetrators=(
            Participant(text="the Northeast Cartel", kind="organisation", basis="insignia", claims=("c14",)),
        ),
        targets=(Participant(text="the town hall", kind="place"),),
        toll=(
            _line("all", 22, "c1", why=("parts_confirm_whole",)),
            _line("armed_group", 16, "c4"),
            _line("police", 4, "c3"),
            _line("officials", 2, "c2"),
        ),
        checks=(
            Check(kind="sum", whole="c1", parts=("c2", "c3", "c4"), holds=True),
            Check(kind="rest", whole="c6", parts=("c7",), holds=True, rest=2),
        ),
    )


def _background() -> Account:
    return Account(
        id="a2",
        main=False,
        type="abduction",
        start="2011-03-18",
        end="2011-03-20",
        date_precision="few_days",
    )


def _line(people: str, number: int, claim: str, why: tuple[str, ...] = ()) -> TollLine:
    return TollLine(outcome="killed", people=people, low=number, best=number, high=number, claims=(claim,), why=why)
