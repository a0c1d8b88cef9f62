"""Reports that tell of one incident are joined, and those that tell of another one are not, however alike."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from multiprocessing import parent_process
from pathlib import Path

import msgspec
import pytest

from testigo.cli import main
from testigo.engines import compared
from testigo.engines import join as joining
from testigo.engines.explain import explain
from testigo.engines.ingest import Terms, ingest
from testigo.engines.join import derive, join, judge
from testigo.engines.pool import Alone, Pool
from testigo.incidents.joining.candidates import are_compared
from testigo.incidents.joining.compare import compare
from testigo.incidents.joining.held import held
from testigo.incidents.joining.outlines import outline
from testigo.ledger import likely
from testigo.ledger.dump import dump
from testigo.ledger.shelf import Known
from testigo.ledger.store import Store, open_store
from testigo.ledger.verify import replay
from testigo.ledger.view import View, Wanted
from testigo.model.account import Account
from testigo.model.dispatch import Dispatch
from testigo.model.outline import Outline
from testigo.model.record import DispatchHead
from testigo.model.trace import Trace
from testigo.packs.joining import weights
from testigo.pipeline import read_dispatch
from testigo.sources.delivery import Delivery
from testigo.sources.delivery import Terms as SourceTerms
from testigo.sources.inputs import read_inputs

SERIES = Path(__file__).parents[2] / "examples" / "villa-union.jsonl"
RAID = (
    "VILLA UNIÓN, México - Um ataque de homens armados deixou 14 mortos em Villa Unión, no estado mexicano de "
    "Coahuila, no sábado, disse o governador Miguel Ángel Riquelme."
)
ASALTO = (
    "VILLA UNIÓN, México - Un comando armado atacó el ayuntamiento de Villa Unión, Coahuila, el sábado 30 de "
    "noviembre, y dejó 21 muertos, entre ellos cuatro policías, informó el gobernador Miguel Ángel Riquelme."
)
BLAST = (
    "JALALABAD, Afghanistan - A bomb at a market in Jalalabad killed 12 people and wounded 30 on Monday, police "
    "spokesman Hazrat Wali said."
)
TOLL_ROSE = (
    "KABUL, Afghanistan - The death toll from Monday's market bombing in Jalalabad climbed to 14, a hospital doctor "
    "said on Tuesday."
)
NEXT_BLAST = (
    "JALALABAD, Afghanistan - A suicide bomber killed 9 people outside a bank in Jalalabad on Tuesday, police "
    "spokesman Hazrat Wali said. On March 5 a bomb at a market in the city killed 12 people and wounded 30."
)
COPIED = (
    "Gunmen overran Villa Union on Saturday and twenty-two people were killed, the governor of Coahuila told "
    "reporters. Houses were riddled with bullets, the town hall was set alight and the school stayed shut for the "
    "whole week, he said, while soldiers set up posts on each of the roads that lead to the border."
)


def dispatch(name: str, text: str, day: str, lang: str = "en", publisher: str = "North Wire") -> Delivery:
    return Delivery(place=name, dispatch=Dispatch(id=name, text=text, published=day, lang=lang, publisher=publisher))


def series() -> list[Delivery]:
    return [one for one in read_inputs([str(SERIES)], None, SourceTerms()) if isinstance(one, Delivery)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(str(tmp_path / "a.db"), create=True)
    yield made
    made.close()


def entered(store: Store, *deliveries: Delivery) -> list[Known]:
    """What a ledger makes of dispatches."""
    terms = Terms(inputs=("test",), reader="test", complain=lambda error: None)
    ingest(store, deliveries, Alone(read_dispatch), terms)
    return list(View(store).page(Wanted(limit=500)).incidents)


def told(incident: Known) -> set[str]:
    return {one for telling in incident.everything for one in telling.dispatch_ids}


def test_a_series_in_three_languages_is_one_incident(store: Store) -> None:
    (raid,) = entered(
        store,
        *series(),
        dispatch("pt-1", RAID, "2019-12-01", lang="pt"),
        dispatch("es-1", ASALTO, "2019-12-01", lang="es"),
    )
    assert {telling.dispatch.lang for telling in raid.everything} == {"en", "es", "pt"}


def test_two_blasts_in_one_town_weeks_apart_are_two_though_one_report_recalls_both(store: Store) -> None:
    found = entered(
        store,
        dispatch("b1", BLAST, "2018-03-05"),
        dispatch("b2", NEXT_BLAST, "2018-03-27"),
        dispatch("b3", TOLL_ROSE, "2018-03-06", publisher="South Wire"),
    )
    assert [told(incident) for incident in found] == [{"b1", "b2", "b3"}, {"b2"}]
    assert [telling.account.main for telling in found[0].everything] == [True, True, False]


def test_a_copy_with_numerals_for_words_and_another_head_is_the_same_voice(store: Store) -> None:
    copy = "By a staff reporter\n\n" + COPIED.replace("twenty-two", "22")
    (raid,) = entered(
        store,
        dispatch("c1", COPIED, "2019-12-02", publisher="North Wire"),
        dispatch("c2", copy, "2019-12-03", publisher="Evening Paper"),
        *series()[5:6],
    )
    originals = {telling.dispatch.id: telling.original and telling.original.id for telling in raid.everything}
    assert originals == {"c1": None, "c2": "c1", "vu-6": None}


def test_why_two_things_are_one_or_two_is_told_feature_by_feature(store: Store) -> None:
    first, second = entered(store, dispatch("b1", BLAST, "2018-03-05"), dispatch("b2", NEXT_BLAST, "2018-03-27"))
    found = explain(View(store), first.id, second.id)
    assert not found.together
    alike = {part.name: part for part in found.pairs[0].likeness.parts}
    assert {"same_town", "long_apart"} <= alike.keys()
    assert all(part.because for part in alike.values())
    adds = sum(part.adds for part in found.pairs[0].likeness.parts)
    assert found.pairs[0].likeness.score == pytest.approx(found.pairs[0].likeness.base + adds)
    assert "jalalabad" in found.pairs[0].shared


def test_explain_prints_a_verdict_and_what_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = ["--ledger", str(tmp_path / "a.db")]
    assert main(["ingest", str(SERIES), *ledger]) == 0
    store = open_store(str(tmp_path / "a.db"))
    (raid,) = View(store).page(Wanted()).incidents
    one, other = raid.everything[0].account.id, raid.everything[-1].account.id
    capsys.readouterr()
    assert main(["explain", one, other, *ledger]) == 0
    card = capsys.readouterr().out
    assert card.startswith("ONE INCIDENT")
    assert "same day" in card
    assert main(["explain", one[:14], other[:14], *ledger]) == 0
    assert capsys.readouterr().out == card
    assert main(["explain", one, one, *ledger]) == 0
    assert "They are one account" in capsys.readouterr().out


def test_other_weights_join_everything_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(entered(store, *series())) == 1
    from msgspec.structs import replace

    strict = replace(weights(), version="strict", link=99.0)
    monkeypatch.setattr(joining, "weights", lambda: strict)
    join(store)
    assert len(View(store).page(Wanted()).incidents) == len(series())
    with store.reading() as connection:
        held = likely.judged(connection)
    assert held is not None
    assert held.judge == judge(strict)
    assert replay(store, derive) == []


def test_what_was_joined_in_many_runs_is_what_one_run_joins(tmp_path: Path) -> None:
    found = []
    for name, order in (("one", series()), ("many", series()[::-1])):
        store = open_store(str(tmp_path / f"{name}.db"), create=True)
        for some in [order] if name == "one" else [[one] for one in order]:
            entered(store, *some)
        found.append([(one.id, sorted(told(one))) for one in View(store).page(Wanted()).incidents])
        assert replay(store, derive) == []
        store.close()
    assert found[0] == found[1]


NEXT_TOWN = (
    "PIEDRAS NEGRAS, Mexico - Gunmen attacked a police post in Piedras Negras in the state of Coahuila on Sunday, "
    "killing three officers, the state prosecutor said. Nine days ago a raid on nearby Villa Union left 25 people dead."
)
OTRO_PUEBLO = (
    "PIEDRAS NEGRAS, México - Tres policías murieron el domingo en un ataque a un puesto de policía en Piedras Negras, "
    "Coahuila, informó la fiscalía. El 30 de noviembre un ataque en Villa Unión dejó 25 muertos."
)


@pytest.mark.parametrize(("text", "lang"), [(NEXT_TOWN, "en"), (OTRO_PUEBLO, "es")])
def test_a_like_attack_days_later_in_the_next_town_is_another_one_though_it_recalls_the_first(
    store: Store, text: str, lang: str
) -> None:
    raid, post = entered(store, *series(), dispatch("n1", text, "2019-12-09", lang=lang))
    assert (len(told(raid)), told(post)) == (10, {"n1"})
    (own,) = post.everything
    assert own.account.main
    assert own.account.place.name == "Piedras Negras"


def features_of(one: Outline, other: Outline) -> set[str]:
    return {name for name, _ in compare(held(one), held(other))}


def features(one: str, other: str) -> set[str]:
    """The features of two reports of one day in Chicago."""
    outlines = []
    for name, text in (("a", one), ("b", other)):
        record = read_dispatch(Dispatch(id=name, text=f"CHICAGO -- {text}", published="2017-01-10", lang="en"))
        outlines.append(outline(record.accounts[0], name, record.dispatch, "2017-01-10"))
    return features_of(*outlines)


def test_streets_that_share_no_name_speak_against_one_incident_and_a_corner_of_the_street_does_not() -> None:
    block = "A man was shot dead on Monday in the 4200 block of South Fairfield Avenue, Chicago police said."
    other = "A clerk was shot dead on Monday in the 2600 block of East Sulu Avenue, Chicago police said."
    corner = "A miller was shot dead on Monday near Fairfield Avenue, Chicago police said."
    assert "other_spot" in features(block, other)
    assert "other_spot" not in features(block, corner)


def test_a_village_that_no_map_has_is_found_by_its_name_and_speaks_for_one_incident() -> None:
    outlines = []
    for name, text in (("a", "killing six people"), ("b", "and eight people died")):
        said = f"Gunmen ambushed a passenger bus near Dololo early on Monday, {text}, police said."
        record = read_dispatch(Dispatch(id=name, text=said, lang="en", published="2017-01-10"))
        outlines.append(outline(record.accounts[0], name, record.dispatch, "2017-01-10"))
    assert [(one.place.lat, one.place.name) for one in outlines] == [(None, "Dololo")] * 2
    assert are_compared(*outlines)
    assert {"same_unmapped", "same_rare_type"} <= features_of(*outlines)


def outlined(text: str, day: str, name: str = "a") -> Outline:
    record = read_dispatch(Dispatch(id=name, text=text, lang="en", published=day))
    return outline(record.accounts[0], name, record.dispatch, day)


def test_the_middle_of_a_country_is_no_place_that_two_villages_share() -> None:
    one = outlined("Gunmen killed six people in the Nigerian village of Dololo on Monday, police said.", "2017-01-10")
    other = outlined("Gunmen killed two people in the Nigerian village of Zuribo on Monday, police said.", "2017-01-10")
    assert one.place.country == other.place.country == "NG"
    assert not {"same_town", "same_unmapped"} & features_of(one, other)


def test_towns_of_one_name_are_compared_though_one_was_read_as_another_countrys() -> None:
    one = outlined("A bomb killed 12 people in Santa Rita, Honduras, on Monday, police said.", "2017-01-10")
    other = outlined("A bomb killed 12 people in Santa Rita, Brazil, on Monday, police said.", "2017-01-10", "b")
    assert are_compared(one, other)
    assert "namesakes" in features_of(one, other)


def test_a_report_that_knows_only_the_year_is_compared_with_those_of_its_town_in_that_year() -> None:
    one = outlined("A bomb killed 12 people at a market in Jalalabad on Monday, police said.", "2017-01-10")
    court = "Two men were jailed over the bombing that killed 12 people at a market in Jalalabad in 2017."
    other = outlined(court, "2019-06-04", "b")
    assert are_compared(one, other)
    assert are_compared(other, one)
    assert "same_span" in features_of(one, other)
    assert one.start
    assert not are_compared(other, msgspec.structs.replace(one, start=one.start - 400, end=one.start - 400))


def test_fresh_news_without_a_day_is_taken_for_what_happened_then() -> None:
    one = outlined("A bomb killed 12 people at a market in Jalalabad on Monday, police said.", "2017-01-10")
    other = outlined("Fourteen people have died in the bombing of a market in Jalalabad.", "2017-01-11", "b")
    assert "undated" in features_of(one, other)


def test_names_of_countries_regions_and_known_actors_are_not_rare() -> None:
    said = "{} in Nangarhar, Afghanistan, on Monday. The Taliban claimed responsibility."
    one = outlined(said.format("A bomb killed 12 people"), "2017-01-10")
    other = outlined(said.format("Gunmen killed two clerks"), "2017-01-10", "b")
    assert not one.words & other.words
    assert not one.pairs & other.pairs


def test_large_attacks_in_towns_far_apart_are_not_one_for_being_large() -> None:
    one = outlined("A car bomb killed 40 people at a mosque in Mosul on Monday, police said.", "2017-01-10")
    other = outlined("A bomber killed 45 people at a market in Baghdad on Monday, police said.", "2017-01-10", "b")
    assert "both_large" not in features_of(one, other)


def test_two_reports_without_a_day_are_held_to_less_than_one_beside_a_day() -> None:
    one = outlined("A bomb has killed 12 people at a market in Kabul.", "2017-01-10")
    other = outlined("Nine people have been killed by a bomb at a mosque in Kabul.", "2017-01-11", "b")
    assert {"undated", "both_undated"} & features_of(one, other) == {"both_undated"}
    assert weights().features["both_undated"].weight < weights().features["undated"].weight


def test_as_many_taken_in_both_speaks_for_one_abduction_and_so_does_how_many() -> None:
    one = outlined("Gunmen abducted 79 pupils from a school in Kano on Monday, police said.", "2017-01-10")
    other = outlined("The 79 pupils abducted on Monday in Kano are alive, parents said.", "2017-01-12", "b")
    fewer = outlined("Gunmen abducted three pupils in Kano on Monday, police said.", "2017-01-10", "c")
    assert {"same_abducted", "both_large"} <= features_of(one, other)
    assert not {"same_abducted", "both_large"} & features_of(one, fewer)


def test_whoever_compares_and_in_whatever_stretches_the_ledger_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compared, "_PAIRS", 5)
    found = []
    for name, at_once in (("here", 100), ("in two processes", 2)):
        monkeypatch.setattr(joining, "_AT_ONCE", at_once)
        store = open_store(str(tmp_path / f"{name}.db"), create=True)
        terms = Terms(inputs=("test",), reader="test", complain=lambda error: None)
        with Alone(read_dispatch) if name == "here" else Pool(read_dispatch, 2) as engine:
            ingest(store, series(), engine, terms)
        found.append(list(dump(store)))
        assert replay(store, derive) == []
        store.close()
    assert found[0] == found[1]


def test_what_a_process_that_dies_was_to_compare_is_compared_here() -> None:
    with Pool(read_dispatch, 1) as engine:
        assert list(engine.each(_twice_unless_it_dies, [1, 2, 3])) == [2, 4, 6]
        assert list(engine.each(_twice_unless_it_dies, [])) == []


def _twice_unless_it_dies(number: int) -> int:
    if number == 2 and parent_process():
        os._exit(1)
    return 2 * number


def test_half_a_character_goes_to_another_process_too() -> None:
    account = Account(id="a1", main=True, type="bombing", trace=Trace(names=("Ana \ud800",)))
    known = outline(account, "k", DispatchHead(id="d1", sha256=""), "2019-12-02")
    part = compared.Part({1: known, 2: known}, {1: [2]}, weights())
    again = pickle.loads(pickle.dumps(part))
    assert again.outlines == part.outlines
    assert compared.compared(again) == compared.compared(part)
