//! 须批准模板: an agency that demands approved templates gets no final of any other.

use super::load::{Library, LoadedCase};
use crate::approval::Standing;
use crate::case::values::Flag;
use crate::diag::{Diagnostic, Rank};
use crate::dossier::PlannedWrit;
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
pub(super) fn unapproved(library: &Library, loaded: &LoadedCase, templates: &Arc<Templates>) -> Result<Standings, Vec<Diagnostic>> {
    if !flag(loaded).is_some_and(|flag| flag.value) {
        return Ok(Standings::new());
    }
    let standings = library.standings(templates, &loaded.approvals)?;
    let lacking = |(_, standing): &(&String, &Standing)| !matches!(standing, Standing::Approved(_));
    Ok(standings.iter().filter(lacking).map(|(id, standing)| (id.clone(), standing.clone())).collect())
}

fn flag(loaded: &LoadedCase) -> Option<&Flag> {
    loaded.agency.as_ref()?.approved_templates_only.as_ref()
}

/// What `check` says of these writs, which lack nothing.
pub(super) fn check<'p>(
    library: &Library,
    loaded: &LoadedCase,
    templates: &Arc<Templates>,
    complete: impl Iterator<Item = &'p PlannedWrit<'p>>,
) -> Vec<Diagnostic> {
    match unapproved(library, loaded, templates) {
        Ok(unapproved) => findings(loaded, &unapproved, complete.map(|planned| (planned.writ.id.as_str(), planned.writ.title()))),
        Err(faults) => faults,
    }
}

/// A veto for each template that keeps a complete writ (id and title) from being final.
pub(super) fn findings<'w>(
    loaded: &LoadedCase,
    unapproved: &Standings,
    complete: impl Iterator<Item = (&'w str, &'w str)>,
) -> Vec<Diagnostic> {
    let mut said: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for (id, title) in complete {
        let Some(standing) = unapproved.get(id).filter(|_| !said.contains(&id)) else { continue };
        said.push(id);
        let why = match standing {
            Standing::Changed(approval) => format!("的模板在批准（{}）以后改过", approval.signature()),
            Standing::Unapproved | Standing::Approved(_) => "的模板没有批准".to_string(),
        };
        let file = loaded.approvals.display();
        let finding = Diagnostic::new(Rank::Veto, CODE, format!("《{title}》{why}，只能出稿"))
            .found(format!("{id}.xml"))
            .expected(format!("{file} 里有这份模板现在的校验值"))
            .remedy(format!("审核以后运行 wenshu template approve {id} --reviewer 姓名 --approvals {file}，并写上同样的 --agency、--law"));
        out.push(match flag(loaded) {
            Some(flag) => flag.at.finding(finding),
            None => finding,
        });
    }
    out
}
