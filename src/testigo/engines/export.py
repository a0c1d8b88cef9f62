"""Views of the ledger as files: every incident that is wanted, counted under a policy, as one exporter writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from testigo.engines.each import Each
from testigo.engines.folders import whole
from testigo.engines.rings import rings_seldom
from testigo.exports import EXPORTERS, check_policy, exporter
from testigo.exports.entry import Entry
from testigo.exports.halves import without_halves
from testigo.exports.out import MANIFEST, About, File, Out
from testigo.exports.shown import PROFILES, Profile, shown
from testigo.incidents.ruled import ruled
from testigo.ledger.shelf import Known
from testigo.ledger.view import View, Wanted
from testigo.model.incident import Incident
from testigo.model.policy import Policy
from testigo.packs.policy import policy
from testigo.packs.schema import schema

AT_ONCE = 200
"""Incidents that are fetched together."""
Fits = Callable[[Incident], bool]
Watch = Callable[[Iterable[Entry]], Iterable[Entry]]


def every(incident: Incident) -> bool:
    """Whether an incident is wanted where nothing is asked of it: it is."""
    return True


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported: how, for whom, counted under which policy; which incidents, as the ledger finds them, and
    which of these when they are counted.
    """

    exporter: str
    policy: Policy
    profile: Profile = PROFILES[0]
    wanted: Wanted = Wanted(limit=AT_ONCE)
    fits: Fits = every


class Asked(msgspec.Struct, frozen=True):
    """Incidents that one process counts in one go, for whom, and as known on which day."""

    incidents: tuple[Known, ...]
    wish: Wish
    as_of: str | None

    def __reduce__(self) -> tuple[Callable[..., Asked], tuple[object, ...]]:
        """How it goes to another process: this takes a tenth of the time that its pieces one by one would take."""
        try:
            return _asked, (msgspec.msgpack.encode(self.incidents), self.wish, self.as_of)
        except UnicodeEncodeError:  # half a character
            return Asked, (self.incidents, self.wish, self.as_of)


class Shown(msgspec.Struct, frozen=True):
    """Entries on their way back; there is no half character left in them."""

    entries: tuple[Entry, ...]

    def __reduce__(self) -> tuple[Callable[..., Shown], tuple[object, ...]]:
        """How it comes back from another process."""
        return _shown, (msgspec.msgpack.encode(self.entries),)


_known: msgspec.msgpack.Decoder[tuple[Known, ...]] = msgspec.msgpack.Decoder(tuple[Known, ...])
_entries: msgspec.msgpack.Decoder[tuple[Entry, ...]] = msgspec.msgpack.Decoder(tuple[Entry, ...])


def _asked(raw: bytes, wish: Wish, as_of: str | None) -> Asked:
    return Asked(_known.decode(raw), wish, as_of)


def _shown(raw: bytes) -> Shown:
    return Shown(_entries.decode(raw))


def policy_for(name: str, asked: str | None) -> Policy:
    """The policy that an exporter counts under: the one asked for, else its own.

    Raises TestigoError: T-X002 for no exporter, T-X004 where its rows are not what the policy makes; PackError for no
    policy.
    """
    exporter(name)
    found = policy(asked or schema(EXPORTERS[name].schema).policy)
    check_policy(name, found)
    return found


def entries(view: View, wanted: Wanted, chosen: Policy, profile: Profile) -> Iterator[Entry]:
    """Every incident that is wanted and of which something is known, in the ledger's order, as a profile shows it."""
    for entry in counted(view, wanted, chosen):
        yield shown(entry, profile)


def counted(view: View, wanted: Wanted, chosen: Policy) -> Iterator[Entry]:
    """The same with everything that is known, names as well."""
    return (entry for _, entry in known_and_counted(view, wanted, chosen))


def known_and_counted(view: View, wanted: Wanted, chosen: Policy) -> Iterator[tuple[Known, Entry]]:
    """The same, each with the incident as the ledger knows it."""
    for some in _pages(view, wanted):
        for known in some:
            entry = _counted(known, chosen, view.as_of)
            if entry is not None:
                yield known, entry


def _pages(view: View, wanted: Wanted) -> Iterator[tuple[Known, ...]]:
    while True:
        page = view.page(wanted)
        yield page.incidents
        if page.after is None:
            return
        wanted = msgspec.structs.replace(wanted, after=page.after)


def _counted(known: Known, chosen: Policy, as_of: str | None) -> Entry | None:
    incident = ruled(known, chosen, as_of)
    return without_halves(Entry(incident=incident, tellings=known.tellings)) if incident else None


def export(view: View, folder: Path, wish: Wish, through: Watch = iter, each: Each = map) -> list[File]:
    """Write an export as a new folder and give its files; `through` may tell how far it is, `each` may be a pool's.

    The folder appears whole or not at all. Raises TestigoError T-X005 where something else stands there; what an
    earlier export wrote there is replaced.
    """
    with whole(folder, MANIFEST) as made, rings_seldom():
        asked = (Asked(some, wish, view.as_of) for some in _pages(view, wish.wanted))
        found = (entry for some in each(as_wished, asked) for entry in some.entries)
        with Out(made, about_of(view, wish)) as out:
            exporter(wish.exporter)(through(found), out)
            return out.close()


@rings_seldom()
def as_wished(asked: Asked) -> Shown:
    """Incidents counted and shown, those that are wanted."""
    wish = asked.wish
    counted = (_counted(known, wish.policy, asked.as_of) for known in asked.incidents)
    fitting = (entry for entry in counted if entry is not None and wish.fits(entry.incident))
    return Shown(tuple(shown(entry, wish.profile) for entry in fitting))


def about_of(view: View, wish: Wish) -> About:
    """What an export is made of."""
    return About(
        exporter=wish.exporter,
        profile=wish.profile,
        policy=wish.policy.label,
        as_of=view.as_of,
        state=view.state(),
        version=program(),
    )


def program() -> str:
    """The version of Testigo that runs."""
    from testigo import __version__

    return __version__
