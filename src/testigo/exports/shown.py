"""What each kind of reader may see of an incident. What is not shown is gone before any exporter begins.

`public` holds no words of a dispatch at all: sides are names of the registry or classes, speakers are kinds, places are
of the gazetteer, so that no name of a private person can be in it. `partner` has quotes, headlines and the words for
officials who speak, without the names that were read and without the words for witnesses, relatives, suspects. `full`
is everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from msgspec.structs import replace

from testigo.exports.described import web_address
from testigo.exports.entry import Entry
from testigo.ledger.identity import stem_of
from testigo.model.account import Account, Participant
from testigo.model.circumstance import Place
from testigo.model.claim import Act, AnyClaim, Force, Lineage, Motive, Response, Responsibility, Speaker, Tally, Toll
from testigo.model.dispatch import Dateline
from testigo.model.incident import Flag, Incident, Point, Reason
from testigo.model.record import DispatchHead
from testigo.model.telling import Telling
from testigo.packs.actor import named_in, registry

Profile = Literal["public", "partner", "full"]
PROFILES: tuple[Profile, ...] = ("public", "partner", "full")
DISPATCH = "d"
WITHHELD = "[name withheld]"
THROWN_OUT = "a person threw it out in review"
LONGEST_QUOTE = 200
"""Code points of a quote that is shown; longer ones are cut (extracts of the press are to be very short)."""
_PRIVATE = frozenset({"witness", "relative", "suspect", "unnamed"})
"""Kinds of speakers who are nobody of public life."""


def shown(entry: Entry, profile: Profile) -> Entry:
    """The entry as readers of a profile see it. Dispatches are named by their hash in every profile.

    >>> from testigo.model.account import Account
    >>> told = Telling(account=Account(id="a0123456789ab-1", main=True, type="bombing"), claims=(),
    ...     dispatch=DispatchHead(id="ana.txt", sha256="", headline="Ana Cruz killed"), dispatch_ids=("ana.txt",))
    >>> incident = Incident(incident_id="i1", policy="literal/1", type="bombing", names=("Ana Cruz",))
    >>> public = shown(Entry(incident=incident, tellings=(told,)), "public")
    >>> public.incident.names, public.tellings[0].dispatch.headline, public.tellings[0].dispatch.id
    ((), None, 'd0123456789ab')
    """
    keys = {i: key_of(t) for t in entry.tellings for i in (t.dispatch.id, *t.dispatch_ids)}
    incident = _by_keys(entry.incident, keys)
    if profile == "full":
        return Entry(incident=incident, tellings=tuple([_with_key(t) for t in entry.tellings]))
    hide = _Hider(entry, public=profile == "public")
    return Entry(incident=hide.incident(incident), tellings=tuple([hide.telling(t) for t in entry.tellings]))


def key_of(telling: Telling) -> str:
    """The name of a telling's dispatch: the beginning of its hash."""
    return DISPATCH + stem_of(telling.account.id)


def _with_key(telling: Telling) -> Telling:
    return replace(telling, dispatch=replace(telling.dispatch, id=key_of(telling)))


def _by_keys(incident: Incident, keys: dict[str, str]) -> Incident:
    def many(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([keys.get(one, one) for one in ids]))

    return replace(
        incident,
        dispatch_ids=many(incident.dispatch_ids),
        main_dispatch_ids=many(incident.main_dispatch_ids),
        curve=tuple([replace(point, dispatch_id=keys[point.dispatch_id]) for point in incident.curve]),
        flags=tuple([replace(flag, dispatch_id=keys[flag.dispatch_id]) for flag in incident.flags]),
    )


class _Hider:
    """Takes out of one entry what its readers may not see."""

    def __init__(self, entry: Entry, *, public: bool) -> None:
        self._public, self._country = public, entry.incident.place.country
        claims = [claim for telling in entry.tellings for claim in telling.claims]
        self._kinds = {s.text: s.kind for claim in claims for s in claim.attribution}
        heads = [telling.original or telling.dispatch for telling in entry.tellings]
        self._presses = {name for head in heads for name in (head.agency, head.publisher) if name}
        self._names = None if public else _any_of(names_in(entry))

    def _words(self, text: str | None) -> str | None:
        """A stretch of a dispatch: nothing for the public, without names that were read for partners."""
        if text is None or self._public:
            return None
        return self._names.sub(WITHHELD, text) if self._names else text

    def incident(self, incident: Incident) -> Incident:
        return replace(
            incident,
            place=self._place(incident.place),
            perpetrators=self._sides(incident.perpetrators),
            names=(),
            reasons=tuple(map(self._reason, incident.reasons)),
            curve=tuple(map(self._point, incident.curve)),
            flags=tuple(map(self._flag, incident.flags)),
        )

    def telling(self, telling: Telling) -> Telling:
        head = self._head(telling.dispatch, key_of(telling))
        original = telling.original and self._head(telling.original, DISPATCH)
        ids = () if self._public else telling.dispatch_ids
        account = self._account(telling.account)
        claims = tuple([self._claim(claim, telling.at) for claim in telling.claims])
        return replace(telling, account=account, claims=claims, dispatch=head, dispatch_ids=ids, original=original)

    def _head(self, head: DispatchHead, key: str) -> DispatchHead:
        url = site_of(head.url) if self._public else head.url
        return replace(head, id=key, headline=self._words(head.headline), url=url, dateline=Dateline())

    def _account(self, account: Account) -> Account:
        return replace(
            account,
            place=self._place(account.place),
            perpetrators=self._sides(account.perpetrators),
            targets=self._sides(account.targets),
        )

    def _sides(self, sides: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(dict.fromkeys(map(self._side, sides))) if sides else ()

    def _side(self, side: Participant) -> Participant:
        known = registry().actors.get(side.actor) if side.actor else None
        text = known.name if known else "" if side.kind == "person" else self._words(side.text)
        return replace(side, text=text or f"unnamed {side.kind}")

    def _place(self, place: Place) -> Place:
        """A place by the gazetteer's name: one that the gazetteer lacks, as a street may be, by what lies around it."""
        if not self._public:
            return replace(place, text=self._words(place.text), name=self._words(place.name))
        name = place.within or (place.name if place.gazetteer_id else None)
        return replace(place, text=None, name=name)

    def _speaker(self, speaker: Speaker) -> Speaker:
        return replace(speaker, text=self._speaker_text(speaker.text, speaker.kind))

    def _speaker_text(self, text: str, kind: str) -> str:
        return kind if kind in _PRIVATE else self._words(text) or kind

    def _point(self, point: Point) -> Point:
        kind = self._kinds.get(point.speaker or "")
        if kind is None:  # the wire's own voice, by whoever prints it
            return replace(point, speaker=point.speaker if point.speaker in self._presses else None)
        return replace(point, speaker=self._speaker_text(point.speaker or "", kind))

    def _flag(self, flag: Flag) -> Flag:
        return replace(flag, message=self._words(flag.message) or "")

    def _reason(self, reason: Reason) -> Reason:
        return replace(reason, sentence=THROWN_OUT) if reason.code == "rejected" else reason

    def _answering(self, claim: Response, at: str | None) -> str | None:
        """Who answered; for the public those forces of the registry that the words name."""
        if not self._public:
            return self._words(claim.actor)
        found = named_in(f"{claim.actor or ''} {claim.text}", at, self._country)
        return "; ".join(actor.name for actor in found) or None

    def _claim(self, claim: AnyClaim, at: str | None) -> AnyClaim:
        quote = self._words(claim.quote) or ""
        plain = replace(
            claim, quote=quote[:LONGEST_QUOTE], attribution=tuple([self._speaker(s) for s in claim.attribution])
        )
        return self._own_fields(plain, at)

    def _own_fields(self, claim: AnyClaim, at: str | None) -> AnyClaim:
        """The fields of one kind of claim that hold words of the dispatch."""
        words = self._words
        match claim:
            case Toll():
                count = replace(claim.count, text=words(claim.count.text) or "")
                people, by = words(claim.people_text), words(claim.by)
                return replace(claim, count=count, people_text=people, by=by, names=())
            case Force():
                return replace(claim, count=replace(claim.count, text=words(claim.count.text) or ""))
            case Tally():
                count = replace(claim.count, text=words(claim.count.text) or "")
                return replace(claim, count=count, place=words(claim.place), comparison=words(claim.comparison))
            case Act():
                place = claim.place and self._place(claim.place)
                time = claim.time and replace(claim.time, text=words(claim.time.text))
                actor, target, tool = words(claim.actor), words(claim.target), words(claim.instrument)
                return replace(claim, actor=actor, target=target, instrument=tool, place=place, time=time)
            case Lineage():
                place = claim.place and self._place(claim.place)
                time = claim.time and replace(claim.time, text=words(claim.time.text))
                subject, other = words(claim.subject) or "", words(claim.object) or ""
                return replace(claim, subject=subject, object=other, place=place, time=time)
            case Responsibility():
                return replace(claim, side=words(claim.side) or "")
            case Motive():
                return replace(claim, text=words(claim.text) or "")
            case Response():
                return replace(claim, actor=self._answering(claim, at), text=words(claim.text) or "")


def names_in(entry: Entry) -> set[str]:
    """Every name that was read of somebody who is counted."""
    tolls = (claim for _, claim in entry.claims() if isinstance(claim, Toll))
    return {name.text for toll in tolls for name in toll.names} | {*entry.incident.names}


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    parts = sorted((re.escape(name) for name in names if name), key=len, reverse=True)
    return re.compile("|".join(parts)) if parts else None


def site_of(url: str | None) -> str | None:
    """The site of an address without its path, in which a headline may stand.

    >>> site_of("https://news.example/2019/ana-cruz-killed")
    'https://news.example/'
    """
    known = _UP_TO_THE_PATH.match(url) if url and url.split() == [url] else None
    return _site_of(known[0]) if known else None


_UP_TO_THE_PATH = re.compile("(?:[^/?#]*//)?[^/?#]*")


@lru_cache
def _site_of(address: str) -> str | None:
    """The same of an address without a path: there are few of these, and taking one apart is slow."""
    known = web_address(address)
    parts = urlsplit(known) if known else None
    return f"{parts.scheme}://{parts.hostname}/" if parts else None
