//! Objects as bytes. lopdf writes whole documents only; a pack is written object by object while it grows.

use lopdf::{Dictionary, Object, ObjectId};
use std::io::Write;

/// Appends an object; `number` tells the number an object has in the pack.
pub(super) fn object(out: &mut Vec<u8>, object: &Object, number: &dyn Fn(ObjectId) -> u32) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(if *value { b"true".as_slice() } else { b"false" }),
        Object::Integer(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(value.to_string().bytes()),
        Object::Name(value) => name(out, value),
        // Hexadecimal needs no escapes.
        Object::String(value, _) => {
            out.push(b'<');
            value.iter().for_each(|byte| hex(out, *byte));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                self::object(out, item, number);
            }
            out.push(b']');
        }
        Object::Dictionary(value) => dictionary(out, value, number),
        // A stream is always an object of its own; inside another one there is only a reference to it.
        Object::Stream(_) => out.extend(b"null"),
        Object::Reference(id) => {
            out.extend(number(*id).to_string().bytes());
            out.extend(b" 0 R");
        }
    }
}

/// Appends a dictionary.
pub(super) fn dictionary(out: &mut Vec<u8>, dictionary: &Dictionary, number: &dyn Fn(ObjectId) -> u32) {
    out.extend(b"<<");
    for (key, value) in dictionary {
        entry(out, key, value, number);
    }
    out.extend(b">>");
}

/// Appends a stream with a length of its own; the dictionary's is not believed.
pub(super) fn stream(out: &mut Vec<u8>, dictionary: &Dictionary, content: &[u8], number: &dyn Fn(ObjectId) -> u32) {
    out.extend(b"<<");
    for (key, value) in dictionary.iter().filter(|(key, _)| key.as_slice() != b"Length") {
        entry(out, key, value, number);
    }
    // A vector takes every byte.
    let _ = writeln!(out, "/Length {}>>stream", content.len());
    out.extend(content);
    out.extend(b"\nendstream");
}

fn entry(out: &mut Vec<u8>, key: &[u8], value: &Object, number: &dyn Fn(ObjectId) -> u32) {
    name(out, key);
    out.push(b' ');
    object(out, value, number);
}

fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            hex(out, *byte);
        }
    }
}

fn hex(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn objects_are_written_as_the_standard_has_them() {
        let check = |given: Object, expected: &str| {
            let mut out = Vec::new();
            object(&mut out, &given, &|id| id.0 + 10);
            assert_eq!(String::from_utf8(out).expect("ASCII"), expected);
        };
        check(Object::Null, "null");
        check(true.into(), "true");
        check((-7).into(), "-7");
        check(595.28f32.into(), "595.28");
        check(Object::Name(b"A B#/".to_vec()), "/A#20B#23#2F");
        check(Object::string_literal("(\\\r"), "<285C0D>");
        check(vec![1.into(), Object::Reference((2, 0))].into(), "[1 12 0 R]");
        check(dictionary! { "K" => dictionary! { "L" => "N" } }.into(), "<</K <</L /N>>>>");
    }

    #[test]
    fn a_stream_has_the_length_it_has() {
        let mut out = Vec::new();
        stream(&mut out, &dictionary! { "Length" => 99, "N" => 3 }, b"abc", &|id| id.0);
        assert_eq!(out, b"<</N 3/Length 3>>stream\nabc\nendstream");
    }
}
