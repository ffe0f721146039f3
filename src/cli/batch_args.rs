//! What can be typed after `batch`.

use super::args::{OutputFormat, Sources, TEMPLATE, day, threads};
use crate::batch::entry::Shard;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `batch`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_help_heading = "命令")]
pub struct BatchArgs {
    /// What else can be done with a batch.
    #[command(subcommand)]
    pub command: Option<BatchCommand>,
    /// 放各案表单的文件夹（包括下级文件夹），或者一行一案的名单（.xlsx、.csv）
    #[arg(value_name = "文件夹或者名单", help_heading = "参数", required_unless_present = "template")]
    pub input: Option<PathBuf>,
    /// 输出文件夹，每案一个子文件夹
    #[arg(short, long, value_name = "文件夹", help_heading = "选项", required_unless_present_any = ["template", "dry_run"])]
    pub out: Option<PathBuf>,
    /// 名单里的哪一张表；不写时用列名认得最多的一张
    #[arg(long, value_name = "表名", help_heading = "选项")]
    pub sheet: Option<String>,
    /// 只检查：列出全部问题和将要发的文号个数，什么都不写
    #[arg(long, help_heading = "选项")]
    pub dry_run: bool,
    /// 还没有办到的步骤，不做它的文书
    #[arg(long, help_heading = "选项")]
    pub due: bool,
    /// 有稿的案件不写出（正式出件时用）
    #[arg(long = "final", help_heading = "选项")]
    pub final_only: bool,
    /// 内容有变的定稿也覆盖
    #[arg(long, help_heading = "选项")]
    pub force: bool,
    /// 各案另做一个公开版文件夹
    #[arg(long, help_heading = "选项")]
    pub public: bool,
    /// 格式，以逗号相连
    #[arg(long, value_name = "格式", value_delimiter = ',', default_values = ["pdf", "docx"], hide_default_value = true, hide_possible_values = true, help = "格式：pdf、docx、html，以逗号相连；默认做 PDF 和 DOCX", help_heading = "选项")]
    pub format: Vec<OutputFormat>,
    /// 同时做几个案件；默认按处理器个数
    #[arg(long, value_name = "个数", value_parser = threads, help_heading = "选项")]
    pub jobs: Option<usize>,
    /// 几台机器分工：本机做 n 份中的第 i 份，如 2/4
    #[arg(long, value_name = "i/n", value_parser = shard, help_heading = "选项")]
    pub shard: Option<Shard>,
    /// 分工的各份都做完以后，汇总台账、期限等整个行动的文件
    #[arg(long, conflicts_with_all = ["shard", "dry_run"], help_heading = "选项")]
    pub collect: bool,
    /// 只发文号，不做文书（分工以前先做这一步）
    #[arg(long, conflicts_with_all = ["collect", "dry_run"], help_heading = "选项")]
    pub numbers_only: bool,
    /// 不做打印包
    #[arg(long, conflicts_with_all = ["print_drafts", "reprint", "print_from"], help_heading = "选项")]
    pub no_packs: bool,
    /// 打印包里也放稿（首页和清单写明是稿）
    #[arg(long, help_heading = "选项")]
    pub print_drafts: bool,
    /// 打印包里也放已经送达的文书
    #[arg(long, help_heading = "选项")]
    pub reprint: bool,
    /// 打印包里只放这一天以后（含当天）的文书，如第二批
    #[arg(long, value_name = "日期", value_parser = day, help_heading = "选项")]
    pub print_from: Option<NaiveDate>,
    /// 不显示进度
    #[arg(short, long, help_heading = "选项")]
    pub quiet: bool,
    /// 每案一行 JSON 写到标准输出，供程序读
    #[arg(long, help_heading = "选项")]
    pub json: bool,
    /// 写一份空名单：xlsx 或者 csv；写到 -o 的文件，不写 -o 时写到标准输出
    #[arg(long, value_enum, value_name = "格式", hide_possible_values = true, conflicts_with_all = ["input", "collect", "shard"], help_heading = "选项")]
    pub template: Option<SheetFormat>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// Formats of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// Excel.
    Xlsx,
    /// Text.
    Csv,
}

/// What else can be done with a batch.
#[derive(Debug, Subcommand)]
pub enum BatchCommand {
    /// 把填好的台账写回各案：送达、缴款、复查记进表单旁边的 .events.yaml
    #[command(help_template = TEMPLATE, override_usage = "wenshu batch apply 台账.xlsx [--cases 文件夹] [--write]")]
    Apply(ApplyArgs),
}

/// `batch apply`
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// 填好的台账
    #[arg(value_name = "台账", help_heading = "参数")]
    pub ledger: PathBuf,
    /// 放各案表单的文件夹；不写时用生成台账时的那一个
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub cases: Option<PathBuf>,
    /// 写入；不写这一项时只列出会有什么变化
    #[arg(long, help_heading = "选项")]
    pub write: bool,
}

fn shard(text: &str) -> Result<Shard, String> {
    let read = text.split_once('/').and_then(|(index, count)| Some((index.trim().parse().ok()?, count.trim().parse().ok()?)));
    match read {
        Some((index, count)) if (1..=count).contains(&index) && count <= 10_000 => Ok(Shard { index, count }),
        _ => Err("应为 i/n，如 2/4：四份中的第二份".into()),
    }
}
