//! Causes (案由): their names, evidence, and the dated rows with what was violated, what punishes it, and how much.

use super::citation::Citation;
use super::scalar::{Dated, Day, Fen, Pair, Whole, Word, Yes, dated, is_yes};
use crate::{record, words};
use chrono::NaiveDate;

words! {
    /// The grade of an accident (生产安全事故报告和调查处理条例 第三条).
    pub enum AccidentLevel "事故等级" {
        /// 一般
        Ordinary => "一般" | "ordinary",
        /// 较大
        Larger => "较大" | "larger",
        /// 重大
        Major => "重大" | "major",
        /// 特别重大
        Extreme => "特别重大" | "extreme",
    }
}

record! {
    /// 某一事故等级的罚款幅度
    pub struct LevelFine "按等级的幅度" {
        /// 事故等级
        pub level: AccidentLevel => "等级" | "level",
        /// 下限（元）
        pub min: Fen => "下限" | "min",
        /// 上限（元）
        pub max: Fen => "上限" | "max",
    }
}

record! {
    /// 某一事故等级的收入百分比
    pub struct LevelPercent "按等级的百分比" {
        /// 事故等级
        pub level: AccidentLevel => "等级" | "level",
        /// 百分比
        pub percent: Whole => "百分比" | "percent",
    }
}

record! {
    /// 罚款幅度，上下限都含本数
    pub struct Fine "罚款幅度" {
        /// 下限（元）；0 = 没有下限
        pub min: Option<Fen> => "下限" | "min",
        /// 上限（元）
        pub max: Option<Fen> => "上限" | "max",
        /// 可以处罚款（不是必须）
        pub optional: Option<Yes> => "可以" | "optional",
        /// 违法所得的倍数
        pub gain_multiple: Option<Pair> => "违法所得倍数" | "multiple_of_illegal_gain",
        /// 违法所得达到此数才按倍数（元）
        pub gain_at_least: Option<Fen> => "违法所得达到" | "multiple_when_gain_at_least",
        /// 货值的倍数
        pub value_multiple: Option<Pair> => "货值倍数" | "multiple_of_goods_value",
        /// 货值达到此数才按倍数（元）
        pub value_at_least: Option<Fen> => "货值达到" | "multiple_when_value_at_least",
        /// 按倍数计算时的封顶（元）
        pub cap: Option<Fen> => "封顶" | "cap",
        /// 按事故等级的幅度
        pub by_level: Vec<LevelFine> => "按事故等级" | "by_level",
        /// 上一年年收入的百分比
        pub income_percent: Option<Pair> => "上年收入百分比" | "percent_of_last_year_income",
        /// 上一年年收入的百分比，按事故等级
        pub income_by_level: Vec<LevelPercent> => "上年收入百分比按等级" | "percent_of_last_year_income_by_level",
        /// 导致事故时上一年年收入的百分比
        pub income_percent_if_accident: Option<Pair> => "致事故时上年收入百分比" | "percent_of_last_year_income_if_accident",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}

impl Fine {
    /// Whether the fine may be left out (可以处).
    pub fn is_optional(&self) -> bool {
        is_yes(self.optional)
    }
    /// Whether minimum and maximum say it all (no multiples, percentages or grades).
    pub fn is_plain(&self) -> bool {
        self.max.is_some()
            && self.gain_multiple.is_none()
            && self.value_multiple.is_none()
            && self.by_level.is_empty()
            && self.income_percent_if_accident.is_none()
    }
    /// Whether the law itself says the amount: one share of income for each grade of accident, or a minimum that is also
    /// the maximum.
    pub fn is_without_range(&self) -> bool {
        let is_one_amount =
            self.is_plain() && self.income_percent.is_none() && self.min.is_some_and(|min| Some(min.0) == self.max.map(|max| max.0));
        let is_one_share = self.max.is_none() && self.by_level.is_empty() && !self.income_by_level.is_empty();
        !self.is_optional() && (is_one_amount || is_one_share)
    }
    /// Whether an amount in 分 lies within minimum and maximum, both included; `None` when there are other measures
    /// (multiples, income) that this cannot decide.
    pub fn contains(&self, fen: i64) -> Option<bool> {
        if !self.is_plain() {
            return None;
        }
        Some(self.min.is_none_or(|min| min.0 <= fen) && self.max.is_some_and(|max| fen <= max.0))
    }
}

record! {
    /// 一个阶段（首次、逾期）的处罚
    pub struct Stage "处罚阶段" {
        /// 对单位
        pub unit: Option<Fine> => "单位" | "unit",
        /// 对个人
        pub person: Option<Fine> => "个人" | "person",
        /// 并处的其他处罚
        pub also: Vec<Word> => "并处" | "also",
    }
}

record! {
    /// 案由在一个时期的规定
    pub struct CauseRow "案由规定" {
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）；没有即至今
        pub to: Option<Day> => "至" | "effective_to",
        /// 违反的规定
        pub violated: Vec<Citation> => "违反" | "violated",
        /// 违反的规定是可选范围，须按案情选定
        pub choose_violated: Option<Yes> => "选引违反" | "choose_violated",
        /// 处罚依据
        pub penalty: Vec<Citation> => "处罚依据" | "penalty",
        /// 处罚依据是可选范围，须按案情选定
        pub choose_penalty: Option<Yes> => "选引依据" | "choose_penalty",
        /// 首次发现时的处罚
        pub first: Option<Stage> => "首次" | "first",
        /// 逾期等情形的处罚
        pub overdue: Option<Stage> => "逾期" | "overdue",
        /// 逾期条件，如“逾期未改正”“拒不执行”
        pub overdue_trigger: Option<Word> => "逾期条件" | "overdue_trigger",
        /// 受处罚的个人；不写即直接负责的主管人员和其他直接责任人员
        pub who: Option<Word> => "责任人员" | "who",
        /// 处罚种类
        pub kinds: Vec<Word> => "处罚种类" | "penalty_kinds",
        /// 责令事项（不是处罚种类）
        pub orders: Vec<Word> => "责令" | "orders",
        /// 条文和数额是否已核
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}
dated!(CauseRow);

/// Who is punished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// 单位
    Unit,
    /// 个人
    Person,
}

/// Before or after an order was disobeyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// 首次
    First,
    /// 逾期
    Overdue,
}

impl CauseRow {
    /// The fine for a party at a stage; `None` when the law has none.
    pub fn fine(&self, who: Who, when: When) -> Option<&Fine> {
        let stage = match when {
            When::First => self.first.as_ref(),
            When::Overdue => self.overdue.as_ref(),
        }?;
        match who {
            Who::Unit => stage.unit.as_ref(),
            Who::Person => stage.person.as_ref(),
        }
    }
    /// Whether 违反 lists a choice out of which the facts must pick.
    pub fn must_choose_violated(&self) -> bool {
        is_yes(self.choose_violated) || self.violated.iter().any(Citation::is_range)
    }
    /// Whether 处罚依据 lists a choice out of which the facts must pick.
    pub fn must_choose_penalty(&self) -> bool {
        is_yes(self.choose_penalty) || self.penalty.iter().any(Citation::is_range)
    }
}

record! {
    /// 案由
    pub struct Cause "案由" {
        /// 编号
        pub id: Word => "编号" | "id",
        /// 法定名称，文书上写的就是它
        pub wording: Word => "案由" | "wording",
        /// 简称，供显示和查找
        pub short: Word => "简称" | "short",
        /// 人们常写的叫法，供查找
        pub aliases: Vec<Word> => "又称" | "aliases",
        /// 专门的证据（编号）
        pub evidence: Vec<Word> => "证据" | "evidence",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
        /// 各时期的规定
        pub rows: Vec<CauseRow> => "规定" | "rows",
    }
}

impl Cause {
    /// The row in force on a day.
    pub fn row_on(&self, on: NaiveDate) -> Option<&CauseRow> {
        self.rows.iter().find(|row| row.in_force(on))
    }
    /// Every name by which it can be found: id, wording, short name, aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.wording, &self.short].into_iter().chain(&self.aliases).map(|word| word.0.as_str())
    }
}

record! {
    /// 案由文件（一组案由）
    pub(super) struct CauseFile "案由文件" {
        /// 组名
        pub(super) group: Word => "组" | "group",
        /// 案由
        pub(super) causes: Vec<Cause> => "案由" | "causes",
    }
}
