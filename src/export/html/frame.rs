//! What every page begins and ends with. The look is inside the page; a policy in its head keeps it from loading anything.

use super::escape::text;

const LOOK: &str = include_str!("look.css");

/// The page around header, navigation and main part.
pub fn page(title: &str, class: &str, header: &str, navigation: &str, main: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{LOOK}</style>\n</head>\n\
<body class=\"{class}\">\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n<header>\n{header}</header>\n\
<nav aria-label=\"本页和案卷\">\n{navigation}</nav>\n<main id=\"main\" tabindex=\"-1\">\n{main}</main>\n\
<footer>\n<p>供核对用的网页，不送达，不归档；文书以同名的 PDF、DOCX 为准。</p>\n</footer>\n</body>\n</html>\n",
        text(title),
    )
}
