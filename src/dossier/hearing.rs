//! The time a hearing may be held: within the period counted from the request, and no sooner than the notice allows
//! (《安全生产违法行为行政处罚办法》第五十七条第一款、《中华人民共和国行政处罚法》第六十四条第二项). The two can exclude each
//! other over a holiday; that is said, never papered over.

use super::{Dossier, step};
use crate::case::events::{Event, Hearing};
use crate::case::values::At;
use crate::diag::{Diagnostic, Rank};
use crate::law::{Due, DueError};
use crate::text::date;
use chrono::NaiveDate;

/// Row of `law/limits.yaml`: the hearing is held within this from the request.
pub const HOLD: &str = "hearing-hold";
/// Row of `law/limits.yaml`: the notice comes at least this long before the hearing.
pub const NOTICE: &str = "hearing-notice";

/// The days between which a hearing can lawfully be held.
#[derive(Debug, Clone)]
pub struct Window {
    /// The request.
    pub requested: NaiveDate,
    /// The last lawful day, counted from the request.
    pub last: Due,
    /// The first lawful day when the notice is served on the day of the request.
    pub first: NaiveDate,
}

impl Window {
    /// No day satisfies both limits.
    pub fn is_empty(&self) -> bool {
        self.first > self.last.raw
    }
}

/// The window of a hearing that was asked for on a known day.
pub fn window(dossier: &Dossier, hearing: &Hearing) -> Option<Result<Window, DueError>> {
    let requested = hearing.request.as_ref()?.date.as_ref()?.date;
    let (_, last) = dossier.law.due(HOLD, requested)?;
    let first = first_after_notice(dossier, requested)?;
    Some(last.and_then(|last| Ok(Window { requested, last, first: first?.raw })))
}

/// The first day on which a hearing can be held when its notice is served on `told`: the notice counts back from the
/// hearing, so a notice served on a rest day gains nothing over one served on the next working day.
pub fn first_after_notice(dossier: &Dossier, told: NaiveDate) -> Option<Result<Due, DueError>> {
    let limit = dossier.law.limit(NOTICE, told)?;
    let days = u32::try_from(limit.value?.0);
    let calendar = dossier.law.calendar();
    Some(days.map_err(|_| DueError::OutOfRange).and_then(|days| {
        let counted = if calendar.is_working_day(told)? { days } else { days.saturating_add(1) };
        calendar.add_working_days(told, counted)
    }))
}

/// The day the notice of a hearing reached its party: by the services, else the date of the notice.
pub fn notified(dossier: &Dossier, hearing: &Hearing) -> Option<(NaiveDate, At)> {
    let party = hearing.parties.first().and_then(|reference| reference.index);
    let served = dossier.case.services.iter().filter(|service| {
        step::concerns(&service.parties, party) && service.writs.iter().any(|writ| writ.text() == "行政处罚听证会通知书")
    });
    let served = served.filter_map(step::day_of).max_by_key(|day| day.date).map(|day| (day.date, day.at));
    served.or_else(|| hearing.notice.as_ref().and_then(|n| n.date.as_ref()).map(|date| (date.date, date.at.clone())))
}

/// Everything the dates of the hearings break.
pub fn findings(dossier: &Dossier) -> Vec<Diagnostic> {
    dossier.case.hearing.iter().filter(|hearing| !hearing.is_abandoned()).flat_map(|hearing| one(dossier, hearing)).collect()
}

fn one(dossier: &Dossier, hearing: &Hearing) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let held = hearing.session.as_ref().and_then(|s| s.time.as_ref()).and_then(|time| time.start.as_ref());
    let held = held.and_then(|start| Some((start.date?, &start.at)));
    let requested_at = hearing.request.as_ref().and_then(|r| r.date.as_ref()).map(|date| date.at.clone()).unwrap_or_default();
    match window(dossier, hearing) {
        None => {}
        Some(Err(error)) => {
            let finding = Diagnostic::remind("R29", format!("听证的期限推算不出：{error}")).remedy("补上该年的放假安排，或者自行核对期限");
            out.push(requested_at.finding(finding));
        }
        Some(Ok(window)) => {
            if window.is_empty() {
                out.push(requested_at.finding(impossible(dossier, &window)));
            }
            match held {
                Some((day, at)) if day > window.last.raw => {
                    let late = (day - window.last.raw).num_days();
                    let rolled = window.last.last.as_ref().is_ok_and(|last| day <= *last);
                    let rank = if rolled { Rank::Remind } else { Rank::Veto };
                    let message = format!("听证于{}举行，晚于期限{late}日：{}", date::print(day), window.last.explanation);
                    let finding = Diagnostic::new(rank, "R29", message).found(date::print(day));
                    out.push(
                        at.finding(
                            finding
                                .expected(format!("不晚于{}", date::print(window.last.raw)))
                                .remedy("核对申请和举行的日期；期限确已超过的，写明原因"),
                        ),
                    );
                }
                Some(_) => {}
                None if !window.is_empty() => {
                    let message = format!(
                        "{}收到听证申请，听证可以在{}至{}之间举行：{}；当日送达通知的，最早{}",
                        date::print(window.requested),
                        date::print(window.first),
                        date::print(window.last.raw),
                        window.last.explanation,
                        date::print(window.first)
                    );
                    out.push(
                        requested_at.finding(Diagnostic::remind("R29", message).remedy("定下时间后填“听证.举行.时间”和“听证.通知.日期”")),
                    );
                }
                None => {}
            }
        }
    }
    if let (Some((day, _)), Some((told, told_at))) = (held, notified(dossier, hearing))
        && let Some((limit, due)) = dossier.law.due(NOTICE, day)
    {
        let words = limit.in_words().unwrap_or_default();
        match due {
            Ok(due) if told > due.raw => {
                let basis = limit.basis.as_ref().map(|basis| dossier.law.cite(std::slice::from_ref(basis))).unwrap_or_default();
                let message = format!(
                    "听证会通知书{}送达，听证{}举行，不足{words}：{}（{basis}）",
                    date::print(told),
                    date::print(day),
                    due.explanation
                );
                let finding = Diagnostic::new(Rank::Veto, "R29", message).found(date::print(told));
                out.push(
                    told_at.finding(finding.expected(format!("不晚于{}", date::print(due.raw))).remedy("推迟听证，或者核对通知的日期")),
                );
            }
            Ok(_) => {}
            Err(error) => out.push(told_at.finding(Diagnostic::remind("R29", format!("听证通知的期限推算不出：{error}")))),
        }
    }
    out
}

/// Over a holiday the notice needs longer than the whole period.
fn impossible(dossier: &Dossier, window: &Window) -> Diagnostic {
    let also = dossier.law.limit(NOTICE, window.requested).map(|limit| dossier.law.cite(&limit.also)).unwrap_or_default();
    Diagnostic::remind("R29", impossible_words(dossier, window))
        .found(format!("最早{}，最迟{}", date::print(window.first), date::print(window.last.raw)))
        .remedy(format!("通知的期限是当事人准备听证的保障（{also}），不能缩短；确须推迟的，报本机关负责人决定，并在听证会报告书中写明原因"))
}

/// Why no day satisfies both limits.
pub fn impossible_words(dossier: &Dossier, window: &Window) -> String {
    let cite = |id: &str| {
        let limit = dossier.law.limit(id, window.requested);
        limit.and_then(|limit| limit.basis.as_ref()).map(|basis| dossier.law.cite(std::slice::from_ref(basis))).unwrap_or_default()
    };
    let words = |id: &str| dossier.law.limit(id, window.requested).and_then(|limit| limit.in_words()).unwrap_or_default();
    format!(
        "{}收到听证申请，应当在{}内举行（{}），又应当提前{}通知（{}）：即使当日送达通知，最早也要到{}，没有一天能同时满足两项期限",
        date::print(window.requested),
        words(HOLD),
        window.last.explanation,
        words(NOTICE),
        cite(NOTICE),
        date::print(window.first)
    )
}
