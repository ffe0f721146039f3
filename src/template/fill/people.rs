//! Agency, parties, officers.

use super::super::value::Value;
use super::super::view::{AgencyView, NonEmpty, OfficerView, PartyView};
use super::kit;
use crate::case::values::{IdNumber, OneOrMany};
use crate::case::{Agency, Case, Identity, Officer, Party, PartyKind};
use crate::dossier::Dossier;
use chrono::{Datelike, NaiveDate};

/// Words of the national set over each writ.
const LETTERHEAD: &str = "安全生产行政执法文书";

/// The agency.
pub fn agency(dossier: &Dossier) -> AgencyView {
    let agency = dossier.agency;
    let bank = agency.bank_account.as_ref();
    AgencyView {
        name: name(agency),
        letterhead: letterhead(agency),
        address: kit::agency(agency.address.as_ref(), "地址"),
        postcode: kit::agency(agency.postcode.as_ref(), "邮编"),
        contact: kit::agency(agency.contact.as_deref(), "联系人"),
        phone: kit::agency(agency.phone.as_ref(), "电话"),
        bank_holder: kit::agency(bank.and_then(|b| b.holder.as_ref()), "罚款账户.户名"),
        bank: kit::agency(bank.and_then(|b| b.bank.as_ref()), "罚款账户.开户行"),
        account: kit::agency(bank.and_then(|b| b.account.as_ref()), "罚款账户.账号"),
        reconsideration_body: reconsideration_body(agency),
        court: kit::agency(agency.court.as_ref(), "法院"),
        is_delegated: agency.delegation.is_some(),
        delegate: agency
            .delegation
            .as_ref()
            .map_or_else(Value::struck, |d| kit::agency(d.delegate.as_ref().or(Some(&agency.name)), "委托.受委托组织")),
        delegation: agency.delegation.as_ref().map_or_else(Value::struck, |d| kit::agency(d.instrument.as_ref(), "委托.委托书")),
        is_empowered: agency.empowerment.is_some(),
        empowerment: agency.empowerment.as_ref().map_or_else(Value::struck, |e| kit::agency(Some(&e.basis), "赋权.依据")),
    }
}

/// The agency in whose name writs are made: a delegate acts in the name of the delegating agency
/// (《中华人民共和国行政处罚法》第二十条第四款).
fn name(agency: &Agency) -> Value {
    match &agency.delegation {
        Some(delegation) => kit::agency(Some(&delegation.principal), "委托.委托机关"),
        None => kit::agency(Some(&agency.name), "全称"),
    }
}

/// Words over the title. A township has its own only where the power was transferred to it
/// (《中华人民共和国行政处罚法》第二十四条第一款); a delegate uses the common words.
fn letterhead(agency: &Agency) -> Value {
    let own = agency.letterhead.as_ref().filter(|_| agency.delegation.is_none() && (agency.empowerment.is_some() || !agency.is_township()));
    own.map_or_else(|| kit::fixed(LETTERHEAD), |own| kit::agency(Some(own), "眉题"))
}

/// The body that decides on reconsideration (《中华人民共和国行政复议法》第二十四条、第二十五条), as given, else from the name:
/// the people's government of the same level — “太仓市应急管理局” belongs to 太仓市人民政府; for a township or a street office
/// acting in its own name the government above it; for a delegate that of the delegating agency; the ministry itself.
/// Names of another shape stay a gap.
fn reconsideration_body(agency: &Agency) -> Value {
    if let Some(given) = &agency.reconsideration_body {
        return kit::agency(Some(given), "复议机关");
    }
    let name = agency.acting_name().text();
    match government_over(name) {
        Some(government) => Value::computed(government, "由机关全称推出"),
        None => Value::gap("机关档案.复议机关"),
    }
}

/// Ends of names of places that have a people's government of county level or above.
const PLACES: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];

fn government_over(name: &str) -> Option<String> {
    if name.ends_with("应急管理部") {
        return Some(name.to_string());
    }
    let department = ["应急管理局", "应急管理厅", "应急局"].iter().find_map(|tail| name.strip_suffix(tail));
    // 开发区、高新区没有一级政府
    let place = department.filter(|place| place.ends_with(PLACES) && !place.ends_with("开发区") && !place.ends_with("高新区"));
    if let Some(place) = place {
        return Some(format!("{place}人民政府"));
    }
    let town = ["镇人民政府", "乡人民政府", "街道办事处"].iter().find_map(|tail| name.strip_suffix(tail))?;
    let (end, last) = town.char_indices().rfind(|(_, c)| PLACES.contains(c))?;
    town.get(..end + last.len_utf8()).map(|county| format!("{county}人民政府"))
}

/// An officer with the certificate of the agency file when the form gives none.
pub fn officer(dossier: &Dossier, officer: &Officer) -> OfficerView {
    let known = dossier.agency.officers.iter().find(|known| known.name.text() == officer.name.text());
    let from_agency = |value: Option<&crate::case::values::Text>, field: &str| match value {
        Some(found) => kit::agency(Some(found), &format!("执法人员[{}].{field}", officer.name.text())),
        None => Value::gap(format!("{}的{field}", officer.name.text())),
    };
    let unit = officer.unit.as_ref().or(known.and_then(|k| k.unit.as_ref())).map(|u| u.text());
    let post = officer.post.as_ref().or(known.and_then(|k| k.post.as_ref())).map(|p| p.text());
    // 受委托组织的人员仍是受委托组织的
    let unit = unit.unwrap_or(dossier.agency.name.text());
    OfficerView {
        name: kit::text(&officer.name),
        certificate: match &officer.certificate {
            Some(own) => kit::text(own),
            None => from_agency(known.and_then(|k| k.certificate.as_ref()), "证号"),
        },
        post: match post {
            Some(post) => Value::computed(format!("{unit}{post}"), "机关档案中的单位和职务"),
            None => Value::gap(format!("{}的职务", officer.name.text())),
        },
    }
}

/// The officers of an event: its own, else the case's.
pub fn officers(dossier: &Dossier, own: Option<&OneOrMany<Officer>>) -> NonEmpty<OfficerView> {
    let list = own.filter(|list| !list.is_empty()).unwrap_or(&dossier.case.officers);
    NonEmpty::or_gap(list.iter().map(|o| officer(dossier, o)).collect(), "执法人员")
}

/// Names joined with 、, or a gap.
pub fn names<'v>(values: impl IntoIterator<Item = &'v Value>, field: &str) -> Value {
    let values: Vec<Value> = values.into_iter().cloned().collect();
    if values.is_empty() { Value::gap(field) } else { Value::join(values, "、") }
}

/// Birthday from an unmasked 18-digit number.
pub fn birth(number: Option<&IdNumber>) -> Option<NaiveDate> {
    number.and_then(|n| n.birth)
}

/// Full years lived on a day.
pub fn age_on(birth: NaiveDate, on: NaiveDate) -> i32 {
    let before = (on.month(), on.day()) < (birth.month(), birth.day());
    on.year() - birth.year() - i32::from(before)
}

/// Age on a day: as given, else from the birthday.
pub fn age(given: Option<&crate::case::values::Text>, birth: Option<NaiveDate>, on: Option<NaiveDate>, field: &str) -> Value {
    match (given, birth, on) {
        (Some(given), _, _) => kit::text(given),
        (None, Some(birth), Some(on)) => Value::computed(age_on(birth, on).to_string(), "由出生日期按文书日期计算"),
        (None, _, _) => Value::gap(field),
    }
}

/// Sex: as given, else from the identity number.
pub fn sex(given: Option<&crate::case::values::Text>, number: Option<&IdNumber>, field: &str) -> Value {
    let derived = || number.and_then(|n| n.male).map(|male| if male { "男" } else { "女" });
    match given {
        Some(given) => kit::text(given),
        None => derived().map_or_else(|| Value::gap(field), |sex| Value::computed(sex, "由身份证号推出")),
    }
}

/// Label and number of the paper that identifies a person.
pub fn identity(number: Option<&IdNumber>, other: Option<&Identity>, field: &str) -> (Value, Value) {
    match (number, other) {
        (Some(number), _) => (kit::fixed("身份证号"), kit::given(number.text(), &number.at)),
        (None, Some(paper)) => {
            let label = paper.kind.as_ref().map_or_else(|| "证件号码".to_string(), |kind| paper_label(kind.text()));
            (kit::fixed(label), kit::text(&paper.number))
        }
        (None, None) => (kit::fixed("身份证号"), Value::gap(field)),
    }
}

fn paper_label(kind: &str) -> String {
    match kind {
        "居民身份证" | "身份证" => "身份证号".to_string(),
        kind if kind.ends_with('号') => kind.to_string(),
        kind => format!("{kind}号"),
    }
}

/// A party as templates see it, on the writ's date.
pub fn party(party: &Party, on: Option<NaiveDate>) -> PartyView {
    let head = party.head();
    let sole_trader = party.kind() == PartyKind::SoleTrader;
    // 没有字号的个体工商户，当事人就是经营者本人
    let own = head.filter(|_| sole_trader && party.is_person());
    let number = party.id_number.as_ref().or(own.and_then(|o| o.id_number.as_ref()));
    let paper = party.identity.as_ref().filter(|_| party.is_person()).or(own.and_then(|o| o.identity.as_ref()));
    let birth = party.birth.as_ref().map(|b| b.date).or_else(|| birth(number));
    let (id_label, id_number) = identity(number, paper, "当事人.身份证号");
    let head_field = format!("当事人.{}.身份证号", party.head_label());
    let (head_id_label, head_id) = identity(head.and_then(|h| h.id_number.as_ref()), head.and_then(|h| h.identity.as_ref()), &head_field);
    PartyView {
        name: kit::text(party.name()),
        is_person: party.is_person(),
        is_unit: !party.is_person(),
        is_sole_trader: sole_trader,
        head_id_label,
        head_id,
        code_label: kit::fixed("统一社会信用代码"),
        code: party.uscc.as_ref().map_or_else(|| Value::gap("当事人.统一社会信用代码"), |c| kit::given(c.text(), &c.at)),
        address: kit::or_gap(party.address.as_ref(), "当事人.地址"),
        postcode: kit::or_gap(party.postcode.as_ref(), "当事人.邮编"),
        phone: kit::or_gap(party.phone.as_ref().or(head.and_then(|h| h.phone.as_ref())), "当事人.电话"),
        head_label: kit::fixed(party.head_label()),
        head: kit::or_gap(head.map(|h| &*h.name), &format!("当事人.{}", party.head_label())),
        head_post: kit::or_gap(head.and_then(|h| h.post.as_ref()), &format!("当事人.{}.职务", party.head_label())),
        sex: sex(party.sex.as_ref(), number, "当事人.性别"),
        age: age(party.age.as_ref(), birth, on, "当事人.年龄"),
        id_label,
        id_number,
        home: kit::or_gap(party.home.as_ref().or(party.address.as_ref()), "当事人.住址"),
        workplace: kit::or_gap(party.workplace.as_ref(), "当事人.所在单位"),
        workplace_address: kit::or_gap(party.workplace_address.as_ref(), "当事人.单位地址"),
        post: kit::or_gap(party.post.as_ref(), "当事人.职务"),
        you: kit::fixed(if party.is_person() { "你" } else { "你单位" }),
    }
}

/// The unit that is inspected and ordered: the one of several that is meant; else the unit party; else the workplace of
/// the first person; else that person.
pub fn unit(case: &Case, on: Option<NaiveDate>, site: Option<usize>) -> PartyView {
    if let Some(own) = site.and_then(|site| case.parties.get(site)) {
        return party(own, on);
    }
    if let Some(unit) = case.parties.iter().find(|p| !p.is_person()) {
        return party(unit, on);
    }
    let Some(person) = case.parties.first() else { return PartyView::default() };
    let own = party(person, on);
    let principal = person.liable_as.as_ref().is_some_and(|role| role.text() == "主要负责人");
    match &person.workplace {
        None => own,
        Some(workplace) => PartyView {
            name: kit::text(workplace),
            is_person: false,
            is_unit: true,
            address: kit::or_gap(person.workplace_address.as_ref(), "当事人.单位地址"),
            code: Value::gap("所在单位的统一社会信用代码"),
            head_label: kit::fixed("负责人"),
            head: match (&person.workplace_head, principal) {
                (Some(head), _) => kit::text(&head.name),
                (None, true) => kit::text(person.name()),
                (None, false) => Value::gap("当事人.单位负责人"),
            },
            head_post: match (&person.workplace_head, principal) {
                (Some(head), _) => kit::or_gap(head.post.as_ref(), "当事人.单位负责人.职务"),
                (None, true) => kit::or_gap(person.post.as_ref(), "当事人.职务"),
                (None, false) => Value::gap("当事人.单位负责人.职务"),
            },
            phone: match (&person.workplace_head, principal) {
                (Some(head), _) => kit::or_gap(head.phone.as_ref(), "当事人.单位负责人.电话"),
                (None, true) => own.phone.clone(),
                (None, false) => Value::gap("当事人.单位负责人.电话"),
            },
            is_sole_trader: false,
            you: kit::fixed("你单位"),
            ..own
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{self, Reader, record::Decode};

    fn read<T: Decode>(text: &str) -> T {
        let mut reader = Reader::new("甲.yaml");
        let node = yaml::parse(text, &mut reader).expect("YAML");
        let found = T::decode(&node, &mut reader);
        assert!(reader.findings.is_empty(), "{:?}", reader.findings);
        found.expect("a sound record")
    }

    #[test]
    fn reconsideration_goes_to_the_government_of_the_level_or_above() {
        for (name, expected) in [
            ("太仓市应急管理局", "太仓市人民政府"),
            ("杭州市富阳区应急管理局", "杭州市富阳区人民政府"),
            ("江苏省应急管理厅", "江苏省人民政府"),
            ("中山市港口镇人民政府", "中山市人民政府"),
            ("沈阳市于洪区某某街道办事处", "沈阳市于洪区人民政府"),
            ("中华人民共和国应急管理部", "中华人民共和国应急管理部"),
            ("包头稀土高新区应急管理局", "【缺：机关档案.复议机关】"),
            ("某某综合行政执法队", "【缺：机关档案.复议机关】"),
        ] {
            let agency: Agency = read(&format!("全称: {name}"));
            assert_eq!(reconsideration_body(&agency).plain(), expected, "{name}");
        }
    }

    #[test]
    fn what_the_agency_file_gives_wins() {
        let agency: Agency = read("全称: 太仓市应急管理局\n复议机关: 苏州市人民政府");
        assert_eq!(reconsideration_body(&agency).plain(), "苏州市人民政府");
    }

    #[test]
    fn a_delegate_acts_in_the_name_of_the_delegating_agency() {
        let agency: Agency = read("全称: 场口镇应急消防管理站\n眉题: 场口镇文书\n委托: {委托机关: 杭州市富阳区应急管理局}");
        assert_eq!(name(&agency).plain(), "杭州市富阳区应急管理局");
        assert_eq!(letterhead(&agency).plain(), LETTERHEAD);
        assert_eq!(reconsideration_body(&agency).plain(), "杭州市富阳区人民政府");
    }

    #[test]
    fn a_township_has_its_own_letterhead_only_where_the_power_was_transferred() {
        let town = "全称: 中山市港口镇人民政府\n眉题: 港口镇综合行政执法文书";
        assert_eq!(letterhead(&read(town)).plain(), LETTERHEAD);
        assert_eq!(letterhead(&read(&format!("{town}\n赋权: 广东省人民政府公告"))).plain(), "港口镇综合行政执法文书");
        assert_eq!(letterhead(&read("全称: 太仓市应急管理局\n眉题: 行政执法文书")).plain(), "行政执法文书");
    }

    #[test]
    fn a_sole_trader_takes_the_forms_of_a_unit_or_of_its_operator() {
        let operator = "类型: 个体工商户\n经营者: {姓名: 汤惠芳, 身份证号: \"320522198003034422\"}";
        let on = NaiveDate::from_ymd_opt(2026, 3, 10);
        let stall = party(&read(operator), on);
        assert!(stall.is_person && stall.is_sole_trader);
        assert_eq!((stall.name.plain(), stall.id_number.plain()), ("汤惠芳".into(), "320522198003034422".into()));
        assert_eq!((stall.sex.plain(), stall.age.plain()), ("女".into(), "46".into()));
        let shop = party(&read(&format!("{operator}\n名称: 城厢镇某某修理店")), on);
        assert!(shop.is_unit && shop.is_sole_trader);
        assert_eq!(
            (shop.name.plain(), shop.head_label.plain(), shop.head.plain()),
            ("城厢镇某某修理店".into(), "经营者".into(), "汤惠芳".into())
        );
        assert_eq!(shop.head_id.plain(), "320522198003034422");
    }

    #[test]
    fn the_unit_of_a_person_names_its_own_head() {
        let worker = "姓名: 郑小龙, 所在单位: 某某钢构有限公司, 职务: 起重工";
        let case = |party: &str| read::<Case>(&format!("当事人: {{{party}}}"));
        assert_eq!(unit(&case(worker), None, None).head.plain(), "【缺：当事人.单位负责人】");
        assert_eq!(unit(&case(&format!("{worker}, 单位负责人: 尤国庆")), None, None).head.plain(), "尤国庆");
        assert_eq!(unit(&case(&format!("{worker}, 责任: 主要负责人")), None, None).head.plain(), "郑小龙");
    }
}
