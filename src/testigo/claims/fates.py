"""One person, one fate: the wounded who die in the text are dead (gold conventions 11 and 23)."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

import msgspec

from testigo.claims.one_victim import those_who_died
from testigo.claims.stance import stance
from testigo.model.dispatch import Span
from testigo.model.reading import Finding, Group, Reading, ReadSentence

Found = tuple[Finding, int]
"""A finding and the number of its sentence."""
DEAD, HURT = "killed", "injured"
TAKEN, HELD = "abducted", "arrested"
_NOT_AGAIN = "not_again"
"""The key of rules that tell nothing anew of somebody already told to be hurt (*he was taken to hospital*)."""
_REACH = 4
"""How many sentences on a death may be told of somebody who was only shot before."""
RENAMES = "renames"
"""The key of rules that tell of those whom their sentence tells of, in other words."""
HYPOTHETICAL = "hypothetical"
ALL_OF = "all_of"
"""The key of rules whose words are of all those of whom a phrase takes some (*six of the 20 people shot*)."""
PRONOUN, COUNTED, PARTITIVE = "pronoun", "counted", "partitive"
THEY = "they"
"""The key of rules in which a verb alone tells of several who were told of before."""
PLAIN = "plain"
"""The key of deaths told of *the man* or *the woman*."""
_MOST = 64
"""Deaths told in the same words, and people told of before, that are looked at; a bound keeps the cost linear."""
_TAKEN_UP = {"definite", "surname", "name", PARTITIVE}
_NAMES = {"surname", "name"}
_SINGLE = {"one", "name", "surname", "definite", "pronoun", "counted", "maybe", PARTITIVE}


def settled(found: list[Found], reading: Reading) -> list[Found]:
    """The findings, once each, as the rule has it that tells how many they are; who is shot, or alone wounded, is
    *killed* where the text lets the same people die, and does not only ask whether they did.
    """
    found = _taking_up_somebody(found)
    told = [(finding, index) for finding, index in found if not _is_asked(finding, reading.sentences[index])]
    deaths, dead, taken = _deaths(told), _dead_victims(told) | those_who_died(told, reading), _taken(found)
    kept: dict[tuple[Span, str], Found] = {}
    for finding, index in found:
        fate = _as_dead(finding) if finding.group.span in dead else _settled(finding, index, deaths)
        fate = _as_taken(fate) if _named_so(fate) & taken else fate
        if _NOT_AGAIN in fate.values and _told_before(fate, kept):
            continue
        key = (fate.group.span, fate.outcome)
        if key not in kept or (kept[key][0].group.quantity is None and fate.group.quantity is not None):
            kept[key] = (fate, index)
    return list(kept.values())


def _taking_up_somebody(found: list[Found]) -> list[Found]:
    """The findings without numbers that should take up who was told of before them and find nobody: *the economy and
    morale were both wounded*.
    """
    told = {(finding.outcome, index) for finding, index in found if RENAMES not in finding.values}
    return [
        (finding, index)
        for finding, index in found
        if not _is_number(finding.group) or RENAMES not in finding.values or (finding.outcome, index) in told
    ]


def _is_asked(finding: Finding, sentence: ReadSentence) -> bool:
    return finding.outcome == DEAD and stance(finding.group.span, finding, sentence) == HYPOTHETICAL


class Deaths(msgspec.Struct, frozen=True):
    """Everybody who is told to have died, by what a phrase for the same people shares with theirs."""

    by_word: dict[str, list[Found]]
    by_sentence: dict[tuple[int, str | Span], list[Finding]]
    """By sentence and noun, word of the name, place in the text, or that they are told of by a pronoun."""
    shot: dict[int, list[Group]]
    """Whom each sentence tells to be shot, and no more."""
    counted: dict[int, list[Group]]
    """Whom each sentence counts, with a noun, whatever befell them."""
    others_hurt: dict[str, int]
    """By its noun, the first sentence that tells of another one who was hurt (*another guard was wounded*)."""

    def shot_one_by_one(self, sentence: int) -> int:
        """How many people a sentence tells to be shot, each alone; 0 where it tells of several at once."""
        groups = self.shot.get(sentence, [])
        return 0 if any(group.plural for group in groups) else len(groups)


def _deaths(found: list[Found]) -> Deaths:
    by_word: dict[str, list[Found]] = defaultdict(list)
    by_sentence: dict[tuple[int, str | Span], list[Finding]] = defaultdict(list)
    shot: dict[int, list[Group]] = defaultdict(list)
    counted: dict[int, list[Group]] = defaultdict(list)
    others_hurt: dict[str, int] = {}
    for finding, index in found:
        if finding.group.kind == COUNTED and finding.group.head:
            counted[index].append(finding.group)
        if finding.outcome == HURT and not finding.weak and finding.group.others and finding.group.head:
            others_hurt.setdefault(finding.group.head, index)
        if finding.weak and finding.outcome == HURT:
            shot[index].append(finding.group)
        if finding.outcome == DEAD and finding.group.kind != "zero":
            for word in _words(finding.group):
                by_word[word].append((finding, index))
            plain = (PLAIN,) if finding.group.plain else ()
            unsaid = (PRONOUN,) if _is_unsaid(finding) else ()
            keys: tuple[str | Span, ...] = (
                *_words(finding.group),
                finding.group.span,
                finding.group.kind,
                *plain,
                *unsaid,
            )
            for key in keys:
                by_sentence[index, key].append(finding)
    return Deaths(by_word, by_sentence, shot, counted, others_hurt)


def _is_unsaid(finding: Finding) -> bool:
    """Whether a verb alone tells of somebody, where another language has a pronoun."""
    return "each" in finding.values and "alone" in finding.values and not finding.group.head


def _words(group: Group) -> set[str]:
    return {group.head, *group.words}


def _settled(finding: Finding, index: int, deaths: Deaths) -> Finding:
    single = not finding.group.plural and finding.group.kind in _SINGLE
    if finding.outcome != HURT:
        return finding
    meant = (finding.weak or single) and (_died(finding, index, deaths) or _dies(finding, index, deaths))
    dead = meant or _of_one_phrase(finding, index, deaths) or _all_died(finding, index, deaths)
    return _as_dead(finding) if dead else finding


def _taken(found: list[Found]) -> set[str]:
    """The last names of those whom the text tells to be abducted, each by name."""
    return {name for finding, _ in found if finding.outcome == TAKEN for name in _named_so(finding)}


def _named_so(finding: Finding) -> set[str]:
    """The last word of the name of one person, by which the text may take him up."""
    group = finding.group
    named = group.name is not None or group.kind == "surname"
    return {group.words[-1]} if named and group.words and not group.plural else set()


def _as_taken(finding: Finding) -> Finding:
    """Who was abducted, and captured, was captured by those who abducted him."""
    return msgspec.structs.replace(finding, outcome=TAKEN) if finding.outcome == HELD else finding


def _as_dead(finding: Finding) -> Finding:
    return msgspec.structs.replace(finding, outcome=DEAD, weak=False) if finding.outcome == HURT else finding


def _dead_victims(found: list[Found]) -> set[Span]:
    """Where somebody alone is told of whom *the victim* takes up, if one of these phrases tells that they died."""
    told: list[list[Found]] = []
    for finding, index in sorted(found, key=lambda one: one[0].group.span):
        group = finding.group
        if finding.outcome not in {DEAD, HURT} or group.kind == "zero":
            continue
        takes_up = group.by_harm and group.kind == "definite" and not (group.plural or group.others)
        if takes_up and told and index - told[-1][-1][1] <= _REACH:
            told[-1].append((finding, index))
        elif not told or group.span != told[-1][-1][0].group.span:
            told.append([(finding, index)])
    return {finding.group.span for some in told if _of_one([f for f, _ in some]) for finding, _ in some}


def _of_one(told: list[Finding]) -> bool:
    first = told[0].group
    return len(told) > 1 and not first.plural and first.kind in _SINGLE and any(one.outcome == DEAD for one in told)


def _told_before(finding: Finding, kept: dict[tuple[Span, str], Found]) -> bool:
    """Whether the text told the same outcome of the same person a while before."""
    if finding.group.kind not in _TAKEN_UP:
        return False
    lately = (told.group for told, _ in islice(reversed(kept.values()), _MOST) if told.outcome == finding.outcome)
    return any(group.span < finding.group.span and _same(group, finding.group, near=False) for group in lately)


def _of_one_phrase(hurt: Finding, at: int, deaths: Deaths) -> bool:
    """Whether the phrase that tells of the wounded tells of the dead, too, in a word behind (*two men hurt in the raid
    died*); one word for both (*ten casualties*) tells of either.
    """
    told = deaths.by_sentence.get((at, hurt.group.span), ())
    same = (death for death in told if death.group.span == hurt.group.span and death.what[0] > hurt.what[1])
    return any(not _are_fewer(death.group, hurt) for death in same)


def _died(shot: Finding, at: int, deaths: Deaths) -> bool:
    """Whether the text told before that somebody died whom this phrase takes up."""
    if _are_as_many(shot.group, deaths.by_sentence, at - 1):
        return True
    if shot.group.kind not in _TAKEN_UP or deaths.others_hurt.get(shot.group.head, at) < at:
        return False
    told = (found for word in _words(shot.group) for found in deaths.by_word.get(word, ()))
    few = islice(told, _MOST)
    return any(then < at and _same(death.group, shot.group, near=False) for death, then in few)


def _dies(shot: Finding, at: int, deaths: Deaths) -> bool:
    """Whether the text tells in this sentence, or soon after, that the same people died."""
    shot_here = deaths.shot_one_by_one(at)
    behind = deaths.by_sentence.get((at + 1, COUNTED), ())
    between = [*deaths.counted.get(at, ()), *deaths.counted.get(at + 1, ())]
    if any(_is_number(death.group, shot_here) or _are_all(death.group, shot.group, between) for death in behind):
        return True
    keys: tuple[str | Span, ...] = (*_words(shot.group), shot.group.span, PRONOUN, PLAIN)
    for then in range(at, at + _REACH + 1):
        told = (death for key in keys for death in deaths.by_sentence.get((then, key), ()))
        if any(_of_the_same(shot, death, near=then <= at + 1) for death in islice(told, _MOST)):
            return True
    return False


def _all_died(hurt: Finding, at: int, deaths: Deaths) -> bool:
    """Whether a verb alone tells soon after that several who were hurt had died (*two wounded men; they were dead*)."""
    if not hurt.group.plural or hurt.group.kind != COUNTED:
        return False
    told = (death for then in (at, at + 1) for death in deaths.by_sentence.get((then, PRONOUN), ()))
    return any(THEY in death.values and death.what > hurt.what for death in told)


def _are_as_many(shot: Group, told: dict[tuple[int, str | Span], list[Finding]], before: int) -> bool:
    """Whether a number alone (*both*) takes up as many people of whose death a sentence before tells."""
    dead = {death.group.quantity for death in told.get((before, COUNTED), ())}
    names = len({death.group.span for kind in ("name", "surname") for death in told.get((before, kind), ())})
    return _is_number(shot, names) or (_is_number(shot) and shot.quantity in dead)


def _is_number(group: Group, people: int | None = None) -> bool:
    """Whether people are told of by an exact number and no noun, of so many if that is said (*both*)."""
    quantity = group.quantity
    if group.head or group.others or group.kind != COUNTED or quantity is None or quantity.low != quantity.high:
        return False
    return quantity.low > 1 and people in {None, quantity.low}


def _are_all(dead: Group, shot: Group, counted: list[Group]) -> bool:
    """Whether a number alone takes up all of as many who were counted (*two brothers were shot; both died*), and none
    of as many who are counted between (*two brothers were shot; two suspects were arrested, and both died*).
    """
    nearer = any(g.quantity == dead.quantity and shot.span < g.span < dead.span for g in counted)
    return (
        shot.kind == COUNTED and not shot.others and not nearer and _is_number(dead) and dead.quantity == shot.quantity
    )


def _of_the_same(shot: Finding, death: Finding, *, near: bool) -> bool:
    if death.group.span == shot.group.span:
        return not _are_fewer(death.group, shot)
    if death.what <= shot.what or shot.group.kind not in _SINGLE or _are_some(death.group, shot.group):
        return False
    if _is_unsaid(death):
        return near and not shot.group.plural and bool(shot.group.head or shot.group.words)
    return _same(shot.group, death.group, near=near)


def _are_some(part: Group, whole: Group) -> bool:
    """Whether a phrase takes up only some of others (*four men were shot, and two of the men died*)."""
    if part.kind != PARTITIVE or part.quantity is None or whole.quantity is None:
        return False
    return part.quantity.low < whole.quantity.low


def _are_fewer(dead: Group, hurt: Finding) -> bool:
    """Whether only some of those died of whom a phrase tells that all were hurt (*six of the 20 people shot died*)."""
    return ALL_OF in hurt.values and dead.among is not None and dead.quantity != dead.among


def _same(first: Group, later: Group, *, near: bool) -> bool:
    """Whether a later phrase takes up an earlier one: a pronoun or *the man* near by, the same noun or name with an
    article; never *the other man*.
    """
    if later.others:
        return False
    if later.kind == PRONOUN:
        return near and (first.plural == later.plural)
    if later.kind == PARTITIVE:
        return later.head == first.head
    if later.kind == COUNTED:  # *three people were shot … the three people died*
        as_many = first.kind == COUNTED and later.quantity == first.quantity
        return near and as_many and bool(first.head) and later.head == first.head
    if (
        first.quantity and later.quantity and (first.quantity.low != later.quantity.low)
    ) or first.plural != later.plural:
        return False
    if later.kind == "definite":
        if first.others:  # *one guard died and another was hurt*: the guard who died is the first one
            return False
        the_man = near and later.plain and first.kind == "one" and _agree(first.sex, later.sex)
        return later.head == first.head or the_man
    named = first.name is not None or first.kind in _NAMES
    if later.kind not in _NAMES or not named or set(first.words).isdisjoint(later.words):
        return False
    ours, theirs = given_name(first), given_name(later)
    return ours is None or theirs is None or ours in later.words or theirs in first.words


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def given_name(group: Group) -> str | None:
    """The first word of a full name that begins its phrase: of one family all share the others."""
    return group.words[0] if group.kind == "name" and group.name and group.name[0] == group.span[0] else None
