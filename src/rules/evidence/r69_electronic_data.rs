//! R69: electronic data and recordings: how, when and by whom they were taken. Photographs are for R70.

use crate::case::EvidenceKind;
use crate::diag::{Diagnostic, Rank};
use crate::rules::{Review, progress};

/// Words that say how data were fixed.
const METHOD: &[&str] = &["拍", "打印", "导出", "下载", "拷贝", "复制", "截图", "截取", "录", "查询", "提取", "刻录", "委托", "登录", "调取", "打印件", "固定"];
/// Names of what is data or a recording, whatever kind it was given.
const DATA: &[&str] = &["截图", "录像", "视频", "录音", "聊天记录", "电子邮件", "监控", "电子数据"];

/// Findings about data, once the party was told.
pub fn check(review: &Review) -> Vec<Diagnostic> {
    let case = review.case();
    if progress::told(case).is_none() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for item in case.evidence.iter().filter(|item| !item.name.text().contains("照片")) {
        let name = item.name.text();
        let is_data = item.kind.as_ref().is_some_and(|kind| matches!(kind.value, EvidenceKind::ElectronicData | EvidenceKind::Recording));
        if !is_data {
            if let Some(kind) = item.kind.as_ref().filter(|kind| kind.value == EvidenceKind::Document)
                && DATA.iter().any(|word| name.ends_with(word))
            {
                let finding = Diagnostic::remind("R69", format!("“{name}”的种类写的是{}", kind.value.word())).found(kind.value.word());
                out.push(kind.at.finding(finding.expected("电子数据或者视听资料").remedy("核对种类；属于电子数据、视听资料的，另写制作方法、时间、制作人")));
            }
            continue;
        }
        let mut say = |what: &str, key: &str| {
            let finding = Diagnostic::new(Rank::Deduct, "R69", format!("“{name}”没有写{what}")).found(name).expected(what);
            out.push(item.name.at.finding(finding.remedy(format!("补上“{key}”；有条件的，写明原始载体和校验值"))));
        };
        if !item.source.as_ref().is_some_and(|source| METHOD.iter().any(|word| source.text().contains(word))) {
            say("制作方法", "来源");
        }
        if item.obtained_on.is_none() {
            say("制作时间", "取得时间");
        }
        if item.obtained_by.is_empty() {
            say("制作人", "取证人");
        }
    }
    out
}
