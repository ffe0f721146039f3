//! `打印清单.txt`: every pack with what is in it, who signs, which seals are needed; then what is not printed and why.

use super::plan::{Fate, Item, Plan};
use super::{OfKind, Report, Sum};
use crate::text::natural::natural;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the list. `faults`: why the PDF of a writ could not be used.
pub(super) fn write(out: &mut impl Write, plan: &Plan, action: &str, report: &Report, faults: &BTreeMap<u32, Box<str>>) -> io::Result<()> {
    writeln!(out, "{action}　打印清单\n")?;
    writeln!(out, "每个文件双面打印一次：份数已经排好，每份另起一张，每册前面是目录。一份文书只在一个文件里。")?;
    let organs = report.packs.chunk_by(|a, b| a.organ == b.organ);
    for packs in organs {
        let Some(first) = packs.first() else { continue };
        writeln!(out, "\n{}", first.organ)?;
        let mut seals: BTreeMap<&str, OfKind> = BTreeMap::new();
        let mut sum = Sum::default();
        for pack in packs {
            sum.add(&pack.sum);
            let name = pack.path.split_once('/').map_or(&*pack.path, |(_, name)| name);
            writeln!(out, "\n  {name}　{}", pack.sum.words())?;
            for own in &pack.kinds {
                let Some(kind) = plan.kinds.get(usize::from(own.kind)) else { continue };
                if kind.is_sealed() {
                    seals.entry(&kind.seal).or_default().add(own);
                }
                let mut said = vec![format!("{}{}件{}份", kind.title, own.writs, own.copies)];
                said.extend((own.drafts > 0).then(|| format!("其中稿{}件，不签名、不盖章", own.drafts)));
                said.extend((!kind.signatures.is_empty()).then(|| format!("签名：{}", kind.signers())));
                said.extend(kind.is_sealed().then(|| format!("印章：{}", kind.seal)));
                writeln!(out, "      {}", said.join("；"))?;
            }
        }
        writeln!(out, "\n  合计：文件{}个，{}", packs.len(), sum.words())?;
        for (seal, sum) in seals {
            // a draft gets no seal, and of each kind only whole sums are known
            let drafts = if sum.drafts > 0 { format!("，含不盖章的稿{}件", sum.drafts) } else { String::new() };
            writeln!(out, "  用印：{seal}，文书{}件、{}份{drafts}", sum.writs, sum.copies)?;
        }
    }
    if report.packs.is_empty() {
        writeln!(out, "\n没有可以打印的文书。")?;
    } else {
        writeln!(out, "\n全部：文件{}个，{}", report.packs.len(), report.sum.words())?;
    }
    left_out(out, plan, report, faults)
}

fn left_out(out: &mut impl Write, plan: &Plan, report: &Report, faults: &BTreeMap<u32, Box<str>>) -> io::Result<()> {
    if report.left_out == 0 {
        return Ok(());
    }
    writeln!(out, "\n没有打印的（{}件）", report.left_out)?;
    let mut cases: Vec<usize> = (0..plan.cases.len()).collect();
    let folder = |case: &usize| plan.cases.get(*case).map_or("", |case| &*case.folder);
    cases.sort_by(|a, b| natural(folder(a), folder(b)));
    for number in cases {
        let Some(case) = plan.cases.get(number) else { continue };
        // the writs of a case stand together
        let first = plan.items.partition_point(|item| (item.case as usize) < number);
        let own = plan.items.iter().enumerate().skip(first).take_while(|(_, item)| item.case as usize == number);
        let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (at, item) in own {
            let (heading, detail) = match faults.get(&(at as u32)) {
                Some(why) => (heading(Fate::Faulty), why.to_string()),
                None => (heading(item.fate), if item.fate == Fate::Draft { lacks(plan, item) } else { String::new() }),
            };
            let Some(heading) = heading else { continue };
            let detail = if detail.is_empty() { String::new() } else { format!("（{detail}）") };
            lines.entry(heading).or_default().push(format!("{}{detail}", title(plan, item)));
        }
        if lines.is_empty() {
            continue;
        }
        writeln!(out, "  {}　{}", case.folder, case.parties)?;
        for (heading, writs) in lines {
            writeln!(out, "      {heading}：{}", writs.join("、"))?;
        }
    }
    Ok(())
}

/// Title with the person or party it is for.
pub(super) fn title(plan: &Plan, item: &Item) -> String {
    let title = plan.kind(item).map_or("", |kind| kind.title.as_str());
    match plan.label(item) {
        Some(label) => format!("{title}（{label}）"),
        None => title.to_string(),
    }
}

/// Why a writ is not printed; `None` when it is.
pub(super) fn why(plan: &Plan, item: &Item) -> Option<String> {
    let heading = heading(item.fate)?;
    let lacks = if item.fate == Fate::Draft { lacks(plan, item) } else { String::new() };
    Some(if lacks.is_empty() { heading.to_string() } else { format!("{heading}，{lacks}") })
}

fn heading(fate: Fate) -> Option<&'static str> {
    match fate {
        Fate::Printed | Fate::PrintedDraft => None,
        Fate::Draft => Some("稿"),
        Fate::Coming => Some("未到，步骤还没有办到"),
        Fate::Served => Some("已经送达，不再打印"),
        Fate::Earlier => Some("早于起始日期，不打印"),
        Fate::NothingToServe => Some("没有要送达的文书，不打印"),
        Fate::Unfinished => Some("案卷还有稿，归档时再打印"),
        Fate::Faulty => Some("PDF 缺失或者损坏"),
    }
}

/// What keeps a writ a draft.
fn lacks(plan: &Plan, item: &Item) -> String {
    let fields = plan.lacks(item);
    // no gap: a veto
    if fields.is_empty() { "有否决，见 findings.txt".to_string() } else { format!("缺{}", fields.join("、")) }
}
