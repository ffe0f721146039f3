//! `manifest.json`: what was made from what, so that anyone can check a folder.

use serde::{Deserialize, Serialize};

/// The manifest of a case folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Program version.
    pub version: String,
    /// Case id (编号).
    pub case: String,
    /// Inputs with their hashes.
    pub inputs: Vec<Hashed>,
    /// Files of the folder, the manifest itself excepted.
    pub files: Vec<Entry>,
}

/// A name with a SHA-256.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hashed {
    /// `表单`, `事件`, `机关档案`, `照片`, `模板`, `法律数据`.
    pub kind: String,
    /// File name, or the name of the embedded set.
    pub name: String,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// File name.
    pub name: String,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Length; a manifest of an earlier version says none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Writ id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writ: Option<String>,
    /// Party the writ is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Writ number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `定稿` or `稿`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// A paper of the file that grows with the case: it is replaced as the case goes on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub grows: bool,
    /// Pages of the PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
}

impl Manifest {
    /// As JSON with a final line break.
    pub fn to_json(&self) -> String {
        // a tree of strings and numbers always serialises
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
