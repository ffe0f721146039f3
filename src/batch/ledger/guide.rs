//! The sheet 说明.

use super::columns::FIELDS;
use crate::export::xlsx::{Cell, Column, Tone};

/// The columns.
pub fn columns() -> Vec<Column> {
    vec![Column::new("事项", 22.0).wrap(), Column::new("说明", 110.0).wrap()]
}

/// The rows.
pub fn rows() -> Vec<Vec<Cell>> {
    let editable: Vec<&str> = FIELDS.iter().filter(|field| field.is_editable()).map(|field| field.heading()).collect();
    let rows = [
        ("哪些栏可以填", format!("黄色的栏：{}。其余各栏由程序写，改了不会写回案件。", editable.join("、"))),
        (
            "怎样写回",
            "存盘后运行 wenshu batch apply 这份台账。程序先列出每一处改动（哪个案件、哪一格、由什么改成什么），认可以后写进表单旁边的“表单名.events.yaml”。执法人员写的表单从不改动。".into(),
        ),
        ("一行是什么", "一个案件的一个当事人。告知书、决定书、送达、缴款各当事人分别办理，所以分行；案件共有的内容在其余各行用灰色字。".into()),
        (
            "几笔缴款、几次复查",
            "一笔一行。第二笔起，复制这个当事人的整行，插在下面，改缴款三栏；别的栏不用动。几次复查、再次送达也是这样。".into(),
        ),
        ("日期", "写成 2026-03-05，或者 2026/3/5、2026年3月5日。".into()),
        ("金额", "以元为单位，如 20000、20000.50、2万。只记罚款；没收款、加处罚款写在表单里。一个当事人各笔相加不能超过罚款数。".into()),
        (
            "改正写错的",
            "从台账写回的，在台账里改了再写回，就改过来；各栏清空再写回，就删去。表单里、或者人工在“.events.yaml”里写的，程序不改：台账里的填写与它不同时，拒绝并指出是哪一格。".into(),
        ),
        ("可以排序、筛选、增减列宽", "可以。不要删去表头，不要改动隐藏的“键”栏：程序靠它认出这一行是哪个案件的哪个当事人。".into()),
        ("什么时候要重新生成", "表单或者案卷有变动以后，重新运行 batch，台账就是新的。已经填了还没有写回的，先写回。".into()),
        ("最近期限、届满日", "还没有办的期限里最早的一项。红色是已经过了，黄色是三天以内，按打开这份表格的电脑的日期。全部期限见“期限”表。".into()),
        ("状态", "有否决：检查发现否决项；有稿：有的文书还缺内容；在办：已到的文书都是定稿，还有步骤没有到；全部定稿：没有要补的。".into()),
    ];
    rows.into_iter().map(|(what, how)| vec![Cell::text(what).tone(Tone::Strong), Cell::text(how)]).collect()
}
