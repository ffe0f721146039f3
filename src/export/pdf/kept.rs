//! What comes again in file after file (the small fonts of titles and figures, the colour profile) is made once and kept
//! while there is room. What is kept is what making it anew would give: files do not depend on it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that are kept, keys included: the memory of a batch does not grow with its cases.
const ROOM: usize = 2 << 20;

/// Bytes by the bytes they are made from.
pub(super) struct Kept {
    shelf: Mutex<Shelf>,
}

struct Shelf {
    made: BTreeMap<Box<[u8]>, Arc<[u8]>>,
    bytes: usize,
}

impl Kept {
    /// Nothing yet.
    pub const fn new() -> Kept {
        Kept { shelf: Mutex::new(Shelf { made: BTreeMap::new(), bytes: 0 }) }
    }

    /// What is made from a key.
    pub fn get<E>(&self, key: &[u8], make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Arc<[u8]>, E> {
        if let Some(made) = self.open().made.get(key) {
            return Ok(made.clone());
        }
        // not held while making: other threads go on
        let made: Arc<[u8]> = make()?.into();
        let mut shelf = self.open();
        let bytes = key.len() + made.len();
        if shelf.bytes + bytes > ROOM {
            shelf.made.clear();
            shelf.bytes = 0;
        }
        if bytes <= ROOM && shelf.made.insert(key.into(), made.clone()).is_none() {
            shelf.bytes += bytes;
        }
        Ok(made)
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_not_made_again_and_room_is_bounded() {
        let kept = Kept::new();
        let made = |key: &[u8], text: &str| kept.get(key, || Ok::<_, ()>(text.as_bytes().to_vec())).expect("made");
        assert_eq!((&*made(b"a", "one"), &*made(b"a", "other"), &*made(b"b", "two")), (&b"one"[..], &b"one"[..], &b"two"[..]));
        assert_eq!(kept.get(b"c", || Err("cannot")), Err("cannot"));
        for number in 0u32..50 {
            let big = kept.get(&number.to_be_bytes(), || Ok::<_, ()>(vec![0; ROOM / 10])).expect("made");
            assert_eq!(big.len(), ROOM / 10);
            let shelf = kept.open();
            assert!(shelf.bytes <= ROOM);
            assert_eq!(shelf.bytes, shelf.made.iter().map(|(key, made)| key.len() + made.len()).sum::<usize>());
        }
        kept.get(b"huge", || Ok::<_, ()>(vec![0; ROOM + 1])).expect("made, not kept");
        assert!(kept.open().bytes <= ROOM);
    }
}
