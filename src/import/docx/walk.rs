//! The reader of the XML itself: walks every part that holds words and leaves none out. An element it does not know is
//! walked through, never skipped.

mod fields;
mod furniture;
mod table;
mod words;

use super::looks::{self, Look, Styles, attribute, child, value};
use super::package::{self, Package, Part};
use super::text::{is_invisible, symbol};
use super::{Docx, Paragraph, Region, Veil, Veiled};
use crate::diag::Diagnostic;
use fields::Field;
use furniture::heads_and_feet;
use roxmltree::Node;
use table::row;
use words::{Space, text_of, words};

/// Letters of a whole file; the longest writs have some twenty thousand.
const MAX_LETTERS: usize = 400_000;
/// Paragraphs and veiled places of a whole file.
const MAX_PLACES: usize = 20_000;

/// Reads the package. Beside what stands in it: all words of the body in file order, hidden and deleted ones included, which
/// is what docx-rs may see at most.
pub fn read(package: &Package, name: &str) -> Result<(Docx, String), Diagnostic> {
    let styles = match package.of_kind("styles") {
        Some(part) => Styles::read(&package::parse(part, name)?),
        None => Styles::default(),
    };
    let mut walker = Walker::new(&styles);
    let document = package::parse(&package.document, name)?;
    walker.part(document.root_element(), Region::Body, "正文");
    let everything = std::mem::take(&mut walker.everything);
    for (kind, region, place) in
        [("footnotes", Region::Note, "脚注"), ("endnotes", Region::Note, "尾注"), ("comments", Region::Note, "批注")]
    {
        if let Some(part) = package.of_kind(kind) {
            walker.notes(part, kind == "comments", region, place, name)?;
        }
    }
    heads_and_feet(package, document.root_element(), &mut walker, name)?;
    if walker.letters > MAX_LETTERS || walker.out.veiled.len() + walker.out.paragraphs.len() > MAX_PLACES {
        let message = format!("“{name}”大得不像一份文书：有{}个字", walker.letters);
        return Err(Diagnostic::refuse("C03", message).remedy("核对是不是选错了文件"));
    }
    Ok((walker.out, everything))
}

/// What holds for the node that is walked.
#[derive(Clone, Copy)]
struct Around<'x> {
    /// Tracked change around it, with its author.
    tracked: Option<(Veil, Option<&'x str>)>,
    /// Hidden by what is around it (row, merged cell).
    hidden: bool,
    /// Look of the paragraph or run.
    look: Look,
}

struct Walker<'s> {
    styles: &'s Styles,
    out: Docx,
    /// Open paragraphs: one within a text box stands within another.
    open: Vec<String>,
    fields: Vec<Field>,
    region: Region,
    /// Name of the part or note in places.
    part: String,
    /// Place of the cell.
    cell: Option<String>,
    /// Paragraphs with words and tables so far in this part.
    paragraphs: usize,
    tables: usize,
    /// Text of a paragraph whose end was deleted: it runs on in the next.
    carried: String,
    /// The last thing pushed, when veiled: the next piece of the same kind belongs to it.
    running: Option<Veil>,
    everything: String,
    letters: usize,
}

impl<'s> Walker<'s> {
    fn new(styles: &'s Styles) -> Self {
        Walker {
            styles,
            out: Docx::default(),
            open: Vec::new(),
            fields: Vec::new(),
            region: Region::Body,
            part: String::new(),
            cell: None,
            paragraphs: 0,
            tables: 0,
            carried: String::new(),
            running: None,
            everything: String::new(),
            letters: 0,
        }
    }

    /// Walks a part from its root.
    fn part(&mut self, root: Node, region: Region, name: &str) {
        (self.region, self.part, self.cell, self.paragraphs, self.tables) = (region, name.to_string(), None, 0, 0);
        self.fields.clear();
        self.children(root, Around { tracked: None, hidden: false, look: Look::default() });
        if !self.carried.is_empty() {
            self.emit(String::new(), false);
        }
    }

    /// Footnotes stand on the paper; comments stand beside it.
    fn notes(&mut self, part: &Part, comments: bool, region: Region, word: &str, name: &str) -> Result<(), Diagnostic> {
        let document = package::parse(part, name)?;
        let real = |node: &Node| {
            node.is_element() && !matches!(attribute(*node, "type"), Some("separator" | "continuationSeparator" | "continuationNotice"))
        };
        for (at, note) in document.root_element().children().filter(real).enumerate() {
            if comments {
                let text = words(note);
                if !text.trim().is_empty() {
                    let author = attribute(note, "author").map(str::to_string);
                    self.out.veiled.push(Veiled { veil: Veil::Comment, place: format!("{word}{}", at + 1), text, author });
                }
            } else {
                self.part(note, region, &format!("{word}{}", at + 1));
            }
        }
        Ok(())
    }

    fn children(&mut self, node: Node, around: Around) {
        for child in node.children().filter(Node::is_element) {
            self.visit(child, around);
        }
    }

    fn visit(&mut self, node: Node, around: Around) {
        if self.letters > MAX_LETTERS {
            return;
        }
        let name = node.tag_name().name();
        match (Space::of(&node), name) {
            (Space::Word | Space::Drawing, "p") => self.paragraph(node, around),
            (Space::Word | Space::Drawing, "r") => self.run(node, around),
            (Space::Word | Space::Drawing | Space::Math, "t") => self.push(&text_of(node), around),
            (Space::Word, "delText") => {
                let tracked = around.tracked.or(Some((Veil::Deleted, None)));
                self.push(&text_of(node), Around { tracked, ..around });
            }
            (Space::Word, "tab" | "ptab") => self.push("\t", around),
            (Space::Word, "br" | "cr") => self.push("\n", around),
            (Space::Word, "noBreakHyphen") => self.push("-", around),
            (Space::Word, "sym") => {
                let text = symbol(attribute(node, "font").unwrap_or_default(), attribute(node, "char").unwrap_or_default());
                self.push(&text, around);
            }
            (Space::Word, "pgNum") => self.push("#", around),
            (Space::Word, "dayShort" | "dayLong" | "monthShort" | "monthLong" | "yearShort" | "yearLong") => {
                self.veil(Veil::Changing, "会自动变成当天的日期", None);
            }
            (Space::Word, "ins" | "moveTo") => self.tracked(node, Veil::Inserted, around),
            (Space::Word, "del") => self.tracked(node, Veil::Deleted, around),
            (Space::Word, "moveFrom") => self.tracked(node, Veil::Moved, around),
            (Space::Word, "fldChar") => self.field_mark(node, around),
            (Space::Word, "instrText" | "delInstrText") => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&text_of(node));
                }
            }
            (Space::Word, "fldSimple") => {
                self.fields.push(Field { instruction: attribute(node, "instr").unwrap_or_default().to_string(), ..Field::default() });
                self.result_begins(around);
                self.children(node, around);
                self.fields.pop();
            }
            (Space::Word, "sdt") => {
                if child(node, "sdtPr").is_some_and(|properties| child(properties, "dataBinding").is_some()) {
                    self.veil(Veil::Changing, &format!("内容控件“{}”绑定了文件里另存的数据", words(node).trim()), None);
                }
                self.children(node, around);
            }
            (Space::Word, "tbl") => self.table(node, around),
            (Space::Word, "tr") => self.children(node, row(node, around)),
            (Space::Word, "txbxContent") | (Space::Shape, "txBody") => self.in_box(node, around),
            (Space::Shape, "textpath") => {
                let text = attribute(node, "string").unwrap_or_default().to_string();
                self.boxed(|walker| {
                    walker.open.push(String::new());
                    walker.push(&text, around);
                    let text = walker.open.pop().unwrap_or_default();
                    walker.emit(text, false);
                });
            }
            (_, "AlternateContent") => self.alternative(node, around),
            (Space::Word, "altChunk" | "subDoc") => self.veil(Veil::Unread, "嵌入的另一份文件", None),
            (Space::Word, "control") | (_, "OLEObject") => self.veil(Veil::Unread, "嵌入的对象", None),
            (_, "blip" | "imagedata") => self.veil(Veil::Unread, "图片", None),
            (_, "chart" | "relIds") => self.veil(Veil::Unread, "图表", None),
            (_, "contentPart") => self.veil(Veil::Unread, "手写墨迹", None),
            // Properties hold no words; what they hide is asked for where it counts.
            (Space::Word, "rPr" | "pPr" | "tblPr" | "tblGrid" | "tblPrEx" | "trPr" | "tcPr" | "sectPr" | "sdtPr" | "sdtEndPr") => {}
            _ => self.children(node, around),
        }
    }

    fn paragraph(&mut self, node: Node, around: Around) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|p| child(p, "pStyle")).and_then(value);
        let mut look = self.styles.paragraph(style);
        if let Some(properties) = properties {
            look.numbered = looks::is_numbered(properties).or(look.numbered);
            look.shaded = child(properties, "shd").map(looks::is_shade).or(around.look.shaded).or(look.shaded);
        } else {
            look.shaded = around.look.shaded.or(look.shaded);
        }
        let end = properties.and_then(|p| child(p, "rPr"));
        let runs_on = end.is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some());
        let numbered = look.numbered == Some(true);
        self.open.push(String::new());
        self.running = None;
        self.children(node, Around { look: Look { numbered: None, ..look }, ..around });
        let text = self.open.pop().unwrap_or_default();
        if numbered && !text.trim().is_empty() {
            self.veil(Veil::Numbered, "自动编号或者项目符号", None);
        }
        self.emit(text, runs_on);
        self.running = None;
    }

    /// Ends a paragraph: words nobody sees are taken out of it and named.
    fn emit(&mut self, text: String, runs_on: bool) {
        let unseen: Vec<String> = text.chars().filter(|c| is_invisible(*c)).map(|c| format!("U+{:04X}", c as u32)).collect();
        if !unseen.is_empty() {
            self.veil(Veil::Invisible, &unseen.join("、"), None);
        }
        let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        if runs_on && self.region == Region::Body {
            self.carried.push_str(&text);
            return;
        }
        let text = if self.region == Region::Body { std::mem::take(&mut self.carried) + &text } else { text };
        if text.trim().is_empty() {
            return;
        }
        let place = self.place();
        if self.region == Region::Box {
            self.veil(Veil::Box, text.trim(), None);
        }
        if self.cell.is_none() && self.region == Region::Body {
            self.paragraphs += 1;
        }
        self.out.paragraphs.push(Paragraph { region: self.region, place, text });
    }

    /// The place of what stands here.
    fn place(&self) -> String {
        match (&self.cell, self.region) {
            (Some(cell), _) => cell.clone(),
            (None, Region::Body) => format!("正文第{}段", self.paragraphs + 1),
            (None, Region::Box) => "文本框".to_string(),
            (None, Region::Note | Region::Head | Region::Foot) => self.part.clone(),
        }
    }

    fn run(&mut self, node: Node, around: Around) {
        let properties = child(node, "rPr");
        let own = properties.map(Look::of_run).unwrap_or_default();
        let style = properties.and_then(|p| child(p, "rStyle")).and_then(value).map(|id| self.styles.look(id)).unwrap_or_default();
        self.children(node, Around { look: own.over(style).over(around.look), ..around });
    }

    fn tracked(&mut self, node: Node, veil: Veil, around: Around) {
        // Deleted within inserted is deleted.
        let tracked = match around.tracked {
            Some((Veil::Deleted | Veil::Moved, _)) => around.tracked,
            Some(_) | None => Some((veil, attribute(node, "author"))),
        };
        self.running = None;
        self.children(node, Around { tracked, ..around });
        self.running = None;
    }

    /// Words, as they come.
    fn push(&mut self, text: &str, around: Around) {
        self.letters += text.chars().count();
        if matches!(self.region, Region::Body | Region::Box) {
            self.everything.push_str(text);
        }
        if self.fields.iter().any(|field| field.silent && field.in_result) {
            return;
        }
        let in_code = self.fields.iter().any(|field| !field.in_result);
        if let Some((veil @ (Veil::Deleted | Veil::Moved), author)) = around.tracked {
            self.veil(veil, text, author);
            return;
        }
        if in_code || around.hidden || around.look.is_unseen() {
            self.veil(Veil::Hidden, text, None);
            return;
        }
        match around.tracked {
            Some((veil, author)) => self.veil(veil, text, author),
            None if around.look.struck == Some(true) => self.veil(Veil::Struck, text, None),
            None => self.running = None,
        }
        match self.open.last_mut() {
            Some(open) => open.push_str(text),
            // Words outside any paragraph: the file is odd, but nothing is lost.
            None => self.emit(text.to_string(), false),
        }
    }

    /// Notes something veiled; pieces of the same kind that follow each other are one.
    fn veil(&mut self, veil: Veil, text: &str, author: Option<&str>) {
        let same = self.running == Some(veil);
        let grows = match veil {
            Veil::Inserted | Veil::Deleted | Veil::Moved | Veil::Hidden | Veil::Struck => true,
            Veil::Comment | Veil::Box | Veil::Alternative | Veil::Changing | Veil::Numbered => false,
            Veil::Invisible | Veil::Unread | Veil::Disputed => false,
        };
        if let (true, true, Some(last)) = (same, grows, self.out.veiled.last_mut()) {
            last.text.push_str(text);
            return;
        }
        if grows && text.trim().is_empty() {
            return;
        }
        if self.out.veiled.len() <= MAX_PLACES {
            let place = self.place();
            self.out.veiled.push(Veiled { veil, place, text: text.to_string(), author: author.map(str::to_string) });
        }
        self.running = grows.then_some(veil);
    }

    fn in_box(&mut self, node: Node, around: Around) {
        self.boxed(|walker| walker.children(node, around));
    }

    /// Walks something that stands outside the running text.
    fn boxed(&mut self, walk: impl FnOnce(&mut Self)) {
        let (region, cell, fields) = (self.region, self.cell.take(), std::mem::take(&mut self.fields));
        // A box in a head or foot belongs to it.
        self.region = if region == Region::Body { Region::Box } else { region };
        walk(self);
        (self.region, self.cell, self.fields) = (region, cell, fields);
    }

    /// One of several versions is shown; the others must not say something else.
    fn alternative(&mut self, node: Node, around: Around) {
        let is_known = |choice: &Node| {
            attribute(*choice, "Requires").unwrap_or_default().split_whitespace().all(|prefix| {
                let space = choice.lookup_namespace_uri(Some(prefix)).unwrap_or_default();
                space.contains("microsoft.com/office") || space.contains("openxmlformats.org") || space == "urn:schemas-microsoft-com:vml"
            })
        };
        let versions: Vec<Node> = node.children().filter(|n| matches!(n.tag_name().name(), "Choice" | "Fallback")).collect();
        let shown = versions.iter().position(|n| n.tag_name().name() == "Choice" && is_known(n) && !words(*n).trim().is_empty());
        let fallback = || versions.iter().position(|n| n.tag_name().name() == "Fallback" && !words(*n).trim().is_empty());
        let shown = shown.or_else(fallback).unwrap_or(0);
        let Some(version) = versions.get(shown) else { return };
        self.children(*version, around);
        let said = squeeze(&words(*version));
        for (at, other) in versions.iter().enumerate() {
            let text = words(*other);
            if at != shown && !text.trim().is_empty() && squeeze(&text) != said {
                self.veil(Veil::Alternative, text.trim(), None);
            }
        }
    }
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
