"""The accounts of one dispatch: claims that speak of the same happening, the main one first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from testigo.accounts.checks import checks
from testigo.accounts.classify import HARMED, attack_kinds, incident_type, is_another_kind, is_subject
from testigo.accounts.days import (
    COUNT_MOVES,
    DAYS,
    LATER_DEATH,
    Day,
    days_of,
    since_when,
    tells_of_an_old_deed,
    told_on,
)
from testigo.accounts.elsewhere import Elsewhere
from testigo.accounts.recalled import told_before
from testigo.accounts.toll import toll_lines
from testigo.accounts.when import earlier, happened, when, when_news
from testigo.model.account import Account, Check
from testigo.model.circumstance import Time
from testigo.model.claim import Toll
from testigo.model.reading import Reading, ReadSentence
from testigo.model.told import Told

Key = tuple[str | None, int]
"""Which happening: the day of something recalled, or None; and how often the dispatch went over to another one, or less
than 0 where a sentence tells what came before the news.
"""
Happenings = dict[Key, list[Told]]
NEWS: Key = (None, 0)
NOWHERE = Elsewhere()
_RELEASED, _KILLED = "released", "killed"
_CAPTIVES = {_RELEASED, "abducted"}
ONE_MORE = "one_more"
"""The cue of words for whoever is counted among the dead now (*with him 15 have died*)."""
_DIED_SINCE = {COUNT_MOVES, LATER_DEATH}
_RUNS_ON = "running_total"
"""The cue of a count over many happenings (*15 have died since the attack*)."""
_NEXT = 2
"""Sentences within which the count so far follows on one more who died."""
UNKNOWN = "unknown"
_STRETCHES = {"month", "year", "more"}
"""Precisions of what is more often recalled than news."""
ANOTHER = "another_incident"
"""The cue of a sentence that goes over to another incident (*in a separate attack*)."""


class Grouped(msgspec.Struct, frozen=True):
    """Claims with the account each belongs to, and the accounts."""

    claims: tuple[Toll, ...]
    accounts: tuple[Account, ...]


def account(told: tuple[Told, ...], reading: Reading, anchor: Day, elsewhere: Elsewhere = NOWHERE) -> Grouped:
    """Give every claim but the statistics to an account: the dispatch's news, or what it recalls of another time.

    `elsewhere` are sentences that tell of another place than the news does, as far as that is known by now.
    """
    happenings = _happenings([t for t in told if not t.statistic], reading, anchor, elsewhere)
    home = {t.claim.id: key for key, tolls in happenings.items() for t in tolls}
    given: dict[str, Toll] = {}
    accounts = []
    for number, (key, tolls) in enumerate(happenings.items(), 1):
        found = checks(tuple(tolls))
        name = f"a{number}"
        own = _in_account(name, [_within(key, t, home) for t in tolls], _mixed(found))
        given.update({t.claim.id: t.claim for t in own})
        time = _time(key, own, reading, anchor, _apart(key, happenings), _retold(told, reading))
        accounts.append(replace(_account(name, own, reading, time, news=key == NEWS), checks=found))
    return Grouped(tuple(given.get(t.claim.id, t.claim) for t in told), tuple(accounts))


def _apart(key: Key, happenings: Happenings) -> frozenset[int]:
    """The sentences that count only people of what is recalled of another time."""
    own = {t.sentence for t in happenings[key]}
    return frozenset(t.sentence for k, tolls in happenings.items() if k != key and k[0] for t in tolls) - own


def _retold(told: Sequence[Told], reading: Reading) -> tuple[int, ...]:
    """The sentences that tell of harm and count nobody: whom they speak of was counted before."""
    counted = {t.sentence for t in told}
    harms = (n for n, s in enumerate(reading.sentences) if any(f.outcome in HARMED for f in s.findings))
    return tuple(n for n in harms if n not in counted)


def _time(
    key: Key, own: tuple[Told, ...], reading: Reading, anchor: Day, apart: frozenset[int], retold: Sequence[int]
) -> Time:
    """When it happened; what came before the news has no day but one that is told with it: others are the news' own."""
    if key[1] < 0:
        return since_when(reading.sentences[own[0].sentence], anchor)
    sentences = sorted({t.sentence for t in own})
    if key == NEWS:
        counted = _counted_so_far(own, reading, anchor)
        return counted if counted is not None else when_news(sentences, reading, anchor, apart, retold)
    return when(sentences, reading, anchor, recalled=key[0] is not None)


def _within(key: Key, told: Told, home: Mapping[str, Key]) -> Told:
    """A toll of a happening; whoever met it in another one than the people before is no part of those."""
    whole = told.claim.part_of
    if whole is None or home.get(whole, key) == key:
        return told
    return replace(told, claim=replace(told.claim, part_of=None))


def _in_account(key: str, tolls: list[Told], mixed: set[str]) -> tuple[Told, ...]:
    """Tolls with the account they belong to, and figures that turned out to be of several classes named so."""
    return tuple(
        replace(t, claim=replace(t.claim, account=key, people="mixed" if t.claim.id in mixed else t.claim.people))
        for t in tolls
    )


def _mixed(found: tuple[Check, ...]) -> set[str]:
    """Figures that are several classes together: the same people are grouped otherwise elsewhere."""
    return {check.whole for check in found if check.kind == "equal"}


def _happenings(told: list[Told], reading: Reading, anchor: Day, elsewhere: Elsewhere) -> Happenings:
    """Tolls by happening, the dispatch's own news first."""
    if not told:
        return {}
    news = _news_time(told, reading, anchor)
    fresh = _of_today(anchor) if news.start is None else None
    happenings: Happenings = {NEWS: []}
    before_it = told_before(told, reading)
    recalled: list[Time] = []
    chapter, at = 0, told[0].sentence
    shown = attack_kinds(reading.sentences[at])
    harmed = {t.sentence for t in told if t.claim.outcome in HARMED}
    for t in told:
        if t.claim.id in before_it:
            happenings.setdefault((None, -1 - t.sentence), []).append(t)
            continue
        if t.sentence != at:
            sentence = reading.sentences[t.sentence]
            own = attack_kinds(sentence)
            apart = t.sentence in elsewhere.towns and t.sentence in harmed and is_another_kind(own, shown)
            turns = t.sentence in elsewhere.turns and sentence.signs.violent and _counts_others(t.sentence, told)
            if apart or turns or ANOTHER in sentence.cues:
                chapter, shown = chapter + 1, own
            shown = {**shown, **own}
        at = t.sentence
        before = earlier(reading.sentences[t.sentence], fresh or news, anchor, elsewhere=t.sentence in elsewhere.towns)
        if before and _goes_with(happenings[NEWS], t, told, undated=fresh is not None):
            before = None
        elif before:
            before = next((known for known in recalled if _overlap(before, known)), before)
            recalled.append(before)
        happenings.setdefault((before.start, 0) if before else (None, chapter), []).append(t)
    return {key: tolls for key, tolls in happenings.items() if tolls}


def _goes_with(news: Sequence[Told], toll: Told, told: Sequence[Told], *, undated: bool) -> bool:
    """Whether somebody is of the news although the sentence names a time long past."""
    return _is_answered(toll, news) or (undated and not _is_set_apart(toll, told, news))


def _is_answered(toll: Told, news: Sequence[Told]) -> bool:
    """Whether captives are told of where the news is that some were freed: it is theirs, whenever they were taken."""
    told = {t.claim.outcome for t in news if t.sentence != toll.sentence}
    return told == {_RELEASED} and toll.claim.outcome in _CAPTIVES


def _of_today(anchor: Day) -> Time:
    """The day of the dispatch, by which what is long past is told from news that name no day."""
    day = anchor.day.isoformat() if anchor.day else None
    return Time(start=day, end=day)


def _is_set_apart(toll: Told, told: Sequence[Told], news: Sequence[Told]) -> bool:
    """Whether a sentence that names a time long past tells of others than undated news: these have told of people who
    were harmed, and it counts none of them again.
    """
    wholes = [t.claim for t in news if t.claim.part_of is None and t.claim.outcome in HARMED]
    beside = [t.claim for t in told if t.sentence == toll.sentence]
    first = next((t.sentence for t in news if _names(t.claim)), None)  # further down others are named as well
    known = {word for t in news if t.sentence == first for word in _names(t.claim)}
    return bool(wholes) and not any(_may_be_the_same(one, other, known) for one in wholes for other in beside)


def _may_be_the_same(one: Toll, other: Toll, known: set[str]) -> bool:
    """Whether two tolls count as many of the same outcome; of a single one, who may be the same: of a like class,
    and by one of the names that are known, if any are.
    """
    if (one.outcome, one.count.low) != (other.outcome, other.count.low):
        return False
    if one.count.high != 1:
        return True
    called = _names(other)
    alike = not known or not called or any(word in known for word in called)
    return alike and (UNKNOWN in (one.people, other.people) or one.people == other.people)


def _names(toll: Toll) -> list[str]:
    """The words of the names of those counted."""
    return [word for name in toll.names for word in name.text.split()]


def _counts_others(sentence: int, told: Sequence[Told]) -> bool:
    """Whether a sentence counts people who were harmed, and nobody who was counted before."""
    counted = {_counted(t) for t in told if t.sentence == sentence and t.claim.outcome in HARMED}
    return bool(counted) and counted.isdisjoint(_counted(t) for t in told if t.sentence < sentence)


def _counted(told: Told) -> tuple[str, int]:
    return told.claim.outcome, told.claim.count.low


def _counting_others(told: list[Told]) -> frozenset[int]:
    """The sentences that count others than the first does; who is counted again is dated again."""
    first = {(t.claim.outcome, t.claim.count.low) for t in told if t.sentence == told[0].sentence}
    return frozenset(t.sentence for t in told if (t.claim.outcome, t.claim.count.low) not in first)


def _overlap(one: Time, other: Time) -> bool:
    """Whether two times may be one: the day a sentence names lies in the month that another one did."""
    days = one.start, one.end, other.start, other.end
    return None not in days and str(one.start) <= str(other.end) and str(other.start) <= str(one.end)


def _news_time(told: list[Told], reading: Reading, anchor: Day) -> Time:
    """When the news happened: by the first sentence that counts people, unless it recalls what the lead's day is long
    past, and another one does not. Where the first names no day but that on which it was told, what others are counted
    of says nothing of it: then it is news of that day; unknown where only another sentence names a month or a year.
    """
    if (counted := _counted_so_far(told, reading, anchor)) is not None:
        return counted
    sentences = [t.sentence for t in told]
    first_told = reading.sentences[sentences[0]]
    telling = told_on(first_told, anchor)
    apart = _counting_others(told) if telling.start else frozenset[int]()
    dated = when if _tells_of_an_answer(first_told) else happened
    first, lead = dated(sentences[:1], reading, anchor, apart=apart), dated((), reading, anchor, apart=apart)
    if first.precision in _STRETCHES and not telling.start and days_of(first_told, anchor) is None:
        return Time()
    recalled = [earlier(reading.sentences[number], lead, anchor) is not None for number in sentences]
    only_recalled = recalled[0] and not all(recalled) and not tells_of_an_old_deed(first_told)
    found = lead if only_recalled else first
    return found if found.start else telling


def _counted_so_far(told: Sequence[Told], reading: Reading, anchor: Day) -> Time | None:
    """When that happened of which a count so far is told right behind one more who died of it (*a wounded guard died on
    Monday. With him 15 have died in the massacre of May 30*); None where nobody is told of so.
    """
    first = told[0]
    if first.total or first.claim.outcome != _KILLED:
        return None
    sums = (t for t in told if t.total and t.claim.outcome == _KILLED and t.claim.count.low > first.claim.count.low)
    last = next((t for t in sums if 0 < t.sentence - first.sentence <= _NEXT), None)
    if last is None:
        return None
    death, count = reading.sentences[first.sentence], reading.sentences[last.sentence]
    died_of_it = ONE_MORE in count.cues or not _DIED_SINCE.isdisjoint(death.cues)
    if not died_of_it or _RUNS_ON in count.cues:
        return None
    then, now = days_of(count, anchor), days_of(death, anchor, aftermath=True)
    if then is None or now is None or then.precision not in DAYS:
        return None
    return then if str(then.end) < str(now.start) else None


def _tells_of_an_answer(sentence: ReadSentence) -> bool:
    """Whether it counts people whom no violence met: then their day may be that of the news (*two were arrested*)."""
    return any(f.outcome not in HARMED for f in sentence.findings)


def _account(key: str, own: tuple[Told, ...], reading: Reading, time: Time, *, news: bool) -> Account:
    kind = incident_type(own, reading, news=news)
    return Account(
        id=key,
        main=news and is_subject(own, reading),
        type=kind,
        start=time.start,
        end=time.end,
        date_precision=time.precision,
        toll=toll_lines(own, kind),
    )
