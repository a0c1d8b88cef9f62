"""The sentences of a pack's rules, run: a rule reads its `yes` as they say and leaves its `no` alone.

What stands beside a sentence, layer by layer, is told in docs/how-to/add-a-rule.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from testigo.claims.drafts import Draft
from testigo.claims.scope import statistics
from testigo.model.actor import Deed, Side
from testigo.model.answer import Answer
from testigo.model.calendar import resolve
from testigo.model.claim import Toll
from testigo.model.dispatch import Dispatch
from testigo.model.quantity import Quantity
from testigo.model.reading import Finding, Group, Hedge, ReadSentence, Voice
from testigo.model.timewords import TimeMention
from testigo.packs.build import Examples
from testigo.packs.language import Language
from testigo.pipeline import read_dispatch
from testigo.reading.cues import part
from testigo.reading.dispatch import hear, read
from testigo.reading.hedges import read_hedges
from testigo.reading.layers import timed
from testigo.reading.measures import read_measures
from testigo.reading.numbers import read_numbers, read_quantities
from testigo.reading.people import read_people
from testigo.reading.rules import firings, first_firings
from testigo.reading.times import times_of
from testigo.reading.units import Units, read_units

WEDNESDAY = date(2014, 5, 14)
"""The day against which the times of sentences are resolved."""
OUTCOMES = frozenset(
    ["killed", "injured", "missing", "abducted", "released", "arrested", "surrendered", "displaced", "sexual_violence"]
)
Bounds = tuple[int, int | None]
Case = Mapping[str, Any]
"""A `yes` sentence under `text`, and beside it what is to be read."""


class Miss(msgspec.Struct, frozen=True):
    """A sentence that a rule does not read as it should: where the rule stands, the sentence, what is wrong."""

    place: str
    rule: str
    text: str
    why: str


class Trial(NamedTuple):
    """A rule with its sentences, and the pack it belongs to."""

    of: Examples
    pack: Language

    @property
    def name(self) -> str:
        """The rule's full name, as claims carry it."""
        return f"{self.pack.code}.{self.of.layer}.{self.of.rule}"


class Layer(NamedTuple):
    """How sentences of a layer are run.

    `differs` says in what the reading of a case differs from what it says, "" where in nothing; `takes` what the rule
    itself finds in a text; `keys` are what may stand beside a text.
    """

    differs: Callable[[Case, Trial], str]
    takes: Callable[[str, Trial], Sequence[object]]
    keys: frozenset[str]


def misses(example: Examples, pack: Language) -> Iterator[Miss]:
    """Every sentence of a rule that is not read as it should be."""
    trial, layer = Trial(example, pack), LAYERS[example.layer]
    wrong = [(case["text"], why) for case in example.yes if (why := _of_case(case, trial, layer))]
    wrong += [(text, f"the rule takes {taken}") for text in example.no if (taken := layer.takes(text, trial))]
    if example.yes and not any(layer.takes(case["text"], trial) for case in example.yes):
        wrong.append((example.yes[0]["text"], "the rule itself finds nothing in any of its sentences"))
    for text, why in wrong:
        yield Miss(example.place, f"{example.layer}.{example.rule}", text, why)


def _of_case(case: Case, trial: Trial, layer: Layer) -> str:
    said = case.keys() - {"text"}
    if not said:
        return "it does not say what is to be read"
    if odd := sorted(said - layer.keys):
        return f"no {', '.join(odd)} is read in this layer; there are: {', '.join(sorted(layer.keys))}"
    return layer.differs(case, trial)


def _difference(found: object, said: object) -> str:
    return "" if found == said else f"found {found}, said {said}"


# ── units as the layers leave them ──


def bare(text: str, pack: Language) -> Units:
    """The units of one sentence, words and phrases only."""
    return read_units(text, 0, len(text), pack)


def measured(text: str, pack: Language) -> Units:
    """With numbers, times and measures in one piece each."""
    return read_measures(timed(bare(text, pack), pack), pack)


def counted(text: str, pack: Language) -> Units:
    """With bounds joined to their numbers, too: everything in one piece but people."""
    return read_quantities(measured(text, pack), pack)


def layered(text: str, pack: Language) -> Units:
    """With people in one piece as well."""
    return read_people(counted(text, pack), pack)


def _before(text: str, trial: Trial) -> Units:
    """What a rule of ages or measures sees."""
    units = bare(text, trial.pack)
    return read_numbers(units, trial.pack) if trial.of.layer == "age" else timed(units, trial.pack)


# ── bounds ──


def bounds(written: Iterable[Sequence[int]]) -> list[Bounds]:
    """Bounds as a pack writes them: a high of 0 is open, unless the low is 0 too.

    >>> bounds([[4, 4], [3, 0], [0, 0]])
    [(0, 0), (3, None), (4, 4)]
    """
    return _ordered((low, None if high == 0 < low else high) for low, high in written)


def _of(quantities: Iterable[Quantity | None]) -> list[Bounds]:
    return _ordered((q.low, q.high) for q in quantities if q)


def _ordered(some: Iterable[Bounds]) -> list[Bounds]:
    return sorted(some, key=str)


def _number_of(group: Group) -> Quantity | None:
    """A definite singular is one person; a definite or bare plural has no number of its own."""
    return Quantity(1, 1) if group.kind == "definite" and not group.plural else group.quantity


# ── what rules take ──


def _sentences(text: str, trial: Trial) -> tuple[ReadSentence, ...]:
    return read(text, trial.pack, gated=False).sentences


def _claims(text: str, trial: Trial) -> Sequence[Any]:
    return read_dispatch(Dispatch(id="d", text=text, lang=trial.pack.code)).claims


def _fired(text: str, trial: Trial) -> list[str]:
    """The stretches of a sentence that the rule's pattern takes, whatever other rules do; speech sees bare units."""
    units = bare(text, trial.pack) if trial.of.layer == "background" else layered(text, trial.pack)
    fired = firings(units, trial.of.layer, trial.pack)
    return [_words(text, units.span(*m.span(part(m)))) for rule, m in fired if rule.name == trial.name]


def _spans(text: str, units: Units, trial: Trial) -> list[str]:
    """The stretches that the rule takes where rules of its layer compete."""
    taken = [m for rule, m in first_firings(units, trial.of.layer, trial.pack) if rule.name == trial.name]
    places = [m.span("unit") if m.re.groupindex.get("unit") and m["unit"] else m.span() for m in taken]
    return [_words(text, units.span(*place)) for place in places]


def _words(text: str, span: tuple[int, int]) -> str:
    return text[slice(*span)]


def _said_by(text: str, sides: Iterable[Side]) -> list[str]:
    return [_words(text, side.span) for side in sides]


def _findings(text: str, trial: Trial) -> list[Finding]:
    kinds = {"toll": "findings", "force": "forces"}
    found = (f for s in _sentences(text, trial) for f in getattr(s, kinds[trial.of.layer]))
    return [finding for finding in found if finding.rule == trial.name]


def _tallied(text: str, trial: Trial) -> list[Bounds]:
    ours = (claim for claim in _claims(text, trial) if claim.rule == trial.name and not isinstance(claim, Toll))
    return _ordered((claim.count.low, claim.count.high) for claim in ours)


def _deeds(text: str, trial: Trial) -> list[Deed]:
    return [d for s in _sentences(text, trial) for d in s.deeds if d.rule == trial.name]


def _bonds(text: str, trial: Trial) -> list[list[str]]:
    found = [b for s in _sentences(text, trial) for b in s.bonds if b.rule == trial.name]
    return [[_words(text, b.subject.span), b.relation, _words(text, b.other.span)] for b in found]


def _answers(text: str, trial: Trial) -> list[Answer]:
    return [a for s in _sentences(text, trial) for a in s.answers if a.rule == trial.name]


def _voices(text: str, trial: Trial) -> list[Voice]:
    return [voice for voice in hear(text, trial.pack) if voice.rule == trial.name]


def _hedges(text: str, trial: Trial) -> list[Hedge]:
    return [hedge for hedge in read_hedges(bare(text, trial.pack), trial.pack) if hedge.rule == trial.name]


def _times(text: str, trial: Trial) -> list[TimeMention]:
    found = times_of(timed(bare(text, trial.pack), trial.pack))
    return [mention for mention in found if mention.rule == trial.name]


# ── what sentences say is to be read ──


def _tolls(case: Case, trial: Trial) -> str:
    """Of each outcome named, all bounds in the sentence, whichever rules find them."""
    said = [f for s in _sentences(case["text"], trial) for f in s.findings]
    wrong = []
    for outcome in sorted(case.keys() - {"text"}):
        groups = [f.group for f in said if f.outcome == outcome]
        if why := _difference(_of(map(_number_of, groups)), bounds(case[outcome])):
            wrong.append(f"{outcome}: {why}")
    return "; ".join(wrong)


def _forces(case: Case, trial: Trial) -> str:
    return _difference(_of(f.group.quantity for f in _findings(case["text"], trial)), bounds(case["force"]))


def _tallies(case: Case, trial: Trial) -> str:
    return _difference(_tallied(case["text"], trial), bounds(case["tally"]))


def _cues(case: Case, trial: Trial) -> str:
    """A cue says which words it takes, or how many running totals its sentence holds."""
    if "cue" in case:
        return _difference(_fired(case["text"], trial), case["cue"])
    reading = read(case["text"], trial.pack, gated=False)
    found = ((i, f) for i, sentence in enumerate(reading.sentences) for f in sentence.findings)
    drafts = tuple(Draft(f, i, f.group.quantity) for i, f in found if f.group.quantity)
    return _difference(sum(statistics(drafts, reading)), case["statistic"])


def _parts(case: Case, trial: Trial) -> str:
    counts = [claim.count for claim in _claims(case["text"], trial) if isinstance(claim, Toll) and claim.part_of]
    return _difference(_ordered((count.low, count.high) for count in counts), bounds(case["part"]))


def _quantities(case: Case, trial: Trial) -> str:
    text, pack = case["text"], trial.pack
    plain = measured(text, pack)
    fired = first_firings(plain, "quantity", pack)
    starts = {plain.start[m.start()] for rule, m in fired if rule.name == trial.name}
    after = read_quantities(plain, pack)
    values = (value for start, value in zip(after.start, after.values, strict=True) if start in starts)
    return _difference(_of(v for v in values if isinstance(v, Quantity)), bounds(case["quantity"]))


def _said_deeds(case: Case, trial: Trial) -> str:
    """Who did it, to whom or what, with what, and how it is known; what a case does not name is not there."""
    text = case["text"]
    found = [
        {
            "by": _said_by(text, deed.by),
            "on": _said_by(text, deed.on),
            "with": [_words(text, span) for span in deed.instruments],
            "basis": deed.basis,
        }
        for deed in _deeds(text, trial)
    ]
    said = {"by": [], "on": [], "with": [], "basis": "stated"} | {k: case[k] for k in case.keys() - {"text"}}
    return "" if said in found else f"found {found}, said {said}"


def _said_answers(case: Case, trial: Trial) -> str:
    """The words that tell it, and who did it where the case says so."""
    text, found = case["text"], _answers(case["text"], trial)
    told = _difference([_words(text, a.text) for a in found], [case[trial.of.layer]])
    return told or _difference(
        [_words(text, a.actor) for a in found if a.actor], [case["actor"]] if "actor" in case else []
    )


def _said_voices(case: Case, trial: Trial) -> str:
    """A rule of the background has no speakers of its own, but bounds those of others."""
    voices = _voices if trial.of.layer == "speech" else lambda text, trial: list(hear(text, trial.pack))
    chains = [[s.text for s in voice.speakers] for voice in voices(case["text"], trial)]
    return "" if case["speakers"] in chains else f"found {chains}, said {case['speakers']}"


def _said_times(case: Case, trial: Trial) -> str:
    found = _times(case["text"], trial)
    if not found:
        return "the rule finds no time"
    time = resolve(found[0].words, WEDNESDAY)
    return _difference([day for day in (time.start, time.end) if day], case["time"])


def _takes_spans(of: Callable[[str, Trial], Units]) -> Callable[[str, Trial], list[str]]:
    return lambda text, trial: _spans(text, of(text, trial), trial)


def _stretches(key: str, of: Callable[[str, Trial], Units]) -> Layer:
    """A layer whose sentences name the words that the rule takes."""
    takes = _takes_spans(of)
    return Layer(lambda case, trial: _difference(takes(case["text"], trial), case[key]), takes, frozenset([key]))


LAYERS: Mapping[str, Layer] = {
    "toll": Layer(_tolls, _findings, OUTCOMES),
    "force": Layer(_forces, _findings, frozenset(["force"])),
    "tally": Layer(_tallies, _tallied, frozenset(["tally"])),
    "cue": Layer(_cues, _fired, frozenset(["statistic", "cue"])),
    "part": Layer(_parts, _fired, frozenset(["part"])),
    "people": _stretches("people", lambda text, trial: counted(text, trial.pack)),
    "quantity": Layer(
        _quantities, _takes_spans(lambda text, trial: measured(text, trial.pack)), frozenset(["quantity"])
    ),
    "age": _stretches("measure", _before),
    "measure": _stretches("measure", _before),
    "object": _stretches("object", lambda text, trial: layered(text, trial.pack)),
    "deed": Layer(_said_deeds, _deeds, frozenset(["by", "on", "with", "basis"])),
    "bond": Layer(lambda case, t: _difference(_bonds(case["text"], t), [case["bond"]]), _bonds, frozenset(["bond"])),
    "response": Layer(_said_answers, _answers, frozenset(["response", "actor"])),
    "motive": Layer(_said_answers, _answers, frozenset(["motive"])),
    "speech": Layer(_said_voices, _voices, frozenset(["speakers"])),
    "background": Layer(_said_voices, _fired, frozenset(["speakers"])),
    "hedge": Layer(
        lambda case, t: _difference([h.stance for h in _hedges(case["text"], t)], [case["stance"]]),
        _hedges,
        frozenset(["stance"]),
    ),
    "time": Layer(_said_times, _times, frozenset(["time"])),
}
"""Every layer that rules can belong to."""
