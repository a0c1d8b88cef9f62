"""Views of the ledger as files: every incident that is wanted, counted under a policy, as one exporter writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from testigo.engines.folders import whole
from testigo.exports import EXPORTERS, check_policy, exporter
from testigo.exports.entry import Entry
from testigo.exports.halves import without_halves
from testigo.exports.out import MANIFEST, About, File, Out
from testigo.exports.shown import PROFILES, Profile, shown
from testigo.incidents.ruled import ruled
from testigo.ledger.shelf import Known
from testigo.ledger.view import View, Wanted
from testigo.model.policy import Policy
from testigo.packs.policy import policy
from testigo.packs.schema import schema

AT_ONCE = 200
"""Incidents that are fetched together."""
Fits = Callable[[Entry], bool]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported: how, for whom, counted under which policy; which incidents, as the ledger finds them."""

    exporter: str
    policy: Policy
    profile: Profile = PROFILES[0]
    wanted: Wanted = Wanted(limit=AT_ONCE)


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
    while True:
        page = view.page(wanted)
        for known in page.incidents:
            incident = ruled(known, chosen, view.as_of)
            if incident is not None:
                yield known, without_halves(Entry(incident=incident, tellings=known.tellings))
        if page.after is None:
            return
        wanted = msgspec.structs.replace(wanted, after=page.after)


def export(view: View, folder: Path, wish: Wish, through: Callable[[Iterable[Entry]], Iterable[Entry]]) -> list[File]:
    """Write an export as a new folder and give its files; `through` may drop entries, or tell how far it is.

    The folder appears whole or not at all. Raises TestigoError T-X005 where something else stands there; what an
    earlier export wrote there is replaced.
    """
    with whole(folder, MANIFEST) as made:
        found = through(counted(view, wish.wanted, wish.policy))
        with Out(made, about_of(view, wish)) as out:
            exporter(wish.exporter)((shown(entry, wish.profile) for entry in found), out)
            return out.close()


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
