"""Spoils files by chance: their bytes, the members of a zip, the elements of its XML, the encoding of a text."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from dataclasses import dataclass

Members = list[tuple[str, bytes]]
_ELEMENT = re.compile(rb"<([A-Za-z][\w:]*)\b[^<>]*(?:/>|>[^<>]*</\1>)")
_NUMBER = re.compile(rb"(?<=[\">])-?\d+(?:\.\d+)?(?=[\"<])")
_VALUE = re.compile(rb"=\"([^\"]*)\"")
_WORDS = re.compile(rb">([^<>]{1,40})<")
_NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"1048577", b"2147483648", b"99999999999999999999", b"1e308", b"1e999",
            b"NaN", b"", b"-0", b"1_000", b"0x10", b"1.5.2", "１２".encode(), b" 7 ")  # fmt: skip
_ODD = (b"&#0;", b"&#11;", b"_x0001_", b"&#127;", b"&lol;", b"=cmd|' /C calc'!A0", b"]]>", b"<", b"&", b"\xff", b"\x00",
        b"#DIV/0!", "不适用".encode(), "万元".encode(), "元".encode(), b"2025-01-02", b"%")  # fmt: skip
_ENTITY = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c SYSTEM "file:///etc/hostname">]>'


@dataclass(frozen=True)
class Mutant:
    """A spoilt file and how it was spoilt. `harmless` means that it must be read as before; `lost` that nothing was
    added or altered, only taken away, so that each figure that still comes out must be the one that was there.
    """

    data: bytes
    how: str
    harmless: bool = False
    lost: bool = False


def mutate(data: bytes, chance: random.Random) -> Mutant:
    """Once; a zip mostly from inside."""
    if data.startswith(b"PK") and chance.random() < 0.85:
        return _zip(data, chance)
    if not data.startswith((b"PK", b"\xd0\xcf")) and chance.random() < 0.5:
        return _text(data, chance)
    return Mutant(_bytes(data, chance), "bytes")


def _bytes(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return b"\0"
    spoilt = bytearray(data)
    at, length = chance.randrange(len(spoilt)), chance.choice((1, 2, 4, 16, 300))
    kind = chance.randrange(7)
    if kind == 0:
        for _ in range(chance.randint(1, 12)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    elif kind == 1:
        spoilt[at] ^= 1 << chance.randrange(8)
    elif kind == 2:
        del spoilt[at : at + length]
    elif kind == 3:
        spoilt[at:at] = spoilt[at : at + length] * chance.choice((1, 3, 100))
    elif kind == 4:
        del spoilt[at:]
    elif kind == 5:
        spoilt[at : at + length] = bytes([chance.choice((0, 255))]) * length
    else:
        spoilt[at : at + 4] = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0x10000, 512)).to_bytes(
            4, "little"
        )
    return bytes(spoilt)


def _text(data: bytes, chance: random.Random) -> Mutant:
    kind = chance.randrange(4)
    plain = data.decode("utf-8", "replace")
    if kind == 0 and "\ufffd" not in plain:
        encoding = chance.choice(("utf-8-sig", "gb18030", "utf-16"))
        head = data[:200].lower()
        if b"<" in head:  # it says itself what it is written in
            return Mutant(plain.encode(encoding, "replace"), f"as {encoding}")
        return Mutant(plain.encode(encoding), f"as {encoding}", harmless=True)
    at = chance.randrange(len(data))
    if kind == 1:
        lines = data.splitlines(keepends=True)
        del lines[chance.randrange(1, max(2, len(lines))) :][:1]
        chosen = chance.randrange(len(lines))
        return Mutant(b"".join(lines[:chosen] + lines[chosen:] * chance.choice((1, 2))), "lines")
    odd = chance.choice(
        (*_ODD, b'"', b",", b"\t", b"\r", b"\n", b";", b"<td rowspan=99999>", b"<table>", b"<!--", b"</")
    )
    return Mutant(data[:at] + odd * chance.choice((1, 1, 1, 5000)) + data[at:], f"put in {odd!r}")


def _zip(data: bytes, chance: random.Random) -> Mutant:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # noqa: BLE001 - spoilt before
        return Mutant(_bytes(data, chance), "bytes")
    if not members:
        return Mutant(_bytes(data, chance), "bytes")
    first, second = chance.randrange(len(members)), chance.randrange(len(members))
    name, content = members[first]
    kind = chance.randrange(16)
    if kind == 0:
        chance.shuffle(members)
        return Mutant(packed(members), "members in another order", harmless=True)
    if kind == 1:
        return Mutant(packed(members, zipfile.ZIP_STORED), "stored", harmless=True)
    if kind == 2:
        members[first], members[second] = (name, members[second][1]), (members[second][0], content)
        return Mutant(packed(members), f"swapped {name} and {members[second][0]}")
    if kind == 3:
        del members[first]
        return Mutant(packed(members), f"without {name}")
    if kind == 4:
        members[first] = (name, content[: chance.randrange(len(content) + 1)])
        return Mutant(packed(members), f"{name} cut off")
    if kind == 5:
        members.insert(second, (name, chance.choice(members)[1]))
        return Mutant(packed(members), f"{name} twice")
    if kind == 6:
        members[first] = (chance.choice((name.upper(), f"/{name}", name.replace("/", "\\"), f"x{name}")), content)
        return Mutant(packed(members), f"{name} named {members[first][0]}")
    if kind == 7:
        members[first] = (name, _bytes(content, chance))
        return Mutant(packed(members), f"bytes of {name}")
    spoilt, how, lost = _xml(content, chance)
    members[first] = (name, spoilt)
    return Mutant(packed(members), f"{name}: {how}", lost=lost)


def _xml(content: bytes, chance: random.Random) -> tuple[bytes, str, bool]:
    kind = chance.randrange(8)
    if kind == 0:
        return content.replace(b"?>", b"?>" + _ENTITY, 1), "an entity", False
    if kind == 1:
        wide = content.decode("utf-8", "replace").replace('"UTF-8"', '"UTF-16"')
        return wide.encode("utf-16"), "as UTF-16", False
    if kind == 2:
        said = chance.choice((b"gb2312", b"latin-1", b"ascii", b"utf-7", b"UTF-16"))
        return (
            re.sub(rb"encoding=[\"'][\w-]+[\"']", b'encoding="' + said + b'"', content, count=1),
            f"said {said!r}",
            False,
        )
    pattern = {3: _NUMBER, 4: _VALUE, 5: _WORDS}.get(kind, _ELEMENT)
    found = list(pattern.finditer(content))
    if not found:
        return _bytes(content, chance), "bytes", False
    one = chance.choice(found)
    if kind == 3:
        put = chance.choice(_NUMBERS)
        return content[: one.start()] + put + content[one.end() :], f"{one[0]!r} became {put!r}", False
    if kind in (4, 5):
        put = chance.choice((*_ODD, *_NUMBERS, chance.choice(found)[1]))
        return content[: one.start(1)] + put + content[one.end(1) :], f"{one[1][:60]!r} became {put[:60]!r}", False
    if kind == 6:
        times = chance.choice((2, 2, 300))
        return content[: one.start()] + one[0] * times + content[one.end() :], f"{one[0][:60]!r} {times} times", False
    return content[: one.start()] + content[one.end() :], f"without {one[0][:60]!r}", True


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of them, names given twice included."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in members:
                archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, method)
    return buffer.getvalue()
