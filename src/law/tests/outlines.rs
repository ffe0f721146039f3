//! The outlines of inquiries as a defending lawyer reads them: every cause asks each of the four roles at least three
//! questions of its own, each tied to what it proves, none leading.

use super::book;
use crate::law::LawBook;
use crate::law::inquiry::{Inquiry, Role};
use crate::law::load::{self, LawFile};
use crate::text::leading::leading;
use crate::yaml::words::Word;
use std::collections::BTreeMap;

/// Fewer questions to a role do not cover the elements.
const LEAST: usize = 3;

#[test]
fn every_cause_asks_each_role_openly() {
    let book = book();
    let outlines: Vec<&Inquiry> = book.causes().filter_map(|cause| book.inquiry(&cause.id)).collect();
    assert_eq!(outlines.len(), book.causes().count(), "a cause without an outline");
    let faults: Vec<String> = outlines.iter().flat_map(|inquiry| faults(inquiry)).chain(copied(&outlines)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn planted_faults_are_found() {
    let text = "案由: ppe\n提纲:\n  - 角色: 主要负责人\n    问题: [{问: 这批用品由谁采购？, 证明: 提供}, {问: 为什么没有发？}, {问: 您是不是知道, 证明: 知情}]\n  - 角色: 作业人员\n    问题: [{问: 领到过什么？, 证明: 提供}, {问: 领到过什么？, 证明: 提供}]\n";
    let over = vec![LawFile { name: "inquiry/ppe.yaml".into(), text: text.into() }];
    let (planted, findings) = LawBook::load(&load::overlay(load::embedded(), over));
    assert_eq!(findings, Vec::new());
    let inquiry = planted.inquiry("ppe").expect("the planted outline");
    let found = faults(inquiry).join("\n");
    for expected in [
        "安全管理人员：0问",
        "现场负责人：0问",
        "作业人员：2问",
        "没有写明证明什么：为什么没有发？",
        "把“没有、缺少”当作已经查明：为什么没有发？",
        "把答案放进了问题，只让对方确认：您是不是知道",
        "用“你”：您是不是知道",
        "不是问句：您是不是知道",
    ] {
        assert!(found.contains(expected), "{expected} not in\n{found}");
    }
    assert!(!found.contains("这批用品由谁采购"), "an open question stands\n{found}");
    assert_eq!(copied(&[inquiry]), ["问了两次（ppe、ppe）：领到过什么？"]);
}

/// What is wrong with one outline.
fn faults(inquiry: &Inquiry) -> Vec<String> {
    let cause = &inquiry.cause;
    let mut out = Vec::new();
    for (role, names) in Role::WORDS {
        let asked = inquiry.outlines.iter().filter(|outline| outline.role == *role).map(|outline| outline.questions.len()).sum::<usize>();
        if asked < LEAST {
            out.push(format!("{cause} {}：{asked}问", names[0]));
        }
    }
    for question in inquiry.outlines.iter().flat_map(|outline| &outline.questions) {
        let text = question.question.0.as_str();
        if question.proves.as_ref().is_none_or(|proves| proves.0.trim().is_empty()) {
            out.push(format!("{cause} 没有写明证明什么：{text}"));
        }
        if let Some(found) = leading(text) {
            out.push(format!("{cause} {}：{text}", found.kind.reason()));
        }
        if text.contains('您') {
            out.push(format!("{cause} 用“你”：{text}"));
        }
        if !text.ends_with('？') {
            out.push(format!("{cause} 不是问句：{text}"));
        }
    }
    out
}

/// Questions that stand twice, in one cause or in two.
fn copied(outlines: &[&Inquiry]) -> Vec<String> {
    let mut causes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for inquiry in outlines {
        for question in inquiry.outlines.iter().flat_map(|outline| &outline.questions) {
            causes.entry(&question.question.0).or_default().push(&inquiry.cause.0);
        }
    }
    let twice = causes.into_iter().filter(|(_, of)| of.len() > 1);
    twice.map(|(text, of)| format!("问了两次（{}）：{text}", of.join("、"))).collect()
}
