//! 避头尾: which class a character has and whether a line may break between two of them. Pure tables, no widths.

/// What a character is to the line breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Chinese characters and other full-width signs.
    Han,
    /// （《“: never at the end of a line.
    Open,
    /// ）》”: never at the start of a line.
    Close,
    /// ，。、；：？！ and their narrow forms: never at the start of a line.
    Stop,
    /// · ～ — …: connect two words, never at the start of a line.
    Connector,
    /// % ℃: stays with the number before it.
    Suffix,
    /// ¥ № + : stays with what follows.
    Prefix,
    /// □ ☑: stays with its label.
    Box,
    /// Letters and symbols that form words.
    Letter,
    /// 0–9.
    Digit,
    /// Spaces, narrow and full width.
    Space,
    /// Straight quotation marks, no-break spaces, combining marks: no break on either side.
    Glue,
    /// A blank for the hand.
    Blank,
}

/// Whether a line may end here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Never, unless a line has no other place at all.
    Never,
    /// Only inside a word that is longer than a line.
    Emergency,
    /// Yes.
    Allowed,
}

/// The class of a character.
pub fn class(ch: char) -> Class {
    match ch {
        '\u{4e00}'..='\u{9fff}' => Class::Han,
        '0'..='9' => Class::Digit,
        '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '“' | '‘' | '［' | '｛' | '(' | '[' | '{' => Class::Open,
        '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '”' | '’' | '］' | '｝' | ')' | ']' | '}' => Class::Close,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '．' | ',' | '.' | ';' | ':' | '?' | '!' => Class::Stop,
        '·' | '・' | '～' | '〜' | '—' | '–' | '―' | '…' | '々' | '〻' => Class::Connector,
        '%' | '％' | '‰' | '℃' | '°' | '′' | '″' | '¢' | '￠' => Class::Suffix,
        '¥' | '￥' | '$' | '＄' | '€' | '£' | '№' | '+' | '±' | '\\' => Class::Prefix,
        '□' | '☑' | '☐' => Class::Box,
        ' ' | '\u{3000}' => Class::Space,
        '"' | '\'' | '\u{a0}' | '\u{2060}' | '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            Class::Glue
        }
        '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => Class::Han,
        '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}' => Class::Han,
        _ => Class::Letter,
    }
}

/// Whether a mark is one whose full-width form leaves half an em empty that a tight line may use: on its left for
/// opening marks, on its right for closing marks and stops.
pub fn has_glue(class: Class) -> bool {
    matches!(class, Class::Open | Class::Close | Class::Stop)
}

/// Whether a line may break between two neighbours; what depends on more than two characters is in `refine`.
pub fn between(a: char, a_class: Class, b: char, b_class: Class) -> Break {
    use Class::*;
    let word = |class| matches!(class, Letter | Digit);
    match (a_class, b_class) {
        // Inside 1,234.50 and 0571-8888 and 10:30 the stops are part of the number.
        (Stop, Letter | Digit) if a.is_ascii() => Break::Emergency,
        (_, Close | Stop | Connector | Suffix | Space | Glue) => Break::Never,
        (Open | Prefix | Box | Glue, _) => Break::Never,
        (Letter | Digit, Letter | Digit) => Break::Emergency,
        // f(x), 3(a): narrow brackets belong to their word.
        (left, Open) if word(left) && b.is_ascii() => Break::Emergency,
        (Close, right) if word(right) && a.is_ascii() => Break::Emergency,
        (Suffix, Letter | Digit | Open | Prefix) => Break::Emergency,
        (Letter | Digit, Prefix) => Break::Emergency,
        (Close | Stop, Prefix) if a.is_ascii() => Break::Emergency,
        (Connector, Letter | Digit) if a == '–' => Break::Emergency,
        (Han | Close | Stop | Connector | Suffix | Letter | Digit | Space | Blank, Han | Open | Prefix | Box | Letter | Digit | Blank) => {
            Break::Allowed
        }
    }
}

/// Units that stay with the number before them.
fn is_unit(ch: char) -> bool {
    "年月日号时分秒元角条款项章节编份张页人次个名处件台套只辆吨米层楼室幢栋户家岁倍天周万亿千百".contains(ch)
}

fn is_numeral(ch: char) -> bool {
    "〇零一二三四五六七八九十百千两".contains(ch)
}

/// Longest 第…条 that is kept whole; a longer one may break, as the hole it leaves would be worse.
const LONGEST_ORDINAL: usize = 6;

/// Whether the break before `chars[at]`, allowed by its neighbours, is forbidden by more context: a number and its
/// unit, 第三十条, a spaced label (地　　址), an indented 年　月　日 for the hand. Blanks are `None`.
pub fn refine(chars: &[Option<char>], at: usize) -> bool {
    let get = |index: usize| chars.get(index).copied().flatten();
    let Some(b) = get(at) else {
        // 年____月: a blank between the parts of a date stays with what stands before it.
        return at >= 2 && chars[at - 2].is_none() && matches!(get(at - 1), Some('年' | '月' | '时'));
    };
    let Some(a) = get(at - 1) else {
        return matches!(b, '年' | '月' | '日' | '时' | '分' | '号' | '次' | '页');
    };
    if is_unit(b) && (a.is_ascii_digit() || follows_scaled_number(chars, at)) {
        return true;
    }
    if a == '\u{3000}' {
        return matches!(get(at + 1), Some('：' | ':' | '（')) || get(at + 1).is_none();
    }
    if a == '第' {
        return is_numeral(b) || b == '（' || b.is_ascii_digit();
    }
    in_ordinal(chars, at)
}

/// 2|万元, 2万|元: a scale between the digits and the unit.
fn follows_scaled_number(chars: &[Option<char>], at: usize) -> bool {
    matches!(chars[at - 1], Some('万' | '亿' | '千' | '百')) && at >= 2 && chars[at - 2].is_some_and(|ch| ch.is_ascii_digit())
}

/// Inside 第三十条, 第（七）项: between the first numeral and the unit.
fn in_ordinal(chars: &[Option<char>], at: usize) -> bool {
    let Some(b) = chars[at] else { return false };
    if !(is_numeral(b) || b == '）' || is_unit(b)) {
        return false;
    }
    let mut start = at;
    while start > 0 && at - start <= LONGEST_ORDINAL {
        start -= 1;
        match chars[start] {
            Some('第') => return at - start > 1,
            Some(ch) if is_numeral(ch) || ch == '（' || ch == '）' => {}
            Some(_) | None => return false,
        }
    }
    false
}
