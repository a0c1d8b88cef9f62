"""An account without a toll: a dispatch that tells of violence and counts nobody (*a bomb wrecked a bridge*)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from testigo.accounts.classify import PROTEST, KindSigns, type_shown
from testigo.accounts.days import Day
from testigo.accounts.when import when
from testigo.model.account import Account
from testigo.model.reading import LEAD, Reading
from testigo.model.told import Doing, Told

ID = "a1"
_NO_ATTACK = {"", "arrest_or_raid", "riot"}
"""Types that do not make an account by themselves: they are told of strikes at goals, markets and homes as well."""
_TAKING = "territory_change"
"""Told of markets, seats and lawns as well, unless its words say by themselves that those who bear arms took a town."""
_OF_ARMIES = {"air_or_drone_strike", "shelling", "bombing", "ambush", "armed_clash", "massacre/execution"}
"""What soldiers do with their arms, whatever else is told of it."""
_RIOTOUS = 2
"""Weight of the words of a sentence from which on they show a riot."""
_STANDING = {"asserted", "alleged"}


def accounts_of_acts(
    doings: Sequence[Doing], told: Sequence[Told], reading: Reading, anchor: Day
) -> tuple[Account, ...]:
    """The account that the acts of a dispatch make, where it has no other; none where they are not plainly violent.

    One act has to stand among the first sentences, and words of violence have to outweigh those of other mishaps.
    """
    counted = {t.sentence for t in told}
    acts = [
        d
        for d in doings
        if d.sentence not in counted
        and d.deed.type not in _NO_ATTACK
        and d.claim.stance in _STANDING
        and (_is_plain(d) or _is_of_a_riot(d, reading))
    ]
    violent, calm = (sum(getattr(s.signs, kind) for s in reading.sentences) for kind in ("violent", "calm"))
    if not acts or acts[0].sentence >= LEAD or violent <= 2 * calm:
        return ()
    sentences = [d.sentence for d in acts]
    kinds = tuple(Counter(d.deed.type for d in acts).items())
    kind = type_shown(KindSigns(frozenset(sentences), kinds, news=True), reading)
    time = when(sentences, reading, anchor)
    news = Account(
        id=ID,
        main=True,
        type="riot" if kind == PROTEST else kind,  # something was struck in it
        start=time.start,
        end=time.end,
        date_precision=time.precision,
    )
    return (news,)


def _is_of_a_riot(doing: Doing, reading: Reading) -> bool:
    """Whether something is wrecked where a riot is told of (*marchers looted a lorry in clashes with the police*)."""
    shown = dict(reading.sentences[doing.sentence].kinds).get("riot", 0)
    return doing.deed.type == "arson_or_destruction" and shown >= _RIOTOUS


def _is_plain(doing: Doing) -> bool:
    """Somebody armed did it, or it was done with a weapon, or its words say so by themselves."""
    deed = doing.deed
    if deed.type == _TAKING or deed.plain:
        return deed.plain
    armed = {"armed_group", "military"} if deed.type in _OF_ARMIES else {"armed_group"}
    return bool(deed.instruments) or any(side.people in armed or side.senses for side in deed.by)
