//! The vocabulary of templates: every name a template may use, what it means and an example. `docs/fields.md` and the
//! template lint are made from these declarations, so a name that is not here cannot be printed.
//!
//! Values carry no closing punctuation, templates add it; only `facts`, `summary` and `wording` are whole sentences.
//! Plain values are always printable (a missing one is a gap); `has_…`/`is_…` names are true or false and are the only
//! ones allowed in conditions; lists are for loops.

use super::value::{Origins, Value};
use serde_json::{Map, Value as Json};

/// A kind of view field.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A printable value.
    Value,
    /// True or false.
    Flag,
    /// A group of fields.
    Group(Vec<FieldDoc>),
    /// A list of groups.
    Groups(Vec<FieldDoc>),
    /// A list of printable values.
    Values,
}

/// A documented field.
#[derive(Debug, Clone)]
pub struct FieldDoc {
    /// Name in templates.
    pub name: &'static str,
    /// Meaning.
    pub doc: &'static str,
    /// Kind.
    pub shape: Shape,
}

/// Something that can stand in a view.
pub trait View {
    /// As JSON for tera, values marked with their origins.
    fn encode(&self, origins: &mut Origins) -> Json;
    /// Its shape.
    fn shape() -> Shape;
}

impl View for Value {
    fn encode(&self, origins: &mut Origins) -> Json {
        Json::String(origins.encode(self))
    }
    fn shape() -> Shape {
        Shape::Value
    }
}

impl View for bool {
    fn encode(&self, _: &mut Origins) -> Json {
        Json::Bool(*self)
    }
    fn shape() -> Shape {
        Shape::Flag
    }
}

impl<T: View> View for Vec<T> {
    fn encode(&self, origins: &mut Origins) -> Json {
        Json::Array(self.iter().map(|item| item.encode(origins)).collect())
    }
    fn shape() -> Shape {
        match T::shape() {
            Shape::Group(fields) => Shape::Groups(fields),
            Shape::Value | Shape::Flag | Shape::Groups(_) | Shape::Values => Shape::Values,
        }
    }
}

macro_rules! view {
    ($(#[doc = $doc:literal])* $name:ident { $( #[doc = $fdoc:literal] $field:ident : $ty:ty, )* }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default)]
        pub struct $name { $( #[doc = $fdoc] pub $field: $ty, )* }
        impl View for $name {
            fn encode(&self, origins: &mut Origins) -> Json {
                let mut map = Map::new();
                $( map.insert(stringify!($field).into(), self.$field.encode(origins)); )*
                Json::Object(map)
            }
            fn shape() -> Shape {
                Shape::Group(vec![ $( FieldDoc { name: stringify!($field), doc: $fdoc, shape: <$ty as View>::shape() } ),* ])
            }
        }
    };
}

view! {
    /// Everything a template may name.
    Root {
        /// 本文书
        writ: WritView,
        /// 本机关（机关档案）
        agency: AgencyView,
        /// 案件
        case: CaseView,
        /// 本文书所对的当事人；全案文书为第一当事人
        party: PartyView,
        /// 全体当事人
        parties: Vec<PartyView>,
        /// 全体当事人名称，以顿号相连
        party_names: Value,
        /// 被检查、被责令整改、被复查的单位：单位当事人；当事人都是个人的，为其所在单位；经营者无字号的，为其本人
        unit: PartyView,
        /// 有两个以上当事人
        has_several_parties: bool,
        /// 承办执法人员
        officers: Vec<OfficerView>,
        /// 承办执法人员姓名，以顿号相连
        officer_names: Value,
        /// 违法行为（本当事人的；全案文书为全部）
        violations: Vec<ViolationView>,
        /// 有两项以上违法行为
        has_several_violations: bool,
        /// 违法事实，每段一项
        facts: Vec<Value>,
        /// 违反的规定，如《中华人民共和国安全生产法》第三十条第一款
        violated: Value,
        /// 处罚依据
        basis: Value,
        /// 证据清单
        evidence: Vec<EvidenceView>,
        /// 有证据
        has_evidence: bool,
        /// 证据名称与数量，以分号相连；没有证据时为缺项
        evidence_names: Value,
        /// 现场检查
        inspection: InspectionView,
        /// 责令限期整改
        correction: CorrectionView,
        /// 应当责令改正（事故发生后的处罚等无可改正的除外）
        is_ordering: bool,
        /// 已对本当事人下达责令限期整改指令书（现场检查记录中：检查后要下达）
        has_correction: bool,
        /// 现场处理措施
        measure: MeasureView,
        /// 已对本当事人作出现场处理措施决定（现场检查记录中：检查后要作出）
        has_measure: bool,
        /// 整改复查
        recheck: RecheckView,
        /// 询问通知
        inquiry_notice: InquiryNoticeView,
        /// 询问
        inquiry: InquiryView,
        /// 处罚告知、听证告知
        notice: NoticeView,
        /// 集体讨论
        discussion: DiscussionView,
        /// 处罚（本当事人的）
        penalty: PenaltyView,
        /// 处罚决定
        decision: DecisionView,
        /// 送达（回执各行）
        services: Vec<ServiceView>,
        /// 回执补足五行的空行（每项为一个空行，值不印）
        services_rest: Vec<Value>,
        /// 结案
        closing: ClosingView,
        /// 卷内目录各行
        entries: Vec<EntryView>,
        /// 目录补足十四行的空行，第一行已由“（以下空白）”占去（每项为一个空行，值不印）
        entries_rest: Vec<Value>,
        /// 按步骤日期选用的固定用语（law/wording）
        wording: WordingView,
    }
}
view! {
    /// The writ being made.
    WritView {
        /// 文书题名，如“行政处罚决定书（单位）”
        title: Value,
        /// 文号，如（苏太）应急罚〔2026〕18号
        number: Value,
        /// 落款日期；没有时是留给手写的“年 月 日”
        date: Value,
    }
}
view! {
    /// The agency.
    AgencyView {
        /// 机关全称
        name: Value,
        /// 眉题（默认“安全生产行政执法文书”）
        letterhead: Value,
        /// 地址
        address: Value,
        /// 邮政编码
        postcode: Value,
        /// 联系人
        contact: Value,
        /// 联系电话
        phone: Value,
        /// 罚款账户户名
        bank_holder: Value,
        /// 罚款代收银行
        bank: Value,
        /// 罚款账号
        account: Value,
        /// 行政复议机关（本级人民政府）
        reconsideration_body: Value,
        /// 有管辖权的人民法院
        court: Value,
    }
}
view! {
    /// The case.
    CaseView {
        /// 案件名称，处罚决定前：某某公司涉嫌……案
        name: Value,
        /// 案件名称，处罚后（不写“涉嫌”）
        closed_name: Value,
        /// 案由（法定名称，多项以分号相连）
        cause: Value,
        /// 案件来源
        source: Value,
        /// 发现时间
        found_on: Value,
        /// 立案日期
        filed_on: Value,
        /// 结案日期
        closed_on: Value,
        /// 归档日期
        archived_on: Value,
        /// 归档号
        archive_number: Value,
        /// 保存期限
        retention: Value,
        /// 处理结果（各当事人的处罚）
        result: Value,
    }
}
view! {
    /// A party.
    PartyView {
        /// 名称或者姓名
        name: Value,
        /// 是个人（或无字号个体工商户）
        is_person: bool,
        /// 是单位
        is_unit: bool,
        /// 代码名目：统一社会信用代码
        code_label: Value,
        /// 统一社会信用代码
        code: Value,
        /// 地址（单位）
        address: Value,
        /// 邮政编码
        postcode: Value,
        /// 联系电话
        phone: Value,
        /// 负责人名目：法定代表人、负责人、经营者、投资人
        head_label: Value,
        /// 法定代表人（负责人）姓名
        head: Value,
        /// 其职务
        head_post: Value,
        /// 性别（个人）
        sex: Value,
        /// 年龄（个人，按文书日期计算）
        age: Value,
        /// 证件名目：身份证号、护照号……
        id_label: Value,
        /// 证件号码
        id_number: Value,
        /// 家庭住址（个人）
        home: Value,
        /// 所在单位（个人）
        workplace: Value,
        /// 单位地址（个人）
        workplace_address: Value,
        /// 职务（个人）
        post: Value,
        /// 称谓：你单位 / 你（固定用语，不作填写内容加下划线）
        you: Value,
    }
}
view! {
    /// An officer.
    OfficerView {
        /// 姓名
        name: Value,
        /// 执法证号
        certificate: Value,
        /// 单位及职务
        post: Value,
    }
}
view! {
    /// A violation.
    ViolationView {
        /// 序号：一、二
        index: Value,
        /// 案由（法定名称）
        cause: Value,
        /// 事实，每段一项
        facts: Vec<Value>,
        /// 行为日期
        date: Value,
        /// 违反的规定
        violated: Value,
        /// 处罚依据
        basis: Value,
        /// 对本当事人的处罚；告知文书中为拟作出的处罚（不带句末标点）
        penalty: Value,
        /// 证据序号，如“证据1、证据2”
        evidence: Value,
        /// 裁量说明：基准、阶次、情节和证据（不带句末标点）；没有时为缺项
        discretion: Value,
        /// 有裁量说明
        has_discretion: bool,
        /// 罚则没有裁量幅度，不需要说明裁量理由
        is_fixed: bool,
        /// 写明了由哪些证据证实
        has_evidence: bool,
    }
}
view! {
    /// An item of evidence.
    EvidenceView {
        /// 序号
        index: Value,
        /// 名称
        name: Value,
        /// 种类（书证、物证……）
        kind: Value,
        /// 来源
        source: Value,
        /// 数量，如“1份2页”“3张”
        quantity: Value,
        /// 证明内容
        proves: Value,
        /// 取得时间
        obtained_on: Value,
        /// 取证人
        obtained_by: Value,
        /// 名称与数量，如“营业执照复印件1份”
        text: Value,
        /// 写明了证明内容
        has_proves: bool,
    }
}
view! {
    /// A numbered item.
    ItemView {
        /// 序号
        index: Value,
        /// 内容
        text: Value,
        /// 期限（日期）
        due: Value,
        /// 写明了期限
        has_due: bool,
    }
}
view! {
    /// An inspection.
    InspectionView {
        /// 检查日期
        date: Value,
        /// 开始时间（年月日时分）
        start: Value,
        /// 结束时间（时分）；没有时由模板留白
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 检查场所
        place: Value,
        /// 检查人员
        officers: Vec<OfficerView>,
        /// 检查情况：逐条发现
        findings: Vec<ItemView>,
        /// 发现了问题
        has_findings: bool,
        /// 检查情况的概述
        summary: Value,
        /// 写明了概述
        has_summary: bool,
    }
}
view! {
    /// An order to correct.
    CorrectionView {
        /// 责令限期整改指令书的日期
        date: Value,
        /// 责令限期整改指令书的文号
        number: Value,
        /// 存在的问题
        problems: Vec<ItemView>,
        /// 立即整改的项，如“第1、2项”
        immediate: Value,
        /// 有立即整改的项
        has_immediate: bool,
        /// 限期整改的分组（同一期限一组）：text 为“第3项”，due 为期限
        limited: Vec<ItemView>,
        /// 有限期整改的项
        has_limited: bool,
        /// 最迟的整改期限；一项期限也没有写明时为缺项
        deadline: Value,
        /// 属于重大事故隐患的项，如“第1项”
        major: Value,
        /// 有重大事故隐患
        has_major: bool,
    }
}
view! {
    /// On-site measures.
    MeasureView {
        /// 现场处理措施决定书的文号
        number: Value,
        /// 属于重大事故隐患的项，如“第1项”
        major: Value,
        /// 有重大事故隐患
        has_major: bool,
        /// 含有撤出人员、暂时停产停业、停止建设、停止施工或者停止使用
        is_suspending: bool,
        /// 检查日期
        inspected_on: Value,
        /// 问题
        problems: Vec<ItemView>,
        /// 处理决定各项
        actions: Vec<ItemView>,
        /// 依据
        basis: Value,
    }
}
view! {
    /// A re-check.
    RecheckView {
        /// 复查日期
        date: Value,
        /// 原文书题名
        order_title: Value,
        /// 原文书文号
        order_number: Value,
        /// 原文书日期
        order_date: Value,
        /// 逐项复查意见：index 序号，text 问题，due 不用
        results: Vec<RecheckItemView>,
        /// 全部整改完毕
        is_all_corrected: bool,
    }
}
view! {
    /// One item of a re-check.
    RecheckItemView {
        /// 序号
        index: Value,
        /// 原问题
        text: Value,
        /// 结论：已整改、未整改、部分整改
        verdict: Value,
        /// 说明
        remark: Value,
        /// 有说明
        has_remark: bool,
    }
}
view! {
    /// A summons to an inquiry.
    InquiryNoticeView {
        /// 被通知人
        addressee: Value,
        /// 询问时间
        time: Value,
        /// 询问地点
        place: Value,
        /// 携带身份证
        is_bring_id: bool,
        /// 携带营业执照
        is_bring_licence: bool,
        /// 携带法定代表人身份证明或者委托书
        is_bring_proxy: bool,
        /// 其他材料
        other: Value,
        /// 有其他材料
        has_other: bool,
    }
}
view! {
    /// An inquiry.
    InquiryView {
        /// 开始（年月日时分）
        start: Value,
        /// 结束（时分）
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 第几次
        round: Value,
        /// 地点
        place: Value,
        /// 被询问人
        name: Value,
        /// 性别
        sex: Value,
        /// 年龄（按询问日计算）
        age: Value,
        /// 证件名目
        id_label: Value,
        /// 证件号码
        id_number: Value,
        /// 工作单位
        workplace: Value,
        /// 职务
        post: Value,
        /// 住址
        home: Value,
        /// 电话
        phone: Value,
        /// 询问人
        inquirers: Vec<OfficerView>,
        /// 询问人姓名
        inquirer_names: Value,
        /// 记录人
        recorder: Value,
        /// 记录人单位及职务
        recorder_post: Value,
        /// 在场人
        present: Value,
        /// 问答
        questions: Vec<QuestionView>,
        /// 问题取自案由的询问提纲（表中没有写问答）；模板加印首尾的固定问题
        is_outline: bool,
    }
}
view! {
    /// A question and its answer.
    QuestionView {
        /// 问
        question: Value,
        /// 答
        answer: Value,
        /// 已有回答（否则留书写行）
        has_answer: bool,
    }
}
view! {
    /// A notice of an intended penalty.
    NoticeView {
        /// 拟作出的处罚，各项
        penalties: Vec<ItemView>,
        /// 拟作出的处罚，连写（不带句末标点）
        text: Value,
        /// 拟作出两项以上处罚
        has_several: bool,
        /// 拟作出的罚款合计
        total: Value,
        /// 有两笔以上拟作出的罚款（要写合计）
        has_total: bool,
        /// 陈述申辩期限，如“五个工作日”
        statement_period: Value,
        /// 听证要求期限
        hearing_period: Value,
        /// 应当告知听证权的理由，印在括号里，如“拟罚款……元，属于较大数额罚款”
        hearing_reason: Value,
    }
}
view! {
    /// A collective discussion.
    DiscussionView {
        /// 开始
        start: Value,
        /// 结束
        end: Value,
        /// 有结束时间
        has_end: bool,
        /// 地点
        place: Value,
        /// 主持人
        chair: Value,
        /// 汇报人
        reporter: Value,
        /// 记录人
        recorder: Value,
        /// 出席人员
        attendees: Vec<AttendeeView>,
        /// 出席人员姓名及职务，连写
        attendee_names: Value,
        /// 结论性意见
        conclusion: Value,
        /// 有结论性意见
        has_conclusion: bool,
    }
}
view! {
    /// Someone attending a discussion.
    AttendeeView {
        /// 姓名
        name: Value,
        /// 职务
        post: Value,
        /// 意见
        opinion: Value,
        /// 记有意见
        has_opinion: bool,
    }
}
view! {
    /// What a party is punished with.
    PenaltyView {
        /// 各项处罚，如“罚款人民币贰万元整（¥20000.00）”
        items: Vec<ItemView>,
        /// 连写（不带句末标点）
        text: Value,
        /// 两项以上处罚
        has_several: bool,
        /// 罚款以外的处罚如何履行、何时履行（整句，不带句末标点）
        performance: Value,
        /// 有罚款、警告以外需要履行的处罚
        has_performance: bool,
        /// 有罚款
        has_fine: bool,
        /// 罚款合计
        total: Value,
        /// 有两笔以上罚款（要写合计）
        has_total: bool,
        /// 分别裁量、合并处罚的依据
        merge_basis: Value,
    }
}
view! {
    /// The decision.
    DecisionView {
        /// 决定日期
        date: Value,
        /// 决定书文号
        number: Value,
        /// 告知书题名
        notice_title: Value,
        /// 告知书文号
        notice_number: Value,
        /// 告知书送达日期
        notice_served_on: Value,
        /// 已有陈述申辩或听证
        has_statement: bool,
        /// 当事人陈述、申辩的意见（不带句末标点）；是否提出尚未知道时为缺项
        statement: Value,
        /// 复核结论与理由（不带句末标点）
        statement_outcome: Value,
        /// 提出陈述、申辩的日期
        statement_on: Value,
        /// 当事人书面明确放弃
        is_waived_in_writing: bool,
        /// 书面放弃的日期
        waived_on: Value,
        /// 举行了听证
        has_hearing: bool,
        /// 听证举行日期
        hearing_on: Value,
        /// 听证中的意见与采纳情况（不带句末标点）；结果尚未知道时为缺项
        hearing_outcome: Value,
        /// 当事人未要求听证（放弃或者逾期）
        is_hearing_waived: bool,
        /// 依法应当法制审核
        is_legal_review_needed: bool,
        /// 经法制审核
        has_legal_review: bool,
        /// 法制审核日期
        legal_review_on: Value,
        /// 法制审核意见；应审未审时为缺项
        legal_review_conclusion: Value,
        /// 依法应当集体讨论
        is_discussion_needed: bool,
        /// 集体讨论的结论性意见；应讨论未讨论时为缺项
        discussion_conclusion: Value,
        /// 当事人书面放弃或者逾期未提出
        is_waived: bool,
        /// 是经听证告知的
        is_hearing_offered: bool,
        /// 经集体讨论
        is_discussed: bool,
        /// 集体讨论日期
        discussed_on: Value,
    }
}
view! {
    /// A row of the receipt.
    ServiceView {
        /// 送达文书名称
        writ: Value,
        /// 文号
        number: Value,
        /// 受送达人
        recipient: Value,
        /// 送达地点
        place: Value,
        /// 送达日期
        date: Value,
        /// 送达方式
        method: Value,
        /// 备注（见证人、单号等）
        remark: Value,
        /// 有备注
        has_remark: bool,
    }
}
view! {
    /// Closing.
    ClosingView {
        /// 处理结果
        result: Value,
        /// 执行情况
        execution: Value,
        /// 整改复查情况
        rectification: Value,
        /// 有整改复查情况
        has_rectification: bool,
        /// 公示情况（平台与日期）
        publicity: Value,
        /// 有公示情况
        has_publicity: bool,
        /// 结案理由（应予结案的情形及其依据），后接“，建议结案。”
        reason: Value,
    }
}
view! {
    /// A row of the catalogue.
    EntryView {
        /// 序号
        index: Value,
        /// 文件名称及编号
        title: Value,
        /// 日期
        date: Value,
        /// 页号，如“3-5”
        pages: Value,
        /// 备注
        remark: Value,
        /// 有备注
        has_remark: bool,
    }
}
view! {
    /// Dated fixed wording.
    WordingView {
        /// 对处罚决定的救济告知（复议、诉讼、不停止执行）
        remedy_decision: Value,
        /// 对责令整改、现场处理措施等的救济告知
        remedy_order: Value,
        /// 缴纳罚款的期限与加处罚款
        payment: Value,
        /// 陈述申辩权告知
        statement_right: Value,
        /// 听证权告知
        hearing_right: Value,
        /// 不因陈述申辩加重
        no_heavier: Value,
        /// 检查、询问时出示证件与告知的开场
        record_opening: Value,
        /// 询问笔录中如实回答义务与回避权的告知
        inquiry_duties: Value,
        /// 逾期不履行的强制执行提示
        enforcement: Value,
        /// 先行审查：拒不整改等后果提示（责改）
        order_consequence: Value,
        /// 责令整改的依据（句中短语，不带句末标点）
        correction_basis: Value,
        /// 恢复生产经营和使用须经审查同意（现场处理措施）
        measure_resume: Value,
        /// 检查时对被检查单位的告知：配合义务、回避权、陈述权
        inspection_duties: Value,
        /// 询问通知中的配合义务
        inquiry_summons: Value,
        /// 符合立案条件
        filing_ground: Value,
        /// 应当集体讨论的依据
        discussion_ground: Value,
        /// 责令改正与行政处罚并行的依据（句中短语，不带句末标点）
        order_basis: Value,
        /// 送达回执的说明
        service_rule: Value,
    }
}
