//! Reads the pages for a browser, as far as their tests need: elements with attributes, and the text of marked ones. It
//! takes nothing on trust: a `<` that opens no well-formed tag, and an element closed out of order, fail the test.

/// An element's start tag.
#[derive(Debug)]
pub struct Element {
    /// Tag name.
    pub name: String,
    /// Attributes as written, escapes undone.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

enum Token {
    Open(Element),
    Close,
    Text(String),
}

const VOID: [&str; 6] = ["meta", "br", "hr", "img", "col", "!DOCTYPE"];

/// All elements in order.
pub fn elements(page: &str) -> Vec<Element> {
    tokens(page)
        .into_iter()
        .filter_map(|token| match token {
            Token::Open(element) => Some(element),
            Token::Close | Token::Text(_) => None,
        })
        .collect()
}

/// The texts of the elements with an attribute, in order; those of `data-b` must be numbered from 1.
pub fn blocks(page: &str, key: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut inside: Option<usize> = None;
    for token in tokens(page) {
        match token {
            Token::Open(element) if element.get(key).is_some() => {
                assert!(inside.is_none(), "a block inside a block");
                out.push(String::new());
                if key == "data-b" {
                    assert_eq!(element.get(key), Some(out.len().to_string().as_str()));
                }
                inside = Some(0);
            }
            Token::Open(element) if !VOID.contains(&element.name.as_str()) => inside = inside.map(|depth| depth + 1),
            Token::Open(_) => {}
            Token::Close => inside = inside.and_then(|depth: usize| depth.checked_sub(1)),
            Token::Text(text) => {
                if let (Some(_), Some(last)) = (inside, out.last_mut()) {
                    last.push_str(&text);
                }
            }
        }
    }
    out
}

/// Undoes escapes.
pub fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn tokens(page: &str) -> Vec<Token> {
    let (mut out, mut open, mut rest) = (Vec::new(), Vec::<String>::new(), page);
    while !rest.is_empty() {
        if open.last().is_some_and(|name| name == "style") {
            let end = rest.find("</style>").expect("the end of the look");
            rest = &rest[end..];
        }
        let Some(after) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            assert!(!rest[..end].contains('>'), "{}", &rest[..end]);
            out.push(Token::Text(unescape(&rest[..end])));
            rest = &rest[end..];
            continue;
        };
        let end = after.find('>').expect("the end of a tag");
        let tag = &after[..end];
        rest = &after[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of order");
            out.push(Token::Close);
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !VOID.contains(&name) {
            open.push(name.to_string());
        }
        out.push(Token::Open(Element {
            name: name.to_string(),
            attributes: if name == "!DOCTYPE" { Vec::new() } else { pairs(attributes) },
        }));
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    out
}

fn pairs(attributes: &str) -> Vec<(String, String)> {
    let (mut out, mut rest) = (Vec::new(), attributes.trim_start());
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let name = rest[..end].to_string();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("the end of an attribute");
            value = unescape(&quoted[..close]);
            rest = &quoted[close + 1..];
        }
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()), "{name}");
        assert!(out.iter().all(|(known, _)| *known != name), "{name} twice");
        out.push((name, value));
        rest = rest.trim_start();
    }
    out
}
