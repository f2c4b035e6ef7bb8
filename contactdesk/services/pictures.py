"""Small pictures for the demo company: marks of businesses and portraits of persons, drawn as PNG.

A drawing is rendered once into palette numbers; every picture made of it is the same drawing with
colours of its own, so that a hundred pictures cost no more than ten.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]
#: Distance of a point to the edge of a shape, negative inside; the picture spans -1 to 1, y downwards.
Shape: TypeAlias = Callable[[float, float], float]
#: A layer's number, or what covers what in how many eighths.
Pixel: TypeAlias = "int | tuple[Pixel, int, int]"

SIZE = 96
_STEPS = 8


def circle(x0: float, y0: float, radius: float) -> Shape:
    """A disc."""
    return lambda x, y: math.hypot(x - x0, y - y0) - radius


def ellipse(x0: float, y0: float, width: float, height: float) -> Shape:
    """An ellipse with these half axes; the distance is near enough for a smooth edge."""

    def distance(x: float, y: float) -> float:
        reach = math.hypot((x - x0) / width, (y - y0) / height)
        return (reach - 1) * min(width, height)

    return distance


def box(x0: float, y0: float, width: float, height: float, *, turned: float = 0.0, corner: float = 0.06) -> Shape:
    """A rectangle with round corners and these half sides, `turned` by degrees."""
    sine, cosine = math.sin(math.radians(turned)), math.cos(math.radians(turned))

    def distance(x: float, y: float) -> float:
        x, y = x - x0, y - y0
        across = abs(x * cosine + y * sine) - width + corner
        down = abs(y * cosine - x * sine) - height + corner
        return math.hypot(max(across, 0.0), max(down, 0.0)) + min(max(across, down), 0.0) - corner

    return distance


def both(*shapes: Shape) -> Shape:
    """What all shapes cover."""
    return lambda x, y: max(shape(x, y) for shape in shapes)


def either(*shapes: Shape) -> Shape:
    """What any of the shapes covers."""
    return lambda x, y: min(shape(x, y) for shape in shapes)


def without(shape: Shape, *taken: Shape) -> Shape:
    """`shape` with the others cut out."""
    return lambda x, y: max(shape(x, y), *(-other(x, y) for other in taken))


#: Marks of businesses: layers from the background upwards; layer n has colour n.
MARKS: tuple[tuple[Shape, ...], ...] = (
    (circle(-0.28, 0.12, 0.42), circle(0.28, 0.12, 0.42), both(circle(-0.28, 0.12, 0.42), circle(0.28, 0.12, 0.42))),
    (box(-0.42, 0.22, 0.14, 0.3), box(0, 0.06, 0.14, 0.46), box(0.42, -0.12, 0.14, 0.64)),
    (box(0, 0, 0.46, 0.46, turned=45), box(0, 0, 0.26, 0.26, turned=45), circle(0, 0, 0.1)),
    (both(circle(-0.3, 0.3, 0.8), circle(0.3, -0.3, 0.8)), both(circle(-0.3, 0.3, 0.55), circle(0.3, -0.3, 0.55)), circle(0, 0, 0.09)),
    (
        both(box(-0.22, 0.42, 0.52, 0.52, turned=45, corner=0.02), box(0, 0, 0.8, 0.45)),
        both(box(0.26, 0.56, 0.5, 0.5, turned=45, corner=0.02), box(0, 0, 0.8, 0.45)),
        circle(0.42, -0.4, 0.14),
    ),
    (without(circle(0, 0, 0.62), circle(0, 0, 0.4)), box(0, 0, 0.09, 0.62), circle(0, 0, 0.2)),
    (box(-0.27, -0.27, 0.24, 0.24), circle(0.27, -0.27, 0.24), either(circle(-0.27, 0.27, 0.24), box(0.27, 0.27, 0.24, 0.24))),
    (
        without(circle(0, 0.5, 0.95), circle(0, 0.75, 0.95)),
        without(circle(0, 0.75, 0.75), circle(0, 1.0, 0.8)),
        circle(0, -0.12, 0.16),
    ),
)

_SHOULDERS, _NECK, _FACE = ellipse(0, 1.05, 0.72, 0.6), box(0, 0.38, 0.16, 0.3), ellipse(0, -0.08, 0.36, 0.43)
_CAP = both(ellipse(0, -0.14, 0.42, 0.46), lambda _x, y: y + 0.22)
_LONG_HAIR = either(ellipse(0, -0.12, 0.46, 0.5), box(0, 0.25, 0.46, 0.42, corner=0.2))
_FRINGE = both(ellipse(0, -0.12, 0.4, 0.46), circle(-0.25, -0.62, 0.5))

_BUN, _OVAL = ellipse(0, -0.12, 0.42, 0.48), ellipse(0, 0.06, 0.35, 0.4)

#: Portraits: colour 1 clothes, 2 skin, 3 hair.
_NOTHING = circle(0, 0, -9)
PORTRAITS: tuple[tuple[Shape, ...], ...] = (
    (_SHOULDERS, either(_NECK, _FACE), _CAP),
    (_SHOULDERS, either(_NECK, _FACE), either(_FRINGE, both(ellipse(0, -0.1, 0.42, 0.5), lambda _x, y: y + 0.34))),
    (_SHOULDERS, either(_NECK, _FACE), _NOTHING),
    (_SHOULDERS, either(_NECK, _FACE), without(_LONG_HAIR, both(_FACE, ellipse(0, 0.02, 0.33, 0.4)), both(_NECK, lambda _x, y: 0.3 - y))),
    (_SHOULDERS, either(_NECK, _FACE), either(circle(0, -0.66, 0.17), without(_BUN, both(either(_NECK, _FACE), _OVAL)))),
)
#: Portraits that suit either.
SHORT_HAIR, LONG_HAIR = (0, 1, 2), (3, 4, 1)

GROUNDS: tuple[Colour, ...] = (
    *((38, 84, 124), (20, 110, 106), (122, 60, 105), (176, 82, 44), (64, 78, 150), (46, 111, 64)),
    *((150, 45, 62), (88, 88, 96), (28, 118, 152), (134, 104, 30)),
)
PASTELS: tuple[Colour, ...] = (
    *((214, 228, 240), (222, 238, 226), (244, 228, 214), (232, 222, 240), (248, 236, 206), (216, 236, 238)),
    *((244, 220, 224), (228, 230, 234)),
)
SKINS: tuple[Colour, ...] = ((250, 220, 196), (240, 200, 168), (222, 174, 134), (186, 132, 92), (132, 88, 60), (98, 64, 46))
HAIRS: tuple[Colour, ...] = ((44, 34, 32), (92, 58, 36), (140, 92, 50), (206, 164, 92), (150, 70, 36), (186, 186, 190))
CLOTHES: tuple[Colour, ...] = (
    *((42, 74, 110), (150, 58, 64), (58, 112, 92), (96, 84, 130), (60, 64, 74), (196, 130, 52), (90, 130, 160), (120, 120, 124)),
)
WHITE: Colour = (255, 255, 255)


def mark(number: int) -> bytes:
    """The mark of a business; every `number` has its own drawing and colours, and always the same."""
    ground = GROUNDS[number % len(GROUNDS)]
    layers = [_mixed(ground, WHITE, 0.62), _mixed(ground, WHITE, 0.88), WHITE]
    turn = number // len(GROUNDS) % 3
    return _png(MARKS, number % len(MARKS), [ground, *layers[turn:], *layers[:turn]])


def portrait(number: int, *, long_hair: bool) -> bytes:
    """The portrait of a person; every `number` has its own colours, and always the same."""
    drawings = LONG_HAIR if long_hair else SHORT_HAIR
    colours = [_one(PASTELS, number), _one(CLOTHES, number // 3), _one(SKINS, number // 2), _one(HAIRS, number // 5)]
    return _png(PORTRAITS, drawings[number % len(drawings)], colours)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A rendered drawing: its compressed palette numbers, and what each number is made of."""

    data: bytes
    pixels: tuple[Pixel, ...]


def _png(drawings: tuple[tuple[Shape, ...], ...], which: int, colours: Sequence[Colour]) -> bytes:
    drawing = _drawing(drawings, which)
    palette = bytes(part for pixel in drawing.pixels for part in _resolved(pixel, colours))
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"PLTE", palette) + _chunk(b"IDAT", drawing.data) + _chunk(b"IEND", b"")


@cache
def _drawing(drawings: tuple[tuple[Shape, ...], ...], which: int) -> _Drawing:
    numbers: dict[Pixel, int] = {}
    rows = bytearray()
    for row in range(SIZE):
        rows.append(0)
        y = (2 * row + 1) / SIZE - 1
        for column in range(SIZE):
            pixel = _pixel(drawings[which], (2 * column + 1) / SIZE - 1, y)
            rows.append(numbers.setdefault(pixel, len(numbers)))
    return _Drawing(zlib.compress(bytes(rows), 9), tuple(numbers))


def _pixel(layers: Sequence[Shape], x: float, y: float) -> Pixel:
    """What is seen at a point: the topmost layer, or a mixture where an edge runs through."""
    seen: Pixel = 0
    for number, shape in enumerate(layers, 1):
        covered = round(_STEPS * min(1.0, max(0.0, 0.5 - shape(x, y) * SIZE / 2)))
        if covered == _STEPS:
            seen = number
        elif covered:
            seen = (seen, number, covered)
    return seen


def _resolved(pixel: Pixel, colours: Sequence[Colour]) -> Colour:
    if isinstance(pixel, int):
        return colours[pixel]
    under, over, covered = pixel
    return _mixed(_resolved(under, colours), colours[over], covered / _STEPS)


def _mixed(first: Colour, second: Colour, part: float) -> Colour:
    red, green, blue = (round(one + (other - one) * part) for one, other in zip(first, second, strict=True))
    return red, green, blue


def _one(colours: Sequence[Colour], number: int) -> Colour:
    return colours[number % len(colours)]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
