//! Unified social credit codes and identity numbers: kept as written, masked ones recognised, check digits proved.

use super::{At, scalar};
use crate::diag::{Diagnostic, Rank};
use crate::text::id;
use crate::text::width::half_width;
use crate::yaml::record::Decode;
use crate::yaml::{Node, Reader};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// A unified social credit code (统一社会信用代码).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Code {
    text: String,
    /// The copy number of the licence written after it, e.g. `1-1`.
    pub copy: Option<String>,
    /// Part of it is masked with `*`, `×` or `x`; such a code is not checked.
    pub masked: bool,
    /// Where.
    pub at: At,
}

impl Code {
    /// The code without the copy number.
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn is_mask(c: char) -> bool {
    matches!(c, '*' | '×' | 'x' | 'X' | '＊')
}

/// Whether a number is masked: any star or ×, or a run of two or more x.
fn masked(text: &str) -> bool {
    text.contains(['*', '×', '＊']) || text.to_ascii_lowercase().contains("xx")
}

impl Decode for Code {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, "18位统一社会信用代码")?;
        let compact: String = half_width(&raw).chars().filter(|c| !c.is_whitespace()).collect();
        let (body, copy) = match compact.strip_suffix(')').and_then(|s| s.split_once('(')) {
            Some((body, copy)) => (body.to_string(), Some(copy.to_string())),
            None => (compact, None),
        };
        if masked(&body) {
            return Some(Code { text: body, copy, masked: true, at });
        }
        let text = body.to_ascii_uppercase();
        let veto = |message: String, expected: &str| {
            Diagnostic::new(Rank::Veto, "R03", message).found(&raw).expected(expected).remedy("对照营业执照逐位核对")
        };
        match id::uscc_check(&text) {
            Ok(()) => {}
            Err(id::Fault::Check { right }) => {
                let mut right_code: String = text.chars().take(17).collect();
                right_code.push(right);
                reader.report(node.pos, veto(format!("统一社会信用代码的校验位不对，应为“{right}”"), &right_code));
            }
            Err(id::Fault::Length { found }) => {
                reader.report(node.pos, veto(format!("统一社会信用代码有{found}位，应为18位"), "18位"));
            }
            Err(id::Fault::Character { at: index, found }) => {
                let message = format!("统一社会信用代码第{index}位“{found}”不是代码用字");
                reader.report(node.pos, veto(message, "数字和除 I、O、S、V、Z 以外的大写字母"));
            }
            Err(id::Fault::Birth { .. }) => {}
        }
        Some(Code { text, copy, masked: false, at })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "integer"]})
    }
}

/// The number of a resident identity card (居民身份证).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IdNumber {
    text: String,
    /// Masked; not checked.
    pub masked: bool,
    /// Day of birth in the number, when it is complete and exists.
    pub birth: Option<NaiveDate>,
    /// Male, when the number says so.
    pub male: Option<bool>,
    /// Where.
    pub at: At,
}

impl IdNumber {
    /// The number.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Decode for IdNumber {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let (raw, at) = scalar(node, reader, "18位身份证号码")?;
        let text: String = half_width(&raw).chars().filter(|c| !c.is_whitespace()).collect();
        let stars = text.chars().take(text.chars().count().saturating_sub(1)).any(is_mask);
        if stars || text.ends_with(['*', '×']) {
            return Some(IdNumber { text, masked: true, birth: None, male: None, at });
        }
        let text = text.to_ascii_uppercase();
        let veto = |message: String, expected: String| {
            Diagnostic::new(Rank::Veto, "R03", message)
                .found(&raw)
                .expected(expected)
                .remedy("对照身份证核对；不是居民身份证的，写成 证件: {类型: 护照, 号码: …}")
        };
        match id::id18_check(&text) {
            Ok(()) => {}
            Err(id::Fault::Check { right }) => {
                let mut number: String = text.chars().take(17).collect();
                number.push(right);
                reader.report(node.pos, veto(format!("身份证号码的校验位不对，应为“{right}”"), number));
            }
            Err(id::Fault::Length { found }) => {
                reader.report(node.pos, veto(format!("身份证号码有{found}位，应为18位"), "18位".into()));
            }
            Err(id::Fault::Character { at: index, found }) => {
                reader.report(node.pos, veto(format!("身份证号码第{index}位“{found}”不是数字"), "17位数字和1位校验码".into()));
            }
            Err(id::Fault::Birth { year, month, day }) => {
                reader.report(node.pos, veto(format!("身份证号码里的出生日期{year}年{month}月{day}日不存在"), "存在的出生日期".into()));
            }
        }
        let (birth, male) = (id::id18_birth(&text), id::id18_male(&text));
        Some(IdNumber { text, masked: false, birth, male, at })
    }
    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "integer"]})
    }
}
