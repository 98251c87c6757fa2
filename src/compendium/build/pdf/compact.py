"""A PDF as Chromium writes it, written again: smaller, and with what the project says about it.

Chromium writes every object of the structure plainly, which is half of the file. Here all that are no streams go into
compressed ones (object streams, PDF 1.5); nothing else changes, so two prints of the same document are the same bytes.
"""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_START = re.compile(rb"(\d+) 0 obj\s*")
_MAP = re.compile(rb"/ToUnicode (\d+) 0 R")
_STREAM = re.compile(rb"stream\r?\n(.*)endstream", re.DOTALL)
# A map from glyphs to characters: a line has a glyph, or the first and last of a range, and the first's character.
_CHARACTERS = re.compile(rb"\d+ beginbf(char|range)\n(.*?)endbf\1\n", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>")
_ONE = re.compile(rb"<([0-9A-Fa-f]+)> <(2[EFef][0-9A-Fa-f]{2})>$", re.MULTILINE)
_FIRST, _LAST = 0x2E80, 0x2FDF  # the radicals
_A_BLOCK = 100  # lines of a map at most
# Characters that Unicode has twice and whose second form it does not trace to the first: as a radical, and in use.
_RADICALS = dict(
    zip(
        "⺌⺠⺟⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⼾",
        "小民母西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟户",
        strict=True,
    )
)
_A_STREAM = 2000  # objects in one object stream


@dataclass(frozen=True)
class _Read:
    objects: Mapping[int, bytes]  # by number
    root: int
    info: int


def rewritten(made: bytes, about: Mapping[str, str], date: str) -> bytes:
    """Return the PDF with its objects compressed and its information replaced.

    Args:
        made: a PDF by Chromium.
        about: the information, such as ``Title``.
        date: the date to name in it, YYYY-MM-DD.
    """
    read = _read(made)
    objects = dict(read.objects)
    for number in {int(found) for body in read.objects.values() for found in _MAP.findall(body)}:
        objects[number] = _readable(objects[number])
    stamp = f"D:{date.replace('-', '')}000000Z".encode()
    told = b"".join(b"/%s %s\n" % (name.encode(), _text(text)) for name, text in about.items())
    objects[read.info] = b"<<%s/CreationDate (%s)\n/ModDate (%s)>>" % (told, stamp, stamp)
    return _written(objects, read)


def _read(made: bytes) -> _Read:
    """Return the objects of a PDF that has one plain table of them."""
    table = int(made[made.rindex(b"startxref") + 9 :].split()[0])
    trailer = made[made.index(b"trailer", table) :]
    places = sorted(
        int(place) for place in re.findall(rb"(\d{10}) \d{5} n", made[table : made.index(b"trailer", table)])
    )
    objects = {}
    for place, end in zip(places, [*places[1:], table], strict=True):
        head = _START.match(made, place)
        if head is None:
            raise ValueError(f"no object at byte {place} of the PDF")
        objects[int(head[1])] = made[head.end() : made.rindex(b"endobj", place, end)].rstrip()
    root, info = (int(re.search(rb"/%s (\d+) 0 R" % name, trailer)[1]) for name in (b"Root", b"Info"))  # type: ignore[index]
    return _Read(objects, root, info)


def _readable(body: bytes) -> bytes:
    """Return a font's map from glyphs to characters with characters in use in the place of radicals.

    Where a font draws both with one glyph, Chromium names the radical, and a search for the character finds nothing.
    """
    found = _STREAM.search(body)
    if found is None:
        return body
    return _stream(b"", _CHARACTERS.sub(_without_radicals, zlib.decompress(found[1])))


def _without_radicals(block: re.Match[bytes]) -> bytes:
    """Return a block of the map with its radicals replaced; ranges that have some become single glyphs."""
    lines = block[2].splitlines()
    if block[1] == b"char":
        return _blocks(b"char", [_ONE.sub(_in_use, line) for line in lines])
    kept, single = [], []
    for line in lines:
        found = _RANGE.fullmatch(line.strip())
        glyph, last, character = (int(one, 16) for one in found.groups()) if found else (0, 0, 0)
        if not found or character > _LAST or character + last - glyph < _FIRST:
            kept.append(line)
            continue
        digits = len(found[1])
        single += [b"<%0*X> <%04X>" % (digits, glyph + step, character + step) for step in range(last - glyph + 1)]
    return _blocks(b"range", kept) + _blocks(b"char", [_ONE.sub(_in_use, line) for line in single])


def _blocks(kind: bytes, lines: list[bytes]) -> bytes:
    some = (lines[start : start + _A_BLOCK] for start in range(0, len(lines), _A_BLOCK))
    return b"".join(b"%d beginbf%s\n%s\nendbf%s\n" % (len(one), kind, b"\n".join(one), kind) for one in some)


def _in_use(found: re.Match[bytes]) -> bytes:
    radical = chr(int(found[2], 16))
    in_use = _RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)
    return b"<%s> <%04X>" % (found[1], ord(in_use))


def _written(objects: Mapping[int, bytes], read: _Read) -> bytes:
    """Return a PDF of objects; streams stand by themselves, all others within streams."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    plain = [number for number, body in objects.items() if not body.endswith(b"endstream")]
    packed = {number: objects[number] for number in plain}

    def add(number: int, body: bytes) -> None:
        entries[number] = (1, len(out), 0)
        out.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    for number, body in objects.items():
        if number not in packed:
            add(number, body)
    following = max(objects) + 1
    for start in range(0, len(plain), _A_STREAM):
        some = plain[start : start + _A_STREAM]
        add(following, _object_stream(some, packed))
        entries |= {number: (2, following, place) for place, number in enumerate(some)}
        following += 1
    at = len(out)
    entries[following] = (1, at, 0)
    out.extend(b"%d 0 obj\n%s\nendobj\n" % (following, _table(entries, read, bytes(out))))
    out.extend(b"startxref\n%d\n%%%%EOF\n" % at)
    return bytes(out)


def _object_stream(numbers: list[int], objects: Mapping[int, bytes]) -> bytes:
    body, places = bytearray(), []
    for number in numbers:
        places.append(b"%d %d" % (number, len(body)))
        body.extend(objects[number] + b"\n")
    head = b" ".join(places) + b"\n"
    return _stream(b"/Type /ObjStm /N %d /First %d" % (len(numbers), len(head)), head + bytes(body))


def _table(entries: Mapping[int, tuple[int, int, int]], read: _Read, before: bytes) -> bytes:
    rows = b"".join(_row(entries.get(number, (0, 0, 65535))) for number in range(max(entries) + 1))
    digest = hashlib.sha256(before).hexdigest()[:32].encode()
    told = b"/Type /XRef /W [1 4 2] /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]"
    return _stream(told % (max(entries) + 1, read.root, read.info, digest, digest), rows)


def _row(entry: tuple[int, int, int]) -> bytes:
    kind, place, index = entry
    return kind.to_bytes(1) + place.to_bytes(4) + index.to_bytes(2)


def _stream(told: bytes, body: bytes) -> bytes:
    packed = zlib.compress(body, 9)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (told, len(packed), packed)


def _text(text: str) -> bytes:
    """Return a string of PDF: UTF-16 as hexadecimal digits."""
    return b"<feff%s>" % text.encode("utf-16-be").hex().encode()
