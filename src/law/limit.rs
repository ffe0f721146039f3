//! Time limits and thresholds (`law/limits.yaml`) and standing bases (`law/bases.yaml`) as dated rows.

use super::citation::Citation;
use super::scalar::{Dated, Day, Whole, Word, Yes, dated};
use crate::{record, words};
use chrono::NaiveDate;

words! {
    /// What a limit counts in.
    pub enum Unit "单位" {
        /// 工作日
        WorkingDays => "工作日" | "working_days",
        /// 自然日
        CalendarDays => "自然日" | "calendar_days",
        /// 月
        Months => "月" | "months",
        /// 年
        Years => "年" | "years",
        /// 小时
        Hours => "小时" | "hours",
        /// 元
        Yuan => "元" | "yuan",
        /// 每日百分比
        PercentPerDay => "每日百分比" | "percent_per_day",
        /// 百分比
        Percent => "百分比" | "percent",
        /// 次
        Times => "次" | "times",
        /// 分
        Points => "分" | "points",
        /// 人
        People => "人" | "people",
    }
}

words! {
    /// What a limit asks for.
    pub enum LimitKind "性质" {
        /// 期限：the actor must act within it.
        Deadline => "期限" | "deadline",
        /// 至多
        Maximum => "至多" | "maximum",
        /// 至少
        Minimum => "至少" | "minimum",
        /// 窗口：only inside it.
        Window => "窗口" | "window",
        /// 数额线
        Threshold => "数额线" | "threshold",
        /// 比率
        Rate => "比率" | "rate",
        /// 起算：when a period begins.
        Start => "起算" | "start",
    }
}

words! {
    /// Which way a limit is counted.
    pub enum Direction "方向" {
        /// 顺数
        Forward => "顺数" | "forward",
        /// 倒数：back from an event.
        Backward => "倒数" | "backward",
    }
}

words! {
    /// Whose date chooses the row (行政处罚法 第三十七条 for the act).
    pub enum Governs "适用" {
        /// 程序：the law of the day the step is taken.
        Procedure => "程序" | "procedure_date",
        /// 行为：the law of the day of the act, the newer if lighter.
        Act => "行为" | "act_date",
    }
}

record! {
    /// 一项期限或者数额在一个时期的规定
    pub struct Limit "期限" {
        /// 编号
        pub id: Word => "编号" | "id",
        /// 名称
        pub name: Word => "名称" | "name",
        /// 数值；法律没有定数的不写
        pub value: Option<Whole> => "数值" | "value",
        /// 单位
        pub unit: Unit => "单位" | "unit",
        /// 性质
        pub kind: LimitKind => "性质" | "kind",
        /// 方向；不写即顺数
        pub direction: Option<Direction> => "方向" | "dir",
        /// 从何时起算
        pub counted_from: Option<Word> => "起算" | "counted_from",
        /// 依据
        pub basis: Option<Citation> => "依据" | "basis",
        /// 条号不详时的依据
        pub basis_text: Option<Word> => "依据文件" | "basis_text",
        /// 可以一并引用的规定
        pub also: Vec<Citation> => "并见" | "also",
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）；没有即至今
        pub to: Option<Day> => "至" | "effective_to",
        /// 按哪一天的法律
        pub governed_by: Governs => "适用" | "governed_by",
        /// 条文是否已读
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}
dated!(Limit);

impl Limit {
    /// Whether it is counted back from an event.
    pub fn is_backward(&self) -> bool {
        self.direction == Some(Direction::Backward)
    }
    /// Whether its last day moves to the next working day when it is a rest day (民事诉讼法 第八十五条第三款): deadlines
    /// counted forward in calendar days, months or years. Maxima and deemed dates do not move.
    pub fn rolls(&self) -> bool {
        let calendar = match self.unit {
            Unit::CalendarDays | Unit::Months | Unit::Years => true,
            Unit::WorkingDays
            | Unit::Hours
            | Unit::Yuan
            | Unit::PercentPerDay
            | Unit::Percent
            | Unit::Times
            | Unit::Points
            | Unit::People => false,
        };
        calendar && self.kind == LimitKind::Deadline && !self.is_backward()
    }
    /// The period in words: 五个工作日, 十五日, 六个月; amounts and rates give digits.
    pub fn in_words(&self) -> Option<String> {
        let value = u32::try_from(self.value?.0).ok()?;
        let words = crate::text::numeral::chinese(value);
        let measure = if value == 2 { "两".to_string() } else { words.clone() };
        Some(match self.unit {
            Unit::WorkingDays => format!("{measure}个工作日"),
            Unit::CalendarDays => format!("{words}日"),
            Unit::Months => format!("{measure}个月"),
            Unit::Years => format!("{measure}年"),
            Unit::Hours => format!("{words}小时"),
            Unit::Yuan => format!("{value}元"),
            Unit::PercentPerDay => format!("每日百分之{words}"),
            Unit::Percent => format!("百分之{words}"),
            Unit::Times => format!("{words}次"),
            Unit::Points => format!("{value}分"),
            Unit::People => format!("{words}人"),
        })
    }
}

record! {
    /// 计算期间的规则
    pub struct CountingRule "计算规则" {
        /// 编号
        pub id: Word => "编号" | "id",
        /// 规则
        pub rule: Word => "规则" | "rule",
        /// 指哪几个日数
        pub days: Vec<Whole> => "日数" | "days",
        /// 多少日以内
        pub days_up_to: Option<Whole> => "日数至多" | "days_up_to",
        /// 依据
        pub basis: Citation => "依据" | "basis",
        /// 自（含当日）；不写即不问时期
        pub from: Option<Day> => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 条文是否已读
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}

impl Dated for CountingRule {
    fn first_day(&self) -> NaiveDate {
        self.from.map_or(NaiveDate::MIN, |day| day.0)
    }
    fn last_day(&self) -> Option<NaiveDate> {
        self.to.map(|day| day.0)
    }
}

record! {
    /// 期限文件
    pub(super) struct LimitFile "期限文件" {
        /// 计算规则
        pub(super) counting: Vec<CountingRule> => "计算规则" | "counting_rules",
        /// 期限和数额
        pub(super) limits: Vec<Limit> => "期限" | "limits",
    }
}

record! {
    /// 不属于某一案由、由步骤引用的依据
    pub struct Basis "常用依据" {
        /// 编号
        pub id: Word => "编号" | "id",
        /// 名称
        pub name: Word => "名称" | "name",
        /// 依据
        pub basis: Vec<Citation> => "依据" | "basis",
        /// 可以一并引用的规定
        pub also: Vec<Citation> => "并见" | "also",
        /// 自（含当日）
        pub from: Day => "自" | "effective_from",
        /// 至（含当日）
        pub to: Option<Day> => "至" | "effective_to",
        /// 条文是否已读
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
    }
}
dated!(Basis);

record! {
    /// 常用依据文件
    pub(super) struct BasisFile "常用依据文件" {
        /// 常用依据
        pub(super) bases: Vec<Basis> => "常用依据" | "bases",
    }
}
