"""How alike two accounts are: named features, what each weighs and why, and the score that comes of them."""

from __future__ import annotations

import msgspec


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """What a feature of value 1 adds to the score, and the reason that a coder would give for it.

    `prior` is what a coder would have said before anything was fitted; it is `held` where the reports that the fit
    could draw on tell nothing of it, or nothing that holds elsewhere.
    """

    prior: float
    weight: float
    because: str
    held: bool = False


class Weights(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How likeness is judged. `base` is the score of two accounts without any feature, in log odds.

    Two accounts are linked from `link` on. What links hold together is one incident if the mean score of its pairs is
    `whole` or more; else a group within it is, while that mean is `together` or more. Pairs that were never compared,
    or score less than `least`, count `least`.
    `fitted` says on what the numbers were fitted.
    """

    version: str
    fitted: str
    base: float
    link: float
    together: float
    whole: float
    least: float
    features: dict[str, Weight]


class Part(msgspec.Struct, frozen=True):
    """Something that two accounts have in common or that parts them: what it adds to their score, what it says of these
    two, and why it counts.
    """

    name: str
    adds: float
    told: str
    because: str


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """The score of two accounts, in log odds of their being of one incident, with all that it is the sum of."""

    score: float
    base: float
    parts: tuple[Part, ...]
