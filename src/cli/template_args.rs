//! What can be typed after `template`.

use super::args::{LibrarySources, Sources, TEMPLATE, day};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `template` commands.
#[derive(Debug, Subcommand)]
pub enum TemplateCommand {
    /// 检查模板：名称、标签、表格、用语，用不到的段落，走不到的分支
    #[command(help_template = TEMPLATE, override_usage = "wenshu template check [模板文件夹] [选项]")]
    Check {
        /// 模板文件夹，其中的模板替换同名的内置模板后一起检查；不写时检查内置模板，写了 --agency 的检查那个机关所用的
        #[arg(value_name = "模板文件夹", help_heading = "参数")]
        folder: Option<PathBuf>,
        /// Where inputs come from.
        #[command(flatten)]
        sources: LibrarySources,
    },
    /// 统计这些案件走到了模板的哪些分支
    #[command(help_template = TEMPLATE, override_usage = "wenshu template coverage 案件.yaml... [选项]")]
    Coverage {
        /// 案件表单，一份或者几份；“-”为标准输入
        #[arg(required = true, value_name = "表单", help_heading = "参数")]
        files: Vec<PathBuf>,
        /// Where inputs come from.
        #[command(flatten)]
        sources: Sources,
    },
    /// 批准模板：把模板现在的校验值、审核人、日期写进批准记录
    #[command(
        help_template = TEMPLATE,
        override_usage = "wenshu template approve 文书... --reviewer 姓名 [选项]\n      wenshu template approve --all --reviewer 姓名 [选项]",
        after_help = "校验值覆盖模板文件全文（说明、固定文字、条件）、它引入的各共用段落，和它用到的各固定用语的全部时期（连同印出的依据）。\n其中任何一处改动，这份模板就成为“已变更”。案件、机关档案、案由带出的内容和程序本身不在其中。"
    )]
    Approve(ApproveArgs),
    /// 列出各模板已批准、已变更还是未批准
    #[command(help_template = TEMPLATE, override_usage = "wenshu template approvals [选项]")]
    Approvals {
        /// Where inputs come from.
        #[command(flatten)]
        sources: Sources,
    },
    /// 比较两套模板：哪些案件的哪些文书会变，逐句列出
    #[command(
        help_template = TEMPLATE,
        override_usage = "wenshu template diff 旧模板 新模板 [案件.yaml...] [选项]",
        after_help = "退出状态：0 文字全部相同；1 有不同；2 命令写错，或者有模板、表单读不懂，没有比完。"
    )]
    Diff(DiffArgs),
    /// 把各文书现在的文字存为期望的文字（案件.expected 文件夹）
    #[command(help_template = TEMPLATE, override_usage = "wenshu template accept 案件.yaml... [选项]")]
    Accept {
        /// 案件表单，一份或者几份
        #[arg(required = true, value_name = "表单", help_heading = "参数")]
        files: Vec<PathBuf>,
        /// Where inputs come from.
        #[command(flatten)]
        sources: Sources,
    },
    /// 核对各文书的文字与期望的文字是否相同，逐句列出不同
    #[command(
        help_template = TEMPLATE,
        override_usage = "wenshu template verify [案件.yaml...] [选项]",
        after_help = "退出状态：0 全部相同；1 有不同，或者有表单没有期望的文字；2 命令写错，或者程序、模板读不出来。"
    )]
    Verify {
        /// 案件表单；不写时是 cases 文件夹里有 .expected 文件夹的各表单
        #[arg(value_name = "表单", help_heading = "参数")]
        files: Vec<PathBuf>,
        /// Where inputs come from.
        #[command(flatten)]
        sources: Sources,
    },
}

/// `template approve`
#[derive(Debug, Args)]
pub struct ApproveArgs {
    /// 文书：题名或者编号，一份或者几份
    #[arg(value_name = "文书", required_unless_present = "all", help_heading = "参数")]
    pub names: Vec<String>,
    /// 全部模板
    #[arg(long, conflicts_with = "names", help_heading = "选项")]
    pub all: bool,
    /// 审核人姓名；必须写
    #[arg(long, value_name = "姓名", required = true, help_heading = "选项")]
    pub reviewer: String,
    /// 批准日期，如 2026-03-05；不写时取本机时钟（北京时间）
    #[arg(long, value_name = "日期", value_parser = day, help_heading = "选项")]
    pub date: Option<NaiveDate>,
    /// 备注
    #[arg(long, value_name = "文字", help_heading = "选项")]
    pub note: Option<String>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// `template diff`
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// 旧的一套：模板文件夹（替换同名的内置模板），或者“内置”
    #[arg(value_name = "旧模板", help_heading = "参数")]
    pub old: PathBuf,
    /// 新的一套，写法相同
    #[arg(value_name = "新模板", help_heading = "参数")]
    pub new: PathBuf,
    /// 用哪些案件比较；不写时用 cases 文件夹里的各表单，没有这个文件夹的用内置的示例案件
    #[arg(value_name = "表单", help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 另存为一个左右对照的网页文件
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub html: Option<PathBuf>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: LibrarySources,
}
