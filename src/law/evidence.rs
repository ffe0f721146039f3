//! Evidence (`law/evidence.yaml`): the eight statutory kinds and the items causes refer to.

use super::citation::Citation;
use super::scalar::Word;
use crate::record;

record! {
    /// 一种证据名目
    pub struct EvidenceItem "证据名目" {
        /// 编号
        pub id: Word => "编号" | "id",
        /// 名称
        pub name: Word => "名称" | "name",
    }
}

record! {
    /// 证据名目
    pub struct EvidenceBook "证据文件" {
        /// 法定种类
        pub kinds: Vec<Word> => "种类" | "kinds",
        /// 种类的依据
        pub basis: Vec<Citation> => "依据" | "basis",
        /// 各案都要的证据（编号）
        pub common: Vec<Word> => "通用" | "common",
        /// 证据名目
        pub items: Vec<EvidenceItem> => "证据" | "items",
    }
}
