"""What holds of any two accounts that are compared, and of any accounts that are joined."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from testigo.incidents.joining.candidates import are_compared, marked, sought
from testigo.incidents.joining.compare import compare
from testigo.incidents.joining.decide import likeness, score
from testigo.incidents.joining.held import held
from testigo.incidents.joining.nearby import Nearby, at_once
from testigo.incidents.joining.retold import wording
from testigo.ledger.growing import Growing
from testigo.ledger.partition import Bars, partition
from testigo.ledger.succession import groups as groups_of
from testigo.model.circumstance import Place
from testigo.model.outline import Outline
from testigo.model.trace import WIDTH, marks, smallest
from testigo.packs.joining import weights

many = settings(max_examples=200, deadline=None, derandomize=True)
NAMES = [f"name {n}" for n in range(12)]
PLACES = [
    Place(),
    Place(country="MX", precision="country"),
    Place(country="MX", admin1="Coahuila", precision="admin1", lat=27.3, lon=-102.0),
    Place(name="Korum", country="MX", admin1="Coahuila", precision="settlement", lat=28.2, lon=-100.7),
    Place(name="Sura", country="MX", admin1="Coahuila", precision="settlement", lat=28.5, lon=-100.6),
    Place(name="Lesina", country="US", admin1="Texas", precision="district", lat=28.4, lon=-100.4),
    Place(name="Rim", country="FJ", admin1="West", precision="settlement", lat=-17.0, lon=179.95),
    Place(name="Rom", country="FJ", admin1="East", precision="settlement", lat=-17.1, lon=-179.9),
]
days = st.none() | st.integers(737_000, 737_090)
names = st.frozensets(st.sampled_from(NAMES), max_size=3)
bits = st.sets(st.sampled_from(NAMES), max_size=6).map(lambda some: marks(smallest(some, 48)))


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """An account of few days, places and names, so that many are near each other."""
    start = draw(days)
    texts = draw(st.sets(st.integers(0, 40), max_size=30))
    sketch = smallest(map(str, texts), 32)
    return Outline(
        account=f"a{draw(st.integers(0, 10**6))}",
        dispatch=f"d{draw(st.integers(0, 10**6))}",
        published=draw(days),
        start=start,
        end=None if start is None else start + draw(st.integers(0, 3)),
        place=draw(st.sampled_from(PLACES)),
        type=draw(st.sampled_from(["bombing", "armed_attack"])),
        main=draw(st.booleans()),
        tolls={
            name: (1, draw(st.integers(0, 30)), None) for name in draw(st.sets(st.sampled_from(["killed", "injured"])))
        },
        sides=draw(names),
        names=draw(names),
        words=draw(bits),
        pairs=draw(bits),
        towns=draw(bits),
        sketch=tuple(sketch[i : i + WIDTH] for i in range(0, len(sketch), WIDTH)),
        length=len(texts),
        carrier=draw(st.sampled_from(["", "wire"])),
        quotes=draw(st.sampled_from([(), ("wire agency",)])),
    )


@given(outlines(), outlines())
@many
def test_whoever_finds_another_is_found_by_it(one: Outline, other: Outline) -> None:
    assert are_compared(one, other) == are_compared(other, one)


@given(outlines(), outlines(), st.floats(-88, 88), st.floats(-180, 180), st.floats(-1.5, 1.5), st.floats(-3, 3))
@many
def test_of_two_towns_anywhere_each_finds_the_other_or_neither_does(
    one: Outline, other: Outline, lat: float, lon: float, up: float, right: float
) -> None:
    here = Place(name="Korum", country="MX", precision="settlement", lat=lat, lon=lon)
    there = Place(name="Gao", country="MX", precision="settlement", lat=lat + up, lon=lon + right)
    first, second = replace(one, place=here), replace(other, place=there)
    assert are_compared(first, second) == are_compared(second, first)


@given(outlines(), outlines())
@many
def test_two_compare_alike_whichever_comes_first(one: Outline, other: Outline) -> None:
    mine, yours = held(one), held(other)
    assert compare(mine, yours) == compare(yours, mine)
    assert wording(mine, yours) == wording(yours, mine)
    told = likeness(mine, yours, weights())
    assert told.score == score(yours, mine, weights())
    assert all(part.told and part.because for part in told.parts)


@given(outlines(), outlines())
@many
def test_every_feature_has_a_weight_whose_sign_its_prior_has(one: Outline, other: Outline) -> None:
    known = weights().features
    for name, value in compare(held(one), held(other)):
        assert known[name].weight * known[name].prior >= 0
        assert value > 0 or name.startswith("same_")


accounts = [f"a{n}" for n in range(7)]
scores = st.dictionaries(
    st.tuples(st.sampled_from(accounts), st.sampled_from(accounts)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(-3000, 6000),
    max_size=15,
)


@given(scores, st.randoms(use_true_random=False))
@many
def test_groups_depend_on_no_order_and_hang_together(found: dict[tuple[str, str], int], chance: random.Random) -> None:
    bars = Bars(link=0, together=-1000, whole=2000, least=-3000)
    scored = [(one, other, score) for (one, other), score in found.items()]
    groups = partition(accounts, [], [], str, (scored, bars))
    assert sorted(account for group in groups for account in group) == accounts
    mixed = chance.sample(scored, len(scored))
    assert set(partition(chance.sample(accounts, len(accounts)), [], [], str, (mixed, bars))) == set(groups)
    linked = groups_of([pair for pair, score in found.items() if score >= bars.link], accounts)
    for group in groups:
        assert any(group <= hanging for hanging in linked)
        inside = [score for (a, b), score in found.items() if a in group and b in group]
        pairs = len(group) * (len(group) - 1) // 2
        lowest = bars.together if len(group) == 2 else bars.least
        assert sum(inside) + (pairs - len(inside)) * bars.least >= lowest * pairs


@given(scores, st.sets(st.tuples(st.sampled_from(accounts), st.sampled_from(accounts)).filter(lambda p: p[0] < p[1])))
@many
def test_clusters_grow_as_if_all_pairs_were_looked_at_each_time(
    found: dict[tuple[str, str], int], kept: set[tuple[str, str]]
) -> None:
    sizes = {name: 1 + number % 2 for number, name in enumerate(accounts)}
    above = [(one, other, score + 3000) for (one, other), score in found.items() if score > -3000]
    apart = [frozenset(pair) for pair in sorted(kept)[:3]]
    grown = Growing(sizes, above, apart, bar=2000).grown()
    assert {frozenset(units) for units in grown} == grown_by_looking_at_all(sizes, above, apart, 2000)


def grown_by_looking_at_all(
    sizes: dict[str, int], above: list[tuple[str, str, int]], apart: list[frozenset[str]], bar: int
) -> set[frozenset[str]]:
    clusters = {name: frozenset({name}) for name in sizes}

    def mean(one: str, other: str) -> float:
        mine, yours = clusters[one], clusters[other]
        if any(len(pair & mine) == len(pair & yours) == 1 for pair in apart):
            return -1.0
        total = sum(s for a, b, s in above if (a in mine and b in yours) or (b in mine and a in yours))
        return total / (sum(sizes[n] for n in mine) * sum(sizes[n] for n in yours))

    while True:
        pairs = [(-mean(a, b), a, b) for a, b in combinations(sorted(clusters), 2)]
        best, one, other = min(pairs, default=(0.0, "", ""))
        if -best < bar or not pairs:
            return {*clusters.values()}
        clusters[one] |= clusters.pop(other)


@given(st.lists(outlines(), max_size=7))
@many
def test_who_is_found_in_memory_is_who_is_compared(found: list[Outline]) -> None:
    numbered = dict(enumerate(found, 1))
    asked = at_once(one for outline in found for one in sought(outline))
    wanted = {(one.mark, day) for one in asked for day in range(one.since, one.until + 1)}
    marks = [
        (mark, day, n) for n, outline in numbered.items() for mark, day in marked(outline) if (mark, day) in wanted
    ]
    nearby = Nearby(marks)
    for n, outline in numbered.items():
        near = {k for k in nearby.before(n, sought(outline)) if numbered[k].dispatch != outline.dispatch}
        assert near == {k for k in numbered if k < n and are_compared(outline, numbered[k])}
