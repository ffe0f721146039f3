//! The case form: all top-level keys. The short keys of the small form are moved to their long places when a case is
//! loaded (`normalise`), so that readers of a case meet one shape only.

use super::agency::Words;
use super::events::*;
use super::evidence::Evidence;
use super::party::{Officer, Party};
use super::values::{Amount, At, Chosen, Count, Date, DateRange, Moment, Name, OneOrMany, Period, Reference, Tally, Text};
use super::violation::{Citation, Hazard, Penalty, Violation};
use crate::diag::Diagnostic;
use crate::yaml::record::{Decode, KeySet, wrong_kind};
use crate::yaml::{Kind, Node, Reader};
use crate::{record, words};
use serde_json::{Map, Value, json};

words! {
    /// Procedures.
    pub enum Procedure "程序" {
        /// 简易程序
        Summary => "简易" | "summary" | "简易程序" | "当场处罚",
        /// 普通程序
        Ordinary => "普通" | "ordinary" | "普通程序" | "一般程序",
    }
}

words! {
    /// Which version of a law an officer chose.
    pub enum LawVersion "法规的选择" {
        /// 从旧
        Old => "从旧" | "old",
        /// 从新
        New => "从新" | "new",
    }
}

record! {
    /// 适用新旧法规的选择
    pub struct LawChoice "法规选择" {
        /// 从旧、从新
        pub version: Chosen<LawVersion> => "选择" | "version",
        /// 理由
        pub reason: Option<Text> => "理由" | "reason",
        /// 第几项违法行为；不写是全部
        pub violation: Option<Count> => "违法行为" | "violation",
    }
}

record! {
    /// 对一条审查规则的豁免
    pub struct Waiver "豁免" {
        /// 规则编号，如 R28
        pub rule: Text => "规则" | "rule",
        /// 理由
        pub reason: Text => "理由" | "reason",
        /// 批准人
        pub approver: Option<Name> => "批准人" | "approver",
    }
}

record! {
    /// 对事故调查报告的批复
    pub struct AccidentReply "批复" {
        /// 机关
        pub body: Option<Text> => "机关" | "body",
        /// 文号
        pub number: Option<Text> => "文号" | "number",
        /// 日期
        pub date: Option<Date> => "日期" | "date",
    }
}

words! {
    /// Grades of accidents (《生产安全事故报告和调查处理条例》第三条).
    pub enum AccidentGrade "事故等级" {
        /// 一般事故
        Ordinary => "一般" | "ordinary" | "一般事故" | "一般生产安全事故" | "生产安全一般事故",
        /// 较大事故
        Larger => "较大" | "larger" | "较大事故" | "较大生产安全事故" | "生产安全较大事故",
        /// 重大事故
        Major => "重大" | "major" | "重大事故" | "重大生产安全事故" | "生产安全重大事故",
        /// 特别重大事故
        Extreme => "特别重大" | "extreme" | "特别重大事故" | "特别重大生产安全事故" | "生产安全特别重大事故",
    }
}

record! {
    /// 事故
    pub struct Accident "事故" {
        /// 名称
        pub name: Option<Text> => "名称" | "name",
        /// 时间
        pub time: Option<Moment> => "时间" | "time",
        /// 地点
        pub place: Option<Text> => "地点" | "place",
        /// 死亡人数
        pub deaths: Option<Tally> => "死亡" | "deaths",
        /// 重伤人数
        pub injured: Option<Tally> => "重伤" | "injured",
        /// 直接经济损失（元）
        pub loss: Option<Amount> => "直接经济损失" | "loss",
        /// 等级：一般、较大、重大、特别重大
        pub grade: Option<Chosen<AccidentGrade>> => "等级" | "grade",
        /// 批复
        pub reply: Option<AccidentReply> => "批复" | "reply",
    }
}

/// A writ number given in the form; it overrides the computed one.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberEntry {
    /// Writ title.
    pub writ: Text,
    /// For this party only; a person asked (被询问人) is named without an index.
    pub party: Option<Reference>,
    /// The number, as written.
    pub number: Text,
}

/// 文号: writ title → number, or writ title → {party or person asked → number}.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numbers {
    /// In order of writing.
    pub entries: Vec<NumberEntry>,
}

impl Decode for Numbers {
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Kind::Map(map) = &node.kind else {
            wrong_kind(node, reader, "一组键值，如“行政处罚决定书: （苏太）应急罚〔2026〕18号”");
            return None;
        };
        let mut entries = Vec::new();
        let mut sound = true;
        for (key, value) in map {
            let writ = Text::new(key.text.clone(), At { pos: key.pos, ..At::of(node, reader) });
            reader.within(&key.text, |reader| match &value.kind {
                Kind::Map(_) => match Words::decode(value, reader) {
                    Some(words) => entries.extend(words.entries.into_iter().map(|(party, number)| NumberEntry {
                        writ: writ.clone(),
                        party: Some(Reference { text: party.text().to_string(), index: None, at: party.at }),
                        number,
                    })),
                    None => sound = false,
                },
                Kind::Null | Kind::Scalar { .. } | Kind::Seq(_) => match Text::decode(value, reader) {
                    Some(number) => entries.push(NumberEntry { writ, party: None, number }),
                    None => sound = false,
                },
            });
        }
        sound.then_some(Numbers { entries })
    }
    fn schema(defs: &mut Map<String, Value>) -> Value {
        let words = Words::schema(defs);
        json!({"type": "object", "additionalProperties": {"anyOf": [{"type": ["string", "number"]}, words]}})
    }
    fn keys(keys: &mut KeySet) {
        Words::keys(keys);
    }
    fn absent() -> Option<Self> {
        Some(Numbers::default())
    }
}

record! {
    /// 案件表单
    pub struct Case "案件" {
        /// 案由（只有一项违法行为时的简写；有违法行为列表时，是未写案由的各项的默认案由）
        pub(super) cause: Option<Text> => "案由" | "cause",
        /// 检查时间（检查.时间 的简写）
        pub(super) inspected_at: Option<Period> => "检查时间" | "inspected_at",
        /// 检查地点（检查.地点 的简写）
        pub(super) inspected_place: Option<Text> => "检查地点" | "inspected_place",
        /// 编号；不写时用文件名
        pub id: Option<Text> => "编号" | "id",
        /// 机关档案的文件名；不写时用 agency.yaml
        pub agency: Option<Text> => "机关" | "agency",
        /// 小组；行动文件里写有各小组共同的内容，文号登记里按小组分号段
        pub team: Option<Text> => "小组" | "team",
        /// 当事人，一个或者几个
        pub parties: OneOrMany<Party> => "当事人" | "parties",
        /// 执法人员，两名以上
        pub officers: OneOrMany<Officer> => "执法人员" | "officers",
        /// 违法事实（违法行为.事实 的简写）
        pub(super) facts: Option<Text> => "违法事实" | "facts",
        /// 行为日期（违法行为.行为日期 的简写）
        pub(super) conduct: Option<DateRange> => "行为日期" | "conduct",
        /// 违反的规定（违法行为.违反 的简写）
        pub(super) violated: OneOrMany<Citation> => "违反" | "violated",
        /// 处罚依据（违法行为.依据 的简写）
        pub(super) basis: OneOrMany<Citation> => "依据" | "basis",
        /// 罚款（违法行为.处罚.罚款 的简写）
        pub(super) fine: Option<Amount> => "罚款" | "fine",
        /// 违法行为，一项或者几项
        pub violations: OneOrMany<Violation> => "违法行为" | "violations",
        /// 证据清单
        pub evidence: OneOrMany<Evidence> => "证据" | "evidence",
        /// 文号，{文书: 文号} 或者 {文书: {当事人: 文号}}
        pub numbers: Numbers => "文号" | "numbers",
        /// 案件来源
        pub source: Option<Text> => "案件来源" | "source",
        /// 发现日期；不写时是检查之日，违法行为都在检查以后的，是其后第一次复查之日
        pub discovered: Option<Date> => "发现日期" | "discovered",
        /// 程序：简易、普通；不写时推出
        pub procedure: Option<Chosen<Procedure>> => "程序" | "procedure",
        /// 新旧法规的选择
        pub law_choices: OneOrMany<LawChoice> => "法规" | "law_choices",
        /// 豁免
        pub waivers: OneOrMany<Waiver> => "豁免" | "waivers",
        /// 备注
        pub note: Option<Text> => "备注" | "note",
        /// 罚款合计，用于核对
        pub total: Option<Amount> => "罚款合计" | "total",
        /// 事故
        pub accident: Option<Accident> => "事故" | "accident",
        /// 检查审批
        pub inspection_approval: Option<InspectionApproval> => "审批" | "inspection_approval",
        /// 检查通知
        pub inspection_notice: Option<InspectionNotice> => "检查通知" | "inspection_notice",
        /// 现场检查
        pub inspection: Option<Inspection> => "检查" | "inspection",
        /// 检查结果告知
        pub inspection_result: Option<InspectionResult> => "检查结果告知" | "inspection_result",
        /// 非职责范围安全问题移交
        pub handovers: OneOrMany<Handover> => "问题移交" | "handover",
        /// 现场处理措施
        pub measures: Option<OnSiteMeasures> => "现场处理" | "measures",
        /// 责令限期整改
        pub correction: Option<CorrectionOrder> => "责令改正" | "correction",
        /// 整改复查，一次或者几次
        pub rechecks: OneOrMany<Recheck> => "复查" | "rechecks",
        /// 立案
        pub filing: Option<Filing> => "立案" | "filing",
        /// 案件延期
        pub extension: OneOrMany<CaseExtension> => "案件延期" | "extension",
        /// 调查终结
        pub investigation_end: Option<InvestigationEnd> => "调查终结" | "investigation_end",
        /// 撤销案件
        pub withdrawal: Option<Withdrawal> => "撤销" | "withdrawal",
        /// 终止
        pub termination: Option<Termination> => "终止" | "termination",
        /// 询问通知
        pub inquiry_notices: OneOrMany<InquiryNotice> => "询问通知" | "inquiry_notices",
        /// 询问，一次或者几次
        pub inquiries: OneOrMany<Inquiry> => "询问" | "inquiries",
        /// 勘验
        pub scene_examination: Option<SceneExamination> => "勘验" | "scene_examination",
        /// 抽样取证
        pub sampling: OneOrMany<Sampling> => "抽样" | "sampling",
        /// 鉴定
        pub appraisal: OneOrMany<Appraisal> => "鉴定" | "appraisal",
        /// 先行登记保存证据
        pub preservation: Option<EvidencePreservation> => "先行登记" | "preservation",
        /// 查封扣押
        pub seizure: Option<Seizure> => "查封扣押" | "seizure",
        /// 停止供电
        pub power_cut: Option<PowerCut> => "停止供电" | "power_cut",
        /// 恢复供电
        pub power_restore: Option<PowerRestore> => "恢复供电" | "power_restore",
        /// 法制审核
        pub legal_review: OneOrMany<LegalReview> => "法制审核" | "legal_review",
        /// 集体讨论
        pub discussion: Option<Discussion> => "集体讨论" | "discussion",
        /// 告知
        pub notices: OneOrMany<Notice> => "告知" | "notices",
        /// 陈述申辩
        pub statements: OneOrMany<Statement> => "陈述申辩" | "statements",
        /// 听证
        pub hearing: OneOrMany<Hearing> => "听证" | "hearing",
        /// 处罚决定
        pub decisions: OneOrMany<Decision> => "决定" | "decisions",
        /// 不予处罚
        pub no_penalty: OneOrMany<NoPenalty> => "不予处罚" | "no_penalty",
        /// 更正（补正）
        pub errata: OneOrMany<Erratum> => "更正" | "errata",
        /// 送达
        pub services: OneOrMany<Service> => "送达" | "services",
        /// 缴款
        pub payments: OneOrMany<Payment> => "缴款" | "payments",
        /// 延期（分期）缴纳
        pub deferrals: OneOrMany<PaymentDeferral> => "延期分期" | "deferrals",
        /// 催告
        pub demands: OneOrMany<Demand> => "催告" | "demands",
        /// 加处罚款
        pub surcharges: OneOrMany<Surcharge> => "加处罚款" | "surcharges",
        /// 申请强制执行
        pub enforcement: OneOrMany<Enforcement> => "强制执行" | "enforcement",
        /// 移送
        pub transfer: Option<Transfer> => "移送" | "transfer",
        /// 公示
        pub publication: Option<Publication> => "公示" | "publication",
        /// 备案
        pub registration: Option<Registration> => "备案" | "registration",
        /// 结案
        pub closing: Option<Closing> => "结案" | "closing",
        /// 归档
        pub archiving: Option<Archiving> => "归档" | "archiving",
        /// 记分
        pub scoring: Option<Scoring> => "记分" | "scoring",
        /// 约谈
        pub interview: OneOrMany<Interview> => "约谈" | "interview",
    }
}

impl Case {
    /// The hazards of the inspection, then those of the violations.
    pub fn hazards(&self) -> impl Iterator<Item = &Hazard> {
        self.inspection.iter().flat_map(|i| i.hazards.iter()).chain(self.violations.iter().flat_map(|v| v.hazards.iter()))
    }
    /// The names of photographs: those of the evidence, then those of the hazards.
    pub fn photos(&self) -> impl Iterator<Item = &Text> {
        self.evidence.iter().flat_map(|item| item.photos.iter()).chain(self.hazards().flat_map(|hazard| hazard.photos.iter()))
    }
    /// Indices of the parties a violation concerns: those it names, else all.
    pub fn parties_of(&self, violation: &Violation) -> Vec<usize> {
        let named: Vec<usize> = violation.parties.iter().filter_map(|reference| reference.index).collect();
        if named.is_empty() { (0..self.parties.len()).collect() } else { named }
    }
    /// The violations of a party, in order.
    pub fn violations_of(&self, party: usize) -> Vec<&Violation> {
        self.violations.iter().filter(|violation| self.parties_of(violation).contains(&party)).collect()
    }
    /// What a party is punished with for each of its violations that says so.
    pub fn penalties_of(&self, party: usize) -> Vec<(&Violation, &Penalty)> {
        let of = |violation| Violation::penalty_of(violation, party).map(|penalty| (violation, penalty));
        self.violations_of(party).into_iter().filter_map(of).collect()
    }
    /// The sum of a party's fines in 分; `None` when no fine is given.
    pub fn fine_of(&self, party: usize) -> Option<i64> {
        let fines: Vec<i64> = self.penalties_of(party).iter().filter_map(|(_, penalty)| Some(penalty.fine.as_ref()?.fen)).collect();
        (!fines.is_empty()).then(|| fines.iter().sum())
    }
    /// The evidence of a violation: the items it names, else all of the case.
    pub fn evidence_of(&self, violation: &Violation) -> Vec<usize> {
        let named: Vec<usize> = violation.evidence.iter().filter_map(|reference| reference.index).collect();
        if named.is_empty() { (0..self.evidence.len()).collect() } else { named }
    }
    /// The number given for a writ (and party), if any.
    pub fn number(&self, writ: &str, party: Option<usize>) -> Option<&Text> {
        let of_writ = || self.numbers.entries.iter().filter(|entry| entry.writ.text() == writ);
        let own = of_writ().find(|entry| party.is_some() && entry.party.as_ref().is_some_and(|reference| reference.index == party));
        own.or_else(|| of_writ().find(|entry| entry.party.is_none())).map(|entry| &entry.number)
    }
    /// The number given for a writ to a person asked (询问通知书), if any.
    pub fn number_for(&self, writ: &str, name: &str) -> Option<&Text> {
        let of = |entry: &&NumberEntry| entry.writ.text() == writ && entry.party.as_ref().is_some_and(|reference| reference.text == name);
        self.numbers
            .entries
            .iter()
            .find(of)
            .or_else(|| self.numbers.entries.iter().find(|e| e.writ.text() == writ && e.party.is_none()))
            .map(|entry| &entry.number)
    }
    /// The officers of an event: its own, else those of the case.
    pub fn officers_of<'a>(&'a self, event: &'a dyn Event) -> &'a [Officer] {
        let own = event.officers();
        if own.is_empty() { &self.officers } else { own }
    }
    /// A reminder for each event dated later than `today`: a slip of the pen, or a step that is still to come. An act that
    /// is still to come cannot have been found, and its day chooses the version of the law.
    pub fn later_than(&self, today: chrono::NaiveDate) -> Vec<Diagnostic> {
        let late = |event: &dyn Event| {
            let day = event.day().filter(|day| *day > today)?;
            let at = event.date().map(|d| d.at.clone()).or_else(|| event.time().and_then(|t| t.start.as_ref()).map(|s| s.at.clone()))?;
            let print = crate::text::date::print;
            let finding = Diagnostic::remind("F60", format!("日期{}晚于今天（{}）", print(day), print(today)));
            Some(at.finding(finding.remedy("还没有发生的步骤先不写；写错的改正")))
        };
        let to_come = |violation: &Violation| {
            let range = violation.conduct.as_ref()?;
            let day = range.from.iter().chain(&range.to).find(|day| day.date > today)?;
            let finding = Diagnostic::veto("F60", format!("行为日期{}晚于今天（{}）", day.text(), crate::text::date::print(today)));
            Some(day.at.finding(finding.found(day.text()).remedy("核对行为日期：它决定适用哪一版法律")))
        };
        let acts = self.violations.iter().filter_map(to_come);
        self.events().into_iter().filter_map(late).chain(acts).collect()
    }
    /// The last day named by an event of the case.
    pub fn last_day(&self) -> Option<chrono::NaiveDate> {
        self.events().iter().filter_map(|event| event.day()).max()
    }
    /// Every event of the case, in the order of the form's vocabulary.
    pub fn events(&self) -> Vec<&dyn Event> {
        let mut events: Vec<&dyn Event> = Vec::new();
        macro_rules! add { ($($field:ident)*) => { $( events.extend(self.$field.iter().map(|event| event as &dyn Event)); )* } }
        add!(inspection_approval inspection_notice inspection inspection_result handovers measures correction rechecks filing extension investigation_end withdrawal);
        add!(termination inquiry_notices inquiries scene_examination sampling appraisal preservation seizure power_cut power_restore);
        add!(legal_review discussion notices statements hearing decisions no_penalty errata services payments deferrals demands surcharges);
        add!(enforcement transfer publication registration closing archiving scoring interview);
        events
    }
}
