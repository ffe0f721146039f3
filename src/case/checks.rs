//! Checks of a form against itself that need no law: what contradicts, what is missing, what nobody can have meant.

use super::events::Event;
use super::values::{Amount, Date, IdNumber, Text};
use super::{Agency, Case, Head, Party, Penalty};
use crate::diag::{Diagnostic, Place};
use crate::yaml::Reader;
use chrono::{Datelike, NaiveDate};

/// Looks through a case whose short forms and references are settled.
pub(super) fn check(case: &Case, reader: &mut Reader) {
    parties(case, reader);
    evidence(case, reader);
    facts(case, reader);
    totals(case, reader);
    people(case, reader);
    for event in case.events() {
        event_dates(event, reader);
    }
    terms(case, reader);
    discussion(case, reader);
    intended(case, reader);
}

/// 拟处罚 stands in the notice for all violations, or with each of them; both would leave two sums.
fn intended(case: &Case, reader: &mut Reader) {
    let told = case.notices.iter().find_map(|notice| notice.intended.as_ref());
    let own = case.violations.iter().find_map(|violation| violation.intended.as_ref());
    if let Some((told, own)) = told.zip(own) {
        let finding = Diagnostic::refuse("F18", "“拟处罚”写了两处：告知里和违法行为里").remedy("保留一处，删去另一处");
        push(reader, &told.at, finding.related(Place { file: own.at.file.clone(), pos: own.at.pos }, "另一处在这里"));
    }
}

fn push(reader: &mut Reader, at: &super::values::At, finding: Diagnostic) {
    reader.findings.push(at.finding(finding));
}

fn parties(case: &Case, reader: &mut Reader) {
    if case.parties.is_empty() {
        let finding = Diagnostic::refuse("F04", "案件缺少必填项“当事人”").expected("当事人的名称（或者姓名）、代码、地址、负责人");
        reader.report(case.pos, finding.remedy("补上“当事人:”，下一行缩进两格写“名称: …”"));
    }
    for (index, party) in case.parties.iter().enumerate() {
        heads(party, reader);
        if party.name().text().is_empty() {
            let finding = Diagnostic::refuse("F04", format!("第{}个当事人没有写名称或者姓名", index + 1));
            reader.report(party.pos, finding.field("当事人").remedy("单位写“名称: …”，个人写“姓名: …”"));
        } else if !party.is_person() && party.head().is_none() {
            let finding = Diagnostic::remind("F21", format!("当事人“{}”没有写{}", party.name().text(), party.head_label()));
            reader.report(party.pos, finding.field("当事人").remedy("补上“法定代表人: …”，或者“负责人”“经营者”“投资人”"));
        }
    }
    if case.officers.is_empty() {
        let finding = Diagnostic::remind("F21", "没有写执法人员").remedy("补上“执法人员: [姓名, 姓名]”，两名以上");
        reader.report(case.pos, finding.field("执法人员"));
    }
}

/// A unit has one head, under one title; with two of them the writs would show one and drop the other.
fn heads(party: &Party, reader: &mut Reader) {
    let titled = [
        ("法定代表人", &party.legal_representative),
        ("负责人", &party.principal),
        ("经营者", &party.operator),
        ("投资人", &party.investor),
    ];
    let given: Vec<(&str, &Head)> = titled.into_iter().filter_map(|(title, head)| Some((title, head.as_ref()?))).collect();
    let Some(((kept, first), others)) = given.split_first().map(|(first, others)| (*first, others)) else { return };
    for (title, head) in others {
        let message = format!("“{kept}”（{}）和“{title}”（{}）都写了，文书上只有一个", first.name.text(), head.name.text());
        let finding = Diagnostic::refuse("F18", message).found(head.name.text()).related(first.name.at.place(), format!("“{kept}”在这里"));
        let expected = "公司等法人写“法定代表人”，分支机构和没有法定代表人的写“负责人”，个体工商户写“经营者”，个人独资企业写“投资人”";
        push(
            reader,
            &head.name.at,
            finding.expected(expected).remedy("对照营业执照保留一处，删去另一处；另一人是代理人的，写在“委托代理人”"),
        );
    }
}

/// A day by which something is to be done, set before the day on which it is ordered.
fn terms(case: &Case, reader: &mut Reader) {
    let mut out: Vec<(&str, &Date, &str, NaiveDate)> = Vec::new();
    if let Some((order, day)) = case.correction.as_ref().and_then(|order| Some((order, order.day()?))) {
        let dues = order.items.iter().filter_map(|item| item.due.as_ref()).chain(order.due.as_ref());
        out.extend(dues.map(|due| ("整改期限", due, "责令改正", day)));
        out.extend(order.extension.iter().filter_map(|extension| extension.until.as_ref()).map(|due| ("整改延期至", due, "责令改正", day)));
    }
    let dues = case.appraisal.iter().map(|event| ("鉴定的期限", event.due.as_ref(), "委托鉴定", event.day()));
    let dues = dues.chain(case.preservation.iter().map(|event| ("先行登记保存的期限", event.due.as_ref(), "先行登记", event.day())));
    let dues = dues.chain(case.seizure.iter().map(|event| ("查封扣押的期限", event.due.as_ref(), "查封扣押", event.day())));
    let dues = dues.chain(case.demands.iter().map(|event| ("催告的期限", event.due.as_ref(), "催告", event.day())));
    let dues = dues.chain(case.extension.iter().map(|event| ("案件延期至", event.until.as_ref(), "案件延期", event.day())));
    out.extend(dues.filter_map(|(what, due, step, day)| Some((what, due?, step, day?))));
    for (what, due, step, day) in out.into_iter().filter(|(_, due, _, day)| due.date < *day) {
        let ordered = crate::text::date::print(day);
        let finding = Diagnostic::refuse("F11", format!("{what}（{}）早于{step}的日期（{ordered}）", due.text())).found(due.text());
        push(reader, &due.at, finding.expected(format!("不早于{ordered}")).remedy("核对两处日期，改正写错的一处"));
    }
}

fn evidence(case: &Case, reader: &mut Reader) {
    for item in &case.evidence {
        if says_nothing(item.name.text()) {
            let finding = Diagnostic::refuse("F02", format!("证据写的是“{}”", item.name.text())).found(item.name.text());
            push(reader, &item.name.at, finding.expected("证据的名称和数量，如 现场照片 3张").remedy("没有证据的，删去这一行"));
        } else if let Some(quantity) = super::evidence::no_quantity(item.name.text()) {
            let finding = Diagnostic::refuse("F14", format!("证据“{}”里的“{quantity}”不是数量", item.name.text())).found(quantity);
            push(
                reader,
                &item.name.at,
                finding
                    .expected("大于零的整数，如 现场照片 3张")
                    .remedy("写阿拉伯数字整数；是名称的一部分的，数量另写“份数”“页数”“张数”“件数”"),
            );
        }
    }
}

/// 无, 略 and the like.
fn says_nothing(text: &str) -> bool {
    ["无", "略", "没有", "暂无", "不详", "/", "／", "-", "—"].contains(&text.trim_end_matches(['。', '.']))
}

fn facts(case: &Case, reader: &mut Reader) {
    for violation in &case.violations {
        if let Some(facts) = violation.facts.as_ref().filter(|facts| says_nothing(facts.text())) {
            let finding = Diagnostic::remind("F22", format!("违法事实只写了“{}”", facts.text())).found(facts.text());
            push(reader, &facts.at, finding.remedy("写明时间、地点、行为人、行为和结果"));
        }
    }
}

fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { format!("{}元", fen / 100) } else { format!("{}.{:02}元", fen / 100, fen % 100) }
}

fn disagree(what: &str, total: &Amount, sum: i64, parts: &str, reader: &mut Reader) {
    if total.fen != sum {
        let finding = Diagnostic::refuse("F13", format!("{what}写的是{}，各项相加是{}（{parts}）", yuan(total.fen), yuan(sum)));
        push(reader, &total.at, finding.found(&total.raw).expected(yuan(sum)).remedy("核对各项数额和合计"));
    }
}

fn totals(case: &Case, reader: &mut Reader) {
    let mut fines: Vec<i64> = Vec::new();
    let told = case.notices.iter().filter_map(|notice| notice.intended.as_ref());
    for penalties in told.chain(case.violations.iter().filter_map(|violation| violation.intended.as_ref())) {
        for penalty in penalties.all.iter().chain(penalties.by_party.iter().map(|(_, penalty)| penalty)) {
            check_total(penalty, reader);
        }
    }
    for violation in &case.violations {
        let Some(penalties) = &violation.penalty else { continue };
        for penalty in penalties.all.iter().chain(penalties.by_party.iter().map(|(_, penalty)| penalty)) {
            check_total(penalty, reader);
        }
        let fined = case.parties_of(violation).into_iter().filter_map(|party| penalties.of(party)?.fine.as_ref());
        fines.extend(fined.map(|fine| fine.fen));
    }
    if let Some(total) = &case.total {
        let parts: Vec<String> = fines.iter().map(|fen| yuan(*fen)).collect();
        disagree("罚款合计", total, fines.iter().sum(), &parts.join("＋"), reader);
    }
}

fn check_total(penalty: &Penalty, reader: &mut Reader) {
    if let Some(fine) = penalty.fine.as_ref().filter(|fine| fine.fen == 0) {
        let finding = Diagnostic::refuse("F12", "罚款写的是零").found(&fine.raw).expected("大于零的金额，如 20000");
        push(reader, &fine.at, finding.remedy("不处罚款的，删去这一行；不予处罚的，写“不予处罚”"));
    }
    let Some(total) = &penalty.total else { return };
    let parts: Vec<i64> = [&penalty.fine, &penalty.confiscated_gains].into_iter().flatten().map(|amount| amount.fen).collect();
    let words: Vec<String> = parts.iter().map(|fen| yuan(*fen)).collect();
    disagree("合计", total, parts.iter().sum(), &words.join("＋"), reader);
}

/// Persons with an identity number: sex, day of birth and age must agree with it.
fn people(case: &Case, reader: &mut Reader) {
    let inspected = case.inspection.as_ref().and_then(Event::day);
    for party in &case.parties {
        if let Some(number) = &party.id_number {
            let birth = party.birth.as_ref();
            person(number, party.sex.as_ref(), birth.map(|b| (b.date, &b.at)), party.age.as_ref(), inspected, reader);
        }
    }
    for inquiry in &case.inquiries {
        if let Some(respondent) = &inquiry.respondent
            && let Some(number) = &respondent.id_number
        {
            person(number, respondent.sex.as_ref(), None, respondent.age.as_ref(), inquiry.day(), reader);
        }
    }
}

fn person(
    number: &IdNumber,
    sex: Option<&Text>,
    birth: Option<(NaiveDate, &super::values::At)>,
    age: Option<&Text>,
    on: Option<NaiveDate>,
    reader: &mut Reader,
) {
    let related = || Place { file: number.at.file.clone(), pos: number.at.pos };
    if let (Some(sex), Some(male)) = (sex, number.male) {
        let said = sex.text().trim_end_matches('性');
        let expected = if male { "男" } else { "女" };
        if ["男", "女"].contains(&said) && said != expected {
            let finding = Diagnostic::remind("F23", format!("性别写的是“{said}”，身份证号码表示的是“{expected}”")).found(said);
            push(reader, &sex.at, finding.expected(expected).related(related(), "身份证号在这里"));
        }
    }
    let Some(real) = number.birth else { return };
    if let Some((birth, at)) = birth
        && birth != real
    {
        let shown = format!("{}年{}月{}日", real.year(), real.month(), real.day());
        let finding = Diagnostic::remind("F23", "出生日期与身份证号码不一致").found(birth.to_string()).expected(shown);
        push(reader, at, finding.related(related(), "身份证号在这里"));
    }
    let said = age.and_then(|age| age.text().trim_end_matches(['岁', '周']).trim().parse::<i32>().ok().map(|years| (age, years)));
    if let (Some((age, years)), Some(on)) = (said, on) {
        let had = (on.month(), on.day()) >= (real.month(), real.day());
        let right = on.year() - real.year() - i32::from(!had);
        if years != right {
            let day = format!("{}年{}月{}日", on.year(), on.month(), on.day());
            let finding = Diagnostic::remind("F23", format!("年龄写的是{years}岁，按身份证号码在{day}是{right}岁")).found(age.text());
            push(reader, &age.at, finding.expected(format!("{right}")).related(related(), "身份证号在这里"));
        }
    }
}

fn event_dates(event: &dyn Event, reader: &mut Reader) {
    if let (Some(date), Some(start)) = (event.date(), event.time().and_then(|period| period.start.as_ref()))
        && start.date.is_some_and(|day| day != date.date)
    {
        let finding = Diagnostic::refuse("F18", format!("{}的“日期”与“时间”不是同一天", event.name())).found(date.text());
        let finding = finding.remedy("保留一处，删去另一处").related(start.at.place(), "时间在这里");
        push(reader, &date.at, finding);
    }
}

fn discussion(case: &Case, reader: &mut Reader) {
    let Some(discussion) = &case.discussion else { return };
    if discussion.attendees.len() == 1 {
        let finding = Diagnostic::remind("F24", "集体讨论只有一名出席人员").remedy("写全出席人员");
        push(reader, &discussion.attendees[0].name.at, finding);
    }
    if let Some(chair) = &discussion.chair
        && !discussion.attendees.is_empty()
        && !discussion.attendees.iter().any(|attendee| *attendee.name == *chair.name)
    {
        let finding = Diagnostic::remind("F24", format!("主持人“{}”不在出席人员里", chair.name.text())).found(chair.name.text());
        push(reader, &chair.name.at, finding.remedy("把主持人也写进出席人员"));
    }
}

/// Looks through an agency file.
pub(super) fn check_agency(agency: &Agency, reader: &mut Reader) {
    if let Some(region) = &agency.region
        && !(region.text().len() == 6 && region.text().bytes().all(|b| b.is_ascii_digit()))
    {
        let finding = Diagnostic::refuse("F10", format!("地区代码“{}”不是六位数字", region.text())).found(region.text());
        push(reader, &region.at, finding.expected("六位行政区划代码，如 320585"));
    }
    for (index, officer) in agency.officers.iter().enumerate() {
        let same = |other: &&super::Officer| other.certificate.is_some() && other.certificate == officer.certificate;
        if let Some(first) = agency.officers.iter().take(index).find(same)
            && let Some(certificate) = &officer.certificate
        {
            let finding = Diagnostic::remind("F24", format!("“{}”与“{}”的执法证号相同", officer.name.text(), first.name.text()));
            push(reader, &certificate.at, finding.found(certificate.text()).related(first.name.at.place(), "另一人在这里"));
        }
        if officer.certificate.is_none() {
            let finding = Diagnostic::remind("F21", format!("执法人员“{}”没有写执法证号", officer.name.text()));
            push(reader, &officer.name.at, finding.remedy("补上“证号: …”"));
        }
    }
}
