//! The deep check of law data: citations exist, rows of one id do not overlap and stay inside their statute's life,
//! names are known, calendars are sane, tiers cover their range. Not run when the embedded law is loaded (a test does it),
//! always when an overlay is given.

use super::cause::{Cause, CauseRow, Fine, When, Who};
use super::discretion::{Band, Entry, Standing, Tier, TierCoverage};
use super::scalar::{Dated, Fen, Word};
use super::{Citation, LawBook, Sourced};
use crate::diag::{Diagnostic, Place, Pos, Rank};
use crate::text::date;
use crate::text::leading::leading;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Collects findings for one row at a time.
struct Finder<'b> {
    book: &'b LawBook,
    findings: Vec<Diagnostic>,
}

impl LawBook {
    /// Everything that is wrong in the data, with file and line.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut finder = Finder { book: self, findings: Vec::new() };
        finder.statutes();
        finder.limits();
        finder.calendars();
        finder.causes();
        finder.evidence();
        finder.regions();
        finder.hazards();
        finder.discretion();
        finder.wording_and_inquiries();
        finder.findings
    }
}

impl Finder<'_> {
    fn say(&mut self, file: &Arc<str>, pos: Pos, code: &'static str, message: String) {
        self.findings.push(Diagnostic::refuse(code, message).at(file, pos));
    }

    fn remind(&mut self, file: &Arc<str>, pos: Pos, code: &'static str, message: String) {
        self.findings.push(Diagnostic::new(Rank::Remind, code, message).at(file, pos));
    }

    /// Citations exist, and name their 款 where there are several and an 项 follows.
    fn citations(&mut self, file: &Arc<str>, pos: Pos, what: &str, citations: &[Citation]) {
        self.provisions(file, pos, what, citations, false);
    }

    /// The same where a whole article of several 款 may be meant (wording).
    fn provisions(&mut self, file: &Arc<str>, pos: Pos, what: &str, citations: &[Citation], whole_articles: bool) {
        for citation in citations {
            match self.book.verify(citation) {
                Ok(cited) if cited.inferred_paragraph || (cited.lacks_paragraph && !whole_articles) => {
                    let printed = self.book.cite(std::slice::from_ref(citation));
                    self.say(file, pos, "L11", format!("{what}引用的{printed}有几款，要写明是第几款"));
                }
                Ok(_) => {}
                Err(fault) => {
                    let finding = Diagnostic::refuse("L11", format!("{what}：{}", fault.message())).at(file, pos).remedy(fault.remedy());
                    self.findings.push(finding);
                }
            }
        }
    }

    /// A row may not outlive the statutes it rests on.
    fn inside_life(&mut self, file: &Arc<str>, pos: Pos, what: &str, row: &impl Dated, citations: &[Citation]) {
        for citation in citations {
            let Some(statute) = self.book.statute(&citation.statute) else { continue };
            let ends_late = match (row.last_day(), statute.last_day()) {
                (_, None) => false,
                (None, Some(_)) => true,
                (Some(row), Some(statute)) => row > statute,
            };
            if row.first_day() < statute.first_day() || ends_late {
                let message = format!("{what}的时期（{}）超出了{}", row.life(), statute.version());
                self.say(file, pos, "L13", message);
            }
        }
    }

    /// Rows of one id: in force on any day, at most one.
    fn no_overlap<'r, R: Dated + 'r>(&mut self, what: &str, rows: impl Iterator<Item = (&'r Arc<str>, Pos, &'r R)>) {
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(_, _, row)| row.first_day());
        for pair in rows.windows(2) {
            let ((first_file, first_pos, first), (file, pos, second)) = (&pair[0], &pair[1]);
            if second.last_day().is_some_and(|last| last < second.first_day()) {
                self.say(file, *pos, "L12", format!("{what}的“至”早于“自”"));
            }
            if first.last_day().is_none_or(|last| last >= second.first_day()) {
                let place = Place { file: (*first_file).clone(), pos: *first_pos };
                let message = format!("{what}在{}有两行同时有效（{}；{}）", date::print(second.first_day()), first.life(), second.life());
                let finding =
                    Diagnostic::refuse("L12", message).at(file, *pos).related(place, "另一行").remedy("给早的一行写上“至”，或者改“自”");
                self.findings.push(finding);
            }
        }
    }

    fn statutes(&mut self) {
        for Sourced { file, value: statute } in &self.book.statutes {
            if statute.to.is_some_and(|to| to <= statute.from) {
                self.say(file, statute.pos, "L12", format!("{}的“至”不晚于“自”", statute.cited_title()));
            }
            for other in statute.replaced_by.iter().chain(&statute.replaces) {
                if self.book.statute(other).is_none() {
                    self.say(file, statute.pos, "L14", format!("{}提到的“{other}”没有收录", statute.cited_title()));
                }
            }
        }
        let mut by_title: BTreeMap<&str, Vec<&Sourced<super::Statute>>> = BTreeMap::new();
        for statute in &self.book.statutes {
            by_title.entry(&statute.full_title).or_default().push(statute);
        }
        for (title, versions) in by_title {
            self.no_overlap(&format!("《{title}》"), versions.iter().map(|s| (&s.file, s.pos, &s.value)));
        }
    }

    fn limits(&mut self) {
        let mut by_id: BTreeMap<&str, Vec<&Sourced<super::Limit>>> = BTreeMap::new();
        for row in &self.book.limits {
            by_id.entry(&row.id).or_default().push(row);
            let basis: Vec<Citation> = row.basis.iter().cloned().collect();
            let what = format!("期限“{}”", row.id);
            self.citations(&row.file, row.pos, &what, &basis);
            self.citations(&row.file, row.pos, &what, &row.also);
            self.inside_life(&row.file, row.pos, &what, &row.value, &basis);
            if row.basis.is_none() && (row.verified.0 || row.basis_text.is_none()) {
                self.say(&row.file, row.pos, "L11", format!("{what}没有写依据"));
            }
        }
        for (id, rows) in by_id {
            self.no_overlap(&format!("期限“{id}”"), rows.iter().map(|row| (&row.file, row.pos, &row.value)));
        }
        for rule in &self.book.counting {
            let (what, basis) = (format!("计算规则“{}”", rule.id), std::slice::from_ref(&rule.basis));
            self.citations(&rule.file, rule.pos, &what, basis);
            if rule.from.is_some() {
                self.inside_life(&rule.file, rule.pos, &what, &rule.value, basis);
            }
        }
        let mut bases: BTreeMap<&str, Vec<&Sourced<super::Basis>>> = BTreeMap::new();
        for row in &self.book.bases {
            bases.entry(&row.id).or_default().push(row);
            let what = format!("常用依据“{}”", row.id);
            self.citations(&row.file, row.pos, &what, &row.basis);
            self.citations(&row.file, row.pos, &what, &row.also);
            self.inside_life(&row.file, row.pos, &what, &row.value, &row.basis);
        }
        for (id, rows) in bases {
            self.no_overlap(&format!("常用依据“{id}”"), rows.iter().map(|row| (&row.file, row.pos, &row.value)));
        }
    }

    fn calendars(&mut self) {
        let mut known: BTreeSet<i32> = BTreeSet::new();
        for Sourced { file, value: year } in &self.book.years {
            let number = year.year.0 as i32;
            known.insert(number);
            let mut seen: BTreeSet<NaiveDate> = BTreeSet::new();
            let off = year.holidays.iter().flat_map(|holiday| &holiday.days);
            for day in off.chain(&year.make_up) {
                if day.year() != number {
                    self.say(file, year.pos, "L15", format!("{number}年年历里有别的年份的{}", date::print(day.0)));
                }
                if !seen.insert(day.0) {
                    self.say(file, year.pos, "L15", format!("{number}年年历里{}写了两次", date::print(day.0)));
                }
            }
            for day in &year.make_up {
                if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                    self.say(file, year.pos, "L15", format!("{}不是周末，不会是调休上班日", date::print(day.0)));
                }
            }
        }
        let gap = known.first().zip(known.last()).and_then(|(first, last)| (*first..*last).find(|year| !known.contains(year)));
        let after = gap.and_then(|gap| self.book.years.iter().find(|year| year.year.0 > i64::from(gap)));
        if let (Some(gap), Some(after)) = (gap, after) {
            self.say(&after.file, after.pos, "L15", format!("年历缺{gap}年"));
        }
    }

    fn causes(&mut self) {
        for Sourced { file, value: cause } in &self.book.causes {
            let what = format!("案由“{}”", cause.short);
            if cause.short.chars().count() > 20 {
                self.say(file, cause.pos, "L16", format!("{what}的简称超过20个字"));
            }
            if cause.rows.is_empty() {
                self.say(file, cause.pos, "L16", format!("{what}没有写规定"));
            }
            self.evidence_known(file, cause.pos, &what, &cause.evidence);
            self.no_overlap(&what, cause.rows.iter().map(|row| (file, row.pos, row)));
            for row in &cause.rows {
                self.citations(file, row.pos, &what, &row.violated);
                self.citations(file, row.pos, &what, &row.penalty);
                self.inside_life(file, row.pos, &what, row, &row.penalty);
                self.fines(file, cause, row);
            }
        }
    }

    fn fines(&mut self, file: &Arc<str>, cause: &Cause, row: &CauseRow) {
        let what = format!("案由“{}”", cause.short);
        if row.penalty.is_empty() {
            self.say(file, row.pos, "L11", format!("{what}没有写处罚依据"));
        }
        for (who, when) in STAGES {
            let Some(fine) = row.fine(who, when) else { continue };
            let turned = fine.min.zip(fine.max).is_some_and(|(min, max)| min > max) || fine.by_level.iter().any(|l| l.min > l.max);
            if turned {
                self.say(file, row.pos, "L16", format!("{what}的罚款下限高于上限"));
            }
            let measured = fine.max.is_some() || fine.income_percent.is_some() || !fine.income_by_level.is_empty();
            if !measured {
                self.say(file, row.pos, "L16", format!("{what}的罚款没有上限，也没有百分比"));
            }
        }
    }

    fn evidence_known(&mut self, file: &Arc<str>, pos: Pos, what: &str, ids: &[Word]) {
        for id in ids {
            if self.book.evidence_name(id).is_none() {
                self.say(file, pos, "L14", format!("{what}的证据“{id}”不在 evidence.yaml 里"));
            }
        }
    }

    fn evidence(&mut self) {
        for book in &self.book.evidence {
            self.evidence_known(&book.file, book.pos, "通用证据", &book.common);
            self.citations(&book.file, book.pos, "证据种类", &book.basis);
            let mut seen = BTreeSet::new();
            for item in &book.items {
                if !seen.insert(&item.id) {
                    self.say(&book.file, item.pos, "L03", format!("证据“{}”写了两次", item.id));
                }
            }
        }
    }

    fn regions(&mut self) {
        for Sourced { file, value: region } in &self.book.regions {
            let what = format!("地区“{}”", region.name);
            if region.code.len() != 6 || !region.code.bytes().all(|b| b.is_ascii_digit()) {
                self.say(file, region.pos, "L16", format!("{what}的代码应当是六位数字"));
            }
            self.no_overlap(&what, region.hearing.iter().map(|row| (file, row.pos, row)));
            for row in &region.hearing {
                self.citations(file, row.pos, &what, &row.basis);
                if row.verified.0 && (row.unit.is_none() || row.person.is_none()) {
                    self.say(file, row.pos, "L16", format!("{what}标为已核，却没有数额"));
                }
            }
            self.no_overlap(&format!("{what}的听证种类"), region.hearing_kinds.iter().map(|row| (file, row.pos, row)));
            for row in &region.hearing_kinds {
                self.citations(file, row.pos, &what, &row.basis);
                self.inside_life(file, row.pos, &what, row, &row.basis);
            }
            self.no_overlap(&format!("{what}的备案种类"), region.filing_kinds.iter().map(|row| (file, row.pos, row)));
            for row in &region.filing_kinds {
                self.citations(file, row.pos, &what, &row.basis);
                self.inside_life(file, row.pos, &what, row, &row.basis);
            }
        }
    }

    fn hazards(&mut self) {
        for Sourced { file, value: book } in &self.book.hazards {
            let mut total = 0;
            for article in &book.articles {
                total += article.items.len();
                let shape = self.book.statute(&book.statute).and_then(|s| s.articles.get(article.article.0 as u32, None));
                let listed = shape.and_then(|a| a.paragraphs.first()).map_or(0, |p| p.items as usize);
                if listed != article.items.len() {
                    let message = format!("第{}条写了{}项，条文结构里是{listed}项", article.article.0, article.items.len());
                    self.say(file, article.pos, "L11", message);
                }
                for (at, item) in article.items.iter().enumerate() {
                    if item.item.0 != at as i64 + 1 {
                        self.say(file, item.pos, "L11", format!("第{}条的项没有从1顺排", article.article.0));
                    }
                    if item.label.chars().count() > 12 {
                        self.say(file, item.pos, "L16", format!("名目“{}”超过12个字", item.label));
                    }
                    self.causes_known(file, item.pos, &item.causes);
                }
            }
            if total as i64 != book.total.0 {
                self.say(file, book.pos, "L11", format!("各条合计{total}项，写的是{}项", book.total.0));
            }
        }
    }

    fn causes_known(&mut self, file: &Arc<str>, pos: Pos, ids: &[Word]) {
        for id in ids {
            if !self.book.cause_by_id.contains_key(id.0.as_str()) {
                self.say(file, pos, "L14", format!("没有编号是“{id}”的案由"));
            }
        }
    }

    fn discretion(&mut self) {
        for Sourced { file, value: standard } in &self.book.standards {
            for entry in &standard.entries {
                self.causes_known(file, entry.pos, std::slice::from_ref(&entry.cause));
                let what = format!("{}的条目“{}”", standard.title, entry.cause);
                self.citations(file, entry.pos, &what, &entry.basis);
                for tier in &entry.tiers {
                    let bands = [&tier.unit, &tier.person, &tier.overdue_unit, &tier.overdue_person];
                    if bands.into_iter().flatten().any(|band| band.min > band.max) {
                        self.say(file, tier.pos, "L16", format!("{what}阶次{}的下限高于上限", tier.tier));
                    }
                    if tier.verified.0 && !entry.verified.0 {
                        self.say(file, tier.pos, "L16", format!("{what}没有核，阶次{}却标为已核", tier.tier));
                    }
                }
                // A standard that is no longer used is kept as it was printed, faults and all.
                if standard.standing == Standing::InForce && entry.coverage == TierCoverage::Full {
                    self.tiers_cover(file, entry, &what);
                }
            }
        }
        for Sourced { file, value: table } in &self.book.accident_tables {
            self.causes_known(file, table.pos, std::slice::from_ref(&table.cause));
            for tier in &table.units {
                if tier.fine.min > tier.fine.max {
                    self.say(file, tier.pos, "L16", format!("{}的下限高于上限", table.title));
                }
                if tier.verified.0 && !table.verified.0 {
                    self.say(file, tier.pos, "L16", format!("{}没有核，却有一档标为已核", table.title));
                }
            }
        }
        self.no_overlap("事故罚款分档", self.book.accident_tables.iter().map(|t| (&t.file, t.pos, &t.value)));
    }

    /// The tiers of a complete entry lie one after the other from the law's minimum to its maximum.
    fn tiers_cover(&mut self, file: &Arc<str>, entry: &Entry, what: &str) {
        let Ok(cause) = self.book.cause(&entry.cause) else { return };
        let Some(row) = cause.rows.iter().rev().find(|row| entry.basis.iter().any(|basis| row.penalty.contains(basis))) else { return };
        let columns: [Column; 4] = [
            (Who::Unit, When::First, |tier| tier.unit.as_ref()),
            (Who::Person, When::First, |tier| tier.person.as_ref()),
            (Who::Unit, When::Overdue, |tier| tier.overdue_unit.as_ref()),
            (Who::Person, When::Overdue, |tier| tier.overdue_person.as_ref()),
        ];
        for (who, when, column) in columns {
            let Some((min, max)) = row.fine(who, when).filter(|fine| fine.is_plain()).and_then(range) else { continue };
            let bands: Vec<&Band> = entry.tiers.iter().filter_map(column).collect();
            let (Some(first), Some(last)) = (bands.first(), bands.last()) else { continue };
            if first.min != min || last.max != max {
                self.say(file, entry.pos, "L17", format!("{what}的各阶次没有覆盖法定幅度"));
            }
            if bands.windows(2).any(|pair| pair[0].max != pair[1].min) {
                self.say(file, entry.pos, "L17", format!("{what}的阶次之间有空档或者重叠"));
            }
        }
    }

    fn wording_and_inquiries(&mut self) {
        let mut by_id: BTreeMap<&str, Vec<&Sourced<super::Wording>>> = BTreeMap::new();
        for row in &self.book.wording {
            by_id.entry(&row.id).or_default().push(row);
            let what = format!("用语“{}”", row.id);
            self.provisions(&row.file, row.pos, &what, &row.basis, true);
            self.inside_life(&row.file, row.pos, &what, &row.value, &row.basis);
            if self.book.wording_text(row).contains("〔依据") {
                self.say(&row.file, row.pos, "L11", format!("{what}的正文里有“〔依据n〕”，依据里却没有第n条"));
            }
        }
        for (id, rows) in by_id {
            self.no_overlap(&format!("用语“{id}”"), rows.iter().map(|row| (&row.file, row.pos, &row.value)));
        }
        for unread in &self.book.inquiries {
            let Some(inquiry) = &unread.read().0 else { continue };
            self.causes_known(&unread.file, inquiry.pos, std::slice::from_ref(&inquiry.cause));
            let stem = unread.file.rsplit('/').next().unwrap_or_default();
            if stem.strip_suffix(".yaml") != Some(&inquiry.cause) {
                self.remind(&unread.file, inquiry.pos, "L16", format!("文件名应当是“{}.yaml”", inquiry.cause));
            }
            for question in inquiry.outlines.iter().flat_map(|outline| &outline.questions) {
                let Some(found) = leading(&question.question.0) else { continue };
                let message = format!("提纲的问题{}：“{}”", found.kind.reason(), found.words);
                let finding = Diagnostic::new(Rank::Remind, "L18", message).at(&unread.file, question.pos);
                self.findings.push(finding.found(question.question.0.as_str()).remedy(found.kind.remedy()));
            }
        }
    }
}

/// A column of a table of tiers.
type Column = (Who, When, fn(&Tier) -> Option<&Band>);

const STAGES: [(Who, When); 4] =
    [(Who::Unit, When::First), (Who::Unit, When::Overdue), (Who::Person, When::First), (Who::Person, When::Overdue)];

fn range(fine: &Fine) -> Option<(Fen, Fen)> {
    fine.min.zip(fine.max)
}
