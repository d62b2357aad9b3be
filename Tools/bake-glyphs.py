#!/usr/bin/env python3
"""Re-records the glyph outlines of DejaVu Sans that the plots are lettered with.

    pip install fonttools
    Tools/bake-glyphs.py /usr/share/fonts/truetype/dejavu Sources/Plotting/Text

Writes DejaVuSans.swift and DejaVuSansBold.swift: each one base64 string of this little table
(little-endian):

    u16 units per em, u16 number of glyphs, then for each glyph
    u16 code point, u16 advance, u8 number of contours, then for each contour
    u8 number of points, then for each point two variable-length integers (7 bits a byte, low bits
    first): zigzag(dx) * 2 + (1 if on the curve else 0), zigzag(dy)

Distances are from the previous point of the glyph (the first from the origin), y upwards:
TrueType's quadratic outlines as they are, composites resolved. Quadratic outlines beat a bitmap
atlas here: one table letters every size and every angle, and is half as large as one bitmap size.
"""
import base64
import struct
import sys

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

CHARACTERS = (
    [*range(0x20, 0x7F), *range(0xA0, 0x180)]
    + [*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA), 0x3D1, 0x3D5, 0x3F5]
    + [ord(c) for c in "\u2009\u200a‐–—‘’“”„†‡•…‰′″€™ℓ⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉"]
    + [ord(c) for c in "←↑→↓↔⇒∂∆∇∈∏∑−∗√∝∞∩∪∫≈≠≡≤≥≪≫⋅✓✗\ufffd"]
)


def contours_of(glyph_set, name):
    """Point lists [(x, y, on curve)] of one glyph."""
    pen = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(pen)
    contours = []
    for operator, points in pen.value:
        if operator == "moveTo":
            contours.append([(*points[0], 1)])
        elif operator == "lineTo":
            contours[-1].append((*points[0], 1))
        elif operator == "qCurveTo":
            if points[-1] is None:
                contours.append([(*p, 0) for p in points[:-1]])
            else:
                contours[-1] += [(*p, 0) for p in points[:-1]] + [(*points[-1], 1)]
    for contour in contours:
        if len(contour) > 1 and contour[0] == contour[-1]:
            contour.pop()
    return contours


def varint(value):
    out = bytearray()
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return out


def zigzag(value):
    return value * 2 if value >= 0 else -value * 2 - 1


def table_of(path):
    font = TTFont(path)
    names, glyph_set, widths = font.getBestCmap(), font.getGlyphSet(), font["hmtx"]
    present = sorted({c for c in CHARACTERS if c in names})
    out = bytearray(struct.pack("<HH", font["head"].unitsPerEm, len(present)))
    for character in present:
        contours = contours_of(glyph_set, names[character])
        out += struct.pack("<HHB", character, widths[names[character]][0], len(contours))
        at = (0, 0)
        for contour in contours:
            assert len(contour) < 256
            out.append(len(contour))
            for x, y, on in contour:
                x, y = round(x), round(y)
                out += varint(zigzag(x - at[0]) * 2 + on) + varint(zigzag(y - at[1]))
                at = (x, y)
    return bytes(out)


COLUMNS = 92  # of base64 in a line of source, which has 100

TEMPLATE = '''/// Outlines of {face}, recorded by Tools/bake-glyphs.py, which describes the
/// table. Do not edit.
///
/// DejaVu fonts 2.37: (c) 2003 Bitstream, Inc. (Bitstream Vera is a trademark of Bitstream, Inc.);
/// DejaVu changes are in the public domain. Free to use, copy, embed and redistribute; see
/// /usr/share/doc/fonts-dejavu-core/copyright.
enum {name} {{
  // swift-format-ignore
  static let table: StaticString = """
{lines}
    """
}}
'''


def write(path, face, name):
    text = base64.b64encode(table_of(path)).decode()
    pieces = [text[i:i + COLUMNS] for i in range(0, len(text), COLUMNS)]
    lines = "\n".join("    " + piece + "\\" for piece in pieces)
    lines = lines[:-1]  # no continuation after the last
    with open(f"{sys.argv[2]}/{name}.swift", "w") as out:
        out.write(TEMPLATE.format(face=face, name=name, lines=lines))


if __name__ == "__main__":
    write(f"{sys.argv[1]}/DejaVuSans.ttf", "DejaVu Sans", "DejaVuSans")
    write(f"{sys.argv[1]}/DejaVuSans-Bold.ttf", "DejaVu Sans Bold", "DejaVuSansBold")
