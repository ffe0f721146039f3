//! Regional figures (`law/regions/<code>.yaml`): the thresholds of a hearing, by province, and the kinds of penalty that
//! always need one. Code 000000 is the national default.

use super::citation::Citation;
use super::scalar::{Dated, Day, Fen, Whole, Word, Yes, dated, is_yes};
use crate::{record, words};
use chrono::NaiveDate;

words! {
    /// Whether a regional rule is known to be current.
    pub enum RuleStatus "状态" {
        /// 现行
        Current => "现行" | "current",
        /// 旧：may have been replaced.
        Old => "旧" | "old",
    }
}

record! {
    /// 听证“较大数额”
    pub struct HearingRow "听证数额" {
        /// 单位（元）；规定存在而没有读到数额的不写
        pub unit: Option<Fen> => "单位" | "unit",
        /// 个人（元）
        pub person: Option<Fen> => "个人" | "person",
        /// 达到即是（以上）；否 = 超过才是
        pub inclusive: Option<Yes> => "含本数" | "inclusive",
        /// 国务院部门另有数额的，按部门的
        pub yields: Option<Yes> => "让位部门规章" | "yields_to_ministry",
        /// 依据
        pub basis: Vec<Citation> => "依据" | "basis",
        /// 地方文件的名称和条款
        pub basis_text: Option<Word> => "依据文件" | "basis_text",
        /// 自（含当日）；不详的不写
        pub from: Option<Day> => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 是否现行
        pub status: RuleStatus => "状态" | "status",
        /// 规定是否已读
        pub verified: Yes => "已核" | "verified",
        /// 出处
        pub source: Option<Word> => "出处" | "evidence",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}

impl Dated for HearingRow {
    fn first_day(&self) -> NaiveDate {
        self.from.map_or(NaiveDate::MIN, |day| day.0)
    }
    fn last_day(&self) -> Option<NaiveDate> {
        self.to.map(|day| day.0)
    }
}

record! {
    /// 应当告知听证的处罚种类
    pub struct HearingKinds "听证种类" {
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 依据
        pub basis: Vec<Citation> => "依据" | "basis",
        /// 不论数额都应当告知听证的
        pub always: Vec<Word> => "种类" | "always",
        /// 达到较大数额才告知的
        pub by_amount: Vec<Word> => "较大数额的种类" | "by_amount",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
    }
}
dated!(HearingKinds);

record! {
    /// 不论数额都应当报上级备案的处罚种类
    pub struct FilingKinds "备案种类" {
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 依据
        pub basis: Vec<Citation> => "依据" | "basis",
        /// 不论数额都应当备案的
        pub always: Vec<Word> => "种类" | "always",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
    }
}
dated!(FilingKinds);

record! {
    /// 地方备案数额
    pub struct FilingRow "备案数额" {
        /// 事项
        pub what: Word => "事项" | "what",
        /// 单位（元）
        pub unit: Option<Fen> => "单位" | "unit",
        /// 个人（元）
        pub person: Option<Fen> => "个人" | "person",
        /// 达到即是
        pub inclusive: Option<Yes> => "含本数" | "inclusive",
        /// 多少日内备案
        pub days: Option<Whole> => "日数" | "deadline_days",
        /// 依据
        pub basis_text: Word => "依据文件" | "basis_text",
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}
dated!(FilingRow);

record! {
    /// 一个地区的数额
    pub struct Region "地区" {
        /// 地区名
        pub name: Word => "地区" | "region",
        /// 行政区划代码，六位；全国 000000
        pub code: Word => "代码" | "code",
        /// 听证数额
        pub hearing: Vec<HearingRow> => "听证" | "hearing",
        /// 应当告知听证的处罚种类（只写在全国）
        pub hearing_kinds: Vec<HearingKinds> => "听证种类" | "hearing_kinds",
        /// 不论数额都应当报上级备案的处罚种类（只写在全国）
        pub filing_kinds: Vec<FilingKinds> => "备案种类" | "filing_kinds",
        /// 备案数额
        pub filing: Vec<FilingRow> => "备案" | "filing",
        /// 没有查到数额的地区（只写在全国）
        pub not_found: Vec<Word> => "未查到" | "not_found",
    }
}

/// The codes of province, city and county of a region's code, the widest first; a code that is its own city is told once.
pub fn widening(code: &str) -> Vec<String> {
    let mut codes: Vec<String> = [2, 4, 6].iter().filter_map(|digits| code.get(..*digits)).map(|head| format!("{head:0<6}")).collect();
    codes.dedup();
    codes
}

/// The thresholds to use for a case. A hearing is offered when a fine, or the confiscated gains or goods, reach them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingRule {
    /// For units, in 分.
    pub unit: i64,
    /// For persons, in 分.
    pub person: i64,
    /// Whether reaching the figure is enough (以上) or it must be exceeded (超过).
    pub inclusive: bool,
    /// Where the figures come from, printable.
    pub basis: String,
    /// Whether the figures were read in a rule known to be current.
    pub verified: bool,
    /// What a person should know or check.
    pub note: Option<String>,
}

impl HearingRule {
    /// Whether an amount in 分 needs a hearing notice.
    pub fn reached(&self, is_person: bool, fen: i64) -> bool {
        let line = if is_person { self.person } else { self.unit };
        if self.inclusive { fen >= line } else { fen > line }
    }
}

/// Combines the national figures with a province's (处罚办法 2025 第五十五条第二款: the provincial rule prevails; some
/// provincial rules yield to a ministry's figure in turn). Where the provincial figure is missing, old or second-hand
/// the lower figure is used: one notice too many harms nobody, a missing one ends in revocation.
pub(super) fn combine(national: &HearingRow, national_basis: String, region: Option<(&str, &HearingRow)>) -> Option<HearingRule> {
    let (unit, person) = (national.unit?.0, national.person?.0);
    let base = HearingRule {
        unit,
        person,
        inclusive: is_yes(national.inclusive),
        basis: national_basis,
        verified: national.verified.0,
        note: None,
    };
    let Some((name, row)) = region else { return Some(base) };
    let text = row.basis_text.as_ref().map_or_else(|| format!("{name}的规定"), |text| text.0.clone());
    let sure = row.verified.0 && row.status == RuleStatus::Current;
    if is_yes(row.yields) {
        let note = format!("{name}的规定（{text}）对国务院部门另有数额的予以让位，按全国数额");
        return Some(HearingRule { verified: base.verified && sure, note: Some(note), ..base });
    }
    let (Some(local_unit), Some(local_person)) = (row.unit, row.person) else {
        let note = format!("{name}另有规定（{text}），数额没有读到，暂按全国数额；请在机关档案的“听证标准”里填写");
        return Some(HearingRule { verified: false, note: Some(note), ..base });
    };
    if sure {
        return Some(HearingRule {
            unit: local_unit.0,
            person: local_person.0,
            inclusive: is_yes(row.inclusive),
            basis: text,
            verified: true,
            note: row.note.as_ref().map(|note| note.0.clone()),
        });
    }
    let note = format!("{name}的数额（{text}）没有核对，取它与全国数额中较低的；请在机关档案的“听证标准”里填写");
    Some(HearingRule {
        unit: unit.min(local_unit.0),
        person: person.min(local_person.0),
        inclusive: true,
        basis: text,
        verified: false,
        note: Some(note),
    })
}
