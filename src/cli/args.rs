//! What can be typed: commands, options, their Chinese help, and wrong calls said in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "wenshu",
    version,
    about = "文书：由一份案件表单生成全套安全生产行政执法文书（PDF、DOCX）",
    help_template = "{about}\n\n用法：wenshu <命令> [选项]\n\n命令：\n{subcommands}\n\n选项：\n{options}\n\n每个命令的用法：wenshu <命令> --help\n",
    subcommand_help_heading = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// 显示帮助
    #[arg(short = 'h', long = "help", global = true, action = clap::ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long = "version", action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 写出一份带说明的空表单（案件或者机关档案）
    #[command(help_template = TEMPLATE, override_usage = "wenshu new [--cause 案由] > 案件.yaml")]
    New(NewArgs),
    /// 检查表单，列出全部问题
    #[command(help_template = TEMPLATE, override_usage = "wenshu check 案件.yaml [选项]")]
    Check(CheckArgs),
    /// 生成文书
    #[command(help_template = TEMPLATE, override_usage = "wenshu render 案件.yaml -o 输出文件夹 [选项]")]
    Render(RenderArgs),
    /// 列出本案应有的文书、状态和理由
    #[command(help_template = TEMPLATE, override_usage = "wenshu plan 案件.yaml [选项]")]
    Plan(PlanArgs),
    /// 机关档案
    #[command(help_template = TEMPLATE, override_usage = "wenshu agency check 机关.yaml")]
    Agency {
        /// What to do.
        #[command(subcommand)]
        command: AgencyCommand,
    },
    /// 文书模板
    #[command(help_template = TEMPLATE, override_usage = "wenshu template check [模板文件夹]")]
    Template {
        /// What to do.
        #[command(subcommand)]
        command: TemplateCommand,
    },
    /// 列出文书、案由、法规
    #[command(help_template = TEMPLATE, override_usage = "wenshu list writs|causes|statutes")]
    List(ListArgs),
    /// 按清单核对已生成的文件夹
    #[command(help_template = TEMPLATE, override_usage = "wenshu verify 案卷文件夹")]
    Verify {
        /// 案卷文件夹（内有 manifest.json）
        folder: PathBuf,
    },
    /// 导出各文书的文字（供比对）
    #[command(help_template = TEMPLATE, override_usage = "wenshu dump 案件.yaml -o 输出文件夹")]
    Dump(RenderArgs),
    /// 输出表单的 JSON Schema（供编辑器补全）
    #[command(help_template = TEMPLATE, override_usage = "wenshu schema [--agency] > case.schema.json")]
    Schema {
        /// 机关档案的 Schema
        #[arg(long, help_heading = "选项")]
        agency: bool,
    },
}

/// `agency` commands.
#[derive(Debug, Subcommand)]
pub enum AgencyCommand {
    /// 检查机关档案
    #[command(help_template = TEMPLATE, override_usage = "wenshu agency check 机关.yaml")]
    Check {
        /// 机关档案
        #[arg(required = true, help_heading = "参数")]
        files: Vec<PathBuf>,
    },
}

/// `template` commands.
#[derive(Debug, Subcommand)]
pub enum TemplateCommand {
    /// 检查模板：名称、标签、表格、用语
    #[command(help_template = TEMPLATE, override_usage = "wenshu template check [模板文件夹]")]
    Check {
        /// 模板文件夹；不写时检查内置模板
        #[arg(help_heading = "参数")]
        folder: Option<PathBuf>,
    },
}

/// Options that say where inputs come from.
#[derive(Debug, Args, Clone)]
pub struct Sources {
    /// 机关档案；不写时按表单的“机关”或者旁边的 agency.yaml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub agency: Option<PathBuf>,
    /// 追加的法律数据文件夹（日历、案由、裁量、用语）
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub law: Option<PathBuf>,
}

/// `new`
#[derive(Debug, Args)]
pub struct NewArgs {
    /// 案由：编号、法定名称或者常用叫法
    #[arg(long, value_name = "案由", help_heading = "选项")]
    pub cause: Option<String>,
    /// 写机关档案，不写案件表单
    #[arg(long, conflicts_with = "cause", help_heading = "选项")]
    pub agency: bool,
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 案件表单；“-”为标准输入
    #[arg(required = true, help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "格式", hide_default_value = true, hide_possible_values = true, help = "输出格式：text（默认）或者 json", help_heading = "选项")]
    pub format: CheckFormat,
    /// 今天的日期，如 2026-03-05（默认取本机时钟，北京时间）；晚于今天的日期会提醒
    #[arg(long, value_name = "日期", help_heading = "选项")]
    pub today: Option<String>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// How `check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// `render` and `dump`
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// 案件表单；“-”为标准输入
    #[arg(required = true, help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 输出文件夹，每案一个子文件夹
    #[arg(short, long, value_name = "文件夹", help_heading = "选项")]
    pub out: PathBuf,
    /// 只做这些文书（题名或者编号，可以写多次）
    #[arg(long, value_name = "文书", help_heading = "选项")]
    pub only: Vec<String>,
    /// 不做事件还没有发生的文书
    #[arg(long, help_heading = "选项")]
    pub due: bool,
    /// 有稿件就不输出（用于正式出件）
    #[arg(long = "final", help_heading = "选项")]
    pub final_only: bool,
    /// 可以覆盖已有定稿
    #[arg(long, help_heading = "选项")]
    pub force: bool,
    /// 格式，以逗号相连
    #[arg(long, value_name = "格式", value_delimiter = ',', default_values = ["pdf", "docx"], hide_default_value = true, hide_possible_values = true, help = "格式：pdf、docx，以逗号相连；默认两种都做", help_heading = "选项")]
    pub format: Vec<OutputFormat>,
    /// 同时使用几个线程；默认按处理器个数
    #[arg(long, value_name = "个数", help_heading = "选项")]
    pub jobs: Option<usize>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// PDF/A.
    Pdf,
    /// Word.
    Docx,
}

/// `plan`
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// 案件表单；“-”为标准输入
    #[arg(required = true, help_heading = "参数")]
    pub file: PathBuf,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// `list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// writs（文书）、causes（案由）、statutes（法规）
    #[arg(value_enum, hide_possible_values = true, help_heading = "参数")]
    pub what: Listing,
}

/// What `list` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// 文书
    Writs,
    /// 案由
    Causes,
    /// 法规
    Statutes,
}

/// A wrong call in Chinese; `None` when clap only wants to print help or the version.
pub fn wrong_call(error: &clap::Error) -> Option<String> {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => all.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        Some(ContextValue::Number(n)) => n.to_string(),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let near = |kind| match context(kind) {
        near if near.is_empty() => String::new(),
        near => format!("；是不是想写“{near}”？"),
    };
    let said = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return None,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => "没有写命令".to_string(),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令{}", context(ContextKind::InvalidSubcommand), near(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => format!("不认识“{argument}”{}", near(ContextKind::SuggestedArg)),
        ErrorKind::MissingRequiredArgument => format!("还缺少：{argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面要写内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = context(ContextKind::ValidValue);
            let valid = if valid.is_empty() { String::new() } else { format!("；可以写：{valid}") };
            format!("“{argument}”不能写“{value}”{valid}")
        }
        ErrorKind::ArgumentConflict => format!("“{argument}”和“{}”不能同时用", context(ContextKind::PriorArg)),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("“{argument}”后面的内容个数不对"),
        ErrorKind::TooManyValues => format!("“{argument}”后面写多了“{value}”"),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_string(),
        _ => "命令写法不对".to_string(),
    };
    Some(format!("{said}。用法见 wenshu --help"))
}
