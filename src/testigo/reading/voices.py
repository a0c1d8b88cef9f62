"""Voices: the utterances of a dispatch with what its pronouns and short names stand for, and its quotations.

Sentences are heard one by one and only when asked for, so that a sentence has the same voices whether or not the
ones around it are read in depth.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from testigo.model.claim import Scope, Speaker
from testigo.model.dispatch import Span
from testigo.model.reading import Voice
from testigo.model.spans import apart, holds, overlap
from testigo.packs.language import Language
from testigo.reading.layers import Layers
from testigo.reading.quotations import Quotation, quotations
from testigo.reading.speech import Mention, Utterance, read_speech

Spans = Sequence[tuple[int, Span]]
"""Of every sentence its paragraph's number and its span."""


_ENDED = r"[.!?…][\"”’»')\]]*\Z"
_ANYBODY = "anybody"
"""What the subject that a verb leaves out can stand for: whoever spoke last."""
_LOOK_BACK = 60
"""Sentences in which the antecedent of a pronoun or a short name is sought; a bound keeps the cost linear."""
_NAME_BACK = 8_000
"""Characters in which a name's longer form is sought."""
_NEAR = 8
"""Sentences of its paragraph, to either side, in which the speaker of a quotation is sought."""
_CARRIED = 8
"""Paragraphs of nothing but quotation that one speaker may fill."""
_MARKS = 60
"""Quotations of one sentence or its surroundings that are looked at."""
_SIGNS = 3
"""Characters that may stand around a quotation that fills its paragraph: marks and a full stop."""


class Voices:
    """The voices of a dispatch's sentences, each heard at most once."""

    def __init__(self, text: str, spans: Spans, paragraphs: Sequence[Span], layers: Layers, pack: Language) -> None:
        self._text, self._spans, self._layers, self._pack = text, spans, layers, pack
        self._paragraphs = paragraphs
        self._heard: dict[int, tuple[Utterance, ...]] = {}
        self._quoted: tuple[Quotation, ...] | None = None
        self._ends: list[int] = []

    def hear(self, i: int) -> tuple[Utterance, ...]:
        """The utterances of sentence i."""
        if i not in self._heard:
            heard = read_speech(self._layers.bare(i), self._pack)
            self._heard[i] = tuple(u for u in heard if self._is_somebodys(i, u))
        return self._heard[i]

    def _is_somebodys(self, i: int, utterance: Utterance) -> bool:
        """Whether somebody spoke before where the verb alone tells who speaks, as in *Agregó que …*."""
        unsaid = (m for m in utterance.chain if m.stands_for == _ANYBODY)
        return all(any(True for _ in self._before(i, m)) for m in unsaid)

    def of(self, i: int) -> tuple[Voice, ...]:
        """Everything that is said in sentence i by somebody: its utterances, and quotations of others."""
        if self._is_headline(i):
            return ()
        said = tuple(self._voice(i, utterance) for utterance in self.hear(i))
        return said + tuple(self._quotation_voices(i, said))

    def _is_headline(self, i: int) -> bool:
        """Whether it is the text's first line, without a full stop, above a body: its figures are nobody's words."""
        begin, end = self._spans[i][1]
        first = i == 0 and len(self._paragraphs) > 1 and (begin, end) == tuple(self._paragraphs[0])
        return first and re.search(_ENDED, self._text[begin:end]) is None

    def _voice(self, i: int, utterance: Utterance) -> Voice:
        found = [self._speaker(i, mention) for mention in utterance.chain]
        sure: Scope = "explicit"
        if any(s != "explicit" for _, s in found):
            sure = "ambiguous" if any(s == "ambiguous" for _, s in found) else "probable"
        speakers, places = tuple(s for s, _ in found), tuple(m.span for m in utterance.chain)
        hearers = tuple(self._as_worded(m) for m in utterance.hearers)
        return Voice(speakers, utterance.scope, utterance.cue, sure, utterance.rule, places, hearers)

    def _speaker(self, i: int, mention: Mention) -> tuple[Speaker, Scope]:
        """The speaker in the fullest form the dispatch has used so far."""
        if mention.stands_for:
            found = next(self._standing_in(i, mention), None)
            if found is None:
                return self._as_worded(mention), "ambiguous"
            return self._speaker(i, found)[0], "probable"
        full = self._fullest(i, mention)
        if full is None:
            return self._as_worded(mention), "explicit"
        kind = full.kind if mention.kind == "unnamed" else mention.kind
        return self._as_worded(full, kind), "explicit"

    def _as_worded(self, mention: Mention, kind: str = "") -> Speaker:
        begin, end = mention.span
        return Speaker(text=self._text[begin:end], span=mention.span, kind=kind or mention.kind)  # type: ignore[arg-type]

    def _before(self, i: int, mention: Mention) -> Iterator[Mention]:
        """Speakers worded earlier in the dispatch, nearest first, pronouns left out."""
        for k in range(i if i in self._heard else i - 1, max(-1, i - _LOOK_BACK), -1):
            for utterance in reversed(self.hear(k)):
                for other in reversed(utterance.chain):
                    if other.span < mention.span and not other.stands_for:
                        yield other

    def _standing_in(self, i: int, pronoun: Mention) -> Iterator[Mention]:
        return (m for m in self._before(i, pronoun) if _may_be(pronoun.stands_for, m))

    def _fullest(self, i: int, mention: Mention) -> Mention | None:
        """An earlier wording of the same speaker that says more; None if this is the fullest."""
        if not (mention.named or mention.definite) or len(mention.words) > 2:
            return None
        same = [m for m in self._before(i, mention) if len(m.words) > len(mention.words) and _same(mention, m)]
        if same:
            return max(same, key=lambda m: len(m.words))
        return self._named_before(mention) if mention.named else None

    def _named_before(self, mention: Mention) -> Mention | None:
        """The longest run of capitalised words earlier in the text that ends in the same name."""
        begin, end = mention.span
        last = re.findall(r"\w+", self._text[begin:end])[-1]
        earlier = self._text[max(0, begin - _NAME_BACK) : begin]
        runs = re.finditer(rf"(?<!\w)(?:[^\W\d_a-z][\w'’.-]*[ \n]){{1,5}}{re.escape(last)}\b", earlier)
        best = max(runs, key=lambda m: len(m[0].split()), default=None)
        if best is None:
            return None
        words = tuple(best[0].lower().split())
        offset = begin - len(earlier)
        return Mention((best.start() + offset, best.end() + offset), mention.kind, words, len(words))

    def _quotation_voices(self, i: int, said: Sequence[Voice]) -> Iterator[Voice]:
        """Voices of the quotations in sentence i that its own utterances leave uncovered."""
        begin, end = self._spans[i][1]
        for quotation in islice(self._quoted_in(begin, end), _MARKS):
            a, b = max(begin, quotation.span[0]), min(end, quotation.span[1])
            if any(_accounts_for(v, (a, b)) for v in said):
                continue
            whose = self._whose(i, quotation)
            if whose is not None:
                k, utterance = whose
                voice = self._voice(k, utterance)
                sure: Scope = "ambiguous" if voice.confidence == "ambiguous" else "probable"
                yield Voice(voice.speakers, (a, b), voice.cue, sure, "quotation", voice.places)

    def _quoted_in(self, begin: int, end: int) -> Iterator[Quotation]:
        """The quotations that share some of a stretch of the text, which are found once."""
        if self._quoted is None:
            self._quoted = quotations(self._text, self._paragraphs)
            self._ends = [q.span[1] for q in self._quoted]
        for quotation in self._quoted[bisect_right(self._ends, begin) :]:
            if quotation.span[0] >= end:
                return
            yield quotation

    def _whose(self, i: int, quotation: Quotation, carried: int = 0) -> tuple[int, Utterance] | None:
        """Who is quoted: named at the quotation, else near it in its paragraph, else in the one it goes on from."""
        around = range(max(0, i - _NEAR), min(len(self._spans), i + _NEAR + 1))
        near = [k for k in around if self._spans[k][0] == quotation.paragraph]
        stretch = self._spans[near[0]][1][0], self._spans[near[-1]][1][1]
        marks = list(islice(self._quoted_in(*stretch), _MARKS))
        heard = [(k, utterance) for k in near for utterance in self.hear(k)]
        outside = [(k, u) for k, u in heard if not any(holds(q.span, u.cue) for q in marks)]
        touching = [(k, u) for k, u in outside if overlap(self._spans[k][1], quotation.span)]
        beside = [(k, u) for k, u in outside if any(overlap(self._spans[k][1], q.span) for q in marks)]
        if touching or beside:
            return min(touching or beside, key=lambda item: apart(item[1].cue, quotation.span))
        return self._carried(quotation, carried + 1) if carried < _CARRIED else None

    def _carried(self, quotation: Quotation, carried: int) -> tuple[int, Utterance] | None:
        """The speaker of the paragraph before, whose quotation was left open or goes on with nothing beside it."""
        begin, end = self._paragraphs[quotation.paragraph]
        whole = quotation.span[0] - begin <= _SIGNS and end - quotation.span[1] <= _SIGNS
        last = bisect_left(self._spans, (quotation.paragraph, (0, 0))) - 1
        if last < 0 or quotation.paragraph == 0:
            return None
        earlier = list(self._quoted_in(*self._paragraphs[quotation.paragraph - 1]))
        if not earlier or not (whole or earlier[-1].open):
            return None
        return self._whose(last, earlier[-1], carried)


def _accounts_for(voice: Voice, quoted: Span) -> bool:
    """Whether a voice covers a quotation, or is itself a speaker within it whose words begin where it does."""
    return holds(voice.scope, quoted) or (holds(quoted, voice.cue) and voice.scope[0] <= quoted[0])


def _may_be(stands_for: str, mention: Mention) -> bool:
    """Whether a pronoun for a person, a body or many can stand for the speaker; one for anybody, for the last.

    A language whose verbs need no subject has such pronouns in its verbs: *Agregó que …*.
    """
    if stands_for == _ANYBODY:
        return True
    if stands_for == "body":
        return mention.bodily
    if stands_for == "many":
        return mention.plural or mention.bodily
    return not mention.plural and not mention.bodily


def _same(short: Mention, full: Mention) -> bool:
    """*Ruiz* and *Governor Ana Ruiz*; *the spokesman* and *an army spokesman*."""
    if short.named:
        return full.named and short.words[-1] in full.words
    return len(short.words) == 1 and not full.plural and short.words[-1] in full.words
