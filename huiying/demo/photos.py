"""Small drawn pictures in the place of residents' photos."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

_WIDE, _HIGH = 720, 960
type Pen = ImageDraw.ImageDraw


def scene_for(text: str) -> str:
    """Which picture fits a text; "" if none.

    >>> scene_for("路灯又不亮了"), scene_for("想问问社保")
    ('lamp', '')
    """
    return next((scene for scene, words in _WORDS.items() if any(word in text for word in words)), "")


def draw(scene: str, rng: Random) -> io.BytesIO:
    """The picture as a JPEG file."""
    tint = rng.randint(-14, 14)
    image = Image.new("RGB", (_WIDE, _HIGH), (128 + tint, 130 + tint, 126 + tint))
    _SCENES[scene](ImageDraw.Draw(image), rng)
    noise = Image.effect_noise((_WIDE, _HIGH), 18).convert("RGB")
    picture = Image.blend(image.filter(ImageFilter.GaussianBlur(1.2)), noise, 0.08)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    out.seek(0)
    return out


def _lamp(pen: Pen, rng: Random) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(34, 38, 52))
    x = rng.randint(250, 420)
    pen.rectangle((x, 260, x + 18, _HIGH), fill=(70, 72, 78))
    pen.polygon([(x - 70, 260), (x + 88, 260), (x + 50, 200), (x - 30, 200)], fill=(90, 92, 96))
    pen.ellipse((x - 22, 250, x + 42, 300), fill=(58, 60, 60))
    for _ in range(14):
        left, top = rng.randint(0, _WIDE), rng.randint(60, 500)
        pen.rectangle((left, top, left + 26, top + 34), fill=rng.choice(((210, 180, 96), (46, 50, 62))))


def _puddle(pen: Pen, rng: Random) -> None:
    pen.rectangle((0, 0, _WIDE, 360), fill=(150, 156, 152))
    pen.rectangle((0, 360, _WIDE, _HIGH), fill=(112, 110, 104))
    for _ in range(5):
        x, y, w = rng.randint(0, 400), rng.randint(460, 820), rng.randint(160, 360)
        pen.ellipse((x, y, x + w, y + w // 3), fill=(84, 96, 104))
        pen.ellipse((x + 20, y + 8, x + w // 2, y + w // 7), fill=(150, 164, 172))


def _rubbish(pen: Pen, rng: Random) -> None:
    pen.rectangle((0, 0, _WIDE, 420), fill=(168, 160, 146))
    pen.rectangle((0, 420, _WIDE, _HIGH), fill=(120, 116, 110))
    for x in (120, 340):
        pen.rectangle((x, 300, x + 170, 620), fill=(60, 110, 78))
        pen.rectangle((x - 8, 280, x + 178, 316), fill=(48, 92, 64))
    for _ in range(26):
        x, y, r = rng.randint(40, 640), rng.randint(600, 880), rng.randint(18, 58)
        pen.ellipse(
            (x, y, x + r, y + r),
            fill=rng.choice(((34, 34, 36), (196, 190, 178), (90, 60, 50), (150, 60, 54))),
        )


def _crack(pen: Pen, rng: Random) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(206, 200, 188))
    x, y = rng.randint(240, 460), 0
    while y < _HIGH:
        to = (x + rng.randint(-46, 46), y + rng.randint(30, 70))
        pen.line((x, y, *to), fill=(74, 66, 58), width=rng.randint(3, 9))
        x, y = to
    pen.ellipse((90, 620, 420, 860), fill=(176, 160, 130))


def _bikes(pen: Pen, rng: Random) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(150, 146, 138))
    pen.polygon([(0, _HIGH), (_WIDE, _HIGH), (500, 420), (220, 420)], fill=(120, 116, 108))
    for number in range(4):
        x, y, size = 90 + number * 150 + rng.randint(-20, 20), 760 - number * 70, 110 - number * 14
        colour = rng.choice(((150, 44, 40), (40, 70, 120), (50, 52, 54), (190, 150, 60)))
        pen.ellipse((x, y, x + size, y + size), outline=(30, 30, 30), width=9)
        pen.ellipse((x + size + 40, y, x + size * 2 + 40, y + size), outline=(30, 30, 30), width=9)
        pen.line((x + size // 2, y + size // 2, x + size * 3 // 2 + 40, y + size // 3), fill=colour, width=22)


def _hole(pen: Pen, rng: Random) -> None:
    pen.rectangle((0, 0, _WIDE, _HIGH), fill=(126, 122, 116))
    x, y = rng.randint(180, 300), rng.randint(420, 540)
    pen.ellipse((x, y, x + 300, y + 210), fill=(24, 24, 26))
    pen.ellipse((x + 190, y + 90, x + 470, y + 290), fill=(88, 86, 82), outline=(60, 58, 56), width=10)
    for _ in range(40):
        left, top = rng.randint(0, _WIDE), rng.randint(0, _HIGH)
        pen.point((left, top), fill=(96, 92, 86))


_SCENES: dict[str, Callable[[Pen, Random], None]] = {
    "lamp": _lamp,
    "puddle": _puddle,
    "rubbish": _rubbish,
    "crack": _crack,
    "bikes": _bikes,
    "hole": _hole,
}
_WORDS = {
    "lamp": ("路灯", "楼道灯", "灯坏", "灯不亮", "黑咕隆咚", "声控灯"),
    "rubbish": ("垃圾", "建筑废料", "烂菜叶", "旧沙发"),
    "bikes": ("电瓶车", "自行车", "共享单车"),
    "hole": ("井盖", "坑", "塌"),
    "crack": ("裂", "掉皮", "墙皮", "渗水", "漏水"),
    "puddle": ("积水", "污水", "水塘", "淹"),
}
