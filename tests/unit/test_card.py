from __future__ import annotations

import msgspec
import pytest

from testigo.cli.card import card
from testigo.model.account import Account, Check, TollLine
from testigo.model.record import Issue, Record
from tests.records import count, head, raid, toll


def lines_of(record: Record, width: int = 80) -> list[str]:
    return card(record, width=width).splitlines()


def test_the_head_names_agency_place_day_and_id() -> None:
    assert lines_of(raid())[0] == "AFP · Villa Union (Mexico) · published 2019-12-03 · d1"


def test_a_text_without_a_name_is_shown_by_the_beginning_of_its_hash() -> None:
    assert lines_of(Record(dispatch=head(id="a" * 64, sha256="a" * 64)))[0] == "aaaaaaaaaaaa…"


def test_the_main_account_comes_before_the_background_whatever_their_order() -> None:
    text = card(raid())
    assert text.index("ARMED ATTACK") < text.index("BACKGROUND: ABDUCTION")


def test_an_account_says_when_where_by_whom_and_on_what() -> None:
    assert lines_of(raid())[3:7] == [
        "  when   2019-11-30 to 2019-12-01 (few days)",
        "  where  Villa Unión, Coahuila, MX (settlement)",
        "  by     the Northeast Cartel (insignia)",
        "  on     the town hall",
    ]


def test_an_outcome_has_its_whole_its_classes_and_its_reasons() -> None:
    text = card(raid())
    assert "  KILLED 22\n  armed group 16 · police 4 · officials 2\n  why: parts confirm whole\n" in text


def test_a_whole_is_followed_by_its_parts_indented_and_by_its_sum() -> None:
    shown = lines_of(raid(), width=100)
    whole = next(i for i, line in enumerate(shown) if "“22 people dead”" in line)
    assert [line[:12] for line in shown[whole : whole + 4]] == [
        "      22  “2",
        "       2    ",
        "       4    ",
        "      16    ",
    ]
    assert shown[whole + 4].strip() == "2 + 4 + 16 = 22 ✓"


def test_every_claim_is_quoted_on_one_line_with_class_and_speaker() -> None:
    assert "“22 people dead” (mixed) – authorities in Coahuila state" in card(raid(), width=100)


def test_a_claim_without_a_speaker_is_the_wires_own_and_a_doubt_is_shown() -> None:
    assert "“six locals” (unknown) – the wire's own voice [alleged]" in card(raid(), width=100)


def test_a_chain_of_speakers_is_shown_first_speaker_first() -> None:
    assert "two detainees → investigators → the governor" in card(raid(), width=120)


def test_what_is_left_of_a_whole_is_shown_as_the_rest() -> None:
    assert "7 − 5 = 2, the rest ✓" in card(raid())


def test_outcomes_nobody_stated_are_named_and_stated_ones_are_not() -> None:
    stated = next(line for line in lines_of(raid(), width=200) if "not stated" in line)
    assert stated == "  not stated: injured, missing, abducted, arrested, surrendered, displaced, sexual violence"


def test_forces_running_counts_and_sums_over_incidents_stand_apart_from_tolls() -> None:
    shown = card(raid(), width=120)
    assert "  forces\n     60+  “60 gunmen or more” (armed group)" in shown
    assert "  running counts\n  28,741  “28,741” (killed · Mexico · 2019-01-01 to 2019-12-03 (end not stated))" in shown
    assert "  sums over several incidents\n      31  “31 in both towns”" in shown


def test_an_issue_names_its_code_and_its_place_in_the_text() -> None:
    assert lines_of(raid())[-1] == "  ! unread_count at 10–12: Nobody read this figure."


def test_a_record_without_claims_says_that_no_violence_was_read() -> None:
    assert card(Record(dispatch=head())) == "d1\n\n  No violence read in this dispatch."


def test_a_sum_that_does_not_hold_begins_with_a_cross() -> None:
    record = Record(
        dispatch=head(),
        claims=(
            toll("c1", "seven dead", 7),
            toll("c2", "two men", 2, part_of="c1"),
            toll("c3", "four boys", 4, part_of="c1"),
        ),
        accounts=(
            Account(
                id="a1",
                main=True,
                type="armed_attack",
                checks=(Check(kind="sum", whole="c1", parts=("c2", "c3"), holds=False),),
            ),
        ),
    )
    assert "          ✗ 2 + 4 ≠ 7" in lines_of(record)


def test_competing_figures_show_the_best_with_its_spread() -> None:
    line = TollLine(outcome="killed", people="all", low=20, best=22, high=25, claims=("c1",), why=())
    record = Record(dispatch=head(), accounts=(Account(id="a1", main=True, type="bombing", toll=(line,)),))
    assert "  KILLED 22 (20–25)" in lines_of(record)


def test_a_part_of_a_whole_with_another_outcome_names_that_whole() -> None:
    claims = (toll("c1", "four people", 4, outcome="injured"), toll("c2", "one died", 1, part_of="c1"))
    record = Record(dispatch=head(), claims=claims, accounts=(Account(id="a1", main=True, type="armed_attack"),))
    assert "“one died” (unknown, part of “four people”)" in card(record, width=100)


def test_parts_that_hang_in_a_circle_are_still_shown_once_each() -> None:
    claims = (toll("c1", "one man", 1, part_of="c2"), toll("c2", "two men", 2, part_of="c1"))
    text = card(Record(dispatch=head(), claims=claims, accounts=(Account(id="a1", main=True, type="riot"),)))
    assert (text.count("“one man”"), text.count("“two men”")) == (1, 1)


def test_control_characters_of_a_text_never_reach_the_terminal() -> None:
    record = Record(dispatch=head(id="d\x1b[2J"), issues=(Issue(code="x", message="\x07"),))
    assert card(record).isprintable() is False  # line ends only
    assert all(line.isprintable() for line in lines_of(record))


def test_an_open_count_shows_a_plus() -> None:
    claims = (toll("c1", "20 or more", 20, count=count(20, is_open=True)),)
    assert "20+" in card(Record(dispatch=head(), claims=claims))


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, lines_of(raid(), width=width))) <= width


def test_colour_changes_no_character_of_what_is_said() -> None:
    coloured = card(raid(), colour=True)
    plain = card(raid())
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[1;36m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[1;31m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


def test_the_place_a_dispatch_was_read_from_stands_above_it() -> None:
    assert card(Record(dispatch=head()), place="feed.jsonl:3").splitlines()[0] == "feed.jsonl:3"


def test_a_headline_given_apart_is_quoted_under_the_head() -> None:
    record = msgspec.structs.replace(raid(), dispatch=head(headline="A town under fire"))
    assert lines_of(record)[1] == "“A town under fire”"
