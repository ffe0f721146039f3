//! The sheets of `fairness.xlsx`: the groups, what needs a reason, every charge, how it was reckoned.

use super::{ENOUGH, Group, GroupKey, Line, Report, Unusual, line, percent};
use crate::batch::clashes::Recall;
use crate::batch::digest::Digest;
use crate::export::xlsx::{Cell, Column, Error, Kind, Sheet, Tone, Workbook};

/// Adds the sheets to a workbook. `read` gives the digest of a case by the order in which it was added.
pub fn sheets(book: &mut Workbook, report: &Report, read: &dyn Fn(usize) -> Option<Digest>) -> Result<(), Error> {
    let recall = Recall::new(read);
    book.sheet(&group_sheet(), report.groups.iter().enumerate().map(|(index, group)| group_row(index, group)))?;
    let unusual = report.unusual.iter().flat_map(|unusual| unusual_rows(report, unusual));
    book.sheet(&unusual_sheet(), unusual)?;
    let charges = report.groups.iter().enumerate().flat_map(|(index, group)| {
        let recall = &recall;
        group.charges.iter().filter_map(move |(case, item)| {
            let digest = recall.case(*case)?;
            Some(charge_row(index, &line(&digest, digest.charges.get(usize::from(*item))?)))
        })
    });
    book.sheet(&charge_sheet(), charges)?;
    let explanation = Sheet { filter: false, ..Sheet::new("说明", vec![Column::new("怎样比较", 100.0).wrap()]) };
    book.sheet(&explanation, EXPLANATION.iter().map(|text| vec![Cell::text(*text)]))?;
    Ok(())
}

/// How it was reckoned, for the reader of the workbook.
const EXPLANATION: &[&str] = &[
    "同一机关、同一案由、同一处罚依据、同一裁量基准和阶次的罚款为一组；单位和个人分开，简易程序和普通程序分开；按违法所得、年收入等的比例计算的，比较比例，不比较数额，也不与没有基数的放在一组。只有警告等、没有罚款的不列。",
    "每组按数额从小到大排列：正中的一件是中位数（件数是双数的，取正中两件的平均）；下四分位、上四分位是从两头数起四分之一处的一件，一半以上的案件在两者之间。",
    "一组不足5件的只列出，不判断远近。",
    "离得远：比下四分位低，或者比上四分位高，超出的部分大于上下四分位之差的一倍半，并且与中位数相差超过中位数的四分之一。",
    "离得远而没有写“裁量.理由”、情节也都没有指出证据的，列为扣分；写了理由或者情节有证据的，列出来供审核，不扣分。",
    "情节相同：情节的各项因素文字相同（不分次序、标点），都没有写情节的也算相同。同一组里情节相同而数额不同的（离得远的除外），每种情节一组两行：最低的一件和最高的一件。最高的比最低的多出四分之一以上，两件都没有写“裁量.理由”的，列为扣分；其余的列出。",
    "离得远、罚得不同都不等于错，由法制审核看理由。阶次选得对不对、数额在不在幅度以内，在各案的检查结果里。",
];

fn of_key(key: &GroupKey, cause_name: &str) -> Vec<Cell> {
    let words: [&str; 8] = [
        &key.agency,
        cause_name,
        &key.basis,
        &key.benchmark,
        &key.tier,
        if key.person { "个人" } else { "单位" },
        if key.summary { "简易" } else { "普通" },
        if key.share { "比例" } else { "数额" },
    ];
    words.into_iter().map(Cell::text).collect()
}

fn key_columns() -> Vec<Column> {
    vec![
        Column::new("机关", 22.0),
        Column::new("案由", 30.0).wrap(),
        Column::new("处罚依据", 34.0).wrap(),
        Column::new("裁量基准", 20.0).wrap(),
        Column::new("阶次", 8.0),
        Column::new("对象", 7.0),
        Column::new("程序", 7.0),
        Column::new("比较", 7.0),
    ]
}

/// An amount, or a share as text.
fn value(key: &GroupKey, value: i64) -> Cell {
    if key.share { Cell::text(percent(value)) } else { Cell::amount(value) }
}

fn number_column(heading: &str) -> Column {
    Column::new(heading, 12.0).kind(Kind::Amount)
}

fn group_sheet() -> Sheet {
    let mut columns = vec![Column::new("组", 6.0).kind(Kind::Whole)];
    columns.extend(key_columns());
    columns.push(Column::new("件数", 7.0).kind(Kind::Whole));
    columns.extend(["最低", "下四分位", "中位数", "上四分位", "最高"].map(number_column));
    columns.push(Column::new("离得远", 8.0).kind(Kind::Whole));
    columns.push(Column::new("备注", 20.0));
    Sheet { frozen: 1, ..Sheet::new("同类比较", columns) }
}

fn group_row(index: usize, group: &Group) -> Vec<Cell> {
    let spread = &group.spread;
    let mut row = vec![Cell::whole(index + 1)];
    row.extend(of_key(&group.key, &group.cause_name));
    row.push(Cell::whole(spread.count));
    // half a 分 can only be in the middle of two amounts, and is left out
    let values = [spread.min, spread.lower, spread.median_twice.div_euclid(2), spread.upper, spread.max];
    row.extend(values.map(|amount| value(&group.key, amount)));
    row.push(Cell::whole(group.outliers).tone(if group.outliers > 0 { Tone::Caution } else { Tone::Plain }));
    let few = group.spread.count < ENOUGH;
    row.push(Cell::text(if few { "件数少，只列出" } else { "" }));
    row
}

fn unusual_sheet() -> Sheet {
    let columns = vec![
        Column::new("级别", 7.0),
        Column::new("类别", 18.0),
        Column::new("组", 6.0).kind(Kind::Whole),
        Column::new("案件", 16.0),
        Column::new("当事人", 30.0).wrap(),
        number_column("罚款"),
        Column::new("比例", 9.0),
        number_column("中位数"),
        Column::new("情节", 36.0).wrap(),
        Column::new("理由", 36.0).wrap(),
        Column::new("说明", 50.0).wrap(),
        Column::new("改法", 50.0).wrap(),
        Column::new("表单", 24.0),
        Column::new("行", 6.0).kind(Kind::Whole),
    ];
    Sheet { frozen: 4, ..Sheet::new("需说明理由", columns) }
}

fn unusual_rows(report: &Report, unusual: &Unusual) -> Vec<Vec<Cell>> {
    let Some(group) = report.groups.get(unusual.group) else { return Vec::new() };
    let (rank, tone) = match &unusual.clash {
        Some(clash) if clash.waived => ("已豁免", Tone::Faint),
        Some(clash) => (clash.rank.word(), Tone::Alarm),
        None => ("列出", Tone::Plain),
    };
    let row = |line: &Line| {
        vec![
            Cell::text(rank).tone(tone),
            Cell::text(unusual.kind.word()),
            Cell::whole(unusual.group + 1),
            Cell::text(&*line.at.case),
            Cell::text(&*line.party),
            Cell::amount(line.fine),
            Cell::text(line.share.map(percent).unwrap_or_default()),
            value(&group.key, group.spread.median_twice.div_euclid(2)),
            Cell::text(&*line.circumstances),
            Cell::text(&*line.reason),
            Cell::text(unusual.clash.as_ref().map_or("", |clash| &clash.message)),
            Cell::text(unusual.clash.as_ref().map_or("", |clash| &clash.remedy)),
            Cell::text(&*line.at.form),
            Cell::whole(line.at.line),
        ]
    };
    unusual.lines.iter().map(row).collect()
}

fn charge_sheet() -> Sheet {
    let columns = vec![
        Column::new("组", 6.0).kind(Kind::Whole),
        Column::new("案件", 16.0),
        Column::new("当事人", 30.0).wrap(),
        number_column("罚款"),
        Column::new("比例", 9.0),
        Column::new("情节", 36.0).wrap(),
        Column::new("理由", 36.0).wrap(),
        Column::new("表单", 24.0),
        Column::new("行", 6.0).kind(Kind::Whole),
    ];
    Sheet { frozen: 2, ..Sheet::new("逐件", columns) }
}

fn charge_row(index: usize, line: &Line) -> Vec<Cell> {
    vec![
        Cell::whole(index + 1),
        Cell::text(&*line.at.case),
        Cell::text(&*line.party),
        Cell::amount(line.fine),
        Cell::text(line.share.map(percent).unwrap_or_default()),
        Cell::text(&*line.circumstances),
        Cell::text(&*line.reason),
        Cell::text(&*line.at.form),
        Cell::whole(line.at.line),
    ]
}
