"""Finding by Chinese, pinyin initials (yhb), full pinyin or number; it refuses to know what is found."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Readings = Mapping[str, tuple[str, ...]]
_LONG_INITIALS = ("zh", "ch", "sh")
# How a word meets a name: written out before spelled, whole before its beginning before somewhere inside.
_WHOLE, _BEGINNING, _INSIDE, _SPELLED = 0, 2, 4, 1
BEGUN = _BEGINNING + _SPELLED  # up to here a word begins a name
REMOTE = 10  # added where the word meets only what belongs to a thing (its department, the indicator that reads it)


def readings_from(table: str) -> dict[str, tuple[str, ...]]:
    """Characters with their readings, from lines of a reading and its characters (resources/pinyin/readings.txt)."""
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        reading, _, characters = line.partition(" ")
        for character in characters:
            found[character] = (*found.get(character, ()), reading)
    return found


@dataclass(frozen=True, slots=True)
class Term:
    """One name, ready to be searched: its letters and digits alone, and how each of them may be spelled."""

    letters: str
    spellings: tuple[tuple[str, ...], ...]


class Finder:
    """Holds the readings and the names prepared so far; the same name is prepared once."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._terms: dict[str, Term] = {}

    def term(self, name: str) -> Term:
        """A name ready to be searched."""
        found = self._terms.get(name)
        if found is None:
            letters = _letters(name)
            spellings = tuple(self._readings.get(letter, (letter,)) for letter in letters)
            found = self._terms[name] = Term(letters, spellings)
        return found

    def distance(self, query: str, own: Iterable[str], remote: Iterable[str] = ()) -> int | None:
        """How far the words of a query are from a thing, 0 the nearest; None when one of them does not meet it.

        `own` are its names and numbers, `remote` what it only belongs to. An empty query meets everything.
        """
        total = 0
        own_terms, remote_terms = [self.term(name) for name in own], [self.term(name) for name in remote]
        for word in words_of(query):
            near = [d for term in own_terms if (d := meet(word, term)) is not None]
            far = [d + REMOTE for term in remote_terms if (d := meet(word, term)) is not None] if not near else []
            if not near and not far:
                return None
            total += min(near or far)
        return total


def words_of(query: str) -> list[str]:
    """The words of a query, written as names are compared; ü may be typed as v or as itself."""
    return [letters.replace("ü", "v") for word in query.split() if (letters := _letters(word))]


def meet(word: str, term: Term) -> int | None:
    """How well a word meets a name, 0 the best; None when it does not."""
    place = term.letters.find(word)
    if place >= 0:
        return _WHOLE if word == term.letters else _INSIDE if place else _BEGINNING
    if not word.isascii() or word.isdigit():
        return None
    for start, readings in enumerate(term.spellings):
        if any(reading[0] == word[0] for reading in readings):
            used = _spelled(word, term.spellings[start:])
            if used:
                whole = start == 0 and used == len(term.spellings)
                return _SPELLED + (_WHOLE if whole else _INSIDE if start else _BEGINNING)
    return None


def _spelled(word: str, spellings: Sequence[tuple[str, ...]]) -> int:
    """How many characters a word spells from the first on, each by its initial or whole; 0 when it does not.

    The last one may be begun only (`yihub` for 医护比), and both ways may be mixed, as input methods allow.
    """
    places = {0}
    for count, readings in enumerate(spellings, 1):
        reached: set[int] = set()
        for place in places:
            rest = word[place:]
            for reading in readings:
                if reading.startswith(rest):
                    return count
                reached.update(place + length for length in _steps(rest, reading))
        if not reached:
            return 0
        places = reached
    return 0


def _steps(rest: str, reading: str) -> Iterable[int]:
    """By how many letters one reading may move on in what is left of the word."""
    if rest[0] == reading[0]:
        yield 1
        if reading[:2] in _LONG_INITIALS and rest.startswith(reading[:2]):
            yield 2
        if rest.startswith(reading):
            yield len(reading)


def _letters(text: str) -> str:
    """Letters and digits alone, full-width ones as plain ones, capitals as small ones."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
