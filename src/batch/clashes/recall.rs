//! Digests read again when a finding is written, the last few kept.

use crate::batch::digest::Digest;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// How many are kept.
const KEPT: usize = 32;

/// Reads digests by the order in which they were added.
pub struct Recall<'r> {
    read: &'r dyn Fn(usize) -> Option<Digest>,
    kept: RefCell<VecDeque<(u32, Rc<Digest>)>>,
}

impl<'r> Recall<'r> {
    /// Over a reader.
    pub fn new(read: &'r dyn Fn(usize) -> Option<Digest>) -> Self {
        Recall { read, kept: RefCell::default() }
    }
    /// The digest of a case, when it can be had.
    pub fn case(&self, case: u32) -> Option<Rc<Digest>> {
        if let Some((_, digest)) = self.kept.borrow().iter().find(|(known, _)| *known == case) {
            return Some(digest.clone());
        }
        let digest = Rc::new((self.read)(case as usize)?);
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back((case, digest.clone()));
        Some(digest)
    }
}
