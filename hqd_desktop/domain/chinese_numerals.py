"""Numbers written in Chinese (一百二十万, 二〇二五, 叁万伍仟, 百分之五); what could be read in two ways is refused."""

import re
from collections.abc import Callable

_DIGITS = {sign: str(value) for value, signs in enumerate(
    ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for sign in signs}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = "万亿"
_SIGNS = "".join((*_DIGITS, *_TENS, *_MYRIADS))
_BODY = re.compile(f"(百分之)?([{_SIGNS}]+)(?:点([{''.join(_DIGITS)}]+)([万亿]*))?")


class Ambiguous(ValueError):
    """一万二 may mean 12000 or 10002: nobody but the writer knows."""


def read_chinese(text: str) -> tuple[str, str] | None:
    """The number at the start of `text` as plain digits, and the rest: 三百万元 gives ("3000000", "元").

    百分之三 gives ("3", "%"). None when it starts with no Chinese number; Ambiguous for 一万二 and 三百五; ValueError
    when the signs are no number (十十, 二百三百).
    """
    found = _BODY.match(text)
    if found is None or found[2][0] in _MYRIADS or (found[1] and found[2][0] in "百千佰仟"):
        return None
    percent, whole, fraction, scale = found[1], found[2], found[3], found[4]
    digits = _whole(whole)
    if fraction:
        digits = f"{digits}.{''.join(_DIGITS[sign] for sign in fraction)}"
    rest = (scale or "") + text[found.end() :]
    return digits, f"{'%' if percent else ''}{rest}"


def _whole(signs: str) -> str:
    if all(sign in _DIGITS for sign in signs):
        return "".join(_DIGITS[sign] for sign in signs)
    if len(signs) > 1 and signs[-1] in _DIGITS and _DIGITS[signs[-1]] != "0" and _size(signs[-2]) > 10:
        raise Ambiguous(signs)
    return str(_parted(signs, "亿", 10**8, _myriads))


def _size(sign: str) -> int:
    return _TENS.get(sign, 10_000 if sign in _MYRIADS else 0)


def _myriads(signs: str) -> int:
    return _parted(signs, "万", 10**4, _thousands)


def _parted(signs: str, sign: str, size: int, count: Callable[[str], int]) -> int:
    """What stands before the sign counts so many times, what follows is added."""
    high, mark, low = signs.rpartition(sign)
    if not mark:
        return count(signs)
    if not high:
        raise ValueError(signs)
    rest = low.lstrip("零〇")
    return count(high) * size + (count(rest) if rest else 0)


def _thousands(signs: str) -> int:
    total, digit, last = 0, "", 10_000
    for sign in signs:
        if sign in _DIGITS:
            if digit and digit != "0":
                raise ValueError(signs)
            digit = _DIGITS[sign]
            continue
        size = _TENS.get(sign, last)
        if size >= last or digit == "0" or (not digit and (size != 10 or last != 10_000)):
            raise ValueError(signs)
        total += int(digit or "1") * size
        digit, last = "", size
    return total + int(digit or "0")
