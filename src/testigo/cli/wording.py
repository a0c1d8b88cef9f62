"""How values read to a person: counts, speakers, times, places, sums."""

from __future__ import annotations

from collections.abc import Sequence

from testigo.model.account import Account, Check, Participant, TollLine
from testigo.model.circumstance import Place
from testigo.model.claim import Act, Claim, Count, Lineage, Period, Response, Tally, Toll
from testigo.model.record import DispatchHead

HASH_LENGTH = 64
_OF_A_HASH = frozenset("0123456789abcdef")
SHORT_HASH_LENGTH = 12
OWN_VOICE = "the wire's own voice"


def plain(text: str) -> str:
    r"""A text on one line, safe to print: wrapped lines are joined, control characters shown as `�`.

    >>> plain("22 people\ndead \x1b[2J")
    '22 people dead �[2J'
    """
    return "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))


def quoted(text: str) -> str:
    r"""A text in quotation marks.

    >>> quoted("22 people\ndead")
    '“22 people dead”'
    """
    return f"“{plain(text)}”"


def bounds(low: int, high: int | None, approx: bool = False) -> str:
    """Bounds as people write them: `22`, `~22`, `60+` (open), `20–25`.

    >>> bounds(22, 22), bounds(22, 22, approx=True), bounds(60, None), bounds(20, 25)
    ('22', '~22', '60+', '20–25')
    """
    sign = "~" if approx else ""
    if high is None:
        return f"{sign}{low:,}+"
    return f"{sign}{low:,}" if low == high else f"{sign}{low:,}–{high:,}"


def count_words(count: Count) -> str:
    """A count's bounds.

    >>> count_words(Count(low=60, high=None, text="At least 60"))
    '60+'
    """
    return bounds(count.low, count.high, count.approx)


def toll_words(line: TollLine) -> str:
    """A line of an account's toll: the bounds, and the best figure where they differ.

    >>> toll_words(TollLine(outcome="killed", people="all", low=20, best=22, high=25, claims=(), why=()))
    '22 (20–25)'
    """
    spread = bounds(line.low, line.high)
    return spread if line.low in (line.best, line.high) and line.low == line.best else f"{line.best:,} ({spread})"


def code_words(code: str) -> str:
    """A code of the contract in words.

    >>> code_words("air_or_drone_strike"), code_words("massacre/execution")
    ('air or drone strike', 'massacre or execution')
    """
    return code.replace("_", " ").replace("/", " or ")


def speaker_words(claim: Claim) -> str:
    """Who says it, first speaker first, and how firmly where it is not plainly asserted.

    >>> from testigo.model.claim import Force
    >>> speaker_words(Force(id="c1", span=(0, 1), quote="x", count=Count(low=1, high=1, text="x"), side="police"))
    "the wire's own voice"
    """
    chain = " → ".join(plain(speaker.text) for speaker in claim.attribution) or OWN_VOICE
    return chain if claim.stance == "asserted" else f"{chain} [{claim.stance}]"


def side_words(side: Participant) -> str:
    """A side with how it is known, where it is not plainly stated.

    >>> side_words(Participant(text="the Northeast Cartel", kind="organisation", basis="insignia"))
    'the Northeast Cartel (insignia)'
    """
    known = side.basis not in (None, "stated")
    return f"{plain(side.text)} ({code_words(side.basis or '')})" if known else plain(side.text)


def lineage_words(claim: Lineage) -> str:
    """Who came of whom, and what the registry knows otherwise.

    >>> lineage_words(Lineage(id="l1", span=(0, 1), quote="x", subject="the Red Dawn", relation="splinter_of",
    ...                       object="the Dawn", flags=("date_contradicts_registry",)))
    'the Red Dawn splinter of the Dawn, date contradicts registry'
    """
    said = f"{plain(claim.subject)} {code_words(claim.relation)} {plain(claim.object)}"
    return ", ".join([said, *map(code_words, claim.flags)])


def response_words(claim: Response) -> str:
    """Who did it, and how long it took, as ISO 8601.

    >>> response_words(Response(id="s1", span=(0, 1), quote="x", actor="Troops", text="x", duration="PT1H30M"))
    'by Troops, PT1H30M'
    """
    by = f"by {plain(claim.actor)}" if claim.actor else None
    return ", ".join(word for word in (by, claim.duration) if word)


def act_words(claim: Act) -> str:
    """What was done by whom to whom with what, on which day and where, as far as its sentence says so.

    >>> act_words(Act(id="d1", span=(0, 1), quote="x", type="armed_clash", actor="Troops", place=Place(name="Korum")))
    'armed clash, by Troops, Korum'
    """
    sides = (("by", claim.actor), ("on", claim.target), ("with", claim.instrument))
    told = [f"{word} {plain(text)}" for word, text in sides if text]
    time, place = claim.time, claim.place
    days = time_words(time.start, time.end, time.precision) if time and time.start else None
    named = (place.name or place.text) if place else None
    return ", ".join([code_words(claim.type), *told, *(plain(words) for words in (days, named) if words)])


def people_words(claim: Toll) -> str:
    """Who was counted, as a class, with what else the claim says of them.

    >>> people_words(Toll(id="c1", span=(0, 1), quote="x", outcome="killed", people="armed_group",
    ...                   count=Count(low=1, high=1, text="x"), sex="women"))
    'armed group, women'
    """
    said = (code_words(claim.people), claim.sex, claim.age, claim.nationality)
    return ", ".join(plain(word) for word in said if word)


def head_words(head: DispatchHead) -> str:
    """One line about a dispatch: who published it, where it was filed, when, and its id.

    >>> head_words(DispatchHead(id="d1", sha256="", agency="AFP", published="2019-12-03"))
    'AFP · published 2019-12-03 · d1'
    """
    parts = (
        head.publisher,
        head.agency if head.agency != head.publisher else None,
        ", ".join(part for part in (head.dateline.place, head.dateline.date) if part),
        f"published {head.published}" if head.published else None,
        dispatch_name(head),
    )
    return " · ".join(plain(part) for part in parts if part)


def dispatch_name(head: DispatchHead) -> str:
    """A dispatch's id; of one that nobody named the beginning of its hash.

    >>> dispatch_name(DispatchHead(id="d1", sha256=""))
    'd1'
    """
    return id_words(head.id) if head.id == head.sha256 else plain(head.id)


def id_words(dispatch_id: str) -> str:
    """A dispatch's id; of a hash the beginning.

    >>> id_words("d1"), id_words("0123456789abcdef" * 4)
    ('d1', '0123456789ab…')
    """
    is_hash = len(dispatch_id) == HASH_LENGTH and set(dispatch_id) <= _OF_A_HASH
    return f"{dispatch_id[:SHORT_HASH_LENGTH]}…" if is_hash else plain(dispatch_id)


def time_words(start: str | None, end: str | None, precision: str = "day") -> str:
    """An interval of days.

    >>> time_words("2019-11-30", "2019-12-01", "few_days")
    '2019-11-30 to 2019-12-01 (few days)'
    >>> time_words("2019-11-30", "2019-11-30"), time_words(None, None)
    ('2019-11-30', 'not stated')
    """
    if not (start or end):
        return "not stated"
    days = start if start == end and start else f"{start or '…'} to {end or '…'}"
    return days if precision in ("day", "unknown") else f"{days} ({code_words(precision)})"


def place_words(place: Place) -> str:
    """A place by its resolved name, else in the dispatch's words.

    >>> place_words(Place(name="Villa Unión", admin1="Coahuila", country="MX", precision="settlement"))
    'Villa Unión, Coahuila, MX (settlement)'
    >>> place_words(Place(name="Elm Street, Korum", within="Korum", country="US", precision="exact"))
    'Elm Street, Korum, US (exact)'
    >>> place_words(Place(name="Korum", text="Elm Street, Korum", within="Korum", country="US", precision="exact"))
    'Korum, US (exact: Elm Street, Korum)'
    >>> place_words(Place(name="Springfield", country="US", precision="settlement", candidates=3))
    'Springfield, US (settlement, one of 3 places)'
    >>> place_words(Place(text="the small northern city")), place_words(Place())
    ('the small northern city', 'not stated')
    """
    named = place.name or ""
    within = None if place.within and named.endswith(f", {place.within}") else place.within
    around = [within, place.admin1, place.country]
    names = ", ".join(dict.fromkeys(part for part in (place.name, *around) if part))
    if not names:
        return plain(place.text) if place.text else "not stated"
    notes = [code_words(place.precision)] if place.precision != "unknown" else []
    if place.spot:
        notes = [f"{code_words(place.precision)}: {plain(place.spot)}"]
    notes += [f"one of {place.candidates} places"] if place.candidates > 1 else []
    return f"{plain(names)} ({', '.join(notes)})" if notes else plain(names)


def period_words(period: Period) -> str:
    """What a tally covers; an end that the text leaves open is said to be so.

    >>> period_words(Period(start="2019-01-01", end="2019-12-03"))
    '2019-01-01 to 2019-12-03 (end not stated)'
    """
    if not (period.start or period.end):
        return "period not stated"
    days = time_words(period.start, period.end)
    return days if period.stated_end else f"{days} (end not stated)"


def tally_words(tally: Tally) -> str:
    """What a running count counts: measure, place, period, comparison.

    >>> tally_words(Tally(id="c1", span=(0, 1), quote="28,741", measure="killed", place="Mexico",
    ...                   count=Count(low=28741, high=28741, text="28,741")))
    'killed · Mexico · period not stated'
    """
    parts = [code_words(tally.measure), tally.place, period_words(tally.period)]
    if tally.comparison:
        parts.append(quoted(tally.comparison))
    return " · ".join(part for part in parts if part)


def check_words(check: Check, counts: dict[str, Count]) -> str:
    """A piece of arithmetic, with a sign for whether it holds.

    >>> counts = {i: Count(low=n, high=n, text=str(n)) for i, n in (("w", 22), ("a", 2), ("b", 4), ("c", 16))}
    >>> check_words(Check(kind="sum", whole="w", parts=("a", "b", "c"), holds=True), counts)
    '2 + 4 + 16 = 22 ✓'
    >>> check_words(Check(kind="sum", whole="w", parts=("a", "b"), holds=False), counts)
    '✗ 2 + 4 ≠ 22'
    >>> check_words(Check(kind="rest", whole="w", parts=("a", "b"), holds=True, rest=16), counts)
    '22 − 2 − 4 = 16, the rest ✓'
    """
    whole = _figure(check.whole, counts)
    parts = [_figure(part, counts) for part in check.parts]
    if check.kind == "rest":
        left, right = " − ".join([whole, *parts]), "?" if check.rest is None else f"{check.rest:,}"
        return f"{left} = {right}, the rest ✓" if check.holds else f"✗ {left} ≠ {right}, the rest"
    left = " + ".join(parts)
    return f"{left} = {whole} ✓" if check.holds else f"✗ {left} ≠ {whole}"


def account_words(account: Account) -> str:
    """An account's heading.

    >>> account_words(Account(id="a1", main=True, type="armed_attack"))
    'ARMED ATTACK'
    """
    return code_words(account.type).upper() if account.main else f"BACKGROUND: {code_words(account.type).upper()}"


def listed(words: Sequence[str]) -> str:
    """Words in a row, without doubles.

    >>> listed(["the Northeast Cartel", "gunmen", "gunmen"])
    'the Northeast Cartel, gunmen'
    """
    return ", ".join(dict.fromkeys(plain(word) for word in words))


def _figure(claim_id: str, counts: dict[str, Count]) -> str:
    return count_words(counts[claim_id]) if claim_id in counts else claim_id
