"""Tables of monthly figures: what is taken, and what each line that is none says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testigo.errors import SourceError
from testigo.model.tally import MonthlyFigure
from testigo.sources.monthly import monthly

GIVEN = MonthlyFigure(month="", count=0)


def read(text: str, given: MonthlyFigure = GIVEN) -> tuple[list[MonthlyFigure], list[SourceError]]:
    came = list(monthly(text.encode(), "a.csv", given))
    return (
        [one for one in came if isinstance(one, MonthlyFigure)],
        [one for one in came if isinstance(one, SourceError)],
    )


def test_columns_may_stand_in_any_order_beside_others_and_be_told_apart_by_semicolons() -> None:
    figures, faults = read(
        "\ufeffCount;note;Month;YEAR;country;admin1;measure;released\n41;x;7;2019;vd;Sura;injured;2019-08-20\n"
    )
    assert faults == []
    assert figures == [
        MonthlyFigure(month="2019-07", count=41, measure="injured", country="VD", admin1="Sura", released="2019-08-20")
    ]


def test_what_a_line_leaves_open_is_as_it_was_given() -> None:
    given = MonthlyFigure(month="", count=0, measure="abducted", country="VD", released="2019-08-20")
    (figure,), _ = read("year,month,count,country\n2019,7,41,\n", given)
    assert (figure.measure, figure.country, figure.released) == ("abducted", "VD", "2019-08-20")


BAD = {
    "2019,13,5,": "'13' is no month",
    "19,1,5,": "'19' is no year",
    "2019,1,-5,": "'-5' is no count",
    '2019,1,"2,866",': "'2,866' is no count",
    "2019,1,2.866,": "'2.866' is no count",
    "2019,1,,": "'' is no count",
    "2019,1": "'' is no count",
    "2019,1,5,MEX": "'MEX' is no code",
    "2019,1,٣,": "is no count",
    "2019,1,99999999999999999999,": "is no count",
}


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_is_no_figure_is_named_and_the_rest_goes_in(line: str) -> None:
    figures, (fault,) = read(f"year,month,count,country\n2019,2,7,\n{line}\n\n2019,3,8,\n")
    assert [figure.count for figure in figures] == [7, 8]
    assert (fault.code, fault.place) == ("T-S024", "a.csv:3")
    assert BAD[line] in fault.message


def test_a_month_with_two_counts_in_one_release_is_named_and_the_first_one_stays() -> None:
    figures, (fault,) = read("year,month,count\n2019,1,5\n2019,1,6\n2019,1,5\n")
    assert [figure.count for figure in figures] == [5, 5]
    assert "another line gives 5" in fault.message


def test_two_releases_of_a_month_are_no_contradiction() -> None:
    figures, faults = read("year,month,count,released\n2019,1,5,2019-02-01\n2019,1,6,2019-03-01\n")
    assert (len(figures), faults) == (2, [])


@pytest.mark.parametrize("text", ["", "\n", "year,count\n2019,5\n", "2019,1,5\n"])
def test_a_table_without_the_columns_is_refused_and_they_are_named(text: str) -> None:
    with pytest.raises(SourceError, match=r"T-S025.*month"):
        read(text)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SourceError, match="T-S001"):
        list(monthly(b"year,month,count\n\xff\xfe", "a.csv", GIVEN))


@given(st.text(alphabet='0123456789,;"\n\r\tab-ñ\u2028', max_size=200))
def test_no_table_breaks_the_reader_and_every_line_is_a_figure_or_named(text: str) -> None:
    figures, faults = read("year,month,count\n" + text)
    assert len(figures) + len(faults) <= text.count("\n") + text.count("\r") + 1
    assert all(fault.code == "T-S024" for fault in faults)
