//! 须批准模板: an agency that demands approved templates gets no final of any other.

use super::build::BuiltWrit;
use super::load::{Library, LoadedCase};
use crate::approval::Standing;
use crate::case::Agency;
use crate::diag::{Diagnostic, Rank};
use crate::template::Templates;
use crate::template::fingerprint::fingerprint;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Standing of each writ's template, by id.
pub type Standings = BTreeMap<String, Standing>;

/// The rule's code, for 豁免.
pub(super) const CODE: &str = "T40";

impl Library {
    /// What a file of approvals says of the templates of an agency. Read and reckoned once for each agency.
    ///
    /// # Errors
    /// The faults of the file.
    pub fn standings(&self, templates: &Arc<Templates>, approvals: &Path) -> Result<Arc<Standings>, Vec<Diagnostic>> {
        self.chains.standings(templates, approvals, |read| {
            let standing = |id: &str| read.standing(id, &fingerprint(templates, &self.law, id));
            templates.writs().iter().map(|writ| (writ.id.clone(), standing(&writ.id))).collect()
        })
    }
}

/// The templates that may make no final of this case; empty unless the agency demands approved ones.
pub(super) fn unapproved(
    library: &Library,
    templates: &Arc<Templates>,
    agency: &Agency,
    loaded: &LoadedCase,
) -> Result<Standings, Vec<Diagnostic>> {
    if !agency.approved_templates_only.as_ref().is_some_and(|flag| flag.value) {
        return Ok(Standings::new());
    }
    let standings = library.standings(templates, &loaded.approvals)?;
    let lacking = |(_, standing): &(&String, &Standing)| !matches!(standing, Standing::Approved(_));
    Ok(standings.iter().filter(lacking).map(|(id, standing)| (id.clone(), standing.clone())).collect())
}

/// A veto for each template that keeps a complete writ from being final.
pub(super) fn findings(agency: &Agency, loaded: &LoadedCase, unapproved: &Standings, writs: &[BuiltWrit]) -> Vec<Diagnostic> {
    let mut said: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for writ in writs.iter().filter(|writ| writ.gaps.is_empty()) {
        let Some(standing) = unapproved.get(&writ.id).filter(|_| !said.contains(&writ.id.as_str())) else { continue };
        said.push(&writ.id);
        let why = match standing {
            Standing::Changed(approval) => format!("的模板在批准（{}）以后改过", approval.signature()),
            Standing::Unapproved | Standing::Approved(_) => "的模板没有批准".to_string(),
        };
        let file = loaded.approvals.display();
        let finding = Diagnostic::new(Rank::Veto, CODE, format!("《{}》{why}，只能出稿", writ.title))
            .found(format!("{}.xml", writ.id))
            .expected(format!("{file} 里有这份模板现在的校验值"))
            .remedy(format!(
                "审核以后运行 wenshu template approve {} --reviewer 姓名 --approvals {file}，并写上同样的 --agency、--law",
                writ.id
            ));
        out.push(match &agency.approved_templates_only {
            Some(flag) => flag.at.finding(finding),
            None => finding,
        });
    }
    out
}
