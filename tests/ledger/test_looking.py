"""What is found again: by page, by area, by words, after a purge; and that what is derived is what the log gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, update

from testigo.engines.join import derive
from testigo.errors import LedgerError
from testigo.ledger import tables
from testigo.ledger.purge import purge
from testigo.ledger.store import Store
from testigo.ledger.verify import replay
from testigo.ledger.view import View, Wanted
from tests.ledger.makers import entered, figures, incidents, lines, ruled, whole, wire
from tests.ledger.tampering import full

AT = "2020-01-01T00:00:00Z"
Another = Callable[[], Store]


def found(store: Store, words: str) -> list[str]:
    return [source.ids[0] for source in View(store).search(words)]


def test_pages_give_every_incident_once_by_first_day_and_those_without_one_last(store: Store) -> None:
    days = ["2019-12-03", None, "2019-12-01", "2019-12-03", None, "2019-12-02", "2019-12-01"]
    towns = ["Korum"] * 3 + ["Sura"] * 4
    told = enumerate(zip(towns, days, strict=True), 1)
    entered(store, *(wire(f"{n} killed in {town}.", day, id=f"w{n}") for n, (town, day) in told))
    view, after, seen = View(store), None, []
    while True:
        page = view.page(Wanted(limit=2, after=after))
        seen += [known.tellings[0].account.start for known in page.incidents]
        after = page.after
        if after is None:
            break
    assert seen == ["2019-12-01"] * 2 + ["2019-12-02"] + ["2019-12-03"] * 2 + [None] * 2


def test_incidents_are_looked_for_by_country_day_type_and_area(store: Store) -> None:
    entered(
        store, wire("22 killed in Korum."), wire("5 killed in Sura.", "2019-12-02", id="w2"), wire("7 killed.", id="w3")
    )
    assert [figures(known)[0][1] for known in incidents(store, country="SU")] == [5]
    assert [figures(known)[0][1] for known in incidents(store, since="2019-12-02")] == [5]
    assert sorted(figures(known)[0][1] for known in incidents(store, until="2019-12-01")) == [7, 22]
    assert [figures(known)[0][1] for known in incidents(store, area=(10.0, 11.0, 20.0, 21.0))] == [22]
    assert incidents(store, type="riot") == ()


@pytest.mark.parametrize(
    "words",
    [
        *("Unión", "union", "UNION", "unio\u0301n", "villa-unión", '"villa union"'),
        *("town", "hall", "korum.example", "desk", "3", "москве"),
    ],
)
def test_words_are_found_whatever_their_case_their_accents_and_the_signs_around_them(store: Store, words: str) -> None:
    text = "5 killed in VILLA-UNIÓN, at the town/hall (see korum.example/news, desk@korum.example): 3.5. В МОСКВЕ."
    entered(store, wire(text), wire("7 injured elsewhere.", id="w2"))
    assert found(store, words) == ["w1"]


def test_all_words_have_to_be_there_and_a_phrase_has_to_stand_together(store: Store) -> None:
    entered(store, wire("5 killed at the town hall."), wire("5 killed at the hall of a town.", id="w2"))
    assert sorted(found(store, "hall town")) == ["w1", "w2"]
    assert found(store, '"town hall"') == ["w1"]
    assert found(store, "hall bridge") == []


@pytest.mark.parametrize(
    "words", ["", '"', "*", "NEAR(", "a OR", "^", "'; DROP TABLE entry", "\0", "\ud800", ":x", "-"]
)
def test_signs_of_a_query_language_mean_nothing(store: Store, words: str) -> None:
    entered(store, wire("5 killed at the town hall."))
    assert found(store, words) == []


def test_a_text_of_many_megabytes_is_entered_and_found(store: Store) -> None:
    text = "5 killed in Korum. " + " ".join(f"word{n:x}" for n in range(250_000))
    entered(store, wire(text))
    assert found(store, "korum") == ["w1"]
    assert replay(store, derive) == []


def test_a_purged_text_is_gone_and_its_claims_and_quotes_stay(store: Store) -> None:
    entered(store, wire("5 killed in Korum near the secret bridge."), wire("7 killed in Sura.", id="w2"))
    before = figures(incidents(store)[0])
    assert purge(store, ["w1"], "Ana", "the licence ended", AT) == 1
    assert figures(incidents(store)[0]) == before
    assert [source.text for source in View(store).search('"5 killed"')] == [None]
    assert found(store, "bridge") == []
    assert replay(store, derive) == []
    whole(store)


def test_a_purge_takes_the_words_off_the_disk(tmp_path_factory: pytest.TempPathFactory) -> None:
    from testigo.ledger.store import open_store

    path = tmp_path_factory.mktemp("purge") / "ledger.db"
    store = open_store(str(path), create=True)
    entered(store, *(wire(f"{n} killed near the secret bridge.", id=f"w{n}") for n in range(1, 20)))
    purge(store, [f"w{n}" for n in range(1, 20)], "Ana", "the licence ended", AT)
    store.close()
    assert b"secret bridge" not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_a_purged_dispatch_that_comes_again_is_a_duplicate_and_stays_purged(store: Store) -> None:
    entered(store, wire("5 killed in Korum."))
    purge(store, ["w1"], "Ana", "the licence ended", AT)
    assert entered(store, wire("5 killed in Korum."), wire("5 killed in Korum.", id="w9")).duplicate == 2
    assert [source.text for source in View(store).search("killed")] == [None]
    whole(store)


def test_a_purge_that_names_nothing_or_nobody_purges_nothing(store: Store) -> None:
    entered(store, wire("5 killed in Korum."))
    for names, author, code in ((["w1", "w7"], "Ana", "T-L020"), (["w1"], " ", "T-L032")):
        with pytest.raises(LedgerError) as raised:
            purge(store, names, author, "why", AT)
        assert raised.value.code == code
    assert found(store, "korum") == ["w1"]


def test_spans_of_every_claim_lead_to_its_quote_in_the_text_that_is_kept(store: Store) -> None:
    entered(
        store,
        wire("  22 killed,\r\n\n5 injured, 七 said. \U0001f600 stormed the hall", id="w1"),
        wire("22 killed,\n5 injured, 七 said. \U0001f600 stormed the hall", id="w0"),
    )
    (key,) = {source.key for source in View(store).search("killed")}
    text = View(store).source(key).text
    assert text is not None
    claims = [claim for known in incidents(store) for telling in known.tellings for claim in telling.claims]
    assert [text[slice(*claim.span)] for claim in claims] == [claim.quote for claim in claims]


def test_what_is_derived_of_any_ledger_is_what_the_log_gives(store: Store) -> None:
    full(store)
    before = lines(store)
    assert replay(store, derive) == []
    assert lines(store) == before


@pytest.mark.parametrize("table", ["standing", "member", "incident", "area", "words"])
def test_what_is_missing_of_what_is_derived_is_named_and_mended(store: Store, table: str) -> None:
    full(store)
    before = lines(store)
    with store.writing() as connection:
        if table == "words":
            store.dialect.clear_words(connection)
        else:
            connection.exec_driver_sql(f"DELETE FROM {table}")
    assert any(line.startswith(table) for line in replay(store, derive))
    assert lines(store) == before
    assert replay(store, derive) == []
    assert found(store, "korum") != []


def test_what_was_changed_or_added_in_what_is_derived_is_named_and_mended(store: Store) -> None:
    full(store)
    before = lines(store)
    with store.writing() as connection:
        connection.execute(update(tables.incident).values(country="XX"))
        connection.execute(update(tables.standing).values(since="1999-01-01"))
        connection.execute(insert(tables.member), [{"account": 900, "incident": 901}])
        connection.execute(insert(tables.incident), [{"n": 902, "type": "riot"}])
        connection.execute(delete(tables.member).where(tables.member.c.account == 1))
    told = replay(store, derive)
    assert {line.split()[0] for line in told} == {"incident", "standing", "member"}
    assert sum("None" in line and line.startswith(("member", "incident None")) for line in told) >= 2
    assert lines(store) == before
    assert replay(store, derive) == []


def test_a_dump_is_of_one_state_even_when_others_write_meanwhile(store: Store) -> None:
    from testigo.ledger.dump import dump

    entered(store, wire("5 killed in Korum."))
    reading = dump(store)
    first = next(reading)
    ruled(store, "accept", incidents(store)[0].id)
    entered(store, wire("6 killed in Korum.", "2019-12-02", id="w2"))
    rest = list(reading)
    assert "dispatch" in first
    assert [line[:12] for line in rest if "decision" in line[:12]] == []
    assert len(rest) == 2  # the incident, and the end
