"""Claims that people adopt from a model: counted like any other, once, undone, and never against the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from testigo.engines.adopt import Adoption, adopt
from testigo.engines.join import derive
from testigo.engines.reread import reread
from testigo.engines.why import why
from testigo.errors import ConflictError, LedgerError, TestigoError
from testigo.ledger.decide import decisions
from testigo.ledger.dump import dump
from testigo.ledger.health import health
from testigo.ledger.purge import purge
from testigo.ledger.store import Store
from testigo.ledger.verify import replay
from testigo.ledger.view import View
from testigo.model.account import Account
from testigo.model.claim import Act, AnyClaim, Count, Name, Toll
from testigo.model.decision import Decision
from testigo.model.dispatch import Dispatch
from testigo.model.proposal import Proposal
from testigo.model.record import Record, head_of
from testigo.packs.policy import policies, policy
from testigo.proposals.kept import Kept
from tests.ledger.makers import (
    Reader,
    adoptable,
    entered,
    figures,
    incidents,
    lines,
    listed_of,
    loaded,
    plain,
    ruled,
    same,
    sealed,
    taken,
    undone,
    whole,
    wider,
    wire,
)

Another = Callable[[], Store]
QUOTE = "Twelve coffins left the church"
TEXT = f"3 injured in Korum, police said.\n{QUOTE}, the bishop said."
COFFINS = adoptable(TEXT, QUOTE, 12, speaker="bishop")
PURGED = "2020-01-01T00:00:00Z"


@pytest.fixture
def bus(store: Store) -> Store:
    """A ledger of one dispatch, of whose dead the rules read nothing."""
    entered(store, wire(TEXT))
    return store


def main_account(store: Store) -> str:
    return incidents(store)[0].tellings[0].account.id


def coffins(store: Store, **fields: Any) -> Decision:
    """Adopt the toll of the coffins into the main account."""
    given = {"changes": COFFINS} | fields
    return ruled(store, "adopt", given.pop("account", None) or main_account(store), **given)


def refused(store: Store, **fields: Any) -> str:
    """The code with which an adoption is refused, and nothing was entered."""
    before, state = lines(store), View(store).state()
    with pytest.raises(LedgerError) as raised:
        coffins(store, **fields)
    assert (lines(store), View(store).state()) == (before, state)
    return raised.value.code


def claims(store: Store) -> list[AnyClaim]:
    return [claim for known in incidents(store) for telling in known.tellings for claim in telling.claims]


def dead(store: Store, policy_name: str = "literal") -> object:
    """What the first incident counts of those killed."""
    told = msgspec.json.decode(listed_of(store, policy_name=policy_name)[0])
    toll = told["toll"].get("killed")
    return toll and (toll["low"], toll["best"], toll["high"])


def again(store: Store, read: Reader, reader: str = "plain 2") -> None:
    told: list[TestigoError] = []
    reread(store, read, reader, told.append)
    assert told == []


def coffins_too(dispatch: Dispatch) -> Record:
    """A newer reader, which reads the coffins as well, on other words."""
    record = plain(dispatch)
    start = dispatch.text.index(QUOTE)
    span = (start, start + len("Twelve coffins"))
    count = Count(low=12, high=12, text="Twelve")
    own = Toll(
        id="c99", span=span, quote="Twelve coffins", outcome="killed", people="civilians", count=count, account="a1"
    )
    return msgspec.structs.replace(record, claims=(*record.claims, own))


def seeing_nothing(dispatch: Dispatch) -> Record:
    return Record(dispatch=head_of(dispatch))


def reading_an_act(dispatch: Dispatch) -> Record:
    """Reads an act in the first word, so that there is an account."""
    act = Act(id="c1", span=(0, 5), quote=dispatch.text[:5], type="armed_attack", account="a1")
    account = Account(id="a1", main=True, type="armed_attack")
    return Record(dispatch=head_of(dispatch), claims=(act,), accounts=(account,))


# what an adopted claim is


def test_an_adopted_claim_is_one_of_its_account_with_its_words_its_speaker_its_reader_and_who_adopted_it(
    bus: Store,
) -> None:
    decision = coffins(bus)
    account = main_account(bus)
    (claim,) = [one for one in claims(bus) if isinstance(one, Toll) and one.outcome == "killed"]
    assert (claim.id, claim.account) == (decision.about[0], account)
    assert decision.accounts == ((account,),)
    assert TEXT[slice(*claim.span)] == claim.quote == QUOTE
    assert [speaker.text for speaker in claim.attribution] == ["bishop"]
    assert (claim.count.low, claim.count.high, claim.people) == (12, 12, "unknown")
    assert (claim.reader, claim.reader_version, claim.adopted_by) == ("model:m", "m 1", "Ana")
    whole(bus)
    assert replay(bus, derive) == []


def test_it_is_called_as_the_rules_would_have_called_it(bus: Store, another: Another) -> None:
    decision = coffins(bus, changes=COFFINS | {"attribution": []})
    other = another()

    def reading(dispatch: Dispatch) -> Record:
        record = coffins_too(dispatch)
        own = msgspec.structs.replace(record.claims[-1], span=tuple(COFFINS["span"]), quote=QUOTE)
        return msgspec.structs.replace(record, claims=(*record.claims[:-1], own))

    entered(other, wire(TEXT), read=reading)
    assert decision.about[0] in {claim.id for claim in claims(other)}


def test_it_is_counted_under_every_policy_as_the_same_claim_read_by_rules_is(bus: Store, another: Another) -> None:
    other = another()
    coffins(bus, changes=COFFINS | {"people": "civilians"})
    entered(other, wire(TEXT), read=coffins_too)
    assert dead(bus) == (12, 12, 12)
    for name in policies():
        assert dead(bus, name) == dead(other, name)


def test_nothing_else_of_the_incident_changes(bus: Store) -> None:
    before = incidents(bus)[0]
    coffins(bus)
    after = incidents(bus)[0]
    own = [claim for claim in after.tellings[0].claims if not getattr(claim, "adopted_by", None)]
    assert (after.id, after.tellings[0].account, own) == (
        before.id,
        before.tellings[0].account,
        list(before.tellings[0].claims),
    )


def test_a_larger_count_of_the_same_outcome_than_the_account_has_is_its_count(store: Store) -> None:
    text = "5 killed in Korum.\nTwelve coffins left the church."
    entered(store, wire(text))
    ruled(store, "adopt", main_account(store), changes=adoptable(text, "Twelve coffins", 12))
    assert dead(store) == (12, 12, 12)


def test_its_name_and_its_beginning_lead_to_its_witness(bus: Store) -> None:
    name = coffins(bus).about[0]
    for written in (name, name[:-4]):
        (witness,) = why(View(bus), written, policy("literal")).witnesses
        assert (witness.claim.id, witness.sentence) == (name, f"{QUOTE}, the bishop said.")
    (told,) = why(View(bus), name, policy("literal")).decisions
    assert told.kind == "adopt"


def test_a_dispatch_stands_for_its_main_account_and_any_other_can_be_named(store: Store) -> None:
    text = f"{TEXT}\n5 injured in Sura."
    entered(store, wire(text))
    accounts = {telling.account.main: telling.account.id for known in incidents(store) for telling in known.tellings}
    taken_in = ruled(store, "adopt", f"d{accounts[True][1:13]}", changes=adoptable(text, QUOTE, 12))
    assert taken_in.accounts == ((accounts[True],),)
    undone(store, taken_in.n)
    taken_in = ruled(store, "adopt", accounts[False], changes=adoptable(text, QUOTE, 12))
    assert taken_in.accounts == ((accounts[False],),)
    with pytest.raises(LedgerError, match="T-L034"):
        ruled(store, "adopt", accounts[True], changes=adoptable(text, QUOTE, 12))


# once


def test_the_same_adopted_twice_is_one_decision(bus: Store) -> None:
    first = coffins(bus)
    state = View(bus).state()
    assert coffins(bus, author="Bo").n == first.n
    assert (len(decisions(bus)), View(bus).state()) == (1, state)


@pytest.mark.parametrize(
    "other",
    [
        {"people": "police"},
        {"reader": "model:other"},
        {"attribution": []},
        adoptable(TEXT, "Twelve coffins", 12),
    ],
    ids=["class", "model", "speaker", "words"],
)
def test_what_was_adopted_in_other_words_is_not_adopted_once_more(bus: Store, other: dict[str, Any]) -> None:
    coffins(bus)
    assert refused(bus, changes=COFFINS | other) == "T-L034"


def test_what_the_rules_read_already_is_refused_as_such(bus: Store) -> None:
    read = adoptable(TEXT, "3 injured in Korum", 3, outcome="injured")
    assert refused(bus, changes=read) == "T-L034"
    name = next(claim.id for claim in claims(bus) if isinstance(claim, Toll))
    ruled(bus, "reject", name)
    assert refused(bus, changes=read) == "T-L034"


def test_another_count_on_the_same_words_is_another_claim(bus: Store) -> None:
    coffins(bus, changes=adoptable(TEXT, "3 injured in Korum", 4, outcome="injured"))
    assert sorted(figures(incidents(bus)[0])) == [("injured", 3, 3), ("injured", 4, 4)]


# against the text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quote": "Twelve coffins left the chapel"}, "T-L036"),
        ({"span": [0, 5]}, "T-L036"),
        ({"span": [-5, -1]}, "T-L036"),
        ({"span": [5, 5], "quote": ""}, "T-L036"),
        ({"span": [10**6, 10**6 + 30]}, "T-L036"),
        ({"count": {"low": 13, "high": 12, "text": "x"}}, "T-L031"),
        ({"count": {"low": -1, "high": None, "text": "x"}}, "T-L031"),
        ({"outcome": "bored"}, "T-L031"),
        ({"kind": "act"}, "T-L031"),
        ({"count": None}, "T-L031"),
    ],
    ids=str,
)
def test_what_makes_no_claim_of_the_text_is_refused(bus: Store, changes: dict[str, Any], code: str) -> None:
    assert refused(bus, changes=COFFINS | changes) == code


def test_a_text_that_was_purged_cannot_be_held_against_anything(bus: Store) -> None:
    purge(bus, ["w1"], "Ana", "the licence ended", PURGED)
    assert refused(bus) == "T-L033"


def test_what_was_adopted_before_stays_when_the_text_is_purged(bus: Store) -> None:
    coffins(bus)
    purge(bus, ["w1"], "Ana", "the licence ended", PURGED)
    assert dead(bus) == (12, 12, 12)
    assert [source.ids for source in View(bus).search("coffins")] == [("w1",)]
    assert replay(bus, derive) == []
    whole(bus)


def test_orders_that_cannot_be_carried_out_are_refused(bus: Store) -> None:
    assert refused(bus, account=incidents(bus)[0].id) == "T-L032"
    assert refused(bus, account="a0123456789ab-0123456789ab") == "T-L020"
    assert refused(bus, author=" ") == "T-L032"
    own = main_account(bus)
    entered(bus, wire("5 killed in Sura.", id="w2"))
    other = next(one.tellings[0].account.id for one in incidents(bus) if ("killed", 5, 5) in figures(one))
    with pytest.raises(LedgerError, match="T-L032"):
        ruled(bus, "adopt", own, other, changes=COFFINS)
    assert refused(bus, account=other) == "T-L036"


def test_a_dispatch_in_which_nothing_happens_has_no_account_for_a_claim(store: Store) -> None:
    entered(store, wire(f"{QUOTE}."))
    key = View(store).search("coffins")[0].key
    with pytest.raises(LedgerError, match="T-L035"):
        ruled(store, "adopt", f"d{key}", changes=adoptable(f"{QUOTE}.", QUOTE, 12))


# ruled on like any other


def test_an_adoption_that_is_undone_counts_no_more_and_an_undo_of_that_gives_it_back(bus: Store) -> None:
    before = lines(bus)[:1]
    decision = coffins(bus)
    undo = undone(bus, decision.n)
    assert (dead(bus), lines(bus)[:1]) == (None, before)
    assert View(bus).incident(decision.about[0]).id == incidents(bus)[0].id
    undone(bus, undo.n)
    assert dead(bus) == (12, 12, 12)
    whole(bus)


def test_after_an_undo_it_can_be_adopted_again(bus: Store) -> None:
    undone(bus, coffins(bus).n)
    assert coffins(bus, author="Bo").n == 3
    assert [claim.adopted_by for claim in claims(bus) if isinstance(claim, Toll) and claim.adopted_by] == ["Bo"]


def test_an_adopted_claim_can_be_rejected_and_is_not_adopted_around_that(bus: Store) -> None:
    rejected = ruled(bus, "reject", coffins(bus).about[0], reason="they were empty")
    assert dead(bus) is None
    assert refused(bus) == "T-L034"
    undone(bus, rejected.n)
    assert dead(bus) == (12, 12, 12)


def test_an_adopted_claim_can_be_corrected_and_says_so(bus: Store) -> None:
    name = coffins(bus).about[0]
    ruled(bus, "correct", name, changes={"people": "civilians", "count": {"high": 13}})
    (claim,) = (one for one in claims(bus) if one.id == name)
    assert isinstance(claim, Toll)
    assert (claim.people, claim.count.high, claim.reader, claim.adopted_by) == ("civilians", 13, "person", "Ana")
    with pytest.raises(LedgerError, match="T-L031"):
        ruled(bus, "correct", name, changes={"adopted_by": "Bo"})


def test_what_was_ruled_meanwhile_is_not_overruled_unseen(bus: Store) -> None:
    seen = incidents(bus)[0].state
    ruled(bus, "accept", main_account(bus), author="Bo", seen=seen)
    with pytest.raises(ConflictError, match="Bo ruled meanwhile"):
        coffins(bus, seen=seen)
    seen = incidents(bus)[0].state
    coffins(bus, seen=seen)
    with pytest.raises(ConflictError, match="Ana ruled meanwhile: adopt"):
        ruled(bus, "reject", main_account(bus), seen=seen)


# a newer reader


def test_it_outlives_readers_that_read_otherwise_read_more_or_name_the_account_anew(bus: Store) -> None:
    name = coffins(bus).about[0]
    old = main_account(bus)
    again(bus, wider)
    assert main_account(bus) != old
    assert dead(bus) == (12, 12, 12)
    assert {claim.account for claim in claims(bus) if claim.id == name} == {main_account(bus)}
    assert View(bus).incident(name).id == incidents(bus)[0].id
    again(bus, plain, "plain 3")
    assert dead(bus) == (12, 12, 12)
    whole(bus)
    assert replay(bus, derive) == []


def test_it_gives_way_to_a_newer_reader_that_reads_the_same_and_comes_back_with_the_older(bus: Store) -> None:
    name = coffins(bus).about[0]
    again(bus, coffins_too)
    (own,) = (claim for claim in claims(bus) if isinstance(claim, Toll) and claim.outcome == "killed")
    assert (own.quote, own.reader, bool(own.adopted_by)) == ("Twelve coffins", "rules", False)
    assert dead(bus) == (12, 12, 12)
    ruled(bus, "reject", name)
    assert dead(bus) is None
    again(bus, plain, "plain 3")
    assert dead(bus) is None


def test_what_nothing_tells_any_more_is_a_worry_and_does_no_harm(bus: Store) -> None:
    coffins(bus)
    again(bus, seeing_nothing)
    assert any("decision 1" in worry for worry in health(bus, "plain 2", "2030-01-01").worries)
    assert incidents(bus) == ()


# a dump, and back


def test_it_counts_once_when_a_person_vouched_for_what_a_reader_between_had_read_of_it(bus: Store) -> None:
    coffins(bus, changes=COFFINS | {"people": "police"})
    again(bus, coffins_too)
    ruled(bus, "accept", next(one.id for one in claims(bus) if one.quote == "Twelve coffins"))
    again(bus, plain, "plain 3")
    assert [one.quote for one in claims(bus) if isinstance(one, Toll) and one.outcome == "killed"] == ["Twelve coffins"]
    assert dead(bus) == (12, 12, 12)


def test_what_was_kept_and_is_thrown_out_then_stays_out(bus: Store) -> None:
    name = next(one.id for one in claims(bus) if isinstance(one, Toll))
    ruled(bus, "accept", name)
    again(bus, reading_an_act)
    assert figures(incidents(bus)[0]) == [("injured", 3, 3)]
    ruled(bus, "reject", name)
    assert figures(incidents(bus)[0]) == []


@pytest.mark.parametrize("texts", [True, False], ids=["texts", "no texts"])
def test_it_comes_back_from_a_dump_as_it_was(bus: Store, another: Another, texts: bool) -> None:
    ruled(bus, "correct", coffins(bus).about[0], changes={"people": "civilians"})
    other = another()
    loaded(bus, other, texts=texts)
    same(bus, other)
    assert list(dump(other)) == list(dump(bus))
    assert [source.ids for source in View(other).search("coffins")] == [("w1",)]


def test_it_comes_back_from_a_dump_with_the_reading_that_its_account_is_of(bus: Store, another: Another) -> None:
    coffins(bus)
    again(bus, wider)
    other = another()
    loaded(bus, other)
    same(bus, other)
    assert dead(other) == (12, 12, 12)


def test_its_quote_is_found_where_it_is_loaded_behind_a_purge(bus: Store, another: Another) -> None:
    other = another()
    loaded(bus, other, texts=True)
    purge(other, ["w1"], "Ana", "the licence ended", PURGED)
    coffins(bus)
    loaded(bus, other)
    assert [source.ids for source in View(other).search("coffins")] == [("w1",)]
    assert replay(other, derive) == []


def test_of_what_two_adopted_in_their_copies_one_counts(bus: Store, another: Another) -> None:
    other = another()
    loaded(bus, other, texts=True)
    first = coffins(bus, changes=COFFINS | {"people": "civilians"})
    second = coffins(other, author="Bo", changes=adoptable(TEXT, "Twelve coffins", 12, people="police"))
    loaded(other, bus, later=True)
    assert len(decisions(bus)) == 2
    assert dead(bus) == (12, 12, 12)
    ruled(bus, "reject", second.about[0])
    assert dead(bus) is None
    undone(bus, 3)
    undone(bus, first.n)
    assert [claim.id for claim in claims(bus) if isinstance(claim, Toll) and claim.adopted_by] == [second.about[0]]
    whole(bus)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (QUOTE, QUOTE.replace("coffins", "camions"), "T-L053"),
        ('"low":12', '"low":11', "T-L053"),
        ('"outcome":"killed"', '"outcome":"missing"', "T-L053"),
        ('"outcome":"killed"', '"outcome":"bored"', "T-L052"),
        ('"low":12', '"low":13', "T-L052"),
        ('"kind":"toll"', '"kind":"act"', "T-L052"),
        ('"about":["c', '"about":["a', "T-L052"),
    ],
)
def test_an_adoption_that_somebody_changed_in_a_dump_is_refused(
    bus: Store, another: Another, old: str, new: str, code: str
) -> None:
    coffins(bus)
    told = lines_with_texts(bus)
    forged = [line.replace(old, new) if line.startswith('{"decision"') else line for line in told]
    assert forged != told
    with pytest.raises(LedgerError, match=code):
        taken(sealed(forged), another())


def lines_with_texts(store: Store) -> list[str]:
    return list(dump(store, texts=True))[:-1]


# from a proposal, held against the text by the rules of the language

NEWS = (
    "KORUM, March 7 - Gunmen opened fire on a bus on Monday and wounded three passengers, the mayor said.\n\n"
    f"{QUOTE} on Thursday, the bishop said. They threatened to kill 40 drivers."
)


def proposed(quote: str = QUOTE, low: int = 12, **fields: Any) -> Kept:
    start = NEWS.index(quote)
    at = NEWS.index("the bishop")
    given: dict[str, Any] = {
        "id": "p1", "span": (start, start + len(quote)), "quote": quote, "outcome": "killed", "people": "civilians",
        "count": Count(low=low, high=low, text="whatever a file says"), "reader": "model:m", "reader_version": "m 1",
        "speaker": Name(text="the bishop", span=(at, at + 10)),
    }  # fmt: skip
    head = head_of(Dispatch(id="w1", text=NEWS, publisher="The Wire", published="2019-12-01"))
    return Kept(dispatch=head, proposal=Proposal(**given | fields), place="p.jsonl:1")


@pytest.fixture
def news(store: Store) -> Store:
    """A ledger of one dispatch whose words the rules of its language know."""
    entered(store, wire(NEWS), read=reading_an_act)
    return store


ANA = Adoption(author="Ana", reason="coffins are dead")


def test_a_proposal_becomes_what_our_own_rules_make_of_its_words(news: Store) -> None:
    decision = adopt(news, proposed(), ANA, PURGED)
    (claim,) = (one for one in claims(news) if one.id == decision.about[0])
    assert isinstance(claim, Toll)
    assert (claim.quote, claim.count) == (QUOTE, Count(low=12, high=12, text="Twelve"))
    assert [(speaker.text, speaker.kind) for speaker in claim.attribution] == [("the bishop", "unnamed")]
    assert (claim.reader, claim.reader_version, claim.adopted_by) == ("model:m", "m 1", "Ana")
    assert adopt(news, proposed(), ANA, PURGED).n == decision.n


@pytest.mark.parametrize(
    "fields",
    [
        {"low": 500},
        {"span": (0, 30)},
        {"span": (-40, -10)},
        {"quote": "the bishop said", "low": 1},
        {"quote": "wounded three passengers", "low": 3},
        {"quote": "kill 40 drivers", "low": 40},
    ],
    ids=str,
)
def test_a_proposal_that_does_not_stand_in_the_text_is_refused(news: Store, fields: dict[str, Any]) -> None:
    before = lines(news)
    with pytest.raises(TestigoError, match="T-M008"):
        adopt(news, proposed(**fields), ANA, PURGED)
    assert lines(news) == before


def test_a_proposal_about_a_text_that_the_ledger_has_not_is_refused(news: Store) -> None:
    for other in ({"sha256": "0" * 64}, {"publisher": "The Post"}, {"id": "w7"}):
        head = msgspec.structs.replace(proposed().dispatch, **other)
        with pytest.raises(LedgerError, match="T-L020"):
            adopt(news, msgspec.structs.replace(proposed(), dispatch=head), ANA, PURGED)


def test_a_proposal_about_a_text_that_was_purged_is_refused(news: Store) -> None:
    purge(news, ["w1"], "Ana", "the licence ended", PURGED)
    with pytest.raises(LedgerError, match="T-L033"):
        adopt(news, proposed(), ANA, PURGED)


def test_a_proposal_does_not_go_into_an_account_of_another_dispatch(news: Store) -> None:
    entered(news, wire("5 killed in Sura.", id="w2"))
    elsewhere = next(one.tellings[0].account.id for one in incidents(news) if figures(one))
    with pytest.raises(LedgerError, match="T-L032"):
        adopt(news, proposed(), msgspec.structs.replace(ANA, account=elsewhere), PURGED)
