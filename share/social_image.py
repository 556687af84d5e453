"""The picture a messenger shows beside a link: force, round and the grades in words."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

from components.marks import grade_words
from components.palette import COLOURS
from peel.model.values import Grade
from peel.questions.dossier import Dossier
from peel.questions.grades import cards

SIZE = (1200, 630)
_INK, _MUTED, _PAPER, _MARGIN = "#16181B", "#4D535A", "#FFFFFF", 70


def social_image(dossier: Dossier) -> bytes:
    """A PNG of 1200 by 630 pixels."""
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((_MARGIN, 50), "PEEL findings", font=_font(30), fill=_MUTED)
    _fit(draw, (_MARGIN, 95), dossier.force.name, 64, SIZE[0] - 2 * _MARGIN)
    draw.text((_MARGIN, 180), dossier.framework.name, font=_font(40), fill=_INK)
    draw.line([(_MARGIN, 255), (SIZE[0] - _MARGIN, 255)], fill=_INK, width=4)
    graded = [card for card in cards(dossier) if card.pillar.graded]
    if not graded:
        text = "Graded area by area; no pillar grades in this round"
        draw.text((_MARGIN, 300), text, font=_font(38), fill=_INK)
    for index, card in enumerate(graded):
        top = 285 + index * 105
        draw.text((_MARGIN, top + 8), card.pillar.name, font=_font(36), fill=_MUTED)
        _fit(draw, (390, top), grade_words(card.grade), 46, 480)
        _bar(draw, (890, top + 18), card.grade, card.scale)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def in_words(dossier: Dossier) -> str:
    """What the picture says, for those who do not see it."""
    graded = [card for card in cards(dossier) if card.pillar.graded]
    grades = "; ".join(f"{card.pillar.name}: {grade_words(card.grade)}" for card in graded)
    return f"{dossier.force.name}, {dossier.framework.name}. {grades or 'Graded area by area'}."


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _fit(
    draw: ImageDraw.ImageDraw, place: tuple[int, int], text: str, size: int, width: int
) -> None:
    """Draw text as large as fits in `width` pixels."""
    while size > 20 and draw.textlength(text, font=_font(size)) > width:
        size -= 2
    draw.text(place, text, font=_font(size), fill=_INK)


def _bar(
    draw: ImageDraw.ImageDraw, place: tuple[int, int], grade: Grade | None, scale: tuple[Grade, ...]
) -> None:
    left, top = place
    width = 240 // len(scale)
    for index, step in enumerate(scale):
        box = (left + index * width, top, left + (index + 1) * width - 6, top + 26)
        fill = COLOURS[step] if step is grade else _PAPER
        draw.rectangle(box, fill=fill, outline=_INK, width=2)
