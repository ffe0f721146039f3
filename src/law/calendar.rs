//! Public holidays and make-up working days (`law/calendar/<year>.yaml`). A year without a published calendar is a
//! typed error, never a guess.

use super::scalar::{Day, Whole, Word, Yes};
use crate::record;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;
use std::fmt;

record! {
    /// 一个节日的放假日
    pub struct Holiday "放假" {
        /// 节日
        pub name: Word => "名称" | "name",
        /// 放假的日子（含周末）
        pub days: Vec<Day> => "日" | "days",
    }
}

record! {
    /// 一年的放假和调休上班安排
    pub struct CalendarYear "年历" {
        /// 年
        pub year: Whole => "年" | "year",
        /// 通知名称
        pub notice: Word => "通知" | "notice",
        /// 通知文号
        pub number: Option<Word> => "文号" | "notice_number",
        /// 通知日期
        pub published: Day => "发布" | "notice_date",
        /// 通知网址
        pub address: Option<Word> => "网址" | "notice_url",
        /// 读自哪里
        pub sources: Vec<Word> => "读自" | "sources_read",
        /// 与何处互校
        pub cross_checked: Option<Word> => "互校" | "cross_checked",
        /// 是否已核
        pub verified: Yes => "已核" | "verified",
        /// 法定节日的规定
        pub statutory_days: Option<Word> => "法定节日" | "statutory_days",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
        /// 放假
        pub holidays: Vec<Holiday> => "放假" | "holidays",
        /// 调休上班的日子
        pub make_up: Vec<Day> => "调休上班" | "make_up_working_days",
    }
}

/// What kind of day a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'c> {
    /// An ordinary working day.
    Working,
    /// A weekend day on which people work.
    MakeUp,
    /// Saturday or Sunday.
    Weekend,
    /// A day off of a public holiday, with its name.
    Holiday(&'c str),
}

impl DayKind<'_> {
    /// Whether people work.
    pub fn is_working(self) -> bool {
        match self {
            DayKind::Working | DayKind::MakeUp => true,
            DayKind::Weekend | DayKind::Holiday(_) => false,
        }
    }
}

/// The calendar of a year is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingYear {
    /// The year.
    pub year: i32,
}

impl fmt::Display for MissingYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        write!(f, "没有{year}年的放假安排，不能推算工作日；国务院办公厅公布后，写成 calendar/{year}.yaml 放进 law 文件夹或者用 --law 指定")
    }
}
impl std::error::Error for MissingYear {}

/// The known years.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

#[derive(Debug, Clone, Default)]
struct Year {
    off: BTreeMap<NaiveDate, String>,
    make_up: Vec<NaiveDate>,
}

impl Calendar {
    /// A calendar of some years; a year given twice keeps both years' days together.
    pub fn new<'y>(years: impl IntoIterator<Item = &'y CalendarYear>) -> Self {
        let mut calendar = Calendar::default();
        for source in years {
            // A day is looked up in the calendar of its own year only; `check` reports days of other years.
            let year = calendar.years.entry(source.year.0 as i32).or_default();
            for holiday in &source.holidays {
                year.off.extend(holiday.days.iter().map(|day| (day.0, holiday.name.0.clone())));
            }
            year.make_up.extend(source.make_up.iter().map(|day| day.0));
        }
        calendar
    }
    /// The years that are known.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }
    /// What kind of day it is.
    pub fn kind(&self, day: NaiveDate) -> Result<DayKind<'_>, MissingYear> {
        let year = self.years.get(&day.year()).ok_or(MissingYear { year: day.year() })?;
        if let Some(name) = year.off.get(&day) {
            return Ok(DayKind::Holiday(name));
        }
        if year.make_up.contains(&day) {
            return Ok(DayKind::MakeUp);
        }
        Ok(match day.weekday() {
            Weekday::Sat | Weekday::Sun => DayKind::Weekend,
            Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => DayKind::Working,
        })
    }
    /// Whether people work on a day.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, MissingYear> {
        self.kind(day).map(DayKind::is_working)
    }
}
