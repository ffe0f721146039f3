//! Who the row is about, whether anything was found there, what goes to another body: what cells say together.

use super::super::read::{Fault, says_nothing_found};
use super::super::tree::Tree;
use super::{Draft, Given};

impl Draft<'_> {
    /// The party: a unit or a person, its head under the title its kind has.
    pub(super) fn party(&mut self) {
        let (unit, person) = (self.find("当事人.名称").cloned(), self.find("当事人.姓名").cloned());
        let kind = self.find("当事人.类型").map(Given::whole).unwrap_or_default();
        let trader = kind.contains("个体");
        match (&unit, &person) {
            (None, None) if trader && self.find("当事人.经营者").is_some() => {}
            (None, None) => {
                let used =
                    ["当事人.名称", "当事人.姓名"].into_iter().find_map(|path| self.source.used.iter().find(|used| used.field.is(path)));
                if let Some(used) = used.cloned()
                    && !self.faults.iter().any(|fault| fault.place.as_ref().is_some_and(|p| p.pos.column == u32::from(used.column) + 1))
                {
                    let remedy = "一行写一个案件。一家有几项隐患的，写在同一格里，分行；名称的单元格合并过的，先取消合并";
                    let fault = Fault::new("S28", "这一行没有当事人的名称或者姓名", "单位名称，或者个人的姓名", remedy);
                    self.fault(used.column, None, &used.heading, fault);
                }
            }
            (Some(unit), Some(person)) if !trader => {
                let message = format!("这一行既有单位（{}）又有个人（{}），不知道当事人是哪一个", unit.whole(), person.whole());
                let remedy = "一行写一个当事人；当事人是个人的，单位写在“所在单位”一列；姓名是现场负责人、法定代表人的，改列名";
                self.fault_at(person, Fault::new("S27", message, "单位名称和姓名只写一个", remedy));
            }
            (Some(_), _) | (_, Some(_)) => {}
        }
        if unit.is_none() && person.is_some() && self.find("当事人.住址").is_none() {
            self.rename("当事人.地址", "住址");
        }
        let head = if trader {
            Some("经营者")
        } else if kind.contains("分支") || kind.contains("分公司") {
            Some("负责人")
        } else {
            None
        };
        if let Some(head) = head.filter(|head| self.find(&format!("当事人.{head}")).is_none()) {
            self.rename("当事人.法定代表人", head);
        }
    }

    /// Moves a field, and what stands below it, to a sister key.
    fn rename(&mut self, path: &str, key: &str) {
        let own: Vec<&str> = path.split('.').collect();
        for given in &mut self.given {
            let keys = &mut given.field.keys;
            if keys.len() >= own.len() && keys.iter().zip(&own).all(|(key, own)| key == own) {
                keys[own.len() - 1] = key.to_string();
            }
        }
    }

    /// Whether the row is an inspection that found nothing.
    pub(super) fn nothing_found(&mut self) -> bool {
        let mut denied = false;
        for path in ["检查.隐患", "违法行为.隐患", "违法行为.事实"] {
            if !self.find(path).is_some_and(|given| says_nothing_found(&given.whole())) {
                continue;
            }
            let Some(given) = self.take_path(path) else { continue };
            denied = true;
            let whole = given.whole();
            let said = if whole.chars().count() <= 3 { format!("{}：{whole}", given.heading) } else { whole };
            if self.find("检查.情况").is_none() {
                self.tree.put(&["检查".to_string(), "情况".to_string()], Tree::value(said, given.column));
            }
        }
        let account = self.find("检查.情况").cloned();
        let clean = account.as_ref().map_or(denied, |account| says_nothing_found(&account.whole()));
        let violation = self.given.iter().find(|given| given.field.keys[0] == "违法行为" || given.field.is("检查.隐患")).cloned();
        match (&violation, account.filter(|_| clean)) {
            (Some(violation), Some(account)) => {
                let other = self.source.at.cell(self.row.number, violation.column);
                let message = format!("“{}”写的是没有发现问题，“{}”却写了内容", account.heading, violation.heading);
                let remedy = "有问题的，把检查情况写成检查时看到的情况；没有问题的，删去案由、违法事实、隐患和罚款";
                self.fault_at(&account, Fault::new("S27", message, "两处一致", remedy));
                if let Some(fault) = self.faults.last_mut() {
                    fault.related.push((other, format!("“{}”在这里", violation.heading)));
                }
                false
            }
            (Some(_), None) => false,
            (None, _) => clean || denied,
        }
    }

    /// A body that gets something handed over, and nothing that it gets.
    pub(super) fn handover(&mut self) {
        if self.find("问题移交.问题").is_none()
            && let Some(body) = self.find("问题移交.受移交机关").cloned()
        {
            let remedy = "写明移交什么问题；没有要移交的，删去移交机关";
            self.fault_at(&body, Fault::new("S27", format!("写了“{}”，没有写移交什么问题", body.heading), "移交的问题", remedy));
        }
    }
}
