//! What can be said about printed text without the case it belongs to: blanks left, words against digits, provisions that
//! do not exist, a hearing not told, periods other than the law's. Pure functions over blocks of text (paragraphs as
//! `document::text_blocks` gives them, or of a file from elsewhere) and the law; they say what and where, and the caller
//! gives code and rank.

pub mod amounts;
pub mod blanks;
pub mod citations;
pub mod dates;
pub mod hearing;
pub mod periods;

/// A piece of text that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Index of the block.
    pub block: usize,
    /// The piece, or the words around it.
    pub found: String,
}

/// The sentences of a block, without their ends.
pub(crate) fn sentences(block: &str) -> impl Iterator<Item = &str> {
    block.split(['。', '；', ';', '！', '？', '\n']).filter(|sentence| !sentence.trim().is_empty())
}

/// The title of a writ: the first short block that ends like one.
pub fn title<T: AsRef<str>>(blocks: &[T]) -> Option<String> {
    const ENDS: &[&str] = &["书", "记录", "笔录", "审批表", "清单", "回执", "报告", "目录", "意见", "凭证", "表"];
    let plain = |block: &T| block.as_ref().chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let head = |text: &str| text.split(['（', '(']).next().unwrap_or_default().to_string();
    let fits = |text: &String| {
        text.chars().count() <= 30 && !text.contains(['：', '，', '。']) && ENDS.iter().any(|end| head(text).ends_with(end))
    };
    let all = blocks.iter().take(8).map(plain);
    all.filter(fits).find(|text| text != "安全生产行政执法文书")
}
