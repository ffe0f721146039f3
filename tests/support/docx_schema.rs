//! The part of the WordprocessingML schema that our files use, as orders of children (ECMA-376, transitional): what an
//! office program may refuse to open when it is wrong. The full schema is checked outside `cargo test`.

use roxmltree::{Document, Node};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Allowed children of an element in their order; `*` after a name: any number. An element that is not listed here must
/// have no element children.
const ORDERS: &[(&str, &str)] = &[
    ("document", "body"),
    // Blocks come in any order among themselves: one place of the sequence, see `rank`.
    ("body", "BLOCK* sectPr"),
    ("hdr", "BLOCK*"),
    ("ftr", "BLOCK*"),
    ("p", "pPr r*"),
    (
        "pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku \
         wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing \
         mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    ),
    ("pBdr", "top left bottom right between bar"),
    ("tabs", "tab*"),
    ("r", "rPr RUN*"),
    (
        "rPr",
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color \
         spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    ),
    ("tbl", "tblPr tblGrid tr*"),
    (
        "tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd \
         tblLayout tblCellMar tblLook",
    ),
    ("tblBorders", "top left bottom right insideH insideV"),
    ("tblCellMar", "top left bottom right"),
    ("tblGrid", "gridCol*"),
    ("tr", "trPr tc*"),
    ("trPr", "cantSplit trHeight tblHeader"),
    ("tc", "tcPr BLOCK*"),
    ("tcPr", "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"),
    (
        "sectPr",
        "headerReference* footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign \
         noEndnote titlePg textDirection bidi rtlGutter docGrid",
    ),
    ("styles", "docDefaults latentStyles style*"),
    ("docDefaults", "rPrDefault pPrDefault"),
    ("rPrDefault", "rPr"),
    ("pPrDefault", "pPr"),
    (
        "style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr \
         trPr tcPr tblStylePr*",
    ),
    ("fonts", "font*"),
    ("font", "altName panose1 charset family notTrueType pitch sig"),
    ("settings", "zoom defaultTabStop characterSpacingControl compat themeFontLang"),
    (
        "compat",
        "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn adjustLineHeightInTable \
         useFELayout compatSetting*",
    ),
];

/// What a child counts as in the order of its parent.
fn kind(name: &str) -> &str {
    match name {
        "p" | "tbl" => "BLOCK",
        "t" | "tab" | "br" | "fldChar" | "instrText" => "RUN",
        name => name,
    }
}

/// Every breach of the orders in a part, as `parent/child` with a word; empty when there is none.
pub fn faults(xml: &str) -> Vec<String> {
    let document = match Document::parse(xml) {
        Ok(document) => document,
        Err(error) => return vec![error.to_string()],
    };
    document.descendants().filter(Node::is_element).flat_map(children).collect()
}

fn children(parent: Node) -> Vec<String> {
    let name = parent.tag_name().name();
    if parent.tag_name().namespace() != Some(W) {
        return vec![format!("{name}: foreign namespace")];
    }
    let order: Vec<&str> =
        ORDERS.iter().find(|(of, _)| *of == name).map(|(_, order)| order.split_whitespace().collect()).unwrap_or_default();
    let mut faults = Vec::new();
    let mut at = 0;
    let mut last = None;
    for child in parent.children().filter(Node::is_element) {
        let child = child.tag_name().name();
        // `tab` and `spacing` mean other things in `tabs` and `rPr` than in `r` and `pPr`: look the plain name up first.
        let place = |wanted: &str| order.iter().position(|entry| entry.trim_end_matches('*') == wanted);
        match place(child).or_else(|| place(kind(child))) {
            None => faults.push(format!("{name}/{child}: not allowed")),
            Some(place) if place < at => faults.push(format!("{name}/{child}: out of order")),
            Some(place) if last == Some(place) && !order[place].ends_with('*') => faults.push(format!("{name}/{child}: twice")),
            Some(place) => {
                at = place;
                last = Some(place);
            }
        }
    }
    if name == "tc" && parent.last_element_child().is_none_or(|child| child.tag_name().name() != "p") {
        faults.push("tc: must end with a paragraph".into());
    }
    let last_block = parent.children().rfind(|child| child.is_element() && child.tag_name().name() != "sectPr");
    if name == "body" && last_block.is_some_and(|child| child.tag_name().name() == "tbl") {
        faults.push("body: must not end with a table".into());
    }
    faults
}
