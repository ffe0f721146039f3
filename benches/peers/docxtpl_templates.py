"""docxtpl_templates.py FOLDER: the two documents as Word templates for docxtpl, in the look of the national forms."""

import sys
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BODY, TITLE = "仿宋_GB2312", "方正小标宋简体"
CENTER, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def face(run, name, size):
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), name)


def base():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Pt(84)
    section.top_margin = section.bottom_margin = Pt(72)
    foot = section.footer.paragraphs[0]
    foot.alignment = CENTER
    for text in ("共 ", "NUMPAGES", " 页 第 ", "PAGE", " 页"):
        if text.isupper():
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), text)
            foot._p.append(simple)
        else:
            face(foot.add_run(text), "宋体", 9)
    return document


def paragraph(document, *runs, align=None, indent=True, name=BODY, size=12, pitch=21):
    made = document.add_paragraph()
    form = made.paragraph_format
    form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    if align is not None:
        made.alignment = align
    if indent:
        form.first_line_indent = Pt(24)
    for text in runs:
        underlined = isinstance(text, tuple)
        run = made.add_run(text[0] if underlined else text)
        face(run, name, size)
        run.underline = underlined or None


def fill(cell, text):
    made = cell.paragraphs[0]
    made.paragraph_format.space_after = Pt(0)
    face(made.add_run(text), BODY, 10.5)


def table(document, rows, widths):
    made = document.add_table(rows, len(widths))
    made.style = "Table Grid"
    made.autofit = False
    for row in made.rows:
        for cell, width in zip(row.cells, widths):
            cell.width = Mm(width)
    return made


def decision():
    document = base()
    paragraph(document, "行政处罚决定书（单位）", align=CENTER, indent=False, name=TITLE, size=18, pitch=28)
    paragraph(document, "{{ number }}", align=CENTER, indent=False, size=15, pitch=24)
    for label, key in (("被处罚单位：", "party"), ("地址：", "address"), ("统一社会信用代码：", "uscc")):
        paragraph(document, label, ("{{ %s }}" % key,), indent=False)
    paragraph(document, "法定代表人：", ("{{ representative }}",), "　　联系电话：", ("{{ phone }}",), indent=False)
    paragraph(document, "违法事实及证据：")
    for line in ("{%p for x in facts %}", "{{ x }}", "{%p endfor %}", "以上事实有下列证据证明："):
        paragraph(document, line)
    made = table(document, 4, (13, 60, 26, 49))
    for cell, text in zip(made.rows[0].cells, ("序号", "证据名称", "数量", "证明对象")):
        fill(cell, text)
    fill(made.cell(1, 0), "{%tr for x in evidence %}")
    for cell, key in zip(made.rows[2].cells, ("no", "name", "count", "proves")):
        fill(cell, "{{ x.%s }}" % key)
    fill(made.cell(3, 0), "{%tr endfor %}")
    for line in (
        "{{ statement }}",
        "{{ reasons }}",
        "决定给予你单位以下行政处罚：",
        "{%p for x in penalties %}",
        "{{ loop.index }}．{{ x }}",
        "{%p endfor %}",
        "以上罚款合计{{ total }}。",
        "处以罚款的，罚款自接到本决定书之日起15日内缴至{{ bank }}，账号{{ account }}，到期不缴的，每日按罚款数额的3%加处罚款。",
        "如果不服本处罚决定，可以依法在60日内向{{ review_body }}申请行政复议，或者在6个月内依法向{{ court }}提起行政诉讼，"
        "但本决定不停止执行，法律另有规定的除外。逾期不申请行政复议、不提起行政诉讼又不履行的，本机关将依法申请人民法院强制执行"
        "或者依照有关规定强制执行。",
    ):
        paragraph(document, line)
    paragraph(document, "{{ agency }}", align=RIGHT, indent=False)
    paragraph(document, "{{ decided_on }}", align=RIGHT, indent=False)
    return document


def filing():
    document = base()
    paragraph(document, "立案审批表", align=CENTER, indent=False, name=TITLE, size=18, pitch=28)
    made = table(document, 9, (24, 28, 24, 25, 22, 25))
    for row, height in zip(made.rows, (16, 12, 12, 12, 12, 64, 21, 21, 21)):
        row.height = Mm(height)

    def merged(row, first, last):
        return made.cell(row, first).merge(made.cell(row, last))

    wide = ((0, "案由", "cause"), (2, "案发地点", "found_in"), (5, "案情简介", "brief"))
    wide += ((6, "承办人意见", "opinion_officer"), (7, "审核意见", "opinion_unit"), (8, "审批意见", "opinion_head"))
    for row, label, key in wide:
        fill(made.cell(row, 0), label)
        fill(merged(row, 1, 5), "{{ %s }}" % key)
    fill(made.cell(1, 0), "案件来源")
    fill(merged(1, 1, 2), "{{ source }}")
    fill(made.cell(1, 3), "案发时间")
    fill(merged(1, 4, 5), "{{ found_at }}")
    fill(made.cell(3, 0).merge(made.cell(4, 0)), "当事人")
    for row, label, key, other, value in ((3, "名称", "party", "法定代表人", "representative"), (4, "地址", "address", "联系电话", "phone")):
        fill(made.cell(row, 1), label)
        fill(merged(row, 2, 3), "{{ %s }}" % key)
        fill(made.cell(row, 4), other)
        fill(made.cell(row, 5), "{{ %s }}" % value)
    return document


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
decision().save(str(folder / "decision.docx"))
filing().save(str(folder / "filing.docx"))
