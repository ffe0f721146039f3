#!/usr/bin/env python3
"""Draws the small JPEG files of the tests: 48 × 32, left half red, right half blue, a white corner at the upper left.
Needs Pillow.   python3 tests/data/photos/make.py"""

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent
image = Image.new("RGB", (48, 32), (200, 16, 16))
draw = ImageDraw.Draw(image)
draw.rectangle([24, 0, 47, 31], fill=(16, 16, 200))
draw.rectangle([0, 0, 7, 7], fill=(255, 255, 255))
image.save(HERE / "baseline.jpg", quality=90)
image.save(HERE / "progressive.jpg", quality=90, progressive=True)
image.convert("L").save(HERE / "grey.jpg", quality=90)
image.convert("CMYK").save(HERE / "cmyk.jpg", quality=90)
image.save(HERE / "rgb.jpg", quality=90, keep_rgb=True)


def interlaced(name):
    """The same picture as an Adam7 PNG; Pillow only reads these."""
    import struct
    import zlib

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b""
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        for y in range(y0, 32, dy):
            rows += b"\0" + b"".join(bytes(image.getpixel((x, y))) for x in range(x0, 48, dx))
    head = struct.pack(">IIBBBBB", 48, 32, 8, 2, 0, 0, 1)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + parts)


interlaced("interlaced.png")
