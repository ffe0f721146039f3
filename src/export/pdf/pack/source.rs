//! A finished PDF, read once and checked whole before a byte of it goes into the pack.

use super::syntax;
use crate::export::pdf::xmp;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// What identifies an object: its bytes, whatever its number.
pub(super) type Mark = [u8; 32];

/// Nested deeper than this, an object is no work of ours: from a page to the outlines of a font are six steps.
const DEEPEST: usize = 16;
/// A table of objects that unpacks to more than this is a bomb.
const MOST_UNPACKED: usize = 64 << 20;

/// A page of a source, ready to be written any number of times.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// `/MediaBox`, `/Contents` … as they stand in the dictionary, numbers being those of the pack.
    pub entries: Vec<u8>,
    /// Its `/MediaBox`, for the blank back.
    pub size: Vec<u8>,
}

/// The objects a source adds to a pack.
#[derive(Debug, Default)]
pub(super) struct Import {
    /// Objects as bytes with their numbers and marks, in the order they are written.
    pub objects: Vec<(u32, Mark, Vec<u8>)>,
    /// Its pages in order.
    pub sheets: Vec<Sheet>,
    /// It claims PDF/A-2b.
    pub archival: bool,
}

/// Reads a PDF. `known` holds the objects the pack has already, `next` is the first free number.
///
/// # Errors
/// What is wrong with the file, in Chinese.
pub(super) fn read(pdf: &[u8], known: &HashMap<Mark, u32>, next: u32) -> Result<Import, String> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(pdf, options).map_err(|_| "不是完好的 PDF 文件".to_string())?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err("文件加了密".to_string());
    }
    let mut copy = Copy {
        document: &document,
        known,
        next,
        numbers: BTreeMap::new(),
        open: Vec::new(),
        own: HashMap::new(),
        import: Import::default(),
    };
    for page in document.page_iter() {
        let sheet = copy.sheet(page)?;
        copy.import.sheets.push(sheet);
    }
    if copy.import.sheets.is_empty() {
        return Err("文件里没有页".to_string());
    }
    copy.import.archival = claims(&document);
    Ok(copy.import)
}

/// Whether the properties claim PDF/A-2b in the words our writer uses.
fn claims(document: &Document) -> bool {
    let stream = document.catalog().and_then(|catalog| catalog.get(b"Metadata")).and_then(Object::as_reference);
    let stream = stream.and_then(|id| document.get_object(id)).and_then(Object::as_stream);
    stream.is_ok_and(|stream| stream.content.windows(xmp::CLAIM.len()).any(|window| window == xmp::CLAIM.as_bytes()))
}

struct Copy<'a> {
    document: &'a Document,
    known: &'a HashMap<Mark, u32>,
    next: u32,
    /// Numbers in the pack of what has been copied.
    numbers: BTreeMap<ObjectId, u32>,
    /// What is being copied, to find circles.
    open: Vec<ObjectId>,
    own: HashMap<Mark, u32>,
    import: Import,
}

impl Copy<'_> {
    fn sheet(&mut self, page: ObjectId) -> Result<Sheet, String> {
        let size = self.inherited(page, b"MediaBox").ok_or("有一页没有纸张大小")?;
        let resources = self.inherited(page, b"Resources").ok_or("有一页没有字体等资源")?;
        let resources = match resources {
            Object::Reference(id) => self.number(id)?,
            direct => self.add(&direct)?,
        };
        let mut entries = Vec::new();
        let mut media = Vec::new();
        self.value(&mut media, &size)?;
        entries.extend(b"/MediaBox ");
        entries.extend(&media);
        for key in [b"Rotate".as_slice(), b"CropBox"] {
            if let Some(value) = self.inherited(page, key) {
                entries.push(b'/');
                entries.extend(key);
                entries.push(b' ');
                self.value(&mut entries, &value)?;
            }
        }
        entries.extend(format!("/Resources {resources} 0 R").bytes());
        let dictionary = self.document.get_dictionary(page).map_err(|_| "有一页读不出来")?;
        if let Ok(contents) = dictionary.get(b"Contents") {
            entries.extend(b"/Contents ");
            self.value(&mut entries, contents)?;
        }
        Ok(Sheet { entries, size: media })
    }

    /// An entry of a page, or of a node above it.
    fn inherited(&self, page: ObjectId, key: &[u8]) -> Option<Object> {
        let mut node: &Dictionary = self.document.get_dictionary(page).ok()?;
        for _ in 0..DEEPEST {
            if let Ok(value) = node.get(key) {
                return Some(value.clone());
            }
            node = self.document.get_dictionary(node.get(b"Parent").and_then(Object::as_reference).ok()?).ok()?;
        }
        None
    }

    /// Appends a value that is no object of its own, after what it refers to has been copied.
    fn value(&mut self, out: &mut Vec<u8>, value: &Object) -> Result<(), String> {
        self.follow(value, 0)?;
        let numbers = &self.numbers;
        syntax::object(out, value, &|id| numbers.get(&id).copied().unwrap_or_default());
        Ok(())
    }

    /// The number in the pack of an object of the source.
    fn number(&mut self, id: ObjectId) -> Result<u32, String> {
        if let Some(number) = self.numbers.get(&id) {
            return Ok(*number);
        }
        if self.open.contains(&id) || self.open.len() > DEEPEST {
            return Err("文件里的对象互相引用成环".to_string());
        }
        let document = self.document;
        let object = document.get_object(id).map_err(|_| format!("缺第{}号对象", id.0))?;
        self.open.push(id);
        let number = self.add(object)?;
        self.open.pop();
        self.numbers.insert(id, number);
        Ok(number)
    }

    /// Copies what a value refers to.
    fn follow(&mut self, value: &Object, depth: usize) -> Result<(), String> {
        if depth > DEEPEST {
            return Err("文件里的对象层层套叠".to_string());
        }
        match value {
            Object::Reference(id) => self.number(*id).map(drop),
            Object::Array(items) => items.iter().try_for_each(|item| self.follow(item, depth + 1)),
            Object::Dictionary(dictionary) => dictionary.iter().try_for_each(|(_, item)| self.follow(item, depth + 1)),
            Object::Stream(stream) => {
                let entries = stream.dict.iter().filter(|(key, _)| key.as_slice() != b"Length");
                entries.into_iter().try_for_each(|(_, item)| self.follow(item, depth + 1))
            }
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Name(_) | Object::String(..) => Ok(()),
        }
    }

    /// Adds an object, unless the pack or this source has one of the same bytes.
    fn add(&mut self, object: &Object) -> Result<u32, String> {
        self.follow(object, 0)?;
        let mut bytes = Vec::new();
        let numbers = &self.numbers;
        let number = |id: ObjectId| numbers.get(&id).copied().unwrap_or_default();
        match object {
            Object::Stream(stream) => {
                bytes.reserve(stream.content.len() + 256);
                syntax::stream(&mut bytes, &stream.dict, &stream.content, &number);
            }
            other => syntax::object(&mut bytes, other, &number),
        }
        let mark: Mark = Sha256::digest(&bytes).into();
        if let Some(number) = self.known.get(&mark).or_else(|| self.own.get(&mark)) {
            return Ok(*number);
        }
        let number = self.next;
        self.next += 1;
        self.own.insert(mark, number);
        self.import.objects.push((number, mark, bytes));
        Ok(number)
    }
}
