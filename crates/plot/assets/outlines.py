"""Writes the outlines of a font as the table that the crate reads. Usage: outlines.py FONT.ttf > outlines.txt"""

import sys

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x0384, 0x03CE), (0x0400, 0x045F),
    (0x2010, 0x2027), (0x2070, 0x2089), (0x20AC, 0x20AC), (0x2202, 0x2265), (0xFFFD, 0xFFFD),
]


def outline(glyphs, name):
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    x, y = 0, 0
    out = []

    def put(command, *points):
        nonlocal x, y
        out.append(command + " ".join(f"{px - x} {py - y}" for px, py in points))
        x, y = points[-1]

    for kind, points in pen.value:
        if kind == "moveTo":
            put("M", *points)
        elif kind == "lineTo":
            put("L", *points)
        elif kind == "qCurveTo":
            if points[-1] is None:
                # A contour without on-curve points: start between the last and the first.
                (ax, ay), (bx, by) = points[-2], points[0]
                start = (round((ax + bx) / 2), round((ay + by) / 2))
                put("M", start)
                points = (*points[:-1], start)
            for control, end in decomposeQuadraticSegment(points):
                control, end = (tuple(map(round, point)) for point in (control, end))
                put("Q", control, end)
        else:
            assert kind == "closePath", kind
            out.append("Z")
    return "".join(out)


font = TTFont(sys.argv[1])
glyphs, names = font.getGlyphSet(), font.getBestCmap()
assert font["head"].unitsPerEm == 2048
for first, last in RANGES:
    for code in range(first, last + 1):
        if code in names:
            print(f"{code:04X} {glyphs[names[code]].width} {outline(glyphs, names[code])}".rstrip())
