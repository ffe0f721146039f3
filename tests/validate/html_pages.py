#!/usr/bin/env python3
"""The pages for a browser are sound, lead nowhere outside their folder, and say what the model says.

    html_pages.py OUT DUMP                 OUT: what `wenshu render --format …,html` wrote; DUMP: what `wenshu dump` wrote
    html_pages.py --self-test [OUT DUMP]

Each page: elements nest, ids are unique, one h1, landmarks, language, a skip link that comes first; no script, no event
attribute, no address but fragments and files of the folder that exist; pictures are in the page. The text of its blocks
is that of the dump, block by block; what repeats on pages is there once; every filled word leads to an origin; the gaps
of the dump are marked. The index leads to every writ."""

import re
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import common
from common import Report, around, first_difference

VOID = {"meta", "br", "hr", "img", "col"}
LANDMARKS = ("header", "nav", "main", "footer", "h1", "title")
REFERENCES = ("aria-describedby", "aria-labelledby")
NETWORK = re.compile(r"(?:https?:|ftp:|url\(|@import|javascript:)", re.I)
GAP = re.compile("【缺：[^】]*】")


class Page(HTMLParser):
    """Elements, ids, links and the text of the marked blocks of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.problems, self.open, self.elements = [], [], []
        self.blocks, self.furniture, self.gaps = [], [], []
        self.into, self.depth = None, 0
        self.feed(text)
        self.close()
        if self.open:
            self.problems.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        for key, into in (("data-b", self.blocks), ("data-f", self.furniture)):
            if key in attributes:
                into.append("")
                self.into, self.depth = into, len(self.open)
                if key == "data-b" and attributes[key] != str(len(into)):
                    self.problems.append(f"block {len(into)} is numbered {attributes[key]}")
        if tag == "mark" and "gap" in attributes.get("class", "").split() and attributes.get("id"):
            self.gaps.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1:]}")
            return
        if self.into is not None and len(self.open) == self.depth:
            self.into = None
        self.open.pop()

    def handle_data(self, data):
        if self.into is not None:
            self.into[-1] += data

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]


def sound(page, path):
    """What holds for every page."""
    problems = list(page.problems)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    problems += [f"id {name} stands twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    problems += [f"{len(page.all(tag))} <{tag}>" for tag in LANDMARKS if len(page.all(tag)) != 1]
    if [attributes.get("lang") for attributes in page.all("html")] != ["zh-CN"]:
        problems.append("the language is not told")
    if [attributes.get("href") for attributes in page.all("a")][:1] != ["#main"]:
        problems.append("the first link does not skip to the main part")
    policy = [attributes.get("content", "") for attributes in page.all("meta") if "http-equiv" in attributes]
    if not any("default-src 'none'" in said for said in policy):
        problems.append("no policy keeps the page from loading anything")
    problems += [f"<{tag}> stands in the page" for tag in ("script", "link", "iframe", "object", "base", "form") if page.all(tag)]
    known = set(ids)
    for tag, attributes in page.elements:
        problems += [f"<{tag}> has {key}" for key in attributes if key.startswith("on")]
        problems += [f"{key} {attributes[key]} leads nowhere" for key in REFERENCES if key in attributes and attributes[key] not in known]
        if "href" in attributes:
            problems += leads(attributes["href"], known, path)
        if "src" in attributes and not attributes["src"].startswith("data:image/"):
            problems.append(f"src {attributes['src'][:40]} is not in the page")
        if tag == "img" and not attributes.get("alt"):
            problems.append("a picture without words")
        problems += [f"a tabindex of {attributes['tabindex']}" for key in ["tabindex"] if attributes.get(key, "0") not in ("0", "-1")]
    return problems


def leads(address, known, path):
    file, _, fragment = address.partition("#")
    if not file:
        return [] if unquote(fragment) in known else [f"#{fragment} leads nowhere"]
    name = unquote(file)
    if "/" in name or ":" in name or not (path.parent / name).is_file():
        return [f"{address} leads out of the folder or nowhere"]
    return []


def dumped(path):
    """(text blocks, furniture) of a dump."""
    blocks, furniture = [], []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        mark, tab, rest = line.partition("\t")
        if tab and mark == "#furniture":
            furniture.append(rest)
        elif tab and mark == "#split":
            blocks.append(rest)
        elif not (tab and (mark == "#picture" or mark.startswith("#page "))):
            blocks.append(line)
    return blocks, furniture


def look_at_writ(path, dump):
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    problems = sound(page, path)
    problems += [f"it says {around(text, found.start())}" for found in NETWORK.finditer(text)]
    blocks, furniture = dumped(dump)
    for number, (shown, expected) in enumerate(zip(page.blocks, blocks), 1):
        if shown != expected:
            at = first_difference(shown, expected)
            problems.append(f"block {number} differs: page {around(shown, at)} model {around(expected, at)}")
            break
    if len(page.blocks) != len(blocks):
        problems.append(f"{len(page.blocks)} blocks of text, the model has {len(blocks)}")
    if sorted(said for said in page.furniture if said.strip()) != sorted(furniture):
        problems.append(f"what repeats on pages differs: {page.furniture} {furniture}")
    gaps = sum(len(GAP.findall(said)) for said in blocks + furniture)
    if len(page.gaps) != gaps:
        problems.append(f"{len(page.gaps)} gaps are marked, the model has {gaps}")
    values = [attributes for attributes in page.all("a") if "v" in attributes.get("class", "").split()]
    problems += [f"a filled word without origin: {value}" for value in values if not value.get("href", "").startswith("#o") or not value.get("data-from")]
    if not values:
        problems.append("no filled word")
    return problems


def look_at_index(path, writs):
    text = path.read_text(encoding="utf-8")
    page = Page(text)
    problems = sound(page, path)
    problems += [f"it says {around(text, found.start())}" for found in NETWORK.finditer(text)]
    linked = {unquote(attributes.get("href", "")) for attributes in page.all("a")}
    return problems + [f"{writ.name} is not in the index" for writ in writs if writ.name not in linked]


def check(out, dump, quiet=False):
    report = Report(quiet)
    for index in sorted(Path(out).rglob("index.html")):
        writs = [path for path in sorted(index.parent.glob("*.html")) if path != index]
        report.check(common.name_of(index, out), common.problems(look_at_index, index, writs))
        if not writs:
            report.check(common.name_of(index.parent, out), ["no page of a writ"])
        for path in writs:
            twin = Path(dump) / path.relative_to(out).with_suffix(".txt")
            report.check(common.name_of(path, out), common.problems(look_at_writ, path, twin))
    return report


NAME = "01-询问笔录-张𬭎（稿）"
FRAME = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>页</title>
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header><h1>询问笔录</h1></header>
<nav aria-label="本页"><a href="#main">正文</a></nav>
<main id="main">
{main}
</main>
<footer></footer>
</body>
</html>
"""
WRIT = """<p data-b="1">询问笔录</p>
<p data-b="2">被询问人：<a class="v form" href="#o1" data-from="表单：询问.姓名">张𬭎&amp;</a><br>，地址：<mark class="gap" id="g1">【缺：地址】</mark></p>
<dl><dd><p data-f>签名：</p></dd></dl>
<ol><li id="o1">表单</li></ol>"""
DUMP = "询问笔录\n#split\t被询问人：张𬭎&，地址：【缺：地址】\n#picture\t〔照片〕\n#furniture\t签名：\n#page 1 furniture\t签名：\n"


def make(folder):
    """Writes a small OUT and DUMP below `folder` and returns both."""
    out, dump = Path(folder) / "out", Path(folder) / "dump"
    for place in (out / "样例", dump / "样例"):
        place.mkdir(parents=True)
    (out / "样例" / f"{NAME}.html").write_text(FRAME.format(main=WRIT), encoding="utf-8")
    index = f'<ul><li><a href="{NAME}.html">询问笔录</a></li></ul>'
    (out / "样例" / "index.html").write_text(FRAME.format(main=index), encoding="utf-8")
    (dump / "样例" / f"{NAME}.txt").write_text(DUMP, encoding="utf-8")
    return out, dump


def change(pattern, new, name="01-*.html"):
    """Changes the first place of a pattern in a page."""

    def plant(out, _dump):
        for path in sorted(Path(out).rglob(name)):
            text = path.read_text(encoding="utf-8")
            changed = re.sub(pattern, new, text, count=1)
            if changed != text:
                path.write_text(changed, encoding="utf-8")
                return

    return plant


ANY = "[0-9]*.html"
FAULTS = [
    ("a word is changed", change(r'(data-b="1"[^>]*>)', r"\1多", ANY), "block 1 differs"),
    ("a block is lost", change(r'<p[^>]* data-b="1"[^>]*>.*?</p>', "", ANY), "blocks of text"),
    ("a script", change(r"</main>", "<script>1</script></main>", ANY), "<script> stands in the page"),
    ("an event attribute", change(r"<h1>", '<h1 onclick="x">', ANY), "has onclick"),
    ("a picture from elsewhere", change(r"</main>", '<img alt="x" src="https://example.org/x.png"></main>', ANY), "is not in the page"),
    ("an address elsewhere", change(r"</main>", '<a href="https://example.org/">x</a></main>', ANY), "leads out of the folder"),
    ("a link to a page that is not there", change(r"</main>", '<a href="x.html">x</a></main>', "index.html"), "leads out of the folder"),
    ("an id twice", change(r"</main>", '<p id="main"></p></main>', ANY), "stands twice"),
    ("an origin that is not listed", change(r'<li id="o1"', '<li id="o999999"', ANY), "leads nowhere"),
    ("no landmark", change(r"<nav ", "<div ", ANY), "0 <nav>"),
    ("another language", change(r'lang="zh-CN"', 'lang="en"', ANY), "the language"),
    ("no policy", change(r"default-src 'none'", "", ANY), "no policy"),
    ("an element left open", change(r"</footer>", "", ANY), "closes"),
    ("a writ missing in the index", change(r'<a href="(?:01|%30%31)-[^"]*\.html">', "<a>", "index.html"), "is not in the index"),
]
FIXTURE_FAULTS = [
    ("a gap that is not marked", change(r'<mark class="gap" id="g1">', "<mark>"), "gaps are marked"),
    ("furniture left out", change(r"<p data-f>签名：</p>", ""), "what repeats on pages"),
    ("a filled word without origin", change(r' data-from="[^"]*"', ""), "without origin"),
]


def main(arguments):
    if arguments[:1] == ["--self-test"]:
        with tempfile.TemporaryDirectory() as scratch:
            given = [Path(argument) for argument in arguments[1:]]
            folders, faults = (given, FAULTS) if given else (make(scratch), FAULTS + FIXTURE_FAULTS)
            common.self_test(lambda out, dump: check(out, dump, quiet=True), folders, faults)
    if len(arguments) != 2:
        sys.exit(__doc__)
    check(Path(arguments[0]), Path(arguments[1])).close()


if __name__ == "__main__":
    main(sys.argv[1:])
