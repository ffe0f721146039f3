//! Finished PDF files joined into one for the printer, written while it grows: in memory are one source and the table of
//! objects, never the pack.
//!
//! * A source is read once, whole, before anything of it is written: a damaged one leaves the pack as it was.
//! * Copies repeat the page dictionaries only; contents and fonts are shared. What has the same bytes in several sources
//!   (a font cut to the same characters, a photograph) is written once.
//! * Every copy begins on the front of a sheet: after an odd page comes a blank one of the same size.
//! * Annotations, forms, scripts and bookmarks of the sources are left behind: only what is printed is copied.
//! * The pack claims PDF/A-2b when all its sources do: pages, fonts and pictures are theirs, unchanged; the colour profile,
//!   the properties and the id are the pack's own; blank pages need nothing.
//!
//! Same sources, same bytes: the id is a digest of all that is written.

mod outline;
mod source;
mod syntax;

use super::archive;
use crate::document::Meta;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use outline::{Item, Tree};
use sha2::{Digest, Sha256};
use source::{Import, Mark, Sheet};
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write};

/// Numbers fixed before anything is written, since pages and bookmarks refer to them.
const CATALOG: u32 = 1;
const ROOT: u32 = 2;
/// Pages below one node of the page tree.
const FAN: usize = 64;

/// Why a PDF could not be added or a pack not be written.
#[derive(Debug)]
pub enum PackError {
    /// The source is no PDF, is damaged, encrypted or without pages: in Chinese. The pack is as before.
    Source(String),
    /// The pack could not be written on; it is not to be used.
    Write(io::Error),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Source(reason) => f.write_str(reason),
            PackError::Write(error) => write!(f, "写出失败：{error}"),
        }
    }
}

impl std::error::Error for PackError {}

impl From<io::Error> for PackError {
    fn from(error: io::Error) -> Self {
        PackError::Write(error)
    }
}

/// Where a writ lies in the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Sides before it, the front (index) not counted.
    pub before: usize,
    /// Pages of one copy.
    pub pages: usize,
    /// Sides of all copies, blank backs included.
    pub sides: usize,
}

/// A written pack.
#[derive(Debug)]
pub struct Finished<W> {
    /// What it was written to, not flushed.
    pub out: W,
    /// Sides, index and blank backs included.
    pub sides: usize,
    /// Bytes.
    pub bytes: u64,
    /// It claims PDF/A-2b.
    pub archival: bool,
}

/// A pack being written.
pub struct PackWriter<W: Write> {
    out: W,
    bytes: u64,
    /// Offset of each object; 0 for what is not yet written.
    offsets: Vec<u64>,
    known: HashMap<Mark, u32>,
    digest: Sha256,
    nodes: Vec<Node>,
    bookmarks: Tree,
    sides: usize,
    archival: bool,
}

/// A node of the page tree below its root.
struct Node {
    number: u32,
    pages: Vec<u32>,
}

impl<W: Write> PackWriter<W> {
    /// Begins a pack.
    ///
    /// # Errors
    /// What the target says.
    pub fn new(out: W) -> Result<Self, PackError> {
        let mut pack = PackWriter {
            out,
            bytes: 0,
            offsets: vec![0; ROOT as usize],
            known: HashMap::new(),
            digest: Sha256::new(),
            nodes: Vec::new(),
            bookmarks: Tree::default(),
            sides: 0,
            archival: true,
        };
        pack.write(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(pack)
    }

    /// Sides so far, blank backs included.
    pub fn sides(&self) -> usize {
        self.sides
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds copies of a finished PDF of so many pages under a bookmark; `path` is its title below those of its superiors.
    ///
    /// # Errors
    /// [`PackError::Source`] leaves the pack as it was; after [`PackError::Write`] it is not to be used.
    pub fn add(&mut self, pdf: &[u8], pages: usize, copies: usize, path: &[&str]) -> Result<Placed, PackError> {
        let import = self.import(pdf, Some(pages))?;
        let before = self.sides;
        for copy in 0..copies {
            let first = self.copy(&import.sheets)?;
            if copy == 0 {
                self.bookmarks.add(path, first);
            }
        }
        Ok(Placed { before, pages: import.sheets.len(), sides: self.sides - before })
    }

    /// Ends the pack. `front` is a PDF that comes before everything else, with the words of its bookmark; `meta` its properties.
    ///
    /// # Errors
    /// As [`PackWriter::add`]; whatever the error, the pack is not to be used.
    pub fn finish(mut self, front: Option<(&[u8], &str)>, meta: &Meta) -> Result<Finished<W>, PackError> {
        if let Some((pdf, title)) = front {
            let import = self.import(pdf, None)?;
            let pages = std::mem::take(&mut self.nodes);
            let first = self.copy(&import.sheets)?;
            self.nodes.extend(pages);
            self.bookmarks.add_front(title, first);
        }
        if self.sides == 0 {
            return Err(PackError::Source("没有可写入的页".to_string()));
        }
        self.page_tree()?;
        let outlines = self.outlines()?;
        let metadata = self.new_number();
        self.stream(metadata, archive::metadata(meta, self.archival))?;
        let profile = self.new_number();
        self.stream(profile, archive::profile())?;
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => reference(ROOT) };
        catalog.extend(&archive::catalog_entries((metadata, 0), (profile, 0)));
        // For the print dialogue: both sides, turned like a book, in their own size.
        let preferences = dictionary! { "DisplayDocTitle" => true, "Duplex" => "DuplexFlipLongEdge", "PrintScaling" => "None" };
        catalog.set("ViewerPreferences", preferences);
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", "UseOutlines");
        self.dictionary(CATALOG, &catalog)?;
        let info = self.new_number();
        self.dictionary(info, &archive::information(meta))?;
        self.trailer(info)?;
        Ok(Finished { out: self.out, sides: self.sides, bytes: self.bytes, archival: self.archival })
    }

    /// Reads a source and writes its objects.
    fn import(&mut self, pdf: &[u8], pages: Option<usize>) -> Result<Import, PackError> {
        let next = self.offsets.len() as u32 + 1;
        let mut import = source::read(pdf, &self.known, next).map_err(PackError::Source)?;
        if let Some(pages) = pages.filter(|pages| *pages != import.sheets.len()) {
            return Err(PackError::Source(format!("有{}页，应为{pages}页", import.sheets.len())));
        }
        self.offsets.resize(self.offsets.len() + import.objects.len(), 0);
        for (number, mark, bytes) in import.objects.drain(..) {
            self.known.insert(mark, number);
            self.digest.update(mark);
            self.object(number, &bytes)?;
        }
        self.archival &= import.archival;
        Ok(import)
    }

    /// Writes one copy of pages and its blank back; the number of its first page.
    fn copy(&mut self, sheets: &[Sheet]) -> Result<u32, PackError> {
        let mut first = None;
        for sheet in sheets {
            let number = self.page(&sheet.entries)?;
            first.get_or_insert(number);
        }
        if let Some(last) = sheets.last().filter(|_| sheets.len() % 2 == 1) {
            self.page(&[b"/MediaBox ", last.size.as_slice(), b"/Resources <<>>"].concat())?;
        }
        Ok(first.unwrap_or(ROOT))
    }

    fn page(&mut self, entries: &[u8]) -> Result<u32, PackError> {
        if self.nodes.last().is_none_or(|node| node.pages.len() >= FAN) {
            let number = self.new_number();
            self.nodes.push(Node { number, pages: Vec::new() });
        }
        let number = self.new_number();
        let mut parent = ROOT;
        if let Some(node) = self.nodes.last_mut() {
            node.pages.push(number);
            parent = node.number;
        }
        let mut bytes = format!("<</Type /Page/Parent {parent} 0 R").into_bytes();
        bytes.extend(entries);
        bytes.extend(b">>");
        self.digest.update(&bytes);
        self.object(number, &bytes)?;
        self.sides += 1;
        Ok(number)
    }

    fn page_tree(&mut self) -> Result<(), PackError> {
        let nodes = std::mem::take(&mut self.nodes);
        for node in &nodes {
            let kids: Vec<Object> = node.pages.iter().map(|page| reference(*page)).collect();
            let count = kids.len() as i64;
            self.dictionary(
                node.number,
                &dictionary! { "Type" => "Pages", "Parent" => reference(ROOT), "Kids" => kids, "Count" => count },
            )?;
        }
        let kids: Vec<Object> = nodes.iter().map(|node| reference(node.number)).collect();
        self.dictionary(ROOT, &dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => self.sides as i64 })
    }

    fn outlines(&mut self) -> Result<Object, PackError> {
        let (items, shown) = std::mem::take(&mut self.bookmarks).items();
        let root = self.new_number();
        let first = root + 1;
        self.offsets.resize(self.offsets.len() + items.len(), 0);
        let at = |place: usize| reference(first + place as u32);
        let mut own = dictionary! { "Type" => "Outlines", "Count" => shown };
        let tops = || items.iter().enumerate().filter(|(_, item)| item.parent.is_none()).map(|(place, _)| place);
        if let (Some(first), Some(last)) = (tops().next(), tops().next_back()) {
            own.set("First", at(first));
            own.set("Last", at(last));
        }
        self.dictionary(root, &own)?;
        for (place, item) in items.iter().enumerate() {
            self.dictionary(first + place as u32, &bookmark(item, root, &at))?;
        }
        Ok(reference(root))
    }

    fn trailer(&mut self, info: u32) -> Result<(), PackError> {
        let start = self.bytes;
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len() + 1);
        for offset in &self.offsets {
            table += &format!("{offset:010} 00000 n \n");
        }
        let id: String = self.digest.clone().finalize()[..16].iter().map(|byte| format!("{byte:02X}")).collect();
        table += &format!("trailer\n<</Size {}/Root {CATALOG} 0 R/Info {info} 0 R/ID [<{id}> <{id}>]>>\n", self.offsets.len() + 1);
        table += &format!("startxref\n{start}\n%%EOF\n");
        self.write(table.as_bytes())
    }

    fn new_number(&mut self) -> u32 {
        self.offsets.push(0);
        self.offsets.len() as u32
    }

    fn dictionary(&mut self, number: u32, dictionary: &Dictionary) -> Result<(), PackError> {
        let mut bytes = Vec::new();
        syntax::dictionary(&mut bytes, dictionary, &|id| id.0);
        self.digest.update(&bytes);
        self.object(number, &bytes)
    }

    fn stream(&mut self, number: u32, mut stream: Stream) -> Result<(), PackError> {
        self.digest.update(&stream.content);
        if stream.allows_compression {
            let packed = archive::with_engine(super::DEFAULT_LEVEL, |engine| archive::deflate(&stream.content, engine));
            let packed = packed.map_err(io::Error::other)?;
            stream.dict.set("Filter", "FlateDecode");
            stream.content = packed;
        }
        let mut bytes = Vec::new();
        syntax::stream(&mut bytes, &stream.dict, &stream.content, &|id: ObjectId| id.0);
        self.object(number, &bytes)
    }

    fn object(&mut self, number: u32, bytes: &[u8]) -> Result<(), PackError> {
        if let Some(offset) = self.offsets.get_mut(number as usize - 1) {
            *offset = self.bytes;
        }
        self.write(format!("{number} 0 obj\n").as_bytes())?;
        self.write(bytes)?;
        self.write(b"\nendobj\n")
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        self.out.write_all(bytes)?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }
}

fn reference(number: u32) -> Object {
    Object::Reference((number, 0))
}

fn bookmark(item: &Item, root: u32, at: &dyn Fn(usize) -> Object) -> Dictionary {
    let target: Vec<Object> = vec![reference(item.page), "Fit".into()];
    let parent = item.parent.map_or_else(|| reference(root), at);
    let mut out = dictionary! { "Title" => archive::text(&item.title), "Dest" => target, "Parent" => parent };
    for (key, place) in [("Prev", item.previous), ("Next", item.next), ("First", item.first), ("Last", item.last)] {
        if let Some(place) = place {
            out.set(key, at(place));
        }
    }
    if item.count != 0 {
        out.set("Count", item.count);
    }
    out
}
