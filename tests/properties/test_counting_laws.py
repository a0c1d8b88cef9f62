"""Laws of counting that hold for whatever is told of an incident, in whatever order, under every policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from testigo.incidents.count import count
from testigo.incidents.curve import curve_of
from testigo.incidents.incident import incident_of
from testigo.incidents.known import in_order
from testigo.incidents.reconcile import bounds_of
from testigo.incidents.scopes import Story, hear, scopes_of
from testigo.model.claim import Count, People, Toll
from testigo.model.incident import Bounds, Counted, OutcomeToll
from testigo.model.telling import Telling
from testigo.packs.policy import policies, policy
from tests.joined import dead, telling

NUMBERS = st.integers(min_value=0, max_value=40)
OUTCOMES = st.sampled_from(["killed", "killed", "killed", "injured", "abducted", "arrested"])
PEOPLE: st.SearchStrategy[People] = st.sampled_from(
    ["unknown", "civilians", "police", "armed_group", "officials", "military", "mixed"]
)
SPEAKERS = st.sampled_from(
    [
        ("", "official"),
        ("the governor", "official"),
        ("a doctor", "medical"),
        ("police", "police"),
        ("a baker", "witness"),
    ]
)
STANCES = st.sampled_from(["asserted", "asserted", "asserted", "alleged", "denied", "hypothetical"])
TIMES = st.sampled_from(
    [None, "2020-01-01", "2020-01-01T08:00:00Z", "2020-01-02T09:00:00+02:00", "2020-01-03", "2020-02-20", "2023-05-05"]
)
TYPES = st.sampled_from(["armed_attack", "armed_clash", "bombing", "protest"])
POLICIES = st.sampled_from(policies())


@st.composite
def tolls(draw: st.DrawFn) -> Toll:
    low, more, words = (
        draw(NUMBERS),
        draw(st.sampled_from([0, 0, 0, 3, None])),
        draw(st.sampled_from(["9", "dozens", "several"])),
    )
    number = Count(low=low, high=None if more is None else low + more, text=words)
    speaker, kind = draw(SPEAKERS)
    where = draw(st.integers(min_value=0, max_value=3)) * 20
    fields: dict[str, Any] = {"outcome": draw(OUTCOMES), "stance": draw(STANCES), "kind": kind}
    return dead(low, draw(PEOPLE), speaker, count=number, span=(where, where + 10), **fields)


@st.composite
def told(draw: st.DrawFn, key: str) -> Telling:
    some = [replace(toll, id=f"c{n}") for n, toll in enumerate(draw(st.lists(tolls(), max_size=4)))]
    if len(some) > 1 and draw(st.booleans()):
        some = [some[0], *(replace(toll, part_of="c0") for toll in some[1:])]
    at, kind = draw(TIMES), draw(TYPES)
    days = draw(st.sampled_from([(None, None), ("2020-01-01", "2020-01-01"), ("2020-01-01", "2020-01-03")]))
    precision = "few_days" if days[0] else "unknown"
    agency = draw(st.sampled_from([None, "AFP"]))
    made = telling(key, at, *some, type=kind, start=days[0], end=days[1], date_precision=precision, agency=agency)
    return replace(made, account=replace(made.account, main=draw(st.booleans())))


@st.composite
def stories(draw: st.DrawFn, most: int = 5) -> list[Telling]:
    size = draw(st.integers(min_value=1, max_value=most))
    return [draw(told(f"d{n}")) for n in range(size)]


def plain_curve(story: list[Telling], name: str) -> list[tuple[object, ...]]:
    """The curve as it is meant: everything counted anew with every telling, in the order of publication."""
    ordered = in_order(story)
    points: list[tuple[object, ...]] = []
    known: dict[str, object] = {}
    for number, last in enumerate(ordered, 1):
        toll = count(ordered[:number], policy(name)).toll
        now = {outcome: (each.low, each.best, each.high) for outcome, each in toll.items()}
        points += [(last.dispatch.id, outcome, *now[outcome]) for outcome in now if now[outcome] != known.get(outcome)]
        known = dict(now)
    return points


def every_count(found: Counted) -> Iterator[Bounds | OutcomeToll]:
    for toll in found.toll.values():
        yield toll
        yield from toll.by_people.values()
    for unit in found.units:
        yield from (bounds for bounds in unit.counts.values() if bounds)


@settings(max_examples=150, deadline=None)
@given(stories(), POLICIES)
def test_low_is_at_most_best_and_best_at_most_high(story: list[Telling], name: str) -> None:
    for bounds in every_count(count(story, policy(name))):
        assert 0 <= bounds.low <= bounds.best
        assert bounds.high is None or bounds.best <= bounds.high


@settings(max_examples=100, deadline=None)
@given(stories(), POLICIES, st.randoms(use_true_random=False))
def test_the_order_of_tellings_does_not_matter(story: list[Telling], name: str, chance: Any) -> None:
    other = list(story)
    chance.shuffle(other)
    assert incident_of("i", other, policy(name)) == incident_of("i", story, policy(name))


@settings(max_examples=100, deadline=None)
@given(stories(), POLICIES)
def test_a_count_rests_on_claims_that_were_told_and_on_no_others(story: list[Telling], name: str) -> None:
    ids = {claim.id for each in story for claim in each.claims}
    found = count(story, policy(name))
    assert {i for bounds in every_count(found) for i in bounds.claims} <= ids
    assert {i for flag in found.flags for i in flag.claims} <= ids


@settings(max_examples=50, deadline=None)
@given(stories(), POLICIES)
def test_counting_twice_and_tellings_given_twice_change_nothing(story: list[Telling], name: str) -> None:
    once = count(story, policy(name))
    assert count(story, policy(name)) == once == count([*story, *story], policy(name))
    assert incident_of("i", [*story, *story], policy(name)) == incident_of("i", story, policy(name))


@settings(max_examples=50, deadline=None)
@given(stories(), POLICIES)
def test_a_best_figure_of_everybody_is_one_that_was_told_and_never_a_sum_over_reports(
    story: list[Telling], name: str
) -> None:
    most = max((sum(c.count.low for c in t.claims if isinstance(c, Toll)) for t in story), default=0)
    for outcome, toll in count(story, policy("literal")).toll.items():
        assert toll.best <= most, outcome


@settings(max_examples=50, deadline=None)
@given(stories(), POLICIES)
def test_what_is_out_says_why(story: list[Telling], name: str) -> None:
    found = count(story, policy(name))
    assert found.included or found.reasons or not found.units
    for unit in found.units:
        assert unit.included or unit.reasons or found.reasons


HOURS = st.sampled_from(["2020-01-01T08:00:00Z", "2020-01-01T20:00:00Z", "2020-01-02", "2020-03-01", "2020-03-02"])
FEW = st.sampled_from([2, 3, 10, 11, 24])
CLASSES: st.SearchStrategy[People] = st.sampled_from(["unknown", "unknown", "civilians", "armed_group"])
LINES = st.tuples(HOURS, FEW, CLASSES, SPEAKERS, st.sampled_from(["asserted"] * 5 + ["denied"]), st.booleans())


@st.composite
def disputes(draw: st.DrawFn) -> list[Telling]:
    """Many short tellings that repeat, replace, deny and contradict few figures, often at the same hour."""
    made = []
    for n, (at, number, people, (speaker, kind), stance, main) in enumerate(draw(st.lists(LINES, max_size=14))):
        made.append(
            telling(f"d{n:02}", at, dead(number, people, speaker, kind=kind, stance=stance), main=main or n < 3)
        )
    return made


@settings(max_examples=500, deadline=None)
@given(st.one_of(stories(most=9), disputes()), POLICIES)
def test_the_curve_is_what_counting_anew_on_every_day_would_say(story: list[Telling], name: str) -> None:
    quick = [(p.dispatch_id, p.outcome, p.low, p.best, p.high) for p in curve_of(story, policy(name))]
    assert quick == plain_curve(story, name)


@given(told("a1"), POLICIES)
def test_the_curve_of_one_telling_is_its_toll(only: Telling, name: str) -> None:
    incident = incident_of("i1", [only], policy(name))
    assert incident is not None
    assert incident.curve == curve_of([only], policy(name))


def test_a_part_is_known_as_one_when_the_whole_comes_at_the_same_hour_and_behind_it() -> None:
    hour = "2020-01-02T08:00:00Z"
    story = [
        telling("d0", "2020-01-01", dead(24)),
        telling("d1", hour, dead(2, by="police", kind="police")),
        telling("d2", hour, dead(24, by="a doctor", kind="medical")),
    ]
    points = [(p.dispatch_id, p.low) for p in curve_of(story, policy("literal"))]
    assert points == [("d0", 24), ("d1", 2), ("d2", 24)]


@settings(max_examples=200, deadline=None)
@given(told("d0"), POLICIES)
def test_what_one_plain_telling_says_stands_as_it_does_when_it_is_reconciled(one: Telling, name: str) -> None:
    heard = hear(one, policy(name))
    story = Story(policy(name))
    story.add(heard)
    found, meant = scopes_of([heard], policy(name)), story.scopes()
    assert {key: (s.present, s.left) for key, s in found.by.items()} == {
        key: (s.present, s.left) for key, s in meant.by.items()
    }
    assert found.flags == meant.flags


@settings(max_examples=200, deadline=None)
@given(told("d0"), POLICIES, st.one_of(st.none(), NUMBERS))
def test_a_figure_alone_has_the_bounds_of_two_that_say_the_same(one: Telling, name: str, parts: int | None) -> None:
    rule = policy(name).conflict.rule
    for figure in hear(one, policy(name)).figures:
        assert bounds_of((figure,), rule, parts, ("also",)) == bounds_of((figure, figure), rule, parts, ("also",))
