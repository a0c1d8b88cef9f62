"""Views of the ledger as files: every incident that is wanted, counted under a policy, as one exporter writes it."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from testigo.engines.each import Each, OnlyThereError
from testigo.engines.folders import whole
from testigo.engines.rings import rings_seldom
from testigo.exports import EXPORTERS, Piece, check_policy, exporter
from testigo.exports.entry import Entry
from testigo.exports.halves import without_halves
from testigo.exports.out import MANIFEST, About, File, Out
from testigo.exports.shown import PROFILES, Profile, shown
from testigo.incidents.ruled import ruled
from testigo.ledger.handed import Handed, handed
from testigo.ledger.shelf import Known
from testigo.ledger.view import View, Wanted
from testigo.model.incident import Incident
from testigo.model.policy import Policy
from testigo.packs.policy import policy
from testigo.packs.schema import schema

AT_ONCE = 800
"""Incidents that are fetched together."""
Fits = Callable[[Incident], bool]
Watch = Callable[[Iterable["Made"]], Iterable["Made"]]


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


class Part(msgspec.Struct, frozen=True):
    """Incidents that one process counts in one go, by their numbers in the ledger, and for whom."""

    ledger: Handed
    numbers: tuple[int, ...]
    wish: Wish


class Made(msgspec.Struct, frozen=True):
    """What an exporter made of so many incidents; there is no half character left in it, so that it can be encoded."""

    incidents: int
    pieces: tuple[Piece, ...]

    def __reduce__(self) -> tuple[Callable[..., Made], tuple[object, ...]]:
        """How it comes back from another process: this takes a tenth of the time that its parts one by one would."""
        kind = type(self.pieces[0]) if self.pieces else Entry
        return _made, (self.incidents, kind, msgspec.msgpack.encode(self.pieces))


def _made(incidents: int, kind: type[Piece], raw: bytes) -> Made:
    pieces: tuple[Piece, ...] = msgspec.msgpack.decode(raw, type=types.GenericAlias(tuple, (kind, ...)))
    return Made(incidents, pieces)


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
                yield known, without_halves(entry)


def _pages(view: View, wanted: Wanted) -> Iterator[tuple[Known, ...]]:
    while True:
        page = view.page(wanted)
        yield page.incidents
        if page.after is None:
            return
        wanted = msgspec.structs.replace(wanted, after=page.after)


def _counted(known: Known, chosen: Policy, as_of: str | None) -> Entry | None:
    incident = ruled(known, chosen, as_of)
    return Entry(incident=incident, tellings=known.tellings) if incident else None


def export(view: View, folder: Path, wish: Wish, through: Watch = iter, each: Each = map) -> list[File]:
    """Write an export as a new folder and give its files; `through` may tell how far it is, `each` may be a pool's.

    All of it is of one state of the ledger, whatever is entered meanwhile. The folder appears whole or not at all.
    Raises TestigoError T-X005 where something else stands there; what an earlier export wrote there is replaced.
    """
    with whole(folder, MANIFEST) as made, view.still() as still, rings_seldom():
        ledger = handed(still)
        parts = (Part(ledger, numbers, wish) for numbers in still.pages(wish.wanted))
        pieces = (piece for some in through(each(made_of, parts)) for piece in some.pieces)
        with Out(made, about_of(still, wish)) as out:
            exporter(wish.exporter).write(pieces, out)
            return out.close()


@rings_seldom()
def made_of(part: Part) -> Made:
    """What an exporter makes of incidents, those that are wanted, counted and shown.

    Raises OnlyThereError where this process sees the ledger in another state.
    """
    view, wish = part.ledger.view, part.wish
    if view is None:
        raise OnlyThereError
    counted = (_counted(known, wish.policy, view.as_of) for known in view.of_numbers(part.numbers))
    fitting = [entry for entry in counted if entry is not None and wish.fits(entry.incident)]
    pieces = exporter(wish.exporter).made(shown(entry, wish.profile) for entry in fitting)
    return Made(len(fitting), tuple(pieces))


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
