//! Orders of the papers in a case file (`law/file-orders/*.yaml`): groups one after the other, each sorted. What a writ
//! is for and which step it belongs to is said by its template; here these are words only.

use super::scalar::{Word, Yes, is_yes};
use crate::{record, words};

words! {
    /// How the writs of a group are sorted.
    pub enum Sorting "排序" {
        /// 依模板的卷内顺序
        Listed => "卷内顺序" | "listed",
        /// 依步骤的日期，没有日期的在最后，依卷内顺序
        Dated => "日期" | "dated",
    }
}

record! {
    /// 案卷顺序的一组；三种选择条件都不写的，收其他各组都不收的文书
    pub struct FileGroup "案卷顺序分组" {
        /// 名目
        pub label: Word => "名目" | "label",
        /// 选择：文书（模板代号）
        pub writs: Vec<Word> => "文书" | "writs",
        /// 选择：用途（内部、送达……）
        pub audiences: Vec<Word> => "用途" | "audiences",
        /// 选择：步骤（归档、决定……）
        pub steps: Vec<Word> => "步骤" | "steps",
        /// 属于哪一卷（正卷、副卷）；不分卷的、封面和目录不写
        pub volume: Option<Word> => "卷" | "volume",
        /// 排序
        pub sorting: Sorting => "排序" | "sorting",
    }
}

impl FileGroup {
    /// Whether it takes what no other group takes.
    pub fn is_rest(&self) -> bool {
        self.writs.is_empty() && self.audiences.is_empty() && self.steps.is_empty()
    }
}

record! {
    /// 案卷顺序
    pub struct FileOrder "案卷顺序文件" {
        /// 编号：机关档案的“案卷顺序”写它
        pub id: Word => "编号" | "id",
        /// 名称：也可以写它
        pub name: Word => "名称" | "name",
        /// 机关档案没有写案卷顺序时用它
        pub default: Option<Yes> => "默认" | "default",
        /// 来源
        pub source: Word => "来源" | "source",
        /// 来源是否已核
        pub verified: Yes => "已核" | "verified",
        /// 各组，依在案卷里的先后
        pub groups: Vec<FileGroup> => "分组" | "groups",
    }
}

impl FileOrder {
    /// Whether it is used when the agency names none.
    pub fn is_default(&self) -> bool {
        is_yes(self.default)
    }
    /// The volume of papers that are no writs: that of the rest.
    pub fn rest_volume(&self) -> Option<&str> {
        self.groups.iter().find(|group| group.is_rest()).and_then(|group| group.volume.as_ref()).map(|word| word.0.as_str())
    }
    /// The place of a writ among the groups: the first whose conditions name its id, its audience or its step, else the
    /// group of the rest, else after all groups.
    pub fn group(&self, writ: &str, audience: &str, step: &str) -> usize {
        let names = |words: &[Word], it: &str| words.iter().any(|word| word == it);
        let takes = |group: &FileGroup| names(&group.writs, writ) || names(&group.audiences, audience) || names(&group.steps, step);
        let rest = || self.groups.iter().position(FileGroup::is_rest);
        self.groups.iter().position(takes).or_else(rest).unwrap_or(self.groups.len())
    }
}
