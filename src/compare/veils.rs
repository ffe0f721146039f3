//! What hides words in an edited file, as findings. What our own rendering has too (the pictures of a picture record) is
//! no finding.

use crate::diag::{Diagnostic, Rank};
use crate::import::docx::{Docx, Veil, Veiled};

/// Findings of one code beyond this many are summed up.
const MOST: usize = 30;
/// Letters of a veiled text that are shown.
const SHOWN: usize = 120;

/// One finding for each veiled place of `docx` that `own` does not have.
pub fn findings(docx: &Docx, own: Option<&Docx>) -> Vec<Diagnostic> {
    let mut known: Vec<&Veiled> = own.map(|own| own.veiled.iter().collect()).unwrap_or_default();
    let mut fresh: Vec<&Veiled> = Vec::new();
    for veiled in &docx.veiled {
        match known.iter().position(|k| k.veil == veiled.veil && k.text == veiled.text) {
            Some(at) => {
                known.swap_remove(at);
            }
            None => fresh.push(veiled),
        }
    }
    let mut out = Vec::new();
    for veil in ALL {
        let own: Vec<&&Veiled> = fresh.iter().filter(|v| v.veil == veil).collect();
        let (rank, code, said, remedy) = words(veil);
        for veiled in own.iter().take(MOST) {
            let by = veiled.author.as_ref().map(|author| format!("（{author}）")).unwrap_or_default();
            let finding = Diagnostic::new(rank, code, format!("{}：{said}{by}", veiled.place)).found(clip(&veiled.text)).remedy(remedy);
            out.push(finding);
        }
        if own.len() > MOST {
            out.push(Diagnostic::new(rank, code, format!("另有{}处{said}", own.len() - MOST)).remedy(remedy));
        }
    }
    out
}

const ALL: [Veil; 13] = [
    Veil::Inserted,
    Veil::Deleted,
    Veil::Moved,
    Veil::Hidden,
    Veil::Comment,
    Veil::Box,
    Veil::Alternative,
    Veil::Changing,
    Veil::Struck,
    Veil::Numbered,
    Veil::Invisible,
    Veil::Unread,
    Veil::Disputed,
];

fn words(veil: Veil) -> (Rank, &'static str, &'static str, &'static str) {
    let settle = "在 Word 或者 WPS 的“审阅”里逐条接受或者拒绝修订，再保存";
    match veil {
        Veil::Inserted => (Rank::Veto, "C30", "修订插入的文字还没有接受", settle),
        Veil::Deleted => (Rank::Veto, "C30", "修订删除的文字还留在文件里", settle),
        Veil::Moved => (Rank::Veto, "C30", "修订移走的文字还留在原处", settle),
        Veil::Hidden => (Rank::Veto, "C31", "有隐藏的、看不见的文字", "删去，或者改成看得见的格式"),
        Veil::Comment => (Rank::Deduct, "C32", "有批注", "处理后删去批注；打印时批注可能一起印出"),
        Veil::Box => (Rank::Deduct, "C33", "文字在文本框、图形里", "写进正文；文本框会盖住别的文字，别的软件也可能不显示"),
        Veil::Alternative => (Rank::Veto, "C34", "同一处有两种文字，不同的软件显示不同", "用 Word 打开，改成只有一种"),
        Veil::Changing => (Rank::Deduct, "C35", "文字会自动变化", "选中后按 Ctrl+Shift+F9（WPS 相同）变成普通文字"),
        Veil::Struck => (Rank::Deduct, "C36", "文字上有删除线", "要删就删去；正式文书不留删除线"),
        Veil::Numbered => (Rank::Remind, "C37", "有自动编号，编号没有核对", "核对编号；可以改成手写的编号"),
        Veil::Invisible => (Rank::Deduct, "C38", "有不占位置、看不见的字符", "删去这些字符，重新输入这几个字"),
        Veil::Unread => (Rank::Remind, "C39", "有图片、嵌入的内容，其中的文字没有核对", "自己看一遍"),
        Veil::Disputed => (Rank::Deduct, "C40", "两个读取程序读出的文字不同", "用 Word 或者 WPS 打开，另存一份再比较"),
    }
}

fn clip(text: &str) -> String {
    let mut out: String = text.chars().take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        out.push('…');
    }
    out
}
