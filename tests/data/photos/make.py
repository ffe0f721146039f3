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
