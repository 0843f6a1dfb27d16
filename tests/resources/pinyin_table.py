"""Makes resources/pinyin/readings.txt anew from pypinyin: `python -m tests.resources.pinyin_table` (decision 003)."""

from collections import Counter, defaultdict

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT
from pypinyin.contrib.tone_convert import to_normal

from hqd_desktop import paths

PATH = paths.resources() / "pinyin" / "readings.txt"
# A further reading of a character counts when this share of its phrases, and at least two, has it: 长 is zhang and
# chang, but 之 is never zhu.
SHARE = 0.02


def make() -> str:
    """Lines of a reading without tone (ü as v) and the characters of GB 2312 that have it, in alphabetical order."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        if len(phrase) == len(readings):
            for character, reading in zip(phrase, readings, strict=True):
                used[character][to_normal(reading[0], v_to_u=False)] += 1
    lines: dict[str, list[str]] = defaultdict(list)
    for character in _gb2312():
        found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        least = max(2, used[character].total() * SHARE)
        for place, reading in enumerate(found):
            if not place or used[character][reading] >= least:
                lines[reading].append(character)
    return "".join(f"{reading} {''.join(lines[reading])}\n" for reading in sorted(lines))


def _gb2312() -> list[str]:
    codes = [bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    return [text for code in codes if (text := code.decode("gb2312", errors="ignore"))]


if __name__ == "__main__":
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(make(), encoding="utf-8", newline="\n")
