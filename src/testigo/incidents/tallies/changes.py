"""A stated change in percent, held against the two counts that it is said of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from testigo.model.tally import Change, ChangeFault

_HUNDRED = 100


def checked_change(old: int, new: int, said: Decimal) -> Change:
    """Whether a change from `old` to `new` is the `said` percent, within the last digit that is said.

    >>> change = checked_change(28869, 28741, Decimal("2.4"))
    >>> change.holds, change.percent, change.faults, change.old_if_said
    (False, -0.44, ('wrong_direction',), 28067)
    >>> checked_change(28869, 29574, Decimal("2.4")).holds
    True
    """
    if not old:
        return Change(old=old, new=new, said=str(said), percent=None, holds=False, faults=("no_base",))
    exact = Decimal(new - old) * _HUNDRED / old
    exponent = said.as_tuple().exponent
    within = Decimal(5).scaleb(min(int(exponent), 0) - 1)
    faults: tuple[ChangeFault, ...] = ()
    if abs(exact - said) > within:
        opposed = exact * said < 0 or (not exact and bool(said))
        faults = ("wrong_direction",) if opposed else ("wrong_size",)
    factor = 1 + said / _HUNDRED
    return Change(
        old=old,
        new=new,
        said=str(said),
        percent=float(round(exact, 2)),
        holds=not faults,
        faults=faults,
        new_if_said=_whole(old * factor),
        old_if_said=_whole(new / factor) if factor else None,
    )


def _whole(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_HALF_UP))
