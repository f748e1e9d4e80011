"""The domain model in one picture, as SVG: `docs/domain.svg`.

The chain from meeting to major step runs across as one ribbon; everything else stands
around it, room by room. Each link of a model is an arrow or named in the model's box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape

from django.apps import apps

from .layout import ARROWS, BOXES, EVERY_ROW, NOT_DRAWN, ROOMS, SPINE, Arrow, Box, Room
from .registry import label, links_of, models_of

MARGIN, PADDING, HEADING = 14, 16, 30
WIDTH, GAP, ROW_GAP = 140, 22, 38  # of a box, between columns, between rows
TIP = 15  # how far the point of a spine box reaches
KEY = 24  # between the lines of the key
NAME, WORDS, LINKS = (15, 18), (12, 15), (11, 14)  # font size and line height
EM = 0.56  # mean width of a letter, in font sizes; generous, since fonts differ

INK, MUTED, PAPER = "#1b2733", "#566573", "#ffffff"
TINTS = {
    "tracks": ("#e9f0f7", "#9fb6cc"),
    "rights": ("#eaf3ea", "#a3bfa3"),
    "config": ("#f4efe6", "#c9b998"),
}
RIBBON, BRIDGE, LINE = "#1d4f7c", "#c2571a", "#6b7f92"
STYLE = f"""
  text {{ font-family: "Noto Sans", "Segoe UI", "Helvetica Neue", Helvetica, Arial, sans-serif; fill: {INK} }}
  .name {{ font-size: {NAME[0]}px; font-weight: 700 }}
  .words {{ font-size: {WORDS[0]}px }}
  .links {{ font-size: {LINKS[0]}px; fill: {MUTED} }}
  .room {{ font-size: 13px; fill: {MUTED} }}
  .room tspan {{ font-weight: 700; fill: {INK} }}
  .ribbon {{ fill: #ffffff }}
  .ribbon.links {{ fill: #c9dcee }}
  .line {{ fill: none; stroke: {LINE}; stroke-width: 1.4 }}
  .bridge {{ stroke: {BRIDGE}; stroke-width: 2.4 }}
"""


def domain_svg() -> str:
    """The picture as SVG. Raises ValueError if the layout and the models disagree."""
    check_layout()
    return "\n".join(Sheet().lines()) + "\n"


def check_layout() -> None:
    """Raise ValueError naming the first model without a place, or the first place or arrow without a model."""
    placed = [box.model for box in BOXES]
    known = [model._meta.label for room in ROOMS for model in models_of(room.app)]
    for model in known:
        if placed.count(model) != 1:
            raise ValueError(f"{model} has {placed.count(model)} places in config.docs.layout.BOXES; give it one.")
    for model in {*placed, *SPINE} - set(known):
        raise ValueError(f"config.docs.layout names {model}, which is no model.")
    for arrow in ARROWS:
        if arrow.link not in {link.name for link in links_of(apps.get_model(arrow.model))}:
            raise ValueError(f"config.docs.layout draws {arrow.model}.{arrow.link}, which is no link.")


def wrapped(text: str, width: float, size: int) -> list[str]:
    """The text in lines that fit the width."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(f"{lines[-1]} {word}") * size * EM <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class Drawn:
    """A box with its texts and its place on the sheet."""

    box: Box
    x: float
    y: float
    height: float

    @property
    def width(self) -> float:
        return across(self.box.columns)

    @property
    def spine(self) -> bool:
        return self.box.model in SPINE

    def at(self, side: str, share: float) -> tuple[float, float]:
        if side in ("left", "right"):
            return self.x + (self.width if side == "right" else 0), self.y + self.height * share
        return self.x + self.width * share, self.y + (self.height if side == "bottom" else 0)

    def lines(self) -> Iterator[str]:
        x, y, right, bottom = self.x, self.y, self.x + self.width, self.y + self.height
        if self.spine:
            middle = y + self.height / 2
            # The point of one box enters the notch of the next: the ribbon reads without arrows.
            left, notch = (x, x) if self.box.model == SPINE[0] else (x - TIP + 2, x + 2)
            edge = right + (9 if self.box.model == SPINE[-1] else GAP - 5)
            yield (
                f'<path fill="{RIBBON}" d="M{left:g} {y:g}H{edge - TIP:g}L{edge:g} {middle:g}'
                f'L{edge - TIP:g} {bottom:g}H{left:g}L{notch:g} {middle:g}Z"/>'
            )
        else:
            border = TINTS[self.box.model.partition(".")[0]][1]
            yield (
                f'<rect x="{x:g}" y="{y:g}" width="{self.width:g}" height="{self.height:g}" rx="5" '
                f'fill="{PAPER}" stroke="{border}"/>'
            )
        ribbon = "ribbon " if self.spine else ""
        baseline = y + 5
        for kind, (_, leading), texts in paragraphs(self.box):
            for text in texts:
                baseline += leading
                yield f'<text class="{ribbon}{kind}" x="{x + 10:g}" y="{baseline:g}">{escape(text)}</text>'
            baseline += 2


def across(columns: int) -> float:
    return columns * WIDTH + (columns - 1) * GAP


def paragraphs(box: Box) -> list[tuple[str, tuple[int, int], list[str]]]:
    """The texts of a box: its name, what it is, and the links that no arrow shows."""
    model = apps.get_model(box.model)
    width = across(box.columns) - 18
    texts = (("name", NAME, label(model)), ("words", WORDS, box.words), ("links", LINKS, others(model)))
    return [(kind, font, wrapped(text, width, font[0])) for kind, font, text in texts]


def others(model: Any) -> str:
    """The models that this one links to without an arrow: “→ Province, itself”."""
    drawn = {arrow.link for arrow in ARROWS if arrow.model == model._meta.label}
    names = []
    for link in links_of(model):
        target = link.related_model
        if link.name in drawn | NOT_DRAWN:
            continue
        names.append("itself" if target is model else label(target))
    return "→ " + ", ".join(dict.fromkeys(names)) if names else ""


class Sheet:
    """The whole picture: rooms, boxes, arrows and the key."""

    @cached_property
    def heights(self) -> dict[int, float]:
        """The height of each row: that of its fullest box."""
        heights: dict[int, float] = {}
        for box in BOXES:
            height = 14 + sum(len(texts) * font[1] + 2 for _, font, texts in paragraphs(box))
            heights[box.row] = max(height, heights.get(box.row, 0))
        return heights

    @cached_property
    def tops(self) -> dict[int, float]:
        """The upper edge of each row; a row that begins a room leaves space for its heading."""
        firsts = {room.rows[0] for room in ROOMS}
        tops, y = {}, float(MARGIN)
        for row in sorted(self.heights):
            y += HEADING if row in firsts else 0
            tops[row] = y
            y += self.heights[row] + (PADDING + MARGIN if row + 1 in firsts else ROW_GAP)
        return tops

    @cached_property
    def drawn(self) -> dict[str, Drawn]:
        return {
            box.model: Drawn(box, self.left(box.column), self.tops[box.row], self.heights[box.row]) for box in BOXES
        }

    @staticmethod
    def left(column: int) -> float:
        return MARGIN + PADDING + column * (WIDTH + GAP)

    def lines(self) -> Iterator[str]:
        width = self.left(6) - GAP + PADDING + MARGIN
        last = max(self.tops)
        height = self.tops[last] + self.heights[last] + PADDING + MARGIN
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" aria-labelledby="title about">'
        )
        yield '<title id="title">The domain model of Engagement Tracks</title>'
        yield f'<desc id="about">{escape(self.description())}</desc>'
        yield f"<style>{STYLE}</style>"
        yield "<defs>"
        for name, colour, size in (("end", LINE, 8), ("bridge-end", BRIDGE, 11)):
            yield (
                f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="{size}" markerHeight="{size}" '
                f'markerUnits="userSpaceOnUse" orient="auto"><path fill="{colour}" d="M0 0L8 4L0 8Z"/></marker>'
            )
        yield "</defs>"
        yield f'<rect width="{width:g}" height="{height:g}" rx="8" fill="#fbfcfd"/>'
        for room in ROOMS:
            yield from self.room(room)
        for drawn in self.drawn.values():
            yield from drawn.lines()
        for arrow in ARROWS:
            yield self.arrow(arrow)
        yield from self.key()
        yield "</svg>"

    def description(self) -> str:
        """The picture in words, for those who cannot see it."""
        spine = " → ".join(str(apps.get_model(model)._meta.verbose_name) for model in SPINE)
        rooms = "; ".join(
            f"{room.app}: {', '.join(str(m._meta.verbose_name) for m in models_of(room.app))}" for room in ROOMS
        )
        return f"The spine: {spine}. Rooms, each linking only to those after it: {rooms}."

    def room(self, room: Room) -> Iterator[str]:
        first, last = room.rows
        x, y = self.left(room.columns[0]) - PADDING, self.tops[first] - HEADING
        # Two rooms side by side share the gap between their columns.
        inset = PADDING - GAP / 2 + 4 if room.columns[0] else 0
        outset = PADDING - GAP / 2 + 4 if room.columns[1] < 5 else 0
        width = across(room.columns[1] - room.columns[0] + 1) + 2 * PADDING - inset - outset
        height = HEADING + self.tops[last] + self.heights[last] - self.tops[first] + PADDING
        fill, border = TINTS[room.app]
        yield (
            f'<rect x="{x + inset:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="6" '
            f'fill="{fill}" stroke="{border}"/>'
        )
        yield (
            f'<text class="room" x="{x + PADDING:g}" y="{y + 20:g}"><tspan>{room.app}/</tspan> '
            f"{escape(room.words)}</text>"
        )

    def arrow(self, arrow: Arrow) -> str:
        link = apps.get_model(arrow.model)._meta.get_field(arrow.link)
        start, end = self.drawn[arrow.model], self.drawn[link.related_model._meta.label]
        x, y = start.at(*arrow.start)
        side, share = arrow.end
        to_x, to_y = end.at(side, 0.5 if share is None else share)
        if share is None:
            to_x = x
        if x == to_x or y == to_y:
            way = f"M{x:g} {y:g}L{to_x:g} {to_y:g}"
        else:
            middle = to_y + (ROW_GAP / 2 if side == "bottom" else -ROW_GAP / 2)
            corner = f"H{x + GAP / 2:g}V{middle:g}" if arrow.start[0] == "right" else f"V{middle:g}"
            way = f"M{x:g} {y:g}{corner}H{to_x:g}V{to_y:g}"
        kind, marker = ("line bridge", "bridge-end") if arrow.spine else ("line", "end")
        return f'<path class="{kind}" marker-end="url(#{marker})" d="{way}"/>'

    def key(self) -> Iterator[str]:
        """How to read it, in the empty corners."""
        x, y = self.left(5), self.tops[3] + 18
        samples = (
            (f'<path fill="{RIBBON}" d="M{x:g} {y - 6:g}h18l6 6l-6 6h-18l6 -6z"/>', "the spine"),
            (
                f'<path class="line bridge" marker-end="url(#bridge-end)" d="M{x:g} {y + KEY:g}h24"/>',
                "holds it together",
            ),
            (f'<path class="line" marker-end="url(#end)" d="M{x:g} {y + 2 * KEY:g}h24"/>', "links to"),
            (f'<text class="links" x="{x:g}" y="{y + 3 * KEY + 4:g}">→ …</text>', "also links to"),
        )
        for number, (sample, words) in enumerate(samples):
            yield sample
            yield f'<text class="links" x="{x + 32:g}" y="{y + number * KEY + 4:g}">{words}</text>'
        x, y = self.left(4), self.tops[5] + 12
        for line, text in enumerate(wrapped(EVERY_ROW, across(2), LINKS[0])):
            yield f'<text class="links" x="{x:g}" y="{y + line * LINKS[1]:g}">{escape(text)}</text>'
