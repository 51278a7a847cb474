"""The verdict on words that somebody is said to have said: which words of the articles they are, and what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.answer.laying import PIECE, Laid, is_part_of_sentence, missing_pieces, quotation_at, reported_at
from bot.answer.nearness import Whose, near_enough, share
from bot.answer.reading import DifferenceReader, Reading
from bot.answer.stretches import Stretch
from bot.models import Article, Difference, Kind, Quotation, StoredQuotation, Verdict
from bot.text.compare import Alignment, Run, align, differences, runs
from bot.text.reversal import Reversal
from bot.text.wording import Word, Wording, unify

SameSpeaker = Callable[[str, Quotation, Article], bool | None]
Rarity = Callable[[str], float]

_TOGETHER = 0.75  # the share of the words that has to be found in two quotations together
_TRIED = 14  # stretches of each sort that are compared word by word
_ALIKE = 0.4  # the share of the different words that a stretch has to have, in any order
_FRONT = 0.08  # by how much the article's text has to be nearer than a speaker's own words
_OWN = 0.1  # what the right speaker is worth
_NARRATED = 0.2  # the share of the words asked about that narration has to hold for "reported"
_OWN_PIECE = 1.25  # what a piece counts that is the same speaker's
_GAIN = 1.6  # the weight of what it adds
_PLAIN_GAIN = 2.6  # … if that is fewer words
_PARTED = 0.62  # … in two quotations that are a stretch
_TELLING = 2  # … the words of it that are no small ones, at least
_SEWN = 8  # words that may be sewn from two quotations
_RUN = 5  # words in a row by which what somebody said is shown beside "not found"
_COMMON = 0.4  # what a word counts that stands everywhere


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and what it stands on.

    ``best`` and ``other`` are where the words lie (``other`` where they are sewn from two places);
    ``again`` are further stretches with the same words by the same speaker; ``lost`` is the negation or
    condition that was lost, ``put_in`` one that was put in, ``moved`` that both are negations; ``left_out`` what an honest ellipsis skipped; ``exact``
    that no word differs; ``part`` that it is a part of a longer sentence; ``nearest`` how near the nearest came;
    ``near`` is what a speaker said that has a run of the words, where that is too little to be meant;
    ``lacking`` are the pieces that it lacks, which may stand in another; ``missing`` the weight of the words that it lacks.
    """

    verdict: Verdict
    best: Laid | None = None
    other: Laid | None = None
    again: tuple[Laid, ...] = ()
    lost: str | None = None
    put_in: str | None = None
    left_out: tuple[str, ...] = ()
    exact: bool = False
    part: bool = False
    nearest: float = 0.0
    reported: StoredQuotation | None = None
    difference: tuple[Difference, ...] = ()
    lacking: tuple[str, ...] = ()
    missing: float = 0.0
    near: Laid | None = None
    moved: bool = False


class Judge:
    """Compares words with stretches. ``same_speaker`` tells whether a name means a quotation's speaker; None: can't tell."""

    def __init__(self, wording: Wording, reversal: Reversal, same_speaker: SameSpeaker) -> None:
        self.wording = wording
        self.reversal = reversal
        self._reader = DifferenceReader(wording, reversal)
        self._same_speaker = same_speaker

    def judge(
        self, words: str, speaker: str | None, stretches: Iterable[Stretch], rarity: Rarity | None = None
    ) -> Judgement:
        """The verdict on ``words``, said to be ``speaker``'s (None: by whomever). ``rarity`` of a word is from 0 to 1."""
        asked = self.wording.words(words)
        known = list(stretches)
        laid = sorted(self._laid(asked, speaker, known), key=self._rank)
        if not laid:
            return Judgement(Verdict.INVENTED)
        weigh = self._by_rarity(rarity) if rarity else None
        read = [self._reader.read(one, words, weigh) for one in laid]
        first = share(read[0])
        best, other = self._parted(laid[0], first)
        other = other or self._sewn(best, known)
        if other is not None:
            return self._judgement(words, speaker, best, self._reader.read(best, words), laid, other)
        for one, reading in zip(laid, read, strict=True):
            if near_enough(reading, len(one.asked), self._whose(one, speaker)):
                return self._judgement(words, speaker, one, reading, laid)
        spoken = next((one for one in laid[1:] if one.stretch.kind is Kind.DIRECT), None)
        other = self._sewn(spoken, known) if spoken and best.stretch.kind is None else None
        if spoken and other:
            return self._judgement(words, speaker, spoken, self._reader.read(spoken, words), laid, other)
        near = next((one for one in laid if one.stretch.kind is Kind.DIRECT and self._has_run(one)), None)
        return Judgement(Verdict.INVENTED, nearest=first, near=near, lacking=self._pieces_lacking(best, words))

    def _by_rarity(self, rarity: Rarity) -> Callable[[str], float]:
        """What a word that is found counts: one that carries something the less the more common it is."""

        def weigh(key: str) -> float:
            weight = self.wording.weight(key)
            return weight if self.wording.is_function(key) else weight * (_COMMON + (1 - _COMMON) * rarity(key))

        return weigh

    def _whose(self, laid: Laid, speaker: str | None) -> Whose:
        reported = reported_at(laid)
        if laid.stretch.kind is None:
            told = speaker is None or (reported is not None and self._speaks(laid, reported, speaker) is True)
            return Whose.TOLD if told else Whose.OTHERS
        return Whose.ASKED if speaker is None or laid.same_speaker else Whose.OTHERS

    def _judgement(
        self,
        words: str,
        speaker: str | None,
        best: Laid,
        reading: Reading,
        laid: Sequence[Laid],
        other: Laid | None = None,
    ) -> Judgement:
        reported = reported_at(best)
        if other is not None:
            verdict = Verdict.STITCHED
        elif speaker and self._speaks(best, reported, speaker) is False:
            verdict = Verdict.WRONG_SPEAKER
        elif best.stretch.kind is None:
            verdict = Verdict.REPORTED_NOT_DIRECT
        else:
            verdict = Verdict.TRUE if reading.exact and reading.lost is None else Verdict.ALTERED
        body = best.stretch.article.record.body
        same = reading.exact and not reading.left_out
        return Judgement(
            verdict,
            best,
            other,
            tuple(one for one in laid if _says_again(best, one)),
            reading.lost,
            reading.put_in,
            reading.left_out,
            reading.exact,
            is_part_of_sentence(best),
            best.alignment.share,
            reported,
            () if same else differences(best.alignment, best.asked, words, best.source, body),
            () if reading.exact else self._pieces_lacking(best, words),
            reading.missing,
            moved=self.reversal.negates(reading.lost) and self.reversal.negates(reading.put_in),
        )

    def _pieces_lacking(self, best: Laid, words: str) -> tuple[str, ...]:
        """The pieces that ``best`` lacks, where the words may be sewn from it and from another."""
        if best.stretch.kind is None or not any(self._is_piece(run, best.asked) for run in best.alignment.runs):
            return ()
        return missing_pieces(best, words) if len(best.asked) >= _SEWN else ()

    def _laid(self, asked: tuple[Word, ...], speaker: str | None, stretches: Sequence[Stretch]) -> list[Laid]:
        """The stretches that share most with the words, those words laid on each."""
        bag = {word.key for word in asked}
        least = _ALIKE * sum(map(self.wording.weight, bag))
        by_sort: dict[bool, list[tuple[float, int, Stretch]]] = {True: [], False: []}
        for number, stretch in enumerate(stretches):
            shared = sum(self.wording.weight(key) for key in bag.intersection(stretch.keys))
            if shared >= least:
                by_sort[stretch.kind is None].append((-shared, number, stretch))
        laid = []
        for ranked in by_sort.values():
            for _, _, stretch in sorted(ranked, key=lambda one: one[:2])[:_TRIED]:
                one = self._lay(asked, stretch, speaker)
                if one is not None:
                    laid.append(one)
        return laid

    def _lay(self, asked: tuple[Word, ...], stretch: Stretch, speaker: str | None) -> Laid | None:
        mine, source = unify(asked, stretch.words)
        alignment = align([word.key for word in mine], [word.key for word in source], self.wording.weight)
        if alignment is None:
            return None
        laid = Laid(stretch, mine, source, alignment)
        if stretch.kind is None and self._narrated(laid) < _NARRATED:
            return None
        same = self._speaks(laid, None, speaker) if speaker else None
        return Laid(stretch, mine, source, alignment, same)

    def _sum(self, words: Iterable[Word]) -> float:
        return sum(self.wording.weight(word.key) for word in words)

    def _narrated(self, laid: Laid) -> float:
        """The share of the words asked about that is found outside what speakers say themselves."""
        spoken = [
            part
            for stored in laid.stretch.quotations
            if stored.quotation.kind is Kind.DIRECT
            for part in stored.quotation.parts
        ]
        outside = sum(
            self.wording.weight(word.key)
            for run in laid.alignment.runs
            for word in laid.source[run.right : run.right_end]
            if not any(part.start <= word.start < part.end for part in spoken)
        )
        return outside / max(self._sum(laid.asked), 0.1)

    def _rank(self, laid: Laid) -> tuple[float, float, str, int]:
        """Nearest first; of equals the right speaker's, then what was said before what was written."""
        worth = laid.alignment.share - (_FRONT if laid.stretch.kind is None else 0) + (_OWN if laid.same_speaker else 0)
        spread = laid.alignment.last - laid.alignment.first
        return (-round(worth, 4), spread, laid.stretch.article.record.source, laid.span.start)

    def _speaks(self, laid: Laid, reported: StoredQuotation | None, speaker: str) -> bool | None:
        said = laid.stretch.spoken or (reported.quotation if reported else None)
        return self._same_speaker(speaker, said, laid.stretch.article) if said else None

    def _parted(self, best: Laid, near: float) -> tuple[Laid, Laid | None]:
        """The two halves of words that were laid on two quotations of one speaker with words left out between."""
        if best.stretch.kind is None or near < _PARTED or len(best.asked) < _SEWN:
            return best, None
        laid = best.alignment.runs
        for at in range(1, len(laid)):
            one, other = laid[at - 1], laid[at]
            same = quotation_at(best, one.right_end - 1) == quotation_at(best, other.right)
            heavy = all(any(self._is_piece(run, best.asked) for run in some) for some in (laid[:at], laid[at:]))
            if not same and heavy and other.right > one.right_end:
                return best.only(laid[:at]), best.only(laid[at:])
        return best, None

    def _is_piece(self, run: Run, asked: Sequence[Word]) -> bool:
        """Whether a run is long enough to be a piece of a remark, and not a turn of phrase."""
        weight = self._sum(asked[run.left : run.left_end])
        return weight >= (_GAIN if run.length > PIECE else _PLAIN_GAIN)

    def _has_run(self, laid: Laid) -> bool:
        """Whether so many words stand together as asked that somebody may have gone on from them."""
        return any(run.length >= _RUN and self._is_piece(run, laid.asked) for run in laid.alignment.runs)

    def _sewn(self, best: Laid, stretches: Sequence[Stretch]) -> Laid | None:
        """Where most of the words that ``best`` lacks stand, the speaker's own before others': in another quotation, or elsewhere in the same."""
        if best.stretch.kind is None or len(best.asked) < _SEWN:
            return None
        if not any(self._is_piece(run, best.asked) for run in best.alignment.runs):
            return None
        keys = [word.key for word in best.asked]
        weights = [self.wording.weight(key) for key in keys]
        held = {index for run in best.alignment.runs for index in range(run.left, run.left_end)}
        lacking = {index for index in range(len(keys)) if index not in held}
        if len(lacking) < 2 or sum(weights[index] for index in lacking) < _GAIN:
            return None
        missing = {keys[index] for index in lacking}

        def gain(run: Run) -> float:
            return sum(weights[index] for index in lacking if run.left <= index < run.left_end)

        sewn: list[tuple[float, Laid]] = []
        for stretch in stretches:
            if stretch.kind is None or 2 * len(missing.intersection(stretch.keys)) < len(missing):
                continue
            _, source = unify(best.asked, stretch.words)
            run = max(runs(keys, [word.key for word in source]), key=gain, default=None)
            if run is not None and self._adds(run, lacking, weights):
                own = _OWN_PIECE if _one_speaker(best.stretch, stretch) else 1.0
                sewn.append(
                    (gain(run) * own, Laid(stretch, best.asked, source, Alignment((run,), best.alignment.share)))
                )
        return max(sewn, key=lambda pair: pair[0])[1] if sewn else None

    def _adds(self, run: Run, lacking: set[int], weights: Sequence[float]) -> bool:
        """Whether a run is a piece of another remark: enough of what was lacking, and little is lacking with it."""
        added = [index for index in sorted(lacking) if run.left <= index < run.left_end]
        gain = sum(weights[index] for index in added)
        rest = sum(weights[index] for index in lacking) - gain
        enough = gain >= _GAIN if len(added) >= PIECE else gain >= _PLAIN_GAIN
        telling = sum(weights[index] >= 1 for index in added)  # "and we will put a" is anybody's
        return run.length >= PIECE and enough and telling >= _TELLING and rest <= (1 - _TOGETHER) * sum(weights)


def _one_speaker(one: Stretch, other: Stretch) -> bool:
    """Whether both stretches are one person's words."""
    mine, theirs = one.spoken, other.spoken
    return mine is not None and theirs is not None and mine.speaker_key == theirs.speaker_key is not None


def _says_again(best: Laid, one: Laid) -> bool:
    """Whether ``one`` is the same words by the same speaker elsewhere."""
    mine, theirs = best.stretch.spoken, one.stretch.spoken
    if mine is None or theirs is None or one.stretch.article.id == best.stretch.article.id:
        return False
    same = mine.speaker_key == theirs.speaker_key if mine.speaker_key else mine.speaker == theirs.speaker
    return same and abs(one.alignment.share - best.alignment.share) < 0.005
