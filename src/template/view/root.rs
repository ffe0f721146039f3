//! The root of the vocabulary, the writ itself and the dated wording.

use super::*;

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
