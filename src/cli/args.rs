//! What can be typed: commands, options, their Chinese help, and wrong calls said in Chinese.

use super::batch_args::BatchArgs;
use super::template_args::TemplateCommand;
use crate::text::date;
use chrono::NaiveDate;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;

/// The help page of a command.
pub const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";

const COMPARE_STATUS: &str = "
退出状态：
  0  没有不同，或者只有提醒
  1  有要紧的不同（否决、扣分）
  2  没有比成：命令写错、文件不是完好的 DOCX、案件被拒绝、认不出是哪一份文书";

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
    #[arg(short = 'h', long = "help", global = true, action = clap::ArgAction::Help, help_heading = "选项", display_order = 1000)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long = "version", action = clap::ArgAction::Version, help_heading = "选项", display_order = 1001)]
    version: Option<bool>,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 写出一份带说明的空表单（案件、机关档案或者行动文件）
    #[command(help_template = TEMPLATE, override_usage = "wenshu new [--cause 案由] > 案件.yaml\n      wenshu new --agency > agency.yaml\n      wenshu new --action > action.yaml")]
    New(NewArgs),
    /// 检查表单，列出全部问题
    #[command(help_template = TEMPLATE, override_usage = "wenshu check 案件.yaml [选项]")]
    Check(CheckArgs),
    /// 生成文书
    #[command(help_template = TEMPLATE, override_usage = "wenshu render 案件.yaml -o 输出文件夹 [选项]")]
    Render(RenderArgs),
    /// 成批生成：一个文件夹的表单，或者一行一案的名单
    #[command(help_template = TEMPLATE, override_usage = "wenshu batch 文件夹 -o 输出文件夹 [选项]\n      wenshu batch 名单.xlsx -o 输出文件夹 [选项]\n      wenshu batch --template xlsx -o 名单.xlsx\n      wenshu batch apply 台账.xlsx [--write]")]
    Batch(Box<BatchArgs>),
    /// 列出本案应有的文书、状态、理由、最早最迟日期和全部期限
    #[command(help_template = TEMPLATE, override_usage = "wenshu plan 案件.yaml [选项]")]
    Plan(PlanArgs),
    /// 机关档案：检查
    #[command(help_template = TEMPLATE, override_usage = "wenshu agency check 机关档案.yaml", subcommand_help_heading = "命令")]
    Agency {
        /// What to do.
        #[command(subcommand)]
        command: AgencyCommand,
    },
    /// 文书模板：检查、比较、批准、核对文字、统计分支
    #[command(help_template = TEMPLATE, override_usage = "wenshu template check [模板文件夹]\n      wenshu template diff 旧模板 新模板 [案件.yaml...]\n      wenshu template approve 文书... --reviewer 姓名\n      wenshu template approvals\n      wenshu template accept 案件.yaml...\n      wenshu template verify [案件.yaml...]\n      wenshu template coverage 案件.yaml...", subcommand_help_heading = "命令")]
    Template {
        /// What to do.
        #[command(subcommand)]
        command: TemplateCommand,
    },
    /// 列出文书、案由、审查规则、法规、期限与数额、重大事故隐患、评查标准
    #[command(help_template = TEMPLATE, override_usage = "wenshu list writs|causes|rules|statutes|limits|hazards|reviews [选项]")]
    List(ListArgs),
    /// 说明一种文书、一个案由、一条规则、一部法规、一条条款或者一项期限
    #[command(help_template = TEMPLATE, override_usage = "wenshu explain 名称 [选项]")]
    Explain(ExplainArgs),
    /// 改过的 DOCX 与本案应印的文字比较；不写案件时，只查文书本身的毛病
    #[command(help_template = TEMPLATE, override_usage = "wenshu compare 案件.yaml 改过.docx [选项]\n      wenshu compare 改过.docx [选项]", after_help = COMPARE_STATUS)]
    Compare(CompareArgs),
    /// 按清单核对已生成的文件夹
    #[command(help_template = TEMPLATE, override_usage = "wenshu verify 案卷文件夹")]
    Verify {
        /// render 写出的案卷文件夹（内有 manifest.json）
        #[arg(value_name = "案卷文件夹", help_heading = "参数")]
        folder: PathBuf,
    },
    /// 导出各文书的文字，每份一个文本文件（供比对）
    #[command(help_template = TEMPLATE, override_usage = "wenshu dump 案件.yaml -o 输出文件夹 [选项]")]
    Dump(DumpArgs),
    /// 输出表单的 JSON Schema（供编辑器补全）
    #[command(help_template = TEMPLATE, override_usage = "wenshu schema [--agency|--action] > case.schema.json")]
    Schema {
        /// 输出机关档案的，不输出案件表单的
        #[arg(long, help_heading = "选项")]
        agency: bool,
        /// 输出行动文件的，不输出案件表单的
        #[arg(long, conflicts_with = "agency", help_heading = "选项")]
        action: bool,
    },
}

/// `agency` commands.
#[derive(Debug, Subcommand)]
pub enum AgencyCommand {
    /// 检查机关档案
    #[command(help_template = TEMPLATE, override_usage = "wenshu agency check 机关档案.yaml")]
    Check {
        /// 机关档案，一份或者几份
        #[arg(required = true, value_name = "机关档案", help_heading = "参数")]
        files: Vec<PathBuf>,
    },
}

/// Options that say where inputs come from.
#[derive(Debug, Args, Clone)]
pub struct Sources {
    /// 机关档案；不写时用表单“机关”所指的，表单没有写的用同一文件夹的 agency.yaml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub agency: Option<PathBuf>,
    /// 追加的法律数据文件夹（日历、案由、裁量、用语、地区模板）
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub law: Option<PathBuf>,
    /// 模板批准记录；不写时用机关档案旁边的 approvals.yaml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub approvals: Option<PathBuf>,
    /// 文号登记；不写时用机关档案旁边的 register.csv
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub register: Option<PathBuf>,
}

/// Options that say which agency's templates and which law are meant, where there is no case.
#[derive(Debug, Args, Clone)]
pub struct LibrarySources {
    /// 机关档案：用它的地区和它旁边的模板；不写时只用内置模板
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub agency: Option<PathBuf>,
    /// 追加的法律数据文件夹（日历、案由、裁量、用语、地区模板）
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub law: Option<PathBuf>,
}

impl From<&Sources> for crate::pipeline::Sources {
    fn from(named: &Sources) -> Self {
        let Sources { agency, law, approvals, register } = named.clone();
        crate::pipeline::Sources { agency, law, approvals, register, ..Default::default() }
    }
}

impl From<&LibrarySources> for Sources {
    fn from(named: &LibrarySources) -> Sources {
        Sources { agency: named.agency.clone(), law: named.law.clone(), approvals: None, register: None }
    }
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
    /// 写行动文件（各案相同的内容），不写案件表单
    #[arg(long, conflicts_with_all = ["cause", "agency"], help_heading = "选项")]
    pub action: bool,
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 案件表单，一份或者几份；“-”为标准输入
    #[arg(required = true, value_name = "表单", help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "格式", hide_default_value = true, hide_possible_values = true, help = "输出格式：text（默认）、json 或者 sarif", help_heading = "选项")]
    pub format: CheckFormat,
    /// 按这份评查标准算扣分，写编号或者名称（wenshu list reviews 列出全部）；只有读到的项，合计只是一部分
    #[arg(long, value_name = "评查标准", help_heading = "选项")]
    pub score: Option<String>,
    /// 另列签发前由人核对的事项（只有看原件、扫描件才能知道的）
    #[arg(long, help_heading = "选项")]
    pub checklist: bool,
    /// 今天的日期，如 2026-03-05；不写时取本机时钟（北京时间）。晚于今天的日期会提醒
    #[arg(long, value_name = "日期", value_parser = day, help_heading = "选项")]
    pub today: Option<NaiveDate>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// `compare`
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// 案件表单和改过的 DOCX；只写 DOCX 时不比较，只查文书本身
    #[arg(required = true, num_args = 1..=2, value_name = "文件", help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 是本案的哪一份文书：题名（几个人的写成“题名（姓名）”）、编号或者文号；不写时按题名、文号认
    #[arg(long, value_name = "文书", help_heading = "选项")]
    pub writ: Option<String>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = CompareFormat::Text, value_name = "格式", hide_default_value = true, hide_possible_values = true, help = "输出格式：text（默认）或者 json", help_heading = "选项")]
    pub format: CompareFormat,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// How `compare` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How `check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For tools that show findings beside the file.
    Sarif,
}

/// `render`
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// 案件表单，一份或者几份；“-”为标准输入
    #[arg(required = true, value_name = "表单", help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 输出文件夹，每案一个子文件夹
    #[arg(short, long, value_name = "文件夹", help_heading = "选项")]
    pub out: PathBuf,
    /// 只做这一种文书，写题名或者编号；可以写多次
    #[arg(long, value_name = "文书", help_heading = "选项")]
    pub only: Vec<String>,
    /// 还没有办到的步骤，不做它的文书
    #[arg(long, help_heading = "选项")]
    pub due: bool,
    /// 有一份还是稿就都不写出（正式出件时用）
    #[arg(long = "final", help_heading = "选项")]
    pub final_only: bool,
    /// 内容有变的定稿也覆盖
    #[arg(long, help_heading = "选项")]
    pub force: bool,
    /// 另做一个公开版文件夹：只有处罚决定书，个人信息已遮盖
    #[arg(long, help_heading = "选项")]
    pub public: bool,
    /// 格式，以逗号相连
    #[arg(long, value_name = "格式", value_delimiter = ',', default_values = ["pdf", "docx"], hide_default_value = true, hide_possible_values = true, help = "格式：pdf、docx、html（核对用的网页），以逗号相连；默认做 PDF 和 DOCX", help_heading = "选项")]
    pub format: Vec<OutputFormat>,
    /// 同时使用几个线程；默认按处理器个数
    #[arg(long, value_name = "个数", value_parser = threads, help_heading = "选项")]
    pub jobs: Option<usize>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// `dump`
#[derive(Debug, Args)]
pub struct DumpArgs {
    /// 案件表单，一份或者几份；“-”为标准输入
    #[arg(required = true, value_name = "表单", help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 输出文件夹，每案一个子文件夹
    #[arg(short, long, value_name = "文件夹", help_heading = "选项")]
    pub out: PathBuf,
    /// 只做这一种文书，写题名或者编号；可以写多次
    #[arg(long, value_name = "文书", help_heading = "选项")]
    pub only: Vec<String>,
    /// 还没有办到的步骤，不做它的文书
    #[arg(long, help_heading = "选项")]
    pub due: bool,
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
    /// Pages for a browser.
    Html,
}

/// `plan`
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// 案件表单；“-”为标准输入
    #[arg(required = true, value_name = "表单", help_heading = "参数")]
    pub file: PathBuf,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = PlanFormat::Text, value_name = "格式", hide_default_value = true, hide_possible_values = true, help = "输出格式：text（默认）或者 json", help_heading = "选项")]
    pub format: PlanFormat,
    /// 今天的日期，如 2026-03-05；不写时取本机时钟（北京时间）。期限的状态和加处罚款算到这一天
    #[arg(long, value_name = "日期", value_parser = day, help_heading = "选项")]
    pub today: Option<NaiveDate>,
    /// 另写一份日历，今天以后的期限各成一项，提前两天提醒；“-”只把日历写到标准输出
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub ics: Option<PathBuf>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: Sources,
}

/// How `plan` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// `list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// writs（文书）、causes（案由）、rules（审查规则）、statutes（法规）、limits（期限与数额）、hazards（重大事故隐患）、reviews（评查标准）
    #[arg(value_enum, value_name = "类别", hide_possible_values = true, help_heading = "参数")]
    pub what: Listing,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: LibrarySources,
}

/// What `list` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// 文书
    Writs,
    /// 案由
    Causes,
    /// 审查规则
    Rules,
    /// 法规
    Statutes,
    /// 期限与数额
    Limits,
    /// 重大事故隐患
    Hazards,
    /// 评查标准
    Reviews,
}

/// `explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 规则（如 R28）、文书（题名、编号、序号）、案由（任何叫法）、法规（名称、编号）、条款（如 安全生产法第九十七条第七项）或者期限（编号、名称）
    #[arg(value_name = "名称", help_heading = "参数")]
    pub name: String,
    /// 按哪一天的法律，如 2026-03-05；不写时取本机时钟（北京时间）
    #[arg(long, value_name = "日期", value_parser = day, help_heading = "选项")]
    pub on: Option<NaiveDate>,
    /// Where inputs come from.
    #[command(flatten)]
    pub sources: LibrarySources,
}

/// A day as an option's value.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    date::parse(text).ok_or_else(|| "应当是日期，如 2026-03-05".into())
}

/// A number of threads as an option's value.
pub fn threads(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|count| (1..=MOST_THREADS).contains(count)).ok_or_else(|| format!("应当是 1 至 {MOST_THREADS} 的整数"))
}

/// More than any machine has; a slip of the hand must not make thousands.
const MOST_THREADS: usize = 512;

/// What clap has to say instead of a parsed call.
pub enum Answer {
    /// Help or version, asked for.
    Asked(String),
    /// Help, because nothing was asked.
    Nothing(String),
    /// A wrong call.
    Wrong(String),
}

/// The words for a call that clap did not accept, in Chinese throughout.
pub fn answer(error: &clap::Error, arguments: &[OsString]) -> Answer {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Answer::Asked(chinese(&error.render().to_string())),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Answer::Nothing(chinese(&error.render().to_string())),
        _ => Answer::Wrong(wrong_call(error, arguments)),
    }
}

/// clap ends its headings with a half-width colon and offers no other.
fn chinese(help: &str) -> String {
    ["命令", "参数", "选项"]
        .iter()
        .fold(help.to_string(), |help, heading| help.replace(&format!("\n{heading}:\n"), &format!("\n{heading}：\n")))
}

/// The command the arguments name, and how it is called: `wenshu agency check`.
fn called(arguments: &[OsString]) -> (clap::Command, String) {
    let (mut command, mut name) = (Cli::command(), "wenshu".to_string());
    for word in arguments.iter().skip(1) {
        let Some(found) = word.to_str().and_then(|word| command.find_subcommand(word)).cloned() else { break };
        name = format!("{name} {}", found.get_name());
        command = found;
    }
    (command, name)
}

/// The second word of a call that is neither an option nor its value.
fn surplus(command: &clap::Command, arguments: &[OsString]) -> Option<String> {
    let takes_value = |word: &str| {
        let named = |argument: &&clap::Arg| match word.strip_prefix("--") {
            Some(long) => argument.get_long() == Some(long),
            None => word.strip_prefix('-').is_some_and(|short| short.chars().eq(argument.get_short())),
        };
        command.get_arguments().find(named).is_some_and(|argument| argument.get_action().takes_values())
    };
    let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy()).skip_while(|word| *word != command.get_name()).skip(1);
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        if takes_value(&word) {
            words.next();
        } else if !word.starts_with('-') {
            found.push(word.into_owned());
        }
    }
    found.into_iter().nth(1)
}

fn wrong_call(error: &clap::Error, arguments: &[OsString]) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => all.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        Some(ContextValue::Number(n)) => n.to_string(),
        _ => String::new(),
    };
    let (command, name) = called(arguments);
    let (argument, value) = (context(ContextKind::InvalidArg).replace("...", ""), context(ContextKind::InvalidValue));
    let near = |typed: &str, known: Vec<String>| {
        let scored = known.into_iter().map(|known| (strsim::jaro_winkler(typed, &known), known));
        let best = scored.filter(|(score, _)| *score > 0.75).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map(|(_, known)| format!("；是不是想写“{known}”？")).unwrap_or_default()
    };
    let commands = || command.get_subcommands().map(|c| c.get_name().to_string()).collect();
    let options = || command.get_arguments().filter_map(|a| a.get_long()).map(|long| format!("--{long}")).collect();
    let said = match error.kind() {
        ErrorKind::MissingSubcommand => "没有写命令".to_string(),
        ErrorKind::InvalidSubcommand => {
            let typed = context(ContextKind::InvalidSubcommand);
            format!("没有“{typed}”这个命令{}", near(&typed, commands()))
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => format!("没有“{argument}”这个选项{}", near(&argument, options())),
        ErrorKind::UnknownArgument => format!("多写了“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("还缺少 {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面要写内容"),
        ErrorKind::InvalidValue => format!("“{argument}”不能写“{value}”；可以写 {}", context(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| format!("，{why}")).unwrap_or_default();
            format!("“{argument}”不能写“{value}”{why}")
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            prior if prior == argument => format!("“{argument}”只能写一次"),
            // clap takes the second of two files for a command and does not name it
            _ if argument.is_empty() => {
                let what = command.get_positionals().find_map(|own| own.get_value_names()?.first()).map_or("参数", |name| name.as_str());
                let surplus = surplus(&command, arguments).map(|word| format!("，多写了“{word}”")).unwrap_or_default();
                format!("只能写一个{what}{surplus}")
            }
            prior => format!("“{argument}”和“{prior}”不能同时用"),
        },
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("“{argument}”后面的内容个数不对"),
        ErrorKind::TooManyValues => format!("“{argument}”后面多写了“{value}”"),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_string(),
        _ => "命令写法不对".to_string(),
    };
    let stop = if said.ends_with('？') { "" } else { "。" };
    format!("{said}{stop}用法见 {name} --help")
}
