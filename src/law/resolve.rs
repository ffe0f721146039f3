//! What people type for a provision → structured citations that exist on a day: 《安全生产法》97条7项, 安全生产法第九十七条
//! 第七项, 第四项 = 第（四）项. The reading of the text is in `typed`; here titles meet versions and articles meet structure.

use super::names;
use super::scalar::Dated;
use super::statute::{Coverage, Paragraph, Statute};
use super::typed::{self, Typed, TypedProvision};
use super::{Citation, LawBook};
use crate::text::{date, numeral};
use chrono::{Datelike, NaiveDate};

/// A citation that may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// The provision; 款 is left out where the article has only one.
    pub citation: Citation,
    /// Nobody has read this provision in full: it needs a waiver to print in a final.
    pub unverified: bool,
    /// The article has several 款 and none was named.
    pub lacks_paragraph: bool,
    /// 款 was not named and was taken from the only 款 that has 项.
    pub inferred_paragraph: bool,
}

/// What was made of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolved {
    /// What could be resolved, in order.
    pub cited: Vec<Cited>,
    /// What could not.
    pub faults: Vec<CitationFault>,
    /// Words nothing was made of, as typed: in running text there are many, in a citation there should be none.
    pub unread: Vec<String>,
}

impl Resolved {
    /// The bare citations.
    pub fn citations(&self) -> Vec<Citation> {
        self.cited.iter().map(|cited| cited.citation.clone()).collect()
    }
}

/// Why a citation cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CitationFault {
    /// No 条 was found in the text.
    Unreadable {
        /// The text.
        text: String,
    },
    /// 第几条 without any statute before it.
    NoStatute {
        /// The provision as typed.
        provision: String,
    },
    /// A statute the law data do not have.
    UnknownStatute {
        /// As typed.
        title: String,
        /// Titles it may mean.
        near: Vec<String>,
    },
    /// The statute has no version in force on the day.
    NotInForce {
        /// As typed.
        title: String,
        /// The day.
        on: NaiveDate,
        /// The versions that are known.
        versions: Vec<String>,
    },
    /// The article does not exist in the version in force.
    NoSuchArticle {
        /// The version, in words.
        version: String,
        /// 第几条.
        article: String,
        /// The last article of that version.
        last: Option<u32>,
        /// Other versions that have it.
        elsewhere: Vec<String>,
    },
    /// The article has fewer 款.
    NoSuchParagraph {
        /// 《…》第几条.
        provision: String,
        /// The 款 typed.
        paragraph: u32,
        /// How many it has.
        has: u32,
    },
    /// The 款 has fewer 项 (or 目).
    NoSuchItem {
        /// 《…》第几条第几款.
        provision: String,
        /// The 项 typed.
        item: u32,
        /// How many it has.
        has: u32,
    },
}

impl CitationFault {
    /// One Chinese sentence without a full stop.
    pub fn message(&self) -> String {
        match self {
            CitationFault::Unreadable { text } => format!("“{text}”里没有认出法律条款"),
            CitationFault::NoStatute { provision } => format!("“{provision}”没有写是哪一部法"),
            CitationFault::UnknownStatute { title, .. } => format!("法律数据里没有《{title}》"),
            CitationFault::NotInForce { title, on, .. } => format!("《{title}》在{}没有有效的版本", date::print(*on)),
            CitationFault::NoSuchArticle { version, article, last, .. } => match last {
                Some(last) => format!("{version}没有{article}（全文到第{}条）", numeral::chinese(*last)),
                None => format!("{version}没有{article}"),
            },
            CitationFault::NoSuchParagraph { provision, paragraph, has } => {
                format!("{provision}没有{}（只有{}款）", numeral::paragraph(*paragraph), numeral::chinese(*has))
            }
            CitationFault::NoSuchItem { provision, item, has: 0 } => format!("{provision}不分项，没有{}", numeral::item(*item)),
            CitationFault::NoSuchItem { provision, item, has } => {
                format!("{provision}没有{}（只有{}项）", numeral::item(*item), numeral::chinese(*has))
            }
        }
    }
    /// How to mend it.
    pub fn remedy(&self) -> String {
        match self {
            CitationFault::Unreadable { .. } => "写成“《安全生产法》第九十七条第七项”这样".to_string(),
            CitationFault::NoStatute { .. } => "在条号前写上法的名称，如“《安全生产法》第九十七条”".to_string(),
            CitationFault::UnknownStatute { near, .. } if near.is_empty() => "核对名称；确有此法的，在 law/statutes 里补一份".to_string(),
            CitationFault::UnknownStatute { near, .. } => format!("是不是想写{}？确有此法的，在 law/statutes 里补一份", near.join("、")),
            CitationFault::NotInForce { versions, .. } => format!("已收录的版本：{}", versions.join("；")),
            CitationFault::NoSuchArticle { elsewhere, .. } if elsewhere.is_empty() => "核对条号".to_string(),
            CitationFault::NoSuchArticle { elsewhere, .. } => {
                format!("该条见于{}；核对是不是引了其他时期的条号", elsewhere.join("；"))
            }
            CitationFault::NoSuchParagraph { .. } | CitationFault::NoSuchItem { .. } => {
                "核对款、项；按行为日有效的版本核对，是不是引了其他时期的条号".to_string()
            }
        }
    }
}

impl LawBook {
    /// Reads the provisions in a text and resolves them to the versions in force on a day.
    pub fn resolve(&self, text: &str, on: NaiveDate) -> Resolved {
        let (typed, unread) = typed::read(text);
        let mut out = Resolved { unread, ..Resolved::default() };
        if typed.is_empty() {
            out.faults.push(CitationFault::Unreadable { text: text.trim().to_string() });
        }
        let mut unknown: Vec<String> = Vec::new();
        for Typed { title, year, provision } in typed {
            let Some(title) = title else {
                out.faults.push(CitationFault::NoStatute { provision: provision.to_string() });
                continue;
            };
            match self.version(&title, year, on) {
                Ok(statute) => match self.place(statute, &provision) {
                    Ok(cited) => out.cited.push(cited),
                    Err(fault) => out.faults.push(fault),
                },
                // A statute that is not known is said once, not for each of its articles.
                Err(_) if unknown.contains(&title) => {}
                Err(fault) => {
                    unknown.push(title);
                    out.faults.push(fault);
                }
            }
        }
        out
    }

    /// Checks a structured citation against the structure of its statute.
    pub fn verify(&self, citation: &Citation) -> Result<Cited, CitationFault> {
        let Some(statute) = self.statute(&citation.statute) else {
            return Err(CitationFault::UnknownStatute { title: citation.statute.clone(), near: Vec::new() });
        };
        let provision = TypedProvision {
            article: citation.article,
            sub: citation.sub,
            paragraph: citation.paragraph,
            item: citation.item,
            item_to: citation.item_to,
            subitem: citation.subitem,
        };
        self.place(statute, &provision)
    }

    fn version(&self, title: &str, year: Option<i32>, on: NaiveDate) -> Result<&Statute, CitationFault> {
        let versions = self.versions(title);
        if versions.is_empty() {
            let names = self
                .statutes()
                .flat_map(|s| s.aliases.iter().chain([&s.short_title, &s.full_title]).map(|n| (n.0.as_str(), &s.short_title.0)));
            let near = names::nearest(title, names.map(|(name, short)| (name, short.as_str())), 3);
            let near = near.into_iter().map(|short| format!("《{short}》")).collect();
            return Err(CitationFault::UnknownStatute { title: title.to_string(), near });
        }
        let named = |statute: &Statute| {
            let amended = statute.amended.last().map(|day| day.year());
            year.is_none_or(|year| {
                statute.from.year() == year || amended == Some(year) || (amended.is_none() && statute.promulgated.year() == year)
            })
        };
        versions.iter().find(|statute| statute.in_force(on) && named(statute)).copied().ok_or_else(|| CitationFault::NotInForce {
            title: match year {
                Some(year) => format!("{title}》（{year}年"),
                None => title.to_string(),
            },
            on,
            versions: versions.iter().map(|statute| statute.version()).collect(),
        })
    }

    fn place(&self, statute: &Statute, typed: &TypedProvision) -> Result<Cited, CitationFault> {
        let mut citation = Citation {
            statute: statute.id.0.clone(),
            article: typed.article,
            sub: typed.sub,
            paragraph: typed.paragraph,
            item: typed.item,
            item_to: typed.item_to,
            subitem: typed.subitem,
        };
        let unverified = self.is_unverified(&citation);
        let Some(article) = statute.articles.get(typed.article, typed.sub) else {
            return match statute.coverage {
                Coverage::Partial => Ok(Cited { citation, unverified: true, lacks_paragraph: false, inferred_paragraph: false }),
                Coverage::Full => Err(self.no_such_article(statute, typed)),
            };
        };
        let shape = &article.paragraphs;
        let here = format!("{}{}", statute.cited_title(), numeral::article(typed.article, typed.sub));
        let mut inferred_paragraph = false;
        let paragraph: Option<&Paragraph> = match typed.paragraph {
            Some(n) => match shape.get(n as usize - 1) {
                Some(paragraph) => Some(paragraph),
                // What was listed from memory is no ground to say that something does not exist.
                None if unverified => None,
                None => return Err(CitationFault::NoSuchParagraph { provision: here, paragraph: n, has: shape.len() as u32 }),
            },
            None if shape.len() == 1 => shape.first(),
            None if typed.item.is_some() => {
                let mut with_items = shape.iter().enumerate().filter(|(_, paragraph)| paragraph.items > 0);
                match (with_items.next(), with_items.next()) {
                    (Some((at, paragraph)), None) => {
                        citation.paragraph = Some(at as u32 + 1);
                        inferred_paragraph = true;
                        Some(paragraph)
                    }
                    (None, _) => shape.first(),
                    (Some(_), Some(_)) => None,
                }
            }
            None => None,
        };
        if let (Some(item), Some(paragraph), false) = (typed.item_to.max(typed.item), paragraph, unverified)
            && item > paragraph.items
        {
            let provision = match citation.paragraph.filter(|_| shape.len() > 1) {
                Some(n) => format!("{here}{}", numeral::paragraph(n)),
                None => here,
            };
            return Err(CitationFault::NoSuchItem { provision, item, has: paragraph.items });
        }
        if shape.len() == 1 && !unverified {
            citation.paragraph = None;
        }
        let lacks_paragraph = shape.len() > 1 && citation.paragraph.is_none();
        Ok(Cited { citation, unverified, lacks_paragraph, inferred_paragraph })
    }

    fn no_such_article(&self, statute: &Statute, typed: &TypedProvision) -> CitationFault {
        let elsewhere = self.versions(&statute.full_title).into_iter().filter(|other| other.id != statute.id);
        CitationFault::NoSuchArticle {
            version: statute.version(),
            article: numeral::article(typed.article, typed.sub),
            last: statute.last_article.and_then(|n| u32::try_from(n.0).ok()),
            elsewhere: elsewhere.filter(|other| other.articles.get(typed.article, typed.sub).is_some()).map(Statute::version).collect(),
        }
    }
}
