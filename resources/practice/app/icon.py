"""Draws the practice app's icon: `python icon.py ../icon.png` (needs Pillow)."""

import sys

from PIL import Image, ImageDraw

SIZE, SCALE = 192, 8
BLUE_TOP, BLUE_BOTTOM, WHITE = (77, 127, 255), (38, 82, 219), (255, 255, 255)


def draw() -> Image.Image:
    """A blue tile with a speech bubble and three dots; drawn eight times as large, then reduced."""
    side = SIZE * SCALE
    tile = Image.new("RGBA", (1, side))
    for y in range(side):
        tile.putpixel((0, y), (*(a + (b - a) * y // side for a, b in zip(BLUE_TOP, BLUE_BOTTOM, strict=True)), 255))
    tile = tile.resize((side, side))
    corners = Image.new("L", (side, side), 0)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, side - 1, side - 1), radius=42 * SCALE, fill=255)
    tile.putalpha(corners)
    pen = ImageDraw.Draw(tile)
    pen.rounded_rectangle([v * SCALE for v in (38, 48, 154, 126)], radius=26 * SCALE, fill=WHITE)
    pen.polygon([(x * SCALE, y * SCALE) for x, y in ((62, 120), (62, 150), (96, 122))], fill=WHITE)
    for x in (68, 96, 124):
        pen.ellipse([v * SCALE for v in (x - 8, 79, x + 8, 95)], fill=BLUE_BOTTOM)
    return tile.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    draw().save(sys.argv[1], optimize=True)
