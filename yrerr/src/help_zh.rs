//! The help and the messages about wrong usage, in Chinese.

use clap::{
    Arg, ArgAction, Command, Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use std::sync::LazyLock;
use yuanrong_errors::UPSTREAM_RELEASE;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The version, and that of the catalogue.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version}\nopenYuanrong 错误码表，对应 {UPSTREAM_RELEASE} 版本")
});

/// Returns the command line with Chinese texts.
pub(crate) fn translated(command: Command) -> Command {
    translate(command, "yrerr")
}

fn translate(command: Command, usage: &str) -> Command {
    let name = command.get_name().to_owned();
    let (about, more) = about(&name);
    let long_about = if more.is_empty() { about.to_owned() } else { format!("{about}\n\n{more}") };
    let usage = match usage_of(&command) {
        words if words.is_empty() => usage.to_owned(),
        words => format!("{usage} {words}"),
    };
    let command = command
        .long_version(LONG_VERSION.as_str())
        .about(about)
        .long_about(long_about)
        .help_template(TEMPLATE)
        .override_usage(if name == "yrerr" {
            format!("{usage}\n       yrerr [选项] <命令>")
        } else {
            usage.clone()
        })
        .subcommand_help_heading("命令")
        .mut_args(|arg| translated_argument(arg, &name));
    let command = match after_help(&name) {
        Some((short, long)) => command.after_help(short).after_long_help(long),
        None => command,
    };
    command.mut_subcommands(|command| {
        let path = format!("yrerr {}", command.get_name());
        translate(command, &path)
    })
}

/// Returns the options and arguments of a command, as its usage shows them.
fn usage_of(command: &Command) -> String {
    let mut words = vec!["[选项]".to_owned()];
    words.extend(command.get_positionals().map(|arg| {
        let name = value_name(arg);
        let dots = if matches!(arg.get_action(), ArgAction::Append) { "..." } else { "" };
        if arg.is_required_set() { format!("<{name}>{dots}") } else { format!("[{name}]{dots}") }
    }));
    words.join(" ")
}

fn value_name(arg: &Arg) -> &'static str {
    let names = arg.get_value_names().unwrap_or_default();
    match names.first().map(clap::builder::Str::as_str) {
        Some("CODE") => "错误码",
        Some("FILE") => "文件",
        Some("WORD") => "词",
        Some("CLASS") => "重试类别",
        Some("KIND") => "错误类别",
        Some("TABLE") => "错误码表",
        Some("LANG") => "语言",
        Some("FORMAT") => "格式",
        Some("WHEN") => "时机",
        Some("LINES") => "行数",
        Some("SHELL") => "shell",
        Some("COMMAND") => "命令",
        _ => "数量",
    }
}

fn translated_argument(arg: Arg, command: &str) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let is_positional = arg.is_positional();
    let mut help = argument(&id, command).to_owned();
    if arg.get_action().takes_values() && !arg.is_hide_possible_values_set() {
        let values = arg.get_possible_values();
        let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        if !values.is_empty() {
            help.extend(["（可选：", &values.join("、"), "）"]);
        }
        let defaults = arg.get_default_values().iter().filter_map(|value| value.to_str());
        let defaults: Vec<&str> = defaults.collect();
        if !defaults.is_empty() && !arg.is_hide_default_value_set() {
            help.extend(["（默认：", &defaults.join("、"), "）"]);
        }
    }
    if let Some(variable) = arg.get_env().and_then(|variable| variable.to_str()) {
        help.extend(["（环境变量：", variable, "）"]);
    }
    let value_name = value_name(&arg);
    let takes_values = arg.get_action().takes_values();
    let arg = arg
        .help(help.clone())
        .long_help(help)
        .help_heading(if is_positional { "参数" } else { "选项" })
        .hide_possible_values(true)
        .hide_default_value(true)
        .hide_env(true);
    if takes_values { arg.value_name(value_name) } else { arg }
}

/// Returns what a command does, and more about it.
fn about(command: &str) -> (&'static str, &'static str) {
    match command {
        "yrerr" => ("解释 openYuanrong 的错误码：发生了什么，如何处理，是否重试调用", ""),
        "list" => ("列出错误码表中的错误码，每行一个", ""),
        "search" => {
            ("列出名称或文本包含所有词的错误码，不区分大小写", "名称包含这些词的错误码排在前面。")
        }
        "annotate" => (
            "输出日志，并在每行下方解释其中的错误码",
            "日志原样输出，包含错误码的行下方有解释。退出状态为 0，出现问题时为 2。",
        ),
        "summary" => (
            "统计日志文件中的错误码",
            "每个错误码一行：出现次数，占全部次数的比例，首次和末次出现的位置，含义和解决方法。",
        ),
        "export" => ("输出整个错误码表", ""),
        "completions" => ("输出 shell 的补全脚本", ""),
        "man" => ("输出手册页，或某个命令的手册页", ""),
        "help" => ("显示帮助，或某个命令的帮助", ""),
        _ => ("", ""),
    }
}

/// Returns the end of a short and of a long help.
fn after_help(command: &str) -> Option<(&'static str, &'static str)> {
    let example = match command {
        "yrerr" => {
            return Some((
                "退出状态：找到为 0，未找到为 1，用法错误或出现问题为 2。",
                "示例：
  yrerr 1002 FunctionNotFound           解释两个错误码
  yrerr datasystem:19 'Out of memory'   解释数据系统的两个状态码
  yrerr 'invoke failed, code: 3002 …'   解释异常信息
  kubectl logs POD | tail -1 | yrerr -  解释标准输入的内容
  yrerr list --table rest --retryable   列出可重试的 REST API 错误码
  yrerr search etcd                     列出文本提到 etcd 的错误码
  kubectl logs -f POD | yrerr annotate  在日志的每行下方解释其中的错误码
  yrerr summary *.log *.log.gz          统计日志文件中的错误码

任何粘贴的内容均可识别：数字（1002），带错误码表的数字（rest:4202），任意大小写的名称，状态码的文本，响应体，\
异常信息和日志行。

退出状态：找到为 0，未找到为 1，用法错误或出现问题（如文件无法读取）为 2。`yrerr annotate` 是过滤器：\
退出状态为 0，出现问题时为 2。",
            ));
        }
        "list" => "示例：yrerr list --table rest --retryable --kind unavailable",
        "search" => "示例：yrerr search 租户 预留",
        "annotate" => "示例：kubectl logs -f POD | yrerr annotate --once",
        "summary" => "示例：yrerr summary --top 5 /var/log/yuanrong/*.log",
        "export" => "示例：yrerr export --format csv > codes.csv",
        "completions" => {
            "示例：yrerr completions bash > ~/.local/share/bash-completion/completions/yrerr"
        }
        "man" => "示例：yrerr man > ~/.local/share/man/man1/yrerr.1",
        _ => return None,
    };
    Some((example, example))
}

/// Returns what an option or an argument does.
fn argument(id: &str, command: &str) -> &'static str {
    match (id, command) {
        ("codes", _) => "数字，名称，响应体，异常信息或日志行；“-”为标准输入",
        ("table", "list") => "只列出该错误码表的错误码",
        ("table", _) => "在该错误码表中查找数字和名称",
        ("format", "export") => "输出格式；markdown 和 html 均为一页，包含中英文",
        ("format", "summary") => "输出格式；prometheus 用于其 node exporter 的 textfile collector",
        ("format", "annotate") => "输出格式；json 为每行一个对象",
        ("format", _) => "输出格式",
        ("lang", _) => "所有显示内容的语言；默认为区域设置的语言",
        ("color", _) => "何时使用颜色",
        ("overlay", _) => "包含运维人员建议的 JSON 文件，其内容替换错误码表的内容",
        ("retry", _) => "只列出该重试类别的错误码，可多次指定",
        ("retryable", _) => "只列出重试后可能成功的错误码",
        ("kind", _) => "只列出该错误类别的错误码",
        ("documented", _) => "只列出 openYuanrong 文档中的错误码",
        ("words", _) => "要查找的词",
        ("files", _) => "日志文件，可为 gzip 压缩文件；未指定或为“-”时读取标准输入",
        ("line_number", _) => "输出行号",
        ("with_filename", _) => "输出文件名；有多个文件时默认输出",
        ("no_filename", _) => "不输出文件名",
        ("only", _) => "只输出包含错误码的行",
        ("context", _) => "只输出包含错误码的行，及其前后各若干行",
        ("once", _) => "每个错误码只解释一次",
        ("summary", _) => "在最后输出 `yrerr summary` 的内容",
        ("top", _) => "只显示出现次数最多的若干个错误码",
        ("shell", _) => "shell 的名称",
        ("command" | "subcommand", _) => "命令的名称",
        ("help", _) => "显示帮助（-h 为简短的帮助）",
        ("version", _) => "显示版本",
        _ => "",
    }
}

/// Returns what is wrong with a command line, and where help is.
pub(crate) fn error(error: &Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("未知选项或参数“{argument}”"),
        ErrorKind::InvalidSubcommand => {
            format!("未知命令“{}”", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("“{argument}”的值“{value}”无效")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::ArgumentConflict if argument.is_empty() => "错误码和命令不能同时使用".to_owned(),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}”不能与“{}”同时使用", context(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues => format!("“{argument}”的值“{value}”是多余的"),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文本".to_owned(),
        kind => kind.as_str().unwrap_or("用法错误").to_owned(),
    };
    let values = context(ContextKind::ValidValue);
    let values = if values.is_empty() { values } else { format!("（可选：{values}）") };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedValue].map(context).concat();
    let suggested =
        if suggested.is_empty() { suggested } else { format!("；是否为“{suggested}”？") };
    format!("错误：{what}{values}{suggested}\n\n更多信息见 `yrerr --help`。")
}
