"""Whether a dispatch is about the violence that it tells of, or only mentions it."""

from __future__ import annotations

import testigo

CALM = (
    "The church opened its doors at noon.",
    "Neighbours brought bread and flowers.",
    "The school will stay closed until Thursday.",
    "Classes begin again next week.",
    "The choir sang three songs.",
    "A bus will take families to the hall.",
    "The mayor thanked the volunteers.",
    "The weather stayed dry all day.",
)


def is_news(*sentences: str) -> bool:
    """Whether the first account of a text is what the text is about."""
    return testigo.read(" ".join(sentences), date="2023-05-03", lang="en").accounts[0].main


def test_a_report_that_comes_to_a_killing_early_and_goes_on_counting_is_about_it() -> None:
    early = (
        "Korum is quiet.",
        "Gunmen shot and killed two clerks on Monday.",
        "Three guards were wounded in the attack.",
    )
    assert is_news(*early, *CALM)


def test_a_report_whose_lead_counts_people_is_about_them_however_long_it_dwells_on_the_day_after() -> None:
    lead = ("Gunmen shot and killed two clerks in an attack on Monday.", "Police found the gunmen's guns.")
    assert is_news(*lead, *CALM)


def test_a_text_that_recalls_a_killing_in_one_sentence_of_many_is_not_about_it() -> None:
    assert not is_news(*CALM[:4], "Gunmen killed two clerks at the church in 1999.")


def test_a_text_that_comes_to_counting_only_at_its_end_is_not_about_it() -> None:
    assert not is_news(*CALM, CALM[0], "Gunmen killed two clerks on Monday.", "Three guards were wounded.")
