"""The flow on one page: dispatch → reading → claims → accounts → record."""

from __future__ import annotations

from datetime import date

import msgspec

from testigo.accounts.days import Day
from testigo.accounts.elsewhere import elsewhere
from testigo.accounts.group import Grouped, account
from testigo.accounts.homes import homes
from testigo.accounts.overlaps import overlaps
from testigo.accounts.scenes import with_scenes
from testigo.accounts.sides import country_of, with_sides
from testigo.accounts.summed import summed
from testigo.accounts.told_by_acts import accounts_of_acts
from testigo.accounts.traces import Worded, traced
from testigo.accounts.undated import undated
from testigo.claims.answers import make_answers
from testigo.claims.bind import bind
from testigo.claims.doings import make_doings
from testigo.claims.left_out import left_out, long_chains
from testigo.claims.lineage import make_lineage
from testigo.claims.make import has_tally, make_forces, make_tallies, make_tolls
from testigo.model.digests import blake2b
from testigo.model.dispatch import UNDETERMINED, Dispatch
from testigo.model.placed import Placed
from testigo.model.reading import Reading
from testigo.model.record import DispatchHead, Heading, Issue, Record, head_of
from testigo.model.told import Told
from testigo.packs import Language, language, languages
from testigo.packs.actor import files
from testigo.packs.agency import FILE
from testigo.packs.kept import fingerprint
from testigo.reading.passages import read_passages
from testigo.reading.tongue import Choice, chosen
from testigo.sources.datelines import Filed, filed
from testigo.sources.roundups import items


def reader() -> str:
    """Who reads: this version with its packs. Where it differs from what a ledger tells, dispatches can be read anew.

    >>> reader().split()[0]
    'rules'
    """
    from testigo import __version__

    known = (*(language(code).version for code in languages()), fingerprint([*files(), FILE]))
    return f"rules {__version__} {blake2b(' '.join(known).encode(), digest_size=6).hexdigest()}"


def read_dispatch(dispatch: Dispatch, gated: bool = True) -> Record:
    """Everything that can be read from one dispatch, as one record of the output contract.

    A pure function of the dispatch and the packs. `gated` False reads every sentence in depth: slower, same result.
    """
    told = filed(dispatch)
    dispatch = told.dispatch
    if _is_empty(dispatch):
        issue = Issue(code="empty_text", message="the dispatch has no text")
        return Record(dispatch=head_of(dispatch), issues=(issue,))
    tongue = _tongue(dispatch)
    head = msgspec.structs.replace(head_of(dispatch), lang=tongue.code)
    if tongue.code not in languages():
        return Record(dispatch=head, issues=tongue.doubts or (_no_pack(tongue.code),))
    record = _read_items(told, head, language(tongue.code), gated=gated)
    return msgspec.structs.replace(record, issues=tongue.doubts + record.issues) if tongue.doubts else record


def heading(dispatch: Dispatch) -> Heading | None:
    """What the text of a dispatch tells of itself, where whoever delivered it did not say; None where that is nothing.

    >>> heading(Dispatch(id="d1", text="LIMA, March 3 (Reuters) - Two men were shot.", lang="en")).agency
    'Reuters'
    """
    if _is_empty(dispatch):
        return None
    told = filed(dispatch).dispatch
    lang = _tongue(told).code
    found = Heading(
        lang=lang if lang != dispatch.lang else None,
        agency=told.agency if told.agency != dispatch.agency else None,
        dateline=told.dateline if told.dateline != dispatch.dateline else None,
    )
    return found if found != Heading() else None


def _is_empty(dispatch: Dispatch) -> bool:
    return not dispatch.text.strip()


def _tongue(dispatch: Dispatch) -> Choice:
    return Choice(dispatch.lang) if dispatch.lang != UNDETERMINED else chosen(dispatch.text)


def _no_pack(code: str) -> Issue:
    message = f"no pack for the language {code!r}; there are: {', '.join(languages())}"
    return Issue(code="no_language_pack", message=message)


def _read_items(told: Filed, head: DispatchHead, pack: Language, *, gated: bool) -> Record:
    """What is read; the items of a round-up one by one, so that nothing crosses from one into another."""
    records = [(item.start, _read(item.filed, head, pack, gated=gated)) for item in items(told)]
    if len(records) == 1:
        return records[0][1]
    from testigo.model.joined import joined  # few dispatches are round-ups

    return joined(head, records)


def _read(filed_item: Filed, head: DispatchHead, pack: Language, *, gated: bool) -> Record:
    dispatch = filed_item.dispatch
    text, day = dispatch.text, dispatch.dateline.date or dispatch.published
    anchor = Day(date.fromisoformat(day) if day else None, filed_item.body, printed=bool(dispatch.dateline.date))
    reading = read_passages(text, pack, body=filed_item.body, gated=gated)
    tolls = make_tolls(text, reading, bind(text, reading), pack)
    doings = make_doings(text, reading, pack)
    told = account(tolls, reading, anchor)
    if not told.accounts:
        told = msgspec.structs.replace(told, accounts=accounts_of_acts(doings, tolls, reading, anchor))
    where = _placed(filed_item, told, tolls, reading, pack)
    tolls = summed(tolls, where.scenes)
    others = elsewhere((t for t in tolls if not t.statistic), where.scenes, where.opened)
    if (others.towns or others.turns) and (parted := account(tolls, reading, anchor, others)).accounts != told.accounts:
        told, where = parted, _placed(filed_item, parted, tolls, reading, pack)
    country = country_of(where.accounts, reading)
    of_sentences = homes(where.accounts, told.claims, tolls, len(reading.sentences))
    sided = with_sides(
        text, where.accounts, told.claims, tolls, doings, reading, anchor, country, of_sentences, where.spots
    )
    news = told.accounts[0].id if told.accounts else None
    tallies = make_tallies(text, reading, tolls, anchor.day, where.named, pack)
    forces = make_forces(text, reading, {t.claim.span for t in tolls}, news, pack)
    lineage = make_lineage(text, reading, anchor.day, country, pack)
    answers = make_answers(text, reading, of_sentences, pack)
    acts = with_scenes(sided.claims, doings, where.scenes)
    claims = (*sided.tolls, *tallies, *forces, *acts, *answers, *lineage)
    dates = undated(text, reading, anchor) if where.accounts else ()
    doubts = (*long_chains(told.claims), *overlaps(told.claims, tolls), *dates)
    issues = (*left_out(text, reading), *where.issues, *doubts)
    spans = [sentence.span for sentence in reading.sentences]
    shared = where.wide.union(side.span for side in reading.named)
    accounts = traced(sided.accounts, sided.tolls, Worded(text, spans, shared, where.towns), of_sentences, pack)
    return Record(dispatch=head, claims=claims, accounts=accounts, issues=issues)


def _placed(filed_item: Filed, told: Grouped, tolls: tuple[Told, ...], reading: Reading, pack: Language) -> Placed:
    """The accounts with their places, and those of sentences; whoever has no account and no running count loads nothing
    that reads places.
    """
    if not told.accounts and not has_tally(reading, tolls):
        return Placed()
    from testigo.accounts.where import placed
    from testigo.packs.world.gazetteer import gazetteer
    from testigo.reading.places.press import country_of_press, town_of_press
    from testigo.reading.places.read import read_places

    dispatch, world = filed_item.dispatch, gazetteer()
    spans = [sentence.span for sentence in reading.sentences]
    press = country_of_press(dispatch.text, pack, dispatch.url)
    dateline, headline = dispatch.dateline.place, dispatch.headline
    paper = town_of_press(dispatch.url, press, pack, world)
    places = read_places(dispatch.text, spans, pack, world, dateline, filed_item.body, press, headline, paper)
    return placed(told.accounts, told.claims, tolls, reading, places, world, press)
