//! Standards of case-file review (`law/review/*.yaml`): how many points an examiner deducts for what. Only items somebody
//! could read are in; a total is a part of the standard's, never the whole.

use super::scalar::{Whole, Word, Yes};
use crate::record;

record! {
    /// 评查标准的一项
    pub struct ReviewItem "评查标准的一项" {
        /// 对应的规则，如 R50
        pub rule: Word => "规则" | "rule",
        /// 标准里的序号
        pub item: Option<Word> => "序号" | "item",
        /// 扣几分；一票否决的不写
        pub points: Option<Whole> => "扣分" | "points",
        /// 每处都扣；不写的只扣一次
        pub each: Option<Yes> => "每处" | "each",
        /// 最多扣几分
        pub at_most: Option<Whole> => "最多" | "at_most",
        /// 一票否决：全卷不合格
        pub fatal: Option<Yes> => "一票否决" | "fatal",
    }
}

record! {
    /// 案卷评查标准
    pub struct ReviewStandard "案卷评查标准文件" {
        /// 编号：check --score 写它
        pub id: Word => "编号" | "id",
        /// 名称：也可以写它
        pub name: Word => "名称" | "name",
        /// 满分
        pub full: Whole => "满分" | "full",
        /// 来源
        pub source: Word => "来源" | "source",
        /// 是否全文读过；没有读全的只是一部分
        pub verified: Yes => "已核" | "verified",
        /// 说明
        pub note: Option<Word> => "说明" | "note",
        /// 读到的项
        pub items: Vec<ReviewItem> => "项" | "items",
    }
}
