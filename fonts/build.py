#!/usr/bin/env python3
"""Cut the bundled fonts from their full originals:  python3 build.py FULL_FONT_DIR OUT_DIR

Needs fonttools, and Debian's package unicode-data for Unihan. Characters kept: 通用规范汉字表 (8,105, Unihan kTGH), GB2312, Latin and the
signs of official writing. NotoSerifCJKsc-Regular keeps every Han character it has (GB 18030-2022 levels 1 and 2), being the
fallback for rare names.
"""

import bz2
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"
SIGNS = "〇〔〕—…“”‘’·℃￥€%‰√×÷□■☐☑☒✓✔ⅠⅡⅢⅣⅤ㎡㎏№‖′″°±≤≥≠∶／～－＿＊＃＠＆"

# original, cut, keep every Han character, new family name (or None)
CUTS = [
    ("NotoSerifCJK-BoldSC.otf", "NotoSerifCJKsc-Bold.otf", False, None),
    ("NotoSansCJK-RegularSC.otf", "NotoSansCJKsc-Regular.otf", False, None),
    ("NotoSerifCJK-RegularSC.otf", "NotoSerifCJKsc-Regular.otf", True, None),
    ("LXGWZhuqueFangsong-Regular.ttf", "ZhuqueFangsong-Regular.ttf", False, None),
    ("LXGWWenKaiGBLite-Regular.ttf", "WenshuKai-Regular.ttf", False, "Wenshu Kai"),
]


def table_of_standard_characters():
    """通用规范汉字表, from Unihan."""
    with bz2.open(UNIHAN, "rt", encoding="utf8") as lines:
        return {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}


def gb2312():
    """Every character of GB2312."""
    out = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                out.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return out


def ranges(*pairs):
    return set().union(*(range(first, end) for first, end in pairs))


def base_characters():
    blocks = ranges((0x20, 0x7F), (0xA0, 0x180), (0x2460, 0x24B0), (0xFF01, 0xFF5F), (0x3000, 0x3040))
    return table_of_standard_characters() | gb2312() | set(map(ord, SIGNS)) | blocks


def fallback_characters(base):
    signs = ranges((0x2100, 0x2150), (0x2190, 0x2300), (0x2500, 0x2620), (0x3200, 0x3400))
    return base | signs | ranges((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


def rename(font, family):
    """Gives the cut its own name, as the licence asks where the original's name is reserved."""
    stem = family.replace(" ", "") + "-Regular"
    names = {1: family, 3: stem + ";subset", 4: family + " Regular", 6: stem, 16: family}
    table = font["name"]
    table.names = [name for name in table.names if name.nameID not in (1, 4, 16) or name.langID in (0, 0x409)]
    for name in table.names:
        name.string = names.get(name.nameID, name.toUnicode())


def cut(source, target, characters, family):
    options = subset.Options()
    options.layout_features, options.hinting, options.glyph_names, options.notdef_outline = [], False, False, True
    # Whoever cuts a face further would unpack every subroutine of the file first; without them the files are a tenth larger.
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx", "STAT"]
    font = TTFont(source, lazy=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if family:
        rename(font, family)
    font.save(target)
    print(os.path.basename(target), font["maxp"].numGlyphs, "glyphs", os.path.getsize(target), "bytes")


def main():
    originals, out = sys.argv[1:3]
    base = base_characters()
    for original, name, every_han, family in CUTS:
        characters = fallback_characters(base) if every_han else base
        cut(os.path.join(originals, original), os.path.join(out, name), characters, family)


if __name__ == "__main__":
    main()
