"""Text for the phone's screen: fonts as fontconfig finds them, a fitting one for each script, and line breaking."""

from __future__ import annotations

import functools
import re
import subprocess
from pathlib import Path

from PIL import ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Colour = tuple[int, int, int]

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_IDEOGRAPHS = "\u2e80-\u30ff\u3400-\u9fff\uf900-\uffef"
_PIECES = re.compile(rf"[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+|\s+")
_PATTERNS = {
    "latin": "Inter,Noto Sans,DejaVu Sans,sans-serif",
    "latin bold": "Inter,Noto Sans,DejaVu Sans,sans-serif:bold",
    "ko": "sans-serif:lang=ko",
    "ja": "sans-serif:lang=ja",
    "zh": "sans-serif:lang=zh-cn",
}


def width(text: str, size_px: int, bold: bool = False) -> float:
    """How wide one line becomes, in pixels."""
    return sum(_font(script, size_px).getlength(run) for script, run in _runs(text, bold))


def draw_line(
    canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size_px: int, colour: Colour, bold: bool = False
) -> float:
    """Draws one line with its baseline at `at`; returns where it ends."""
    x, baseline = at
    for script, run in _runs(text, bold):
        font = _font(script, size_px)
        if isinstance(font, ImageFont.FreeTypeFont):
            canvas.text((x, baseline), run, font=font, fill=colour, anchor="ls")
        else:
            drawable = run.encode("latin-1", "replace").decode("latin-1")
            canvas.text((x, baseline - size_px), drawable, font=font, fill=colour)
        x += font.getlength(run)
    return x


def wrap(text: str, size_px: int, limit_px: float) -> list[str]:
    """Lines no wider than the limit, broken at spaces, between ideographs, else inside a word."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECES.findall(paragraph):
            if width(line + piece, size_px) <= limit_px:
                line += piece
                continue
            if line.strip():
                lines.append(line.rstrip())
            line = piece.lstrip()
            while width(line, size_px) > limit_px:
                fits = next(n for n in range(len(line), 0, -1) if n == 1 or width(line[:n], size_px) <= limit_px)
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line.rstrip())
    return lines


def _runs(text: str, bold: bool) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for each in text:
        script = "latin bold" if bold else "latin"
        if _HANGUL.match(each):
            script = "ko"
        elif _KANA.match(each):
            script = "ja"
        elif _HAN.match(each):
            script = "zh"
        if runs and runs[-1][0] == script:
            runs[-1] = (script, runs[-1][1] + each)
        else:
            runs.append((script, each))
    return runs


@functools.cache
def _font(script: str, size_px: int) -> Font:
    file, index = _file(script)
    if not file:
        return ImageFont.load_default(size_px)
    return ImageFont.truetype(file, size_px, index=index, layout_engine=ImageFont.Layout.BASIC)


@functools.cache
def _file(script: str) -> tuple[str, int]:
    """The font file fontconfig gives for it and the face's number in it; empty without fontconfig."""
    try:
        command = ["fc-match", "-f", "%{file}|%{index}", _PATTERNS[script]]
        found = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return "", 0
    file, _, index = found.stdout.partition("|")
    if not Path(file).is_file():
        return "", 0
    return file, int(index) & 0xFFFF if index.isdigit() else 0  # above are the named instances of variable fonts
