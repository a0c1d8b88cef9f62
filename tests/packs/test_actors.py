"""The registry of actors keeps its promises, and a fault in it names its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testigo.errors import PackError
from testigo.packs.actor import CAME_OF, Registry, registry, words_of
from testigo.packs.build_actors import compile_registry

Make = Callable[[str], Registry]
SOURCES = """
[source.unverified]
title = "Common knowledge"
[role.army]
names = ["army"]
"""


def actor(key: str, more: str = "", name: str = "", countries: str = '["XX"]') -> str:
    head = f'[[actor]]\nid = "{key}"\nname = "{name or key.title()}"\ntype = "armed_group"\nnature = "rebels"\n'
    return f'{head}countries = {countries}\nsource = "unverified"\n{more}\n'


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def compile_with(text: str) -> Registry:
        folder = tmp_path / "world"
        folder.mkdir(exist_ok=True)
        (folder / "actors.toml").write_text(text, encoding="utf-8")
        (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
        return compile_registry([str(path) for path in sorted(folder.glob("*.toml"))])

    return compile_with


def line_of(text: str, needle: str) -> int:
    return next(i for i, row in enumerate(text.splitlines(), 1) if needle in row)


def test_there_are_groups_of_every_conflict_and_forces_of_many_states() -> None:
    actors = registry().actors.values()
    assert sum(actor.type == "armed_group" for actor in actors) >= 250
    assert len({country for actor in actors for country in actor.countries}) >= 80


@pytest.mark.parametrize(
    ("younger", "older"),
    [
        ("cartel-de-sinaloa", "cartel-de-guadalajara"),
        ("cartel-de-tijuana", "cartel-de-guadalajara"),
        ("cartel-de-juarez", "cartel-de-guadalajara"),
        ("los-zetas", "cartel-del-golfo"),
        ("cartel-del-noreste", "cartel-del-golfo"),
        ("zetas-vieja-escuela", "los-zetas"),
        ("guerreros-unidos", "cartel-de-los-beltran-leyva"),
        ("los-rojos", "cartel-de-sinaloa"),
        ("cartel-jalisco-nueva-generacion", "cartel-del-milenio"),
        ("los-caballeros-templarios", "la-familia-michoacana"),
        ("la-mayiza", "cartel-de-sinaloa"),
        ("los-chapitos", "cartel-de-sinaloa"),
        ("islamic-state", "al-qaeda-in-iraq"),
    ],
)
def test_lineage_leads_back_to_those_a_group_came_of(younger: str, older: str) -> None:
    assert older in registry().ancestors(younger)
    assert younger not in registry().ancestors(older)


def test_no_tie_leads_nowhere() -> None:
    actors = registry().actors
    assert [tie for a in actors.values() for tie in a.lineage if tie.other not in actors] == []


@given(st.sampled_from(sorted(registry().actors)))
def test_every_actor_is_found_by_its_own_name_and_is_not_its_own_ancestor(key: str) -> None:
    words = words_of(registry().actors[key].name)
    found = dict(registry().names[words[0]])
    assert key in {sense.actor for sense in found[words[1:]]}
    assert key not in registry().ancestors(key)


def test_a_name_that_several_share_says_in_which_countries_it_means_whom() -> None:
    (found,) = [senses for rest, senses in registry().names["army"] if not rest]
    countries = [country for sense in found for country in sense.countries]
    assert all(sense.countries for sense in found)
    assert len(countries) == len(set(countries))


def test_an_actor_that_came_of_itself_is_refused(make: Make) -> None:
    text = actor("one", 'lineage = [{ kind = "split", other = "two" }]')
    text += actor("two", 'lineage = [{ kind = "merged", other = "one" }]')
    with pytest.raises(PackError, match="comes of itself") as caught:
        make(text)
    assert (caught.value.code, caught.value.place) == ("T-A005", "world/actors.toml:2")


def test_allies_may_stand_in_a_circle(make: Make) -> None:
    text = actor("one", 'lineage = [{ kind = "ally", other = "two" }]')
    text += actor("two", 'lineage = [{ kind = "ally", other = "one" }]')
    assert make(text).ancestors("one") == frozenset()
    assert "ally" not in CAME_OF


def test_a_tie_to_nobody_is_refused_where_it_stands(make: Make) -> None:
    text = actor("one", '\nlineage = [{ kind = "split", other = "nobody-known" }]')
    with pytest.raises(PackError, match="no other actor 'nobody-known'") as caught:
        make(text)
    assert (caught.value.code, caught.value.place) == ("T-A003", f"world/actors.toml:{line_of(text, 'nobody-known')}")


def test_one_name_for_two_actors_at_the_same_time_is_refused_at_the_second(make: Make) -> None:
    text = actor("one", 'names = ["Red Hand"]') + actor("two", 'names = ["The Hand", "red hand"]')
    with pytest.raises(PackError, match="'red hand' means one and two") as caught:
        make(text)
    assert (caught.value.code, caught.value.place) == ("T-A002", f"world/actors.toml:{line_of(text, 'two')}")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ('where = ["AA"]', 'where = ["BB"]'),
        ('to = "1999"', 'from = "2000"'),
    ],
)
def test_one_name_for_two_actors_is_right_in_other_countries_or_years(make: Make, one: str, two: str) -> None:
    text = actor("one", f'aliases = [{{ text = "RH", {one} }}]') + actor("two", f'aliases = [{{ text = "RH", {two} }}]')
    (found,) = (senses for rest, senses in make(text).names["rh"] if not rest)
    assert [sense.actor for sense in found] == ["one", "two"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('from = "2014"\nto = "2010"', "ends in 2010 and begins in 2014"),
        ('from = "last year"', "is no date"),
        ('to = "2010"\nlineage = [{ kind = "ally", other = "old", date = "2012" }]', "has a tie of 2012"),
        ('lineage = [{ kind = "split", other = "old", date = "1980" }]', "begins in 1990 only"),
    ],
)
def test_dates_out_of_order_are_refused(make: Make, more: str, says: str) -> None:
    with pytest.raises(PackError, match=says) as caught:
        make(actor("old", 'from = "1990"') + actor("young", more))
    assert caught.value.code == "T-A004"
    assert caught.value.place.startswith("world/actors.toml:")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('roles = ["choir"]', "no role 'choir'"),
        ('nicknames = ["x"]', "nicknames"),
        ('lineage = [{ kind = "split", other = "old", source = "hearsay" }]', "no source 'hearsay'"),
        ('lineage = [{ kind = "cousin", other = "old" }]', "cousin"),
    ],
)
def test_a_field_that_is_unknown_or_points_nowhere_is_named(make: Make, more: str, says: str) -> None:
    with pytest.raises(PackError, match=says) as caught:
        make(actor("old") + actor("young", more))
    assert caught.value.code == "T-A001"


def test_a_country_is_a_code_of_two_letters(make: Make) -> None:
    with pytest.raises(PackError, match="Mexico where a country should stand"):
        make(actor("one", countries='["Mexico"]'))


def test_an_id_stands_once(make: Make) -> None:
    with pytest.raises(PackError, match="the id 'one' stands at"):
        make(actor("one") + actor("one", name="Another"))
