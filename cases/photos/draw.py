#!/usr/bin/env python3
"""Draws the photographs of the samples, so that nobody's workshop and nobody's face is in them. Needs Pillow.

    python3 cases/photos/draw.py

One stands upright, one is a high PNG, one is stored lying on its side with Exif saying so, as telephones do."""

import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
ORIENTATION = 0x0112


def room(width, height, wall, floor, seed):
    """A hall: wall with a gradient, floor with a perspective grid, pipes and a window."""
    dice = random.Random(seed)
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    horizon = int(height * 0.55)
    for y in range(height):
        base, light = (wall, y / horizon) if y < horizon else (floor, (height - y) / (height - horizon))
        draw.line([(0, y), (width, y)], fill=tuple(int(c * (0.72 + 0.28 * light)) for c in base))
    for step in range(-12, 13):
        draw.line([(width / 2 + step * width / 30, horizon), (width / 2 + step * width / 6, height)], fill=(120, 118, 112), width=2)
    for y in (0.02, 0.08, 0.19, 0.36, 0.63):
        draw.line([(0, horizon + y * height * 0.7), (width, horizon + y * height * 0.7)], fill=(120, 118, 112), width=2)
    for x in range(0, width, width // 4):
        draw.rectangle([x + 30, height * 0.08, x + width // 4 - 30, height * 0.3], fill=(205, 222, 232), outline=(90, 96, 100), width=5)
        draw.line([(x + width // 8, height * 0.08), (x + width // 8, height * 0.3)], fill=(90, 96, 100), width=4)
    for y in (0.04, 0.36):
        draw.rectangle([0, height * y, width, height * y + 16], fill=(150, 92, 52))
        draw.line([(0, height * y + 4), (width, height * y + 4)], fill=(196, 140, 96), width=3)
    for _ in range(260):
        x, y = dice.randrange(width), dice.randrange(horizon, height)
        draw.ellipse([x, y, x + dice.randrange(2, 9), y + dice.randrange(1, 4)], fill=(150, 146, 138))
    return image, draw


def mixer(draw, x, y, size):
    """A mixing drum on legs."""
    draw.polygon([(x, y), (x + size, y), (x + size * 0.7, y + size * 0.8), (x + size * 0.3, y + size * 0.8)], fill=(112, 126, 138), outline=(52, 58, 64))
    draw.ellipse([x, y - size * 0.16, x + size, y + size * 0.16], fill=(150, 162, 172), outline=(52, 58, 64), width=4)
    draw.ellipse([x + size * 0.1, y - size * 0.1, x + size * 0.9, y + size * 0.1], fill=(208, 200, 184))
    for leg in (0.32, 0.62):
        draw.rectangle([x + size * leg, y + size * 0.8, x + size * (leg + 0.06), y + size * 1.15], fill=(70, 76, 82))


def worker(draw, x, y, size):
    """A person in overalls with a mask, without a face."""
    draw.rounded_rectangle([x - size * 0.3, y + size * 0.42, x + size * 0.3, y + size * 1.5], size * 0.1, fill=(40, 74, 118))
    draw.rectangle([x - size * 0.42, y + size * 0.5, x - size * 0.28, y + size * 1.15], fill=(36, 66, 106))
    draw.rectangle([x + size * 0.28, y + size * 0.5, x + size * 0.42, y + size * 1.15], fill=(36, 66, 106))
    draw.ellipse([x - size * 0.22, y - size * 0.12, x + size * 0.22, y + size * 0.42], fill=(214, 176, 148))
    draw.pieslice([x - size * 0.27, y - size * 0.26, x + size * 0.27, y + size * 0.3], 180, 360, fill=(228, 186, 36))
    draw.rectangle([x - size * 0.3, y + size * 0.0, x + size * 0.3, y + size * 0.05], fill=(206, 164, 24))
    mask(draw, x, y + size * 0.25, size * 0.2)


def mask(draw, x, y, size):
    """A plain cloth mask without any mark."""
    for side in (-1, 1):
        draw.line([(x + side * size, y - size * 0.3), (x + side * size * 1.25, y - size * 0.7)], fill=(235, 235, 235), width=max(2, int(size * 0.06)))
    draw.rounded_rectangle([x - size, y - size * 0.55, x + size, y + size * 0.6], size * 0.3, fill=(236, 240, 242), outline=(160, 166, 170), width=max(2, int(size * 0.03)))
    for fold in (-0.2, 0.05, 0.3):
        draw.line([(x - size * 0.9, y + size * fold), (x + size * 0.9, y + size * fold)], fill=(186, 192, 196), width=max(2, int(size * 0.03)))


def main():
    image, draw = room(1200, 900, (196, 200, 190), (168, 164, 154), 1)
    for x in (60, 420, 900):
        mixer(draw, x, 420, 230)
    worker(draw, 760, 380, 250)
    image.filter(ImageFilter.GaussianBlur(0.8)).save(HERE / "20260317-01.jpg", quality=72, optimize=True)

    image = Image.new("RGB", (720, 960), (214, 208, 196))
    draw = ImageDraw.Draw(image)
    for row in range(4):
        y = 60 + row * 220
        draw.rectangle([20, y + 176, 700, y + 196], fill=(112, 86, 60))
        for column in range(4 if row != 2 else 2):
            x = 50 + column * 162
            draw.rectangle([x, y + 26, x + 142, y + 176], fill=(198, 158, 108), outline=(120, 90, 54), width=4)
            draw.rectangle([x + 58, y + 26, x + 84, y + 176], fill=(222, 196, 150))
            mask(draw, x + 71, y + 104, 38)
    for x in (20, 684):
        draw.rectangle([x, 20, x + 16, 940], fill=(84, 66, 48))
    image.quantize(64, dither=Image.Dither.NONE).save(HERE / "20260317-02.png", optimize=True)

    image = Image.new("RGB", (900, 1200), (122, 104, 84))
    draw = ImageDraw.Draw(image)
    for y in range(0, 1200, 60):
        draw.line([(0, y), (900, y + 20)], fill=(108, 92, 74), width=8)
    draw.ellipse([90, 240, 810, 980], fill=(98, 82, 66))
    mask(draw, 450, 600, 300)
    draw.polygon([(640, 1060), (860, 1060), (860, 1130), (640, 1130)], fill=(240, 240, 236))
    for mark in range(640, 861, 22):
        draw.line([(mark, 1060), (mark, 1084)], fill=(20, 20, 20), width=3)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    lying = image.filter(ImageFilter.GaussianBlur(0.8)).transpose(Image.Transpose.ROTATE_90)
    lying.save(HERE / "20260317-03.jpg", quality=72, optimize=True, progressive=True, exif=exif)


main()
