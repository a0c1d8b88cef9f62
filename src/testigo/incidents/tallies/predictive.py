"""How far monthly counts vary, and what that leaves open of the months to come.

An over-dispersed count model of one mean: a month varies `dispersion` times as a Poisson count would
(quasi-likelihood: McCullagh and Nelder, Generalized Linear Models, 1989; source: unverified).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma, log, sqrt

_FAR = 12
"""Standard deviations from the mean beyond which a count does not occur."""


def dispersion_of(months: Sequence[int], means: Sequence[float] | None = None, fitted: int = 1) -> float:
    """Pearson's chi-square over its degrees of freedom, at least 1: counts hardly vary less than chance makes them.

    `means` are what each month is expected to be, of which `fitted` were made of the months themselves; without them
    the months' one mean.

    >>> dispersion_of([10, 10, 10]), round(dispersion_of([80, 120, 100]), 2)
    (1.0, 4.0)
    """
    expected = means or [sum(months) / len(months)] * len(months)
    terms = [(count - mean) ** 2 / mean for count, mean in zip(months, expected, strict=True) if mean]
    freedom = len(months) - fitted
    return max(1.0, sum(terms) / freedom) if freedom > 0 else 1.0


def dispersion_of_forecasts(months: Sequence[int], covered: int, ahead: int) -> tuple[float, int]:
    """How far forecasts of this very kind were off in a series, as a dispersion, and how many there were.

    From every `covered` months in a row the `ahead` next are forecast pro rata, and the error is squared over what
    `predicted` expects of it at a dispersion of 1. Trends, seasons, and months that take after one another are in it.

    >>> dispersion_of_forecasts([10, 10, 10, 10], 2, 1), dispersion_of_forecasts([10, 10], 2, 1)
    ((0.0, 2), (0.0, 0))
    """
    errors = []
    for start in range(len(months) - covered - ahead + 1):
        mean = sum(months[start : start + covered]) / covered * ahead
        came = sum(months[start + covered : start + covered + ahead])
        errors += [(came - mean) ** 2 / (mean * (1 + ahead / covered))] if mean else []
    return (sum(errors) / len(errors) if errors else 0.0), len(errors)


def predicted(count: int, months: int, ahead: int, dispersion: float, level: float) -> tuple[int, int]:
    """Where the sum of the months to come lies, when `months` had `count`: the middle `level` of its distribution.

    The sum has the mean of its share, and a variance of `dispersion` times that mean, and once more for the mean's own
    uncertainty: mean × dispersion × (1 + ahead / months). It is taken for negative binomial with these two moments.
    `count` is above 0.

    >>> predicted(28741, 10, 2, 2.27, 0.9)
    (5544, 5955)
    """
    mean = count / months * ahead
    variance = dispersion * mean * (1 + ahead / months)
    tail = (1 - level) / 2
    return _quantile(mean, variance, tail), _quantile(mean, variance, 1 - tail)


def _quantile(mean: float, variance: float, share: float) -> int:
    """The least count that at least `share` of a negative binomial distribution does not exceed; variance > mean."""
    size = mean * mean / (variance - mean)
    success = mean / variance
    at = max(0, int(mean - _FAR * sqrt(variance)))
    term = exp(lgamma(at + size) - lgamma(size) - lgamma(at + 1) + size * log(success) + at * log(1 - success))
    below = term
    last = mean + _FAR * sqrt(variance) + _FAR
    while below < share and at < last:
        term *= (at + size) / (at + 1) * (1 - success)
        at += 1
        below += term
    return at
