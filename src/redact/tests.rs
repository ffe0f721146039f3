use super::*;

fn masked(people: &People, text: &str) -> String {
    people.text(text)
}

#[test]
fn a_name_is_masked_by_its_length_and_nobody_shares_a_mask() {
    let people = People::named(&["张伟", "王小明", "欧阳娜娜", "买买提·吐尔逊", "李强", "李刚", "李大力", "周某"], &[], &[]);
    let text = "张伟、王小明、欧阳娜娜、买买提•吐尔逊、李强、李刚、李大力、周某、李强";
    assert_eq!(masked(&people, text), "张某、王某某、欧阳某某、买买提·吐某、李某甲、李某乙、李某某、周某、李某甲");
}

#[test]
fn a_mask_of_the_form_is_not_given_to_another() {
    let people = People::named(&["周某", "周强"], &[], &[]);
    assert_eq!(masked(&people, "周某和周强"), "周某和周某甲");
}

#[test]
fn a_name_inside_the_name_of_a_unit_stays() {
    let people = People::named(&["张小明"], &[], &["太仓市张小明建材厂"]);
    assert_eq!(masked(&people, "太仓市张小明建材厂的经营者张小明"), "太仓市张小明建材厂的经营者张某某");
}

#[test]
fn numbers_of_persons_are_masked_by_their_shape() {
    let people = People::named(&[], &[], &["913205850000000001"]);
    for (text, expected) in [
        ("身份证号11010519491231002x，", "身份证号110105************，"),
        ("电话13800000000。", "电话138********。"),
        ("电话１３８００００００００", "电话138********"),
        ("138-0000-0000", "138********"),
        ("卡号6222020000000000123", "卡号6222***************"),
        ("苏E·12345号货车", "苏E*****号货车"),
        ("913205850000000001", "913205850000000001"),
        ("罚款138000元，2026年3月5日", "罚款138000元，2026年3月5日"),
        ("（苏太）应急罚〔2026〕18号", "（苏太）应急罚〔2026〕18号"),
    ] {
        assert_eq!(masked(&people, text), expected);
    }
}

#[test]
fn a_home_ends_at_its_county() {
    let people = People::named(&[], &["江苏省太仓市沙溪镇虚构村1组2号", "浙江省嘉善县罗星街道虚构花园7幢301室"], &[]);
    assert_eq!(masked(&people, "江苏省太仓市沙溪镇虚构村1组2号"), "江苏省太仓市……");
    assert_eq!(masked(&people, "住嘉善县罗星街道虚构花园7幢301室"), "住嘉善县……");
    let whole = "新疆维吾尔自治区昌吉回族自治州昌吉市虚构小区3栋";
    assert_eq!(mask::home(whole).map(|(head, _)| head).as_deref(), Some("新疆维吾尔自治区昌吉回族自治州昌吉市"));
    assert_eq!(mask::home("江苏省太仓市"), None);
}

#[test]
fn a_name_over_two_runs_is_found_and_the_foot_says_what_the_copy_is() {
    let text = |text: &str| Inline::Text(Text { text: text.into(), origin: Origin::Template, underline: false });
    let people = People::named(&["王小明"], &[], &[]);
    let paragraph = Paragraph {
        role: crate::document::Role::Body,
        align: None,
        keep_next: false,
        inlines: vec![text("证人王小"), text("明说"), Inline::Break, text("王小明")],
        line: 1,
    };
    let document = Document {
        writ: "x".into(),
        meta: Default::default(),
        kind: crate::document::LayoutKind::Letter,
        draft: false,
        blocks: vec![Block::Paragraph(paragraph)],
        furniture: Default::default(),
    };
    let (public, counts) = redact(&document, &people);
    let Block::Paragraph(paragraph) = &public.blocks[0] else { panic!("a paragraph") };
    assert_eq!(crate::document::inline_text(&paragraph.inlines), "证人王某某说王某某");
    assert_eq!(counts.get(&Kind::Name), Some(&2));
    assert_eq!(crate::document::inline_text(&public.furniture.copies), "公开版");
}
