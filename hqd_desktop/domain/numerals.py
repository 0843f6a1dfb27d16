"""Numbers as people type and read them; it refuses whatever could be read in two ways."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from hqd_desktop.domain.chinese_numerals import Ambiguous, read_chinese
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.units import conversion_factor

MAX_DIGITS = 15
MAX_PLACES = 6
PRECISION = Context(prec=40)
_TRUSTED = Context(prec=30)  # the digits of a quotient that no further division of our 40 has spoiled

_MAGNITUDES = {"万": 4, "亿": 8, "千": 3, "百万": 6, "千万": 7, "万亿": 12}
_MINUS_SIGNS = "−－﹣–—"
_LONGEST = PRECISION.prec  # digits beyond this would be rounded before they are counted
_QUOTED = 80
_ONE = Decimal(1)
_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"(\d+(\.\d*)?|\.\d+)", re.ASCII)
_EXPONENT = re.compile(r"[eE]\s*[+-]?\d", re.ASCII)
_TAIL = re.compile(r"(百万|千万|万亿|万|亿|千)?\s*(%|[^\d\s.,+\-%]+)?$")


def normalise(text: str) -> str:
    """Full-width digits and marks to plain ones, every kind of minus to `-`, outer and no-break spaces away.

    Raised, circled and broken digits (5², ①, ½) stay as they are: 5² must never become 52.
    """
    for sign in _MINUS_SIGNS:
        text = text.replace(sign, "-")
    return unicodedata.normalize("NFC", "".join(map(_plain_letter, text))).strip()


def _plain_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    hidden = unicodedata.category(letter) != "Nd" and any(digit in plain for digit in "0123456789")
    return letter if hidden else plain


def read_number(text: str, unit: str = "", where: str = "", scale: Decimal = _ONE) -> Decimal | Problem:
    """Read what a person typed for a value in `unit`: 1,234.5 · １２３ · 12.5% · 1.5万 · 1.2亿 · 3,500万元 · −5 · 三万.

    Returns the exact value in `unit` times `scale`, or a Problem that says why it cannot be read: letters, NaN, 1e9,
    misplaced separators, two points, a percent sign on an item that is no percentage, a unit of another dimension,
    more than 15 digits or more than 6 decimals. Blank text is a Problem too: blank is a state, not a number.
    """

    def refuse(code: str, **params: str) -> Problem:
        return Problem(code, where, {"text": text.strip()[:_QUOTED], "unit": unit, **params})

    plain = normalise(text)
    if not plain:
        return refuse("number_blank")
    plain = _accounting(plain, unit)
    sign = -1 if plain.startswith("-") else 1
    body = plain.lstrip("+-").strip() if plain[0] in "+-" else plain
    if plain[0] in "+-" and plain[1:2] in tuple("+-"):
        return refuse("number_unreadable")
    try:
        digits, tail = _split(body)
    except Ambiguous:
        return refuse("number_ambiguous")
    except ValueError:
        return refuse("number_unreadable")
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    elif "," in digits:
        return refuse("number_separator")
    elif not _PLAIN.fullmatch(digits):
        return refuse("number_unreadable")
    factor = scale
    if tail:
        if _EXPONENT.match(tail):
            return refuse("number_exponent")
        parts = _TAIL.fullmatch(tail)
        if parts is None or any(unicodedata.category(letter) == "No" for letter in tail):
            return refuse("number_unreadable")
        magnitude, given = parts[1] or "", parts[2] or ""
        if given == "%":
            if unit != "%" or magnitude:
                return refuse("number_percent")
        elif given:
            known = conversion_factor(given, unit)
            if known is None:
                return refuse("number_letters" if given.isascii() else "number_unit", given=magnitude + given)
            factor = known * scale
        factor *= Decimal(10) ** _MAGNITUDES.get(magnitude, 0)
    if len(digits) > _LONGEST:
        return refuse("number_too_long", digits=str(MAX_DIGITS))
    with localcontext(PRECISION):
        value = sign * Decimal(digits) * factor
    return check_size(value, text, where)


def _accounting(plain: str, unit: str) -> str:
    """As an accounting format writes it: (5,000.00) is −5,000.00, ¥ says 元 where money is asked for; (5) is a list."""
    if re.fullmatch(r"\((¥?\d[\d.,]*[.,]\d+|¥\d+)\)", plain, re.ASCII):
        plain = f"-{plain[1:-1]}"
    sign, body = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    money = re.match(r"¥\d", body, re.ASCII) and conversion_factor("元", unit) is not None
    return sign + body[1:] if money else plain


def _split(body: str) -> tuple[str, str]:
    """The digits at the start and what follows them; ValueError when it starts with no number."""
    match = re.match(r"[\d.,]+", body, re.ASCII)
    found = read_chinese(body) if match is None else (match[0], body[match.end() :])
    if found is None:
        raise ValueError(body)
    return found[0], found[1].strip()


def check_size(value: Decimal, text: str = "", where: str = "") -> Decimal | Problem:
    """The value itself when it has at most 15 digits and 6 decimals, otherwise the Problem."""
    value = plain_decimal(value)
    if len(value.as_tuple().digits) > MAX_DIGITS:
        return Problem("number_too_long", where, {"text": text.strip()[:_QUOTED], "digits": str(MAX_DIGITS)})
    if decimal_places(value) > MAX_PLACES:
        return Problem("number_too_fine", where, {"text": text.strip()[:_QUOTED], "places": str(MAX_PLACES)})
    return value


def plain_decimal(value: Decimal) -> Decimal:
    """The same value without trailing zeros and without an exponent: 1E+2 becomes 100, −0 becomes 0."""
    value = value.normalize(PRECISION)
    return Decimal(0) if value.is_zero() else Decimal(format(value, "f"))


def canonical_text(value: Decimal) -> str:
    """The one text of a value, as stored and digested: no exponent, no trailing zeros, `-` for minus."""
    return format(plain_decimal(value), "f")


def decimal_places(value: Decimal) -> int:
    """How many decimals the value really has."""
    return len(canonical_text(value).partition(".")[2])


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as people do (四舍五入): 0.005 to two places is 0.01, −0.005 is −0.01.

    A quotient of quotients may end in …4999 (35 nines) where it is …5 exactly, so it is first rounded to 30 digits.
    A value with so many digits that the place lies beyond our precision is returned as it is.
    """
    if value.adjusted() + places + 2 < _TRUSTED.prec:
        value = _TRUSTED.plus(value)
    if value.adjusted() + places >= PRECISION.prec:
        return PRECISION.plus(value)
    rounded = value.quantize(_ONE.scaleb(-places), ROUND_HALF_UP, PRECISION)
    return rounded.copy_abs() if rounded.is_zero() else rounded


def shown(value: Decimal, places: int, grouped: bool = True) -> str:
    """The text a person reads: rounded half up, thousands separators, a real minus sign."""
    rounded = round_half_up(value, places)
    return format(rounded, ",f" if grouped else "f").replace("-", "−")
