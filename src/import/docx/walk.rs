//! The reader of the XML itself: walks every part that holds words and leaves none out. An element it does not know is
//! walked through, never skipped.

use super::looks::{self, Look, Styles, attribute, child, is_on, value};
use super::package::{self, Package, Part};
use super::text::{is_invisible, symbol};
use super::{Docx, Paragraph, Region, Veil, Veiled};
use crate::diag::Diagnostic;
use roxmltree::Node;

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

/// The heads and feet that sections show.
fn heads_and_feet(package: &Package, root: Node, walker: &mut Walker, name: &str) -> Result<(), Diagnostic> {
    let even = match package.of_kind("settings") {
        Some(part) => package::parse(part, name)?.root_element().children().any(|n| n.tag_name().name() == "evenAndOddHeaders" && is_on(n)),
        None => false,
    };
    let mut seen: Vec<&str> = Vec::new();
    for section in root.descendants().filter(|node| node.tag_name().name() == "sectPr" && !is_old(*node)) {
        let title_page = child(section, "titlePg").is_some_and(is_on);
        for (tag, region, word) in [("headerReference", Region::Head, "页眉"), ("footerReference", Region::Foot, "页脚")] {
            for reference in section.children().filter(|node| node.tag_name().name() == tag) {
                let place = match attribute(reference, "type") {
                    Some("first") if title_page => format!("{word}（首页）"),
                    Some("even") if even => format!("{word}（偶数页）"),
                    Some("first" | "even") => continue,
                    Some(_) | None => word.to_string(),
                };
                let Some(relation) = attribute(reference, "id").and_then(|id| package.relations.iter().find(|r| r.id == id)) else {
                    continue;
                };
                let Some(part) = package.part(relation).filter(|part| !seen.contains(&part.name.as_str())) else { continue };
                seen.push(&part.name);
                walker.part(package::parse(part, name)?.root_element(), region, &place);
            }
        }
    }
    Ok(())
}

/// A section before a tracked change of its properties.
fn is_old(section: Node) -> bool {
    section.ancestors().any(|node| node.tag_name().name() == "sectPrChange")
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

/// A field whose instruction or result is being read.
#[derive(Default)]
struct Field {
    instruction: String,
    in_result: bool,
    /// Its result stands already as `#`, or is known otherwise.
    silent: bool,
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

    fn field_mark(&mut self, node: Node, around: Around) {
        match attribute(node, "fldCharType") {
            Some("begin") => {
                let checked = child(node, "ffData").and_then(|data| child(data, "checkBox"));
                let mut field = Field::default();
                if let Some(check) = checked {
                    let on = child(check, "checked").or_else(|| child(check, "default")).is_some_and(is_on);
                    self.push(if on { "☑" } else { "□" }, around);
                    field.silent = true;
                }
                self.fields.push(field);
            }
            Some("separate") => self.result_begins(around),
            Some("end") => {
                if self.fields.last().is_some_and(|field| !field.in_result) {
                    self.result_begins(around);
                }
                self.fields.pop();
            }
            Some(_) | None => {}
        }
    }

    /// The instruction of the innermost field has been read: what follows is its result.
    fn result_begins(&mut self, around: Around) {
        let Some(mut field) = self.fields.pop() else { return };
        let instruction = field.instruction.split_whitespace().collect::<Vec<_>>().join(" ");
        let word = instruction.split(' ').next().unwrap_or_default().to_uppercase();
        match word.as_str() {
            // The number of a page is the word processor's business.
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => {
                self.push("#", around);
                field.silent = true;
            }
            // Draws its own instruction: ○ around 1, a tick in a box.
            "EQ" => self.push(&format!("〔{instruction}〕"), around),
            "" | "HYPERLINK" | "FORMTEXT" | "FORMCHECKBOX" | "FORMDROPDOWN" | "TOC" => {}
            _ if matches!(around.tracked, Some((Veil::Deleted | Veil::Moved, _))) => {}
            _ => self.veil(Veil::Changing, &format!("域 {instruction}"), None),
        }
        field.in_result = true;
        self.fields.push(field);
    }

    fn table(&mut self, node: Node, around: Around) {
        self.tables += usize::from(self.cell.is_none());
        let outer = self.cell.take();
        let table = match &outer {
            Some(cell) => format!("{cell}内的表格"),
            None if self.region == Region::Body => format!("第{}个表格", self.tables),
            None => format!("{}的表格", self.part),
        };
        let mut rows = 0;
        for row in node.descendants().filter(|n| n.tag_name().name() == "tr" && nearest_table(*n) == Some(node)) {
            rows += 1;
            let inner = self::row(row, around);
            let mut cells = 0;
            for cell in row.descendants().filter(|n| n.tag_name().name() == "tc" && nearest_table(*n) == Some(node)) {
                let properties = child(cell, "tcPr");
                let continues = properties.and_then(|p| child(p, "vMerge")).is_some_and(|merge| value(merge) != Some("restart"));
                cells += usize::from(!continues);
                self.cell = Some(format!("{table}第{rows}行第{}格", cells.max(1)));
                let shaded = properties.and_then(|p| child(p, "shd")).map(looks::is_shade).or(inner.look.shaded);
                let mut inner = Around { hidden: inner.hidden || continues, look: Look { shaded, ..inner.look }, ..inner };
                for (mark, veil) in [("cellIns", Veil::Inserted), ("cellDel", Veil::Deleted)] {
                    if let Some(change) = properties.and_then(|p| child(p, mark)) {
                        inner.tracked = inner.tracked.or(Some((veil, attribute(change, "author"))));
                    }
                }
                self.children(cell, inner);
            }
        }
        self.cell = outer;
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

/// What holds in a row: tracked and hidden rows are marked in their properties.
fn row<'x>(node: Node<'x, '_>, around: Around<'x>) -> Around<'x> {
    let Some(properties) = child(node, "trPr") else { return around };
    let change = |mark: &str, veil: Veil| child(properties, mark).map(|change| (veil, attribute(change, "author")));
    let tracked = around.tracked.or_else(|| change("del", Veil::Deleted)).or_else(|| change("ins", Veil::Inserted));
    Around { tracked, hidden: around.hidden || child(properties, "hidden").is_some_and(is_on), ..around }
}

fn nearest_table<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    node.ancestors().skip(1).find(|n| n.tag_name().name() == "tbl")
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of an element, also when comments part it.
fn text_of(node: Node) -> String {
    node.children().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// All words below a node, whatever they are.
fn words(node: Node) -> String {
    let text = |n: Node| match n.tag_name().name() {
        "t" | "delText" => text_of(n),
        "textpath" => attribute(n, "string").unwrap_or_default().to_string(),
        "p" => " ".to_string(),
        _ => String::new(),
    };
    node.descendants().map(text).collect::<String>().trim().to_string()
}

/// The vocabularies that hold words.
#[derive(PartialEq, Eq)]
enum Space {
    Word,
    Drawing,
    Shape,
    Math,
    Other,
}

impl Space {
    fn of(node: &Node) -> Space {
        match node.tag_name().namespace().unwrap_or_default() {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main" | "http://purl.oclc.org/ooxml/wordprocessingml/main" => {
                Space::Word
            }
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => Space::Drawing,
            "http://schemas.openxmlformats.org/officeDocument/2006/math" | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
            "urn:schemas-microsoft-com:vml" => Space::Shape,
            _ => Space::Other,
        }
    }
}
