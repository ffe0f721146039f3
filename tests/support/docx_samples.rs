//! Hand-built documents: between them every kind of block and inline, in the looks of real writs.

use wenshu::document::*;

fn origin(fill: bool) -> Origin {
    if fill { Origin::Form { path: "违法事实".into(), file: "case.yaml".into(), line: 9, column: 3 } } else { Origin::Template }
}

/// Fixed wording.
pub fn t(text: &str) -> Inline {
    Inline::Text(Text { text: text.into(), origin: origin(false), underline: false })
}

/// A filled-in value, underlined.
pub fn u(text: &str) -> Inline {
    Inline::Text(Text { text: text.into(), origin: origin(true), underline: true })
}

/// A ruled blank.
pub fn b(em: f32) -> Inline {
    Inline::Blank(Blank { em, ruled: true })
}

/// Room without a rule.
pub fn s(em: f32) -> Inline {
    Inline::Blank(Blank { em, ruled: false })
}

pub fn p(role: Role, inlines: Vec<Inline>) -> Paragraph {
    Paragraph { role, align: None, keep_next: false, inlines, line: 7 }
}

pub fn bp(role: Role, inlines: Vec<Inline>) -> Block {
    Block::Paragraph(p(role, inlines))
}

pub fn lines(count: u32) -> Block {
    Block::Lines(RuledLines { count, line: 8 })
}

pub fn cell(column: usize, colspan: usize, rowspan: usize, role: Role, text: &str) -> Cell {
    let valign = VAlign::Middle;
    Cell { column, colspan, rowspan, valign, blocks: vec![bp(role, vec![t(text)])], foot: vec![], line: 11 }
}

fn label(column: usize, text: &str) -> Cell {
    cell(column, 1, 1, Role::Label, text)
}

fn opinion(column: usize, colspan: usize, blocks: Vec<Block>, who: &str) -> Cell {
    let foot =
        vec![p(Role::CellSign, vec![t(who), s(8.0)]), p(Role::CellSign, vec![s(3.0), t("年"), s(2.0), t("月"), s(2.0), t("日"), s(1.0)])];
    Cell { column, colspan, rowspan: 1, valign: VAlign::Top, blocks, foot, line: 12 }
}

pub fn row(min_height: f32, cells: Vec<Cell>) -> Row {
    Row { min_height, split: false, cells, line: 10 }
}

fn document(writ: &str, kind: LayoutKind, title: &str, blocks: Vec<Block>) -> Document {
    let meta = Meta {
        title: title.into(),
        author: "太仓市应急管理局".into(),
        subject: "某某公司涉嫌特种作业人员无证上岗案 （苏太）应急罚〔2026〕18号".into(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 4, 20),
    };
    let furniture = Furniture { page_numbers: true, ..Furniture::default() };
    Document { writ: writ.into(), meta, kind, draft: false, blocks, furniture }
}

fn head(title: &str, number: &str) -> Vec<Block> {
    let mut blocks =
        vec![bp(Role::Heading, vec![t("安全生产行政执法文书")]), Block::Rule(RuleKind::Double), bp(Role::Title, vec![t(title)])];
    if !number.is_empty() {
        blocks.push(bp(Role::Number, vec![t(number)]));
    }
    blocks
}

/// A running letter of two pages with underlined fills, a gap, boxes and a 落款.
pub fn letter() -> Document {
    let mut blocks = head("行政处罚决定书（单位）", "（苏太）应急罚〔2026〕18号");
    blocks.extend([
        bp(Role::Flush, vec![t("被处罚单位："), u("太仓市某某精密机械有限公司")]),
        bp(Role::Flush, vec![t("统一社会信用代码："), u("91320585MA1N2K3L4T")]),
        bp(Role::Flush, vec![t("地　　址："), u("江苏省太仓市城厢镇某某路8号"), s(2.0), t("邮政编码："), u("215400")]),
        bp(
            Role::Flush,
            vec![t("法定代表人（负责人）："), u("王𬭎䶮㛃"), s(1.0), t("职务："), Inline::Gap("职务".into()), s(1.0), t("联系电话："), b(7.0)],
        ),
        bp(
            Role::Body,
            vec![
                t("违法事实及证据："),
                u("2026年3月5日，本机关执法人员对你单位进行检查时发现，你单位一车间电焊工周某正在从事焊接作业。经查询，周某未取得焊接与热切割作业特种作业操作证，上述行为有现场检查记录1份、询问笔录2份、现场照片3张等证据证明。"),
            ],
        ),
        bp(Role::Body, vec![t("证据中有 <b>&]]> \"引号\" 'a' “中文” ‘单’ …… —— × · ① Ⅳ ㎡ 等字样；送达方式："), Inline::Check(true), t("直接送达　"), Inline::Check(false), t("邮寄送达；其他："), Inline::Struck, t("。")]),
        bp(
            Role::Body,
            vec![
                t("以上事实违反了"),
                u("《中华人民共和国安全生产法》第三十条第一款"),
                t("的规定，依据"),
                u("《中华人民共和国安全生产法》第九十七条第（七）项"),
                t("的规定，决定给予"),
                u("罚款人民币贰万元整（¥20000.00）"),
                t("的行政处罚。"),
            ],
        ),
    ]);
    for _ in 0..6 {
        blocks.push(bp(Role::Body, vec![t("处以罚款的，自收到本决定书之日起十五日内缴至"), u("某某银行太仓支行"), t("（账号："), u("1102020009000000123"), t("）。到期不缴的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款数额。如不服本决定，可以自收到本决定书之日起六十日内申请行政复议。")]));
    }
    blocks.push(bp(Role::Body, vec![t("逾期不履行的，本机关将依法申请人民法院强制执行。")]));
    blocks.push(Block::Seal(Seal { agency: vec![t("太仓市应急管理局（印章）")], date: vec![u("2026年4月20日")], line: 40 }));
    let mut document = document("penalty_decision_unit", LayoutKind::Letter, "行政处罚决定书（单位）", blocks);
    document.furniture.copies = vec![t("本文书一式两份：一份由应急管理部门存档，一份交被处罚单位。")];
    document.furniture.running_head = vec![t("行政处罚决定书（单位）　（苏太）应急罚〔2026〕18号")];
    document
}

/// A form with merged cells in both directions and opinion boxes.
pub fn form() -> Document {
    let mut blocks = head("立案审批表", "（苏太）应急立〔2026〕18号");
    let rows = vec![
        row(
            12.0,
            vec![label(0, "案　　由"), cell(1, 3, 1, Role::Cell, "特种作业人员未按照规定经专门的安全作业培训并取得相应资格，上岗作业")],
        ),
        row(
            12.0,
            vec![
                label(0, "案件来源"),
                cell(1, 1, 1, Role::Cell, "日常监督检查"),
                label(2, "发现时间"),
                cell(3, 1, 1, Role::Cell, "2026年3月5日"),
            ],
        ),
        row(
            12.0,
            vec![
                cell(0, 1, 2, Role::Label, "当事人"),
                cell(1, 1, 1, Role::Cell, "太仓市某某精密机械有限公司"),
                label(2, "联系电话"),
                cell(3, 1, 1, Role::Cell, "0512-5355××××"),
            ],
        ),
        row(12.0, vec![cell(1, 3, 1, Role::Cell, "江苏省太仓市城厢镇某某路8号")]),
        row(
            50.0,
            vec![
                label(0, "案件基本情况"),
                opinion(
                    1,
                    3,
                    vec![bp(
                        Role::Cell,
                        vec![t(
                            "2026年3月5日，本机关执法人员对该单位进行检查时发现，电焊工周某未取得特种作业操作证，在一车间从事焊接作业，涉嫌违反《中华人民共和国安全生产法》第三十条第一款的规定，建议立案查处。",
                        )],
                    )],
                    "承办人（签名）：",
                ),
            ],
        ),
        row(32.0, vec![label(0, "审核意见"), opinion(1, 3, vec![], "审核人（签名）：")]),
        row(32.0, vec![label(0, "审批意见"), opinion(1, 3, vec![lines(1)], "审批人（签名）：")]),
        row(10.0, vec![label(0, "备　　注"), Cell { blocks: vec![bp(Role::Cell, vec![Inline::Struck])], ..cell(1, 3, 1, Role::Cell, "") }]),
        row(8.0, vec![label(0, "其　　他"), Cell { blocks: vec![bp(Role::Cell, vec![s(4.0)])], ..cell(1, 3, 1, Role::Cell, "") }]),
    ];
    blocks.push(Block::Table(Table { columns: vec![3.0, 6.0, 2.6, 6.0], head_rows: 0, ruled: true, rows, line: 9 }));
    let mut document = document("filing_approval", LayoutKind::Form, "立案审批表", blocks);
    document.draft = true;
    document
}

/// Questions and answers over pages, signed on each.
pub fn record() -> Document {
    let mut blocks = head("询问笔录", "");
    blocks.extend([
        bp(
            Role::Flush,
            vec![t("询问时间："), u("2026年3月11日9时10分"), t("至"), b(2.0), t("时"), b(2.0), t("分　　第"), u("1"), t("次询问")],
        ),
        bp(
            Role::Flush,
            vec![t("被询问人："), u("周某"), t("　性别："), u("男"), t("　年龄："), u("41"), t("　身份证号："), u("320585××××××××××××")],
        ),
        bp(Role::Flush, vec![t("工作单位："), u("太仓市某某精密机械有限公司"), t("　职务："), u("电焊工"), t("　电话："), b(6.0)]),
        bp(
            Role::Body,
            vec![
                t("我们是太仓市应急管理局的行政执法人员"),
                u("李卫东"),
                t("、"),
                u("王晓明"),
                t("，证件号码为"),
                b(4.0),
                t("、"),
                b(4.0),
                t("，这是我们的证件（出示证件）。"),
            ],
        ),
        bp(Role::Question, vec![t("问："), t("你申请回避吗？")]),
        bp(Role::Answer, vec![t("答："), b(33.0)]),
    ]);
    for _ in 0..8 {
        blocks.extend([
            bp(
                Role::Question,
                vec![t("问：你是否参加过焊接与热切割作业的专门培训和考核，有无特种作业操作证，从什么时候开始从事该工种，是谁安排的？")],
            ),
            bp(Role::Answer, vec![t("答：没有参加过。"), Inline::Break, t("补充：工长安排的。")]),
            bp(Role::Answer, vec![t("答："), b(33.0)]),
            lines(1),
        ]);
    }
    blocks.push(Block::Keep(vec![
        bp(Role::Note, vec![t("（以下空白）")]),
        bp(Role::Signature, vec![t("被询问人（签名、捺印）："), b(6.0)]),
        bp(Role::Signature, vec![t("时间："), s(3.0), t("年"), s(2.0), t("月"), s(2.0), t("日")]),
    ]));
    let mut document = document("inquiry_record", LayoutKind::Record, "询问笔录", blocks);
    document.furniture.page_signatures = vec![
        p(Role::Signature, vec![t("询问人（签名）："), b(5.0), t("、"), b(5.0), s(2.0), t("记录人（签名）："), b(5.0)]),
        p(Role::Signature, vec![t("被询问人（签名、捺印）："), b(5.0), s(4.0), s(3.0), t("年"), s(2.0), t("月"), s(2.0), t("日")]),
    ];
    document.furniture.running_head = vec![t("询问笔录")];
    document.draft = true;
    document
}

/// A list of forty rows whose head repeats, then a second table and a page of its own.
pub fn list() -> Document {
    let mut blocks = head("证据清单", "");
    let mut rows = vec![row(9.0, ["序号", "证据名称", "数量", "证明对象"].iter().enumerate().map(|(at, text)| label(at, text)).collect())];
    for at in 1..=40 {
        let mut line = row(
            9.0,
            vec![
                label(0, &at.to_string()),
                cell(1, 1, 1, Role::Cell, "现场照片（一车间焊接作业点）"),
                cell(2, 1, 1, Role::Cell, "3张"),
                cell(3, 1, 1, Role::Cell, "周某无证从事焊接作业的事实"),
            ],
        );
        line.split = at == 7;
        rows.push(line);
    }
    blocks.push(Block::Table(Table { columns: vec![1.0, 5.0, 1.5, 4.5], head_rows: 1, ruled: true, rows, line: 9 }));
    let plain = vec![row(0.0, vec![cell(0, 1, 1, Role::Cell, "制作人："), cell(1, 1, 1, Role::Cell, "核对人：")])];
    blocks.push(Block::Table(Table { columns: vec![1.0, 1.0], head_rows: 0, ruled: false, rows: plain.clone(), line: 19 }));
    blocks.push(Block::PageBreak);
    blocks.push(Block::Table(Table { columns: vec![1.0, 1.0], head_rows: 0, ruled: true, rows: plain, line: 20 }));
    blocks.push(Block::Rule(RuleKind::Single));
    blocks.push(Block::PageBreak);
    blocks.push(lines(3));
    blocks.push(Block::PageBreak);
    document("evidence_list", LayoutKind::List, "证据清单", blocks)
}

/// The cover of a case file: no furniture, no properties but the title.
pub fn cover() -> Document {
    let blocks = vec![
        bp(Role::CoverAgency, vec![t("太仓市应急管理局")]),
        bp(Role::CoverTitle, vec![t("安全生产违法案件"), Inline::Break, t("案　卷")]),
        Block::Table(Table {
            columns: vec![3.0, 9.0],
            head_rows: 0,
            ruled: true,
            rows: vec![
                row(14.0, vec![label(0, "案件名称"), cell(1, 1, 1, Role::Cell, "买买提·吐尔逊涉嫌特种作业人员无证上岗案")]),
                row(14.0, vec![label(0, "案　　由"), cell(1, 1, 1, Role::Cell, "特种作业人员无证上岗")]),
            ],
            line: 9,
        }),
    ];
    let mut document = document("file_cover", LayoutKind::Cover, "案卷（首页）", blocks);
    document.meta = Meta { title: "案卷（首页）".into(), ..Meta::default() };
    document.furniture = Furniture::default();
    document
}

/// Every sample with its name.
pub fn all() -> [(&'static str, Document); 5] {
    [("letter", letter()), ("form", form()), ("record", record()), ("list", list()), ("cover", cover())]
}
