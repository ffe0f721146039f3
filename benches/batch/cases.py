#!/usr/bin/env python3
"""cases.py FOLDER COUNT [--kind ordinary|small] [--spoil N]: the forms of an action, for benches and tests.

ordinary: a case from inspection to filing away, 20 writs. small: an inspection that found nothing, 5 writs.
--spoil N: N of the forms, spread evenly, are spoilt, each in one of the ways of SPOILT; their names go to FOLDER/spoilt.txt.
The same arguments make the same bytes. All names are made up."""

import argparse
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
AGENCIES = HERE.parents[1] / "cases" / "agencies"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国海云志远文斌春生"
TRADES = "五金 纸箱 塑料 家具 印染 机械 电子 食品 玩具 铸造 包装 服饰 木业 橡胶 玻璃".split()
CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = [3**n % 31 for n in range(17)]

ACTION = """\
行动: {名称: 2026年春季机械加工企业集中检查, 编号: JZ-2026-03}
共同:
  机关: 太仓
  案件来源: 集中检查
  程序: 普通
  案由: warning-signs
  检查: {类别: 专项检查, 方式: 现场查看、查阅资料}
小组:
"""
# Firms a team sees: five a day, on eight days.
A_DAY, DAYS = 5, 8


def code(number):
    """A 统一社会信用代码 with its check digit."""
    body = f"91320585MA{number:07d}"[:17]
    total = sum(CODE.index(c) * w for c, w in zip(body, WEIGHTS))
    return body + CODE[(31 - total % 31) % 31]


def team(number):
    """The officers of a team."""
    return tuple(f"{SURNAMES[number % len(SURNAMES)]}{word}{GIVEN[number // len(SURNAMES) % len(GIVEN)]}" for word in "执法")


def teams(count):
    return range(-(-count // (A_DAY * DAYS)))


def officers(count):
    """Lines of the agency file for the officers of an action of so many cases."""
    rows = [(name, number * 2 + at) for number in teams(count) for at, name in enumerate(team(number))]
    form = "    - {{姓名: {}, 证号: \"3205851{:04d}\", 有效期至: 2029-12-31, 单位: 太仓市应急管理局, 职务: 行政执法员}}\n"
    return "".join(form.format(name, number) for name, number in rows)


def values(n):
    name = SURNAMES[n % len(SURNAMES)] + GIVEN[n // 7 % len(GIVEN)] + GIVEN[n // 3 % len(GIVEN)]
    number, visit = divmod(n, A_DAY * DAYS)
    first, second = team(number)
    minute = 9 * 60 + visit % A_DAY * 90
    day = 2 + visit // A_DAY
    clock = lambda more: f"{(minute + more) // 60:02d}:{(minute + more) % 60:02d}"
    return {
        "n": n,
        "team": f"第{number + 1}组",
        "first": first,
        "second": second,
        "unit": f"太仓市{GIVEN[n % 29]}{GIVEN[n // 29 % 29]}{TRADES[n % len(TRADES)]}{n}有限公司",
        "code": code(n),
        "head": name,
        "day": f"2026-03-{day:02d}",
        "said_day": f"2026年3月{day}日",
        "filed": f"2026-03-{day + 3:02d}",
        "begin": clock(0),
        "end": clock(70),
        "asked": f"2026-03-{day + 9:02d}",
        "asked_begin": clock(0),
        "asked_end": clock(60),
        "year": 2010 + n % 14,
        "machines": 2 + n % 9,
        "workers": 10 + n * 7 % 190,
        "fine": 3000 + n % 5 * 500,
        "phone": f"0512-000{n % 100000:05d}",
    }


# A form is spoilt by rewriting its text (str or bytes), or by what the path becomes.
def spoilt_ways(form):
    replace = lambda a, b: form.replace(a, b, 1).encode()
    line = lambda key, new: "".join(new + "\n" if l.startswith(key) else l for l in form.splitlines(True)).encode()
    return [
        ("no such date", replace("检查时间: {开始: 2026-03-", "检查时间: {开始: 2026-13-")),
        ("29 February", replace("检查时间: {开始: 2026-03-0", "检查时间: {开始: 2026-02-3")),
        ("unknown key", replace("  地址:", "  地趾:")),
        ("key twice", form.encode() + "当事人: {名称: 甲}\n".encode()),
        ("tab", replace("  名称:", "\t名称:")),
        ("full-width space", replace("  名称:", "　名称:")),
        ("GBK", form.encode("gb18030")),
        ("UTF-16", form.encode("utf-16")),
        ("empty", b""),
        ("only comments", "# 没有内容\n".encode()),
        ("a list", "- 甲\n- 乙\n".encode()),
        ("two documents", form.encode() + b"---\n" + form.encode()),
        ("alias bomb", ("a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi"))).encode()),
        ("huge", ("违法事实: " + "甲" * 3_000_000 + "\n").encode()),
        ("quote not closed", replace("  名称: ", '  名称: "')),
        ("at sign", replace("  名称: ", "  名称: @")),
        ("no party", line("当事人:", "对象:")),
        ("half a file", form.encode()[: len(form.encode()) // 2]),
        ("zero bytes", form.encode() + b"\0\0\0"),
        ("control character", replace("  名称: 太仓", "  名称: 太\x07仓")),
        ("private use", replace("  名称: 太仓", "  名称: 太\U000F0001仓")),
        ("amount", replace("罚款: ", "罚款: 若干")),
        ("amount shrinks", replace("罚款: ", "罚款: 1e")),
        ("agency unknown", ("机关: 没有这个局\n" + form).encode()),
        ("agency path", ("机关: ../../etc/passwd\n" + form).encode()),
        ("team unknown", replace("小组: ", "小组: 第九")),
        ("cause unknown", ("案由: 没有这种案由也没有写条款\n" + form).encode()),
        ("photograph missing", replace("{名称: 现场照片,", "{名称: 现场照片, 照片: 没有.jpg,")),
        ("photograph above", replace("{名称: 现场照片,", "{名称: 现场照片, 照片: ../../x.jpg,")),
        ("no glyph", replace("  名称: 太仓", "  名称: 太\U00013000仓")),
        ("code as a list", replace("统一社会信用代码: ", "统一社会信用代码: [1] #")),
        ("number with a path", form.encode() + "文号: {行政处罚决定书: ../../x〔2026〕1号}\n".encode()),
        ("copies", replace("份数: 1", "份数: 1.5")),
        ("sum", form.encode() + "罚款合计: 1\n".encode()),
        ("party unknown", form.encode() + "延期分期: {当事人: 没有这家, 申请: 2026-04-20}\n".encode()),
        ("template text as key", form.encode() + "{{ 7*7 }}: 1\n".encode()),
    ]


def odd_files():
    """Paths that are no files: a folder, a pipe, a broken link, a link to a device."""
    return [
        ("folder", os.mkdir),
        ("pipe", os.mkfifo),
        ("broken link", lambda path: os.symlink("/nonexistent", path)),
        ("device", lambda path: os.symlink("/dev/zero", path)),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--kind", choices=["ordinary", "small"], default="ordinary")
    parser.add_argument("--spoil", type=int, default=0)
    arguments = parser.parse_args()
    folder = arguments.folder
    (folder / "agencies").mkdir(parents=True)
    agency = (AGENCIES / "太仓.yaml").read_text(encoding="utf-8")
    agency = agency.replace("  执法人员:\n", "  执法人员:\n" + officers(arguments.count), 1)
    (folder / "agencies" / "太仓.yaml").write_text(agency, encoding="utf-8")
    rows = [f"  第{number + 1}组: {{执法人员: [{', '.join(team(number))}]}}\n" for number in teams(arguments.count)]
    (folder / "action.yaml").write_text(ACTION + "".join(rows), encoding="utf-8")
    template = (HERE / f"{arguments.kind}.yaml").read_text(encoding="utf-8")
    template = "".join(line for line in template.splitlines(True) if not line.startswith("#"))
    bad = {arguments.count * at // arguments.spoil: at for at in range(arguments.spoil)} if arguments.spoil else {}
    names = []
    for n in range(arguments.count):
        form = template.format(**values(n))
        path = folder / f"{n:05d}.yaml"
        if n not in bad:
            path.write_text(form, encoding="utf-8")
            continue
        ways = spoilt_ways(form)
        odd = odd_files()
        at = bad[n] % (len(ways) + len(odd))
        if at < len(ways):
            name, content = ways[at]
            assert content != form.encode(), f"{name}: nothing spoilt"
            path.write_bytes(content)
        else:
            name, make = odd[at - len(ways)]
            make(path)
        names.append(f"{path.name}\t{name}\n")
    if arguments.spoil:
        (folder / "spoilt.txt").write_text("".join(names), encoding="utf-8")


if __name__ == "__main__":
    main()
