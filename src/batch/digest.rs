//! What a batch remembers of a finished case: one line of its journal. Everything that is made for the action as a whole
//! is made from these lines, never from the cases themselves, so that memory does not grow with their number.

use super::track::CORRECTION_DUE;
use crate::writ;
use crate::yaml::words::Word;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A finished case.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Digest {
    /// Its folder below the output folder, with `/`: `案1`, or `太仓市应急管理局/案1` when several organs act together.
    pub folder: String,
    /// Case id (编号, else the stem of the form).
    pub case: String,
    /// The name the writs are made in.
    pub agency: String,
    /// 小组
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The form, as a path from the folder of the action.
    pub form: String,
    /// The row of a list the form was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<ListRow>,
    /// Hash of everything the case was made from.
    pub input: String,
    /// SHA-256 of its `manifest.json`.
    pub manifest: String,
    /// It has a public copy.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub public: bool,
    /// Parties in the order of the form.
    pub parties: Vec<Party>,
    /// One entry for each violation and party.
    pub charges: Vec<Charge>,
    /// The writs in file order.
    pub writs: Vec<Writ>,
    /// Its limits.
    pub limits: Vec<Limit>,
    /// The days of its steps.
    pub steps: Vec<Step>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// When officers were where.
    pub slots: Vec<Slot>,
    /// Photographs of the evidence and the hazards.
    pub photos: Vec<Photo>,
    /// Facts and answers, to be compared with those of other cases.
    pub texts: Vec<TextPrint>,
    /// Codes of the rules across cases (R99, R100) that the form waives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<String>,
}

impl Digest {
    /// The last day on which a step was taken. The last day ordered for a correction is a step to come, not one taken.
    pub fn last_step(&self) -> Option<NaiveDate> {
        self.steps.iter().filter(|step| step.step != CORRECTION_DUE).map(|step| step.day).max()
    }

    /// The last day on which something happened in the case, by its steps and its writs.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.last_step().into_iter().chain(self.writs.iter().filter_map(|writ| writ.day)).max()
    }
}

/// Where a row stands in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// File.
    pub file: String,
    /// Sheet; empty for CSV.
    pub sheet: String,
    /// 1-based row.
    pub row: u32,
}

/// A place in a form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spot {
    /// Path of the field in Chinese keys.
    pub field: String,
    /// 1-based line.
    pub line: u32,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Party {
    /// Name.
    pub name: String,
    /// 统一社会信用代码, or the number of a person's document, as in the form.
    pub code: String,
    /// A natural person.
    pub person: bool,
    /// Legal representative or other head.
    pub head: String,
    /// Address.
    pub address: String,
    /// Sum of the fines decided or intended, in 分.
    pub fine: i64,
    /// All penalties in words.
    pub penalty: String,
    /// Paid on the fine so far, in 分.
    pub paid: i64,
}

/// A violation as far as it concerns one party.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Charge {
    /// Index of the party.
    pub party: usize,
    /// Id of the cause in the catalogue; the officer's words when it is not there.
    pub cause: String,
    /// Legal name of the cause.
    pub cause_name: String,
    /// The penalty provision as printed.
    pub basis: String,
    /// 简易程序
    pub summary: bool,
    /// Discretion benchmark, its entry and tier, as far as the form or the law names them.
    pub benchmark: String,
    /// Tier (阶次).
    pub tier: String,
    /// Fine in 分; `None` when no fine is given.
    pub fine: Option<i64>,
    /// What the fine is reckoned from when the law sets a share of it (违法所得, 上年收入), in 分.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<i64>,
    /// Circumstances, each with whether evidence is named for it.
    pub circumstances: Vec<(String, bool)>,
    /// The officer's reason (裁量.理由), empty when none is given.
    pub reason: String,
    /// Where the fine stands in the form.
    pub spot: Spot,
}

/// A writ of the case.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Writ {
    /// Id of its template.
    pub id: String,
    /// Official title.
    pub title: String,
    /// Party or person, when there can be several.
    pub label: Option<String>,
    /// Name of its files without extension.
    pub stem: String,
    /// Number.
    pub number: Option<String>,
    /// Where the number comes from: the form or the register.
    pub spot: Spot,
    /// Date of its step.
    pub day: Option<NaiveDate>,
    /// 定稿, 稿, 未到
    pub state: String,
    /// What it lacks.
    pub lacks: Vec<String>,
    /// Pages of its PDF.
    pub pages: usize,
    /// Copies to be printed.
    pub copies: usize,
    /// Who signs it.
    pub signatures: Vec<String>,
    /// Seal in words (公章, 专用章, 无).
    pub seal: String,
    /// 内部, 送达, 当事人签字, 发送, 案卷
    pub audience: String,
    /// The step (步骤) its template belongs to; empty when it belongs to none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub step: String,
    /// 卷内顺序 of its template.
    #[serde(default)]
    pub order: u32,
    /// SHA-256 of its PDF as it was made; empty when none was made. What is printed is held against it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pdf: String,
}

impl Writ {
    /// The place of its step in the procedure; 0 for what belongs to no step.
    pub fn step_order(&self) -> usize {
        writ::Step::WORDS.iter().position(|(step, _)| step.word() == self.step).map_or(0, |at| at + 1)
    }
}

/// A limit of the case, as `plan` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Limit {
    /// Id in `law/limits.yaml`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Party, when it is one's own.
    pub whom: Option<String>,
    /// Index of the party it concerns; `None` for the whole case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<usize>,
    /// Which of several events of a kind it belongs to (hearing, instalment …).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<usize>,
    /// Who must keep it (本机关, 当事人 …).
    pub binds: String,
    /// Last day; `None` when it cannot be said.
    pub last: Option<NaiveDate>,
    /// Hour and minute of the last day, for limits counted in hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<(u32, u32)>,
    /// Why this day, or why none.
    pub why: String,
    /// When it was met.
    pub done: Option<NaiveDate>,
}

/// A day of the case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Step {
    /// Key of the event in the form: 检查, 责令改正, 复查, 立案, 告知, 决定, 送达, 缴款, 结案 …
    pub step: String,
    /// Party index, when the event names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<usize>,
    /// The writ served, for 送达.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writ: Option<String>,
    /// The day.
    pub day: NaiveDate,
    /// What came of it: method of service, voucher of a payment, result of a re-check.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What was paid, in 分.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
}

/// A finding, without its place in the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Finding {
    /// Code.
    pub code: String,
    /// 提醒, 扣分, 否决, 拒绝
    pub rank: String,
    /// One sentence.
    pub message: String,
    /// Writ it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writ: Option<String>,
    /// Answered for by a waiver.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waived: bool,
}

/// A time an officer was somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Slot {
    /// Name.
    pub officer: String,
    /// Certificate number; empty when the agency file has none.
    pub certificate: String,
    /// What was done: 现场检查, 勘验, and with the person asked 询问张三.
    pub step: String,
    /// From.
    pub start: NaiveDateTime,
    /// Until; the same as `start` when the form says only when it began.
    pub end: NaiveDateTime,
    /// Where, as far as the form says.
    pub place: String,
    /// Where it stands in the form.
    pub spot: Spot,
}

/// A photograph.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Photo {
    /// Name in the form.
    pub name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Where it stands in the form.
    pub spot: Spot,
}

/// A passage that should be the case's own words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TextPrint {
    /// 违法事实, or 询问（姓名）.
    pub what: String,
    /// The text without names, dates and numbers of the case (`clashes::bare`).
    pub bare: String,
    /// Where it stands in the form.
    pub spot: Spot,
}
