"""Two small writs, made with python-docx and pikepdf, in the shape of a rendered folder and its dump: the validators
test themselves on them. They carry what is hard to compare: a table head repeated on page 2, a row that breaks over the
pages, signatures and page numbers on each page, a character beyond the BMP."""

from pathlib import Path

import docx
import pikepdf
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

NAME = "01-询问笔录-张𬭎"
ROWS = [("序号", "内容"), ("1", "电焊工周某未取得特种作业操作证，在一车间从事焊接作业。"), ("2", "以上内容属实。")]
TITLE, NUMBER, CLOSING = "询问笔录", "（太）应急询〔2026〕1号", "以上笔录我看过，和我说的一样。"
SIGN = "被询问人（签名）："


def make(folder):
    """Writes OUT and DUMP below `folder` and returns both."""
    out, dump = Path(folder) / "out", Path(folder) / "dump"
    for place in (out / "样例", dump / "样例"):
        place.mkdir(parents=True)
    _pdf(out / "样例" / f"{NAME}.pdf")
    _docx(out / "样例" / f"{NAME}.docx")
    (out / "样例" / "whole.pdf").write_bytes((out / "样例" / f"{NAME}.pdf").read_bytes())
    (dump / "样例" / f"{NAME}.txt").write_text(_dump(), encoding="utf-8")
    return out, dump


def _dump():
    lines = [TITLE, NUMBER, *ROWS[0], *(f"#split\t{cell}" for cell in ROWS[1]), *ROWS[2], CLOSING]
    lines += [f"#furniture\t{SIGN}"]
    lines += [f"#page 1 furniture\t{SIGN}", "#page 1 furniture\t第 1 页 共 2 页"]
    lines += [f"#page 2 furniture\t{ROWS[0][0]}", f"#page 2 furniture\t{ROWS[0][1]}"]
    lines += [f"#page 2 furniture\t{SIGN}", "#page 2 furniture\t第 2 页 共 2 页"]
    return "\n".join(lines) + "\n"


def _pdf(path):
    long = ROWS[1][1]
    pages = [
        [TITLE, NUMBER, *ROWS[0], long[:9], ROWS[1][0], SIGN, "第 1 页 共 2 页"],
        [long[9:], *ROWS[2], CLOSING, *ROWS[0], SIGN, "第 2 页 共 2 页"],
    ]
    codes = {char: code for code, char in enumerate(sorted({c for page in pages for line in page for c in line}), 1)}
    pdf = pikepdf.new()
    chars = "\n".join(f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(codes)} beginbfchar\n{chars}\nendbfchar endcmap "
        "CMapName currentdict /CMap defineresource pop end end"
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name.Sample,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        DW=1000,
        FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.Sample, Flags=4, FontBBox=[0, 0, 1000, 1000],
            ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=700, StemV=80,
        ),
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name.Sample,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(descendant)],
        ToUnicode=pdf.make_stream(cmap.encode()),
    )
    font = pdf.make_indirect(font)
    for lines in pages:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = []
        for number, line in enumerate(lines):
            text = "".join(f"{codes[char]:04x}" for char in line)
            shown.append(f"BT /F1 12 Tf 1 0 0 1 72 {780 - 20 * number} Tm <{text}> Tj ET")
        page.Contents = pdf.make_stream("\n".join(shown).encode())
    pdf.save(path, deterministic_id=True)


def _docx(path):
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(NUMBER)
    table = document.add_table(len(ROWS), 2)
    for row, cells in zip(table.rows, ROWS):
        for cell, text in zip(row.cells, cells):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    last = document.add_paragraph()
    last.add_run().add_break(WD_BREAK.PAGE)
    last.add_run(CLOSING)
    footer = document.sections[0].footer
    footer.paragraphs[0].text = SIGN
    numbers = footer.add_paragraph("第 ")
    for field, after in (("PAGE", " 页 共 "), ("NUMPAGES", " 页")):
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "1"
        run.append(shown)
        simple.append(run)
        numbers._p.append(simple)
        numbers.add_run(after)
    document.save(path)
