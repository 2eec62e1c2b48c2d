//! The program's own words in each language. The texts of the catalogue are the library's.

use crate::{input::Trouble, paste::OtherNumber, terminal::excerpt};
use std::io;
use yuanrong_errors::{Entry, Lang, Origin, Table};

/// The width of the labels of `yrerr CODE`, in columns of a terminal.
pub(crate) const LABEL_WIDTH: usize = 12;

/// The words of one language.
pub(crate) struct Labels {
    /// What ends a label.
    pub(crate) label_end: &'static str,
    /// What is before and after the text that an explanation is of.
    pub(crate) from: [&'static str; 2],
    pub(crate) message: &'static str,
    pub(crate) description: &'static str,
    pub(crate) other_meaning: &'static str,
    pub(crate) solution: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) runbook: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) retry: &'static str,
    /// What is in place of a label in the lines that continue `retry`.
    pub(crate) no_label: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) surfaces_as: &'static str,
    pub(crate) nearest: &'static str,
    /// What is around a remark, with the space in front of it.
    pub(crate) brackets: [&'static str; 2],
    pub(crate) colon: &'static str,

    /// What an annotation has before and after its texts.
    pub(crate) annotation: AnnotationLabels,
    /// What the page of all codes has before its texts.
    pub(crate) page: PageLabels,
}

pub(crate) struct AnnotationLabels {
    pub(crate) other_meaning: &'static str,
    pub(crate) solution: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) runbook: &'static str,
    pub(crate) retry: &'static str,
    pub(crate) full_stop: &'static str,
}

pub(crate) struct PageLabels {
    pub(crate) other_meanings: &'static str,
    pub(crate) separator: &'static str,
    pub(crate) solution: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) retry: &'static str,
}

const ENGLISH: Labels = Labels {
    label_end: ":",
    from: ["from \"", "\": "],
    message: "message:",
    description: "description:",
    other_meaning: "may also be:",
    solution: "solution:",
    hint: "hint:",
    runbook: "runbook:",
    kind: "kind:",
    retry: "retry:",
    no_label: "",
    reason: "reason:",
    surfaces_as: "surfaces as:",
    nearest: "nearest:",
    brackets: [" (", ")"],
    colon: ": ",
    annotation: AnnotationLabels {
        other_meaning: " May also be: ",
        solution: " Solution: ",
        hint: " Hint: ",
        runbook: " Runbook: ",
        retry: " Retry: ",
        full_stop: ".",
    },
    page: PageLabels {
        other_meanings: "May also be",
        separator: "; ",
        solution: "Solution",
        hint: "Hint",
        retry: "Retry",
    },
};

const CHINESE: Labels = Labels {
    label_end: "",
    from: ["来自“", "”："],
    message: "错误信息",
    description: "描述",
    other_meaning: "也可能是",
    solution: "解决方法",
    hint: "提示",
    runbook: "运维手册",
    kind: "错误类别",
    retry: "重试",
    no_label: "",
    reason: "重试依据",
    surfaces_as: "上报为",
    nearest: "相近的错误码",
    brackets: ["（", "）"],
    colon: "：",
    annotation: AnnotationLabels {
        other_meaning: " 也可能是：",
        solution: " 解决方法：",
        hint: " 提示：",
        runbook: " 运维手册：",
        retry: " 重试：",
        full_stop: "。",
    },
    page: PageLabels {
        other_meanings: "也可能是",
        separator: "；",
        solution: "解决方法",
        hint: "提示",
        retry: "重试",
    },
};

/// Returns the words of a language, or English for a language that this program does not know.
pub(crate) fn labels(lang: Lang) -> &'static Labels {
    match lang {
        Lang::Zh => &CHINESE,
        _ => &ENGLISH,
    }
}

/// Returns what the title of an explanation says of its code.
pub(crate) fn table_and_origin(lang: Lang, table: Table, origin: Origin) -> String {
    let origin = origin.word_in(lang);
    match lang {
        Lang::Zh => {
            let table = table.word_in(lang);
            let space = if table.is_ascii() { " " } else { "" };
            format!("（{table}{space}错误码表，{origin}）")
        }
        _ => format!(" ({table} table, {origin})"),
    }
}

/// Returns what the title of an explanation says of a code that only the overlay has.
pub(crate) fn table_of_overlay(lang: Lang, table: Table) -> String {
    match lang {
        Lang::Zh => {
            let table = table.word_in(lang);
            let space = if table.is_ascii() { " " } else { "" };
            format!("（{table}{space}错误码表，运维人员）")
        }
        _ => format!(" ({table} table, overlay)"),
    }
}

/// Returns what the title of an explanation says of a number that is no error code.
pub(crate) fn other_number(lang: Lang, number: OtherNumber) -> &'static str {
    match (number, lang) {
        (OtherNumber::Success, Lang::Zh) => "（表示成功，不是错误码）",
        (OtherNumber::Success, _) => " (success, not an error code)",
        (OtherNumber::HttpStatus, Lang::Zh) => "（HTTP 状态码，不是错误码）",
        (OtherNumber::HttpStatus, _) => " (an HTTP status, not an error code)",
    }
}

/// Returns what is said of a text that reports success.
pub(crate) fn reports_success(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "该响应表示成功，没有错误码。",
        _ => "this response reports success, so it has no error code",
    }
}

/// Returns the message about a text in which nothing was found.
pub(crate) fn nothing_found(lang: Lang, text: &str, similar: &[String]) -> String {
    let is_word = !text.trim().contains(char::is_whitespace);
    let text = excerpt(text);
    let what = match (lang, is_word) {
        (Lang::Zh, true) => format!("未知错误码“{text}”"),
        (Lang::Zh, false) => format!("“{text}”中没有错误码"),
        (_, true) => format!("unknown error code \"{text}\""),
        (_, false) => format!("no error code in \"{text}\""),
    };
    let advice = match (lang, similar, is_word) {
        (_, [], true) => String::new(),
        (Lang::Zh, [], false) => "；可用 `yrerr search` 在错误码的文本中查找".to_owned(),
        (_, [], false) => {
            "; to look for words in the texts of the codes, use `yrerr search`".to_owned()
        }
        (Lang::Zh, names, _) => format!("；是否为 {}？", names.join("、")),
        (_, [name], _) => format!("; did you mean {name}?"),
        (_, [names @ .., last], _) => format!("; did you mean {} or {last}?", names.join(", ")),
    };
    what + &advice
}

/// Returns the message about a standard input that is too long to be one text.
pub(crate) fn input_is_a_log(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "标准输入超过 1 MiB；日志可用 `yrerr annotate` 或 `yrerr summary` 读取",
        _ => {
            "standard input has more than 1 MiB; to read a log, use `yrerr annotate` or \
             `yrerr summary`"
        }
    }
}

/// Returns why a log is not read, and what to do.
pub(crate) fn trouble(lang: Lang, file: &str, trouble: &Trouble) -> String {
    let is_chinese = lang == Lang::Zh;
    match trouble {
        Trouble::Utf16 if is_chinese => {
            format!("UTF-16 文本；先转换：`iconv -f UTF-16 -t UTF-8 {file} | yrerr annotate`")
        }
        Trouble::Utf16 => format!(
            "this is UTF-16; convert it: `iconv -f UTF-16 -t UTF-8 {file} | yrerr annotate`"
        ),
        Trouble::IsOutput if is_chinese => "该文件同时是输出；将输出写入其他文件".to_owned(),
        Trouble::IsOutput => {
            "the output goes to this very file; write it to another one".to_owned()
        }
        Trouble::Compressed(command) if is_chinese => {
            format!("压缩文件；先解压：`{command} {file} | yrerr annotate`")
        }
        Trouble::Compressed(command) => {
            format!("the file is compressed; use `{command} {file} | yrerr annotate`")
        }
        Trouble::Failure(error) => failure(lang, file, error),
    }
}

/// Returns the message about a file that is not there.
pub(crate) fn no_such_file(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "文件不存在",
        _ => "there is no such file",
    }
}

fn failure(lang: Lang, file: &str, error: &io::Error) -> String {
    let is_chinese = lang == Lang::Zh;
    match error.kind() {
        io::ErrorKind::NotFound => no_such_file(lang).to_owned(),
        io::ErrorKind::PermissionDenied if is_chinese => {
            format!("无读取权限；以有权限的用户读取：`sudo cat {file} | yrerr annotate`")
        }
        io::ErrorKind::PermissionDenied => format!(
            "permission denied; read it as a user who may: `sudo cat {file} | yrerr annotate`"
        ),
        io::ErrorKind::IsADirectory if is_chinese => {
            format!("这是一个目录；指定其中的文件，例如 `{file}/*.log`")
        }
        io::ErrorKind::IsADirectory => {
            format!("this is a directory; name the files in it, such as `{file}/*.log`")
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
            if is_chinese =>
        {
            "gzip 数据损坏或不完整；损坏处之前的内容已读取".to_owned()
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            "the gzip data is damaged or cut off; what is before the damage was read".to_owned()
        }
        _ if is_chinese => format!("无法读取：{error}"),
        _ => error.to_string(),
    }
}

/// Returns the message about a command that the program does not have.
pub(crate) fn no_command(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有命令“{}”", excerpt(name)),
        _ => format!("there is no command \"{}\"", excerpt(name)),
    }
}

/// Returns how a command of this program is named in a sentence.
pub(crate) fn command(lang: Lang, command: &str) -> String {
    match lang {
        Lang::Zh => format!("命令 `yrerr {command}`"),
        _ => format!("the command `yrerr {command}`"),
    }
}

/// Returns the sentence that names the table of an explanation, and says what the number means in
/// the other table.
pub(crate) fn other_table(lang: Lang, table: Table, other: Entry) -> String {
    let (other_table, name) = (other.table().word_in(lang), other.name());
    let (table, description) = (table.word_in(lang), other.description_in(lang));
    match lang {
        Lang::Zh => format!(
            " 以上为 {table} 错误码表中的含义；在 {other_table} 错误码表中为 {name}：{description}"
        ),
        _ => format!(
            " This is the meaning in the {table} table; in the {other_table} table it is {name}: \
             {description}"
        ),
    }
}

/// Returns the first and the last line that mention a code; `last` is `None` where they are the same.
pub(crate) fn line_range(lang: Lang, first: &str, last: Option<&str>) -> String {
    match (lang, last) {
        (Lang::Zh, None) => format!("（第 {first} 行）"),
        (Lang::Zh, Some(last)) => format!("（第 {first} 行至第 {last} 行）"),
        (_, None) => format!(" (line {first})"),
        (_, Some(last)) => format!(" (lines {first} to {last})"),
    }
}

/// Returns the last line of a summary; `hidden` is the number of codes that are not shown.
pub(crate) fn lines_with_codes(lang: Lang, with_codes: u64, all: u64, hidden: usize) -> String {
    match (lang, hidden) {
        (Lang::Zh, 0) => format!("共 {all} 行，其中 {with_codes} 行包含错误码。"),
        (Lang::Zh, _) => {
            format!("共 {all} 行，其中 {with_codes} 行包含错误码；另有 {hidden} 个错误码未显示。")
        }
        (_, 0) => format!("{with_codes} of {all} lines mention a code"),
        (_, 1) => format!("{with_codes} of {all} lines mention a code; 1 more code is not shown"),
        _ => {
            format!("{with_codes} of {all} lines mention a code; {hidden} more codes are not shown")
        }
    }
}

/// Returns the heading of a table on the page.
pub(crate) fn table_heading(table: Table) -> String {
    match table {
        Table::DataSystem => "Data-system statuses".to_owned(),
        Table::FunctionSystem => "Function-system statuses".to_owned(),
        _ => format!("{} codes", table.as_str().to_uppercase()),
    }
}

/// Returns the first paragraph of the page.
pub(crate) fn page_introduction(lang: Lang, count: usize, release: &str) -> String {
    match lang {
        Lang::Zh => {
            format!(
                "openYuanrong {release} 版本中调用方可能收到的全部 {count} 个错误码，附中英文说明。\
                 数据系统和函数系统的状态码包含在其他错误的错误信息中。括号中的 *官方文档* 指 \
                 openYuanrong 发布的内容，*上游行为* 指其源码的行为，*本项目建议* 指本错误码表的建议。"
            )
        }
        _ => format!(
            "This page lists all {count} codes that can reach a caller, as of the release of \
             {release}, in English and Chinese. The statuses of the data system and of the function \
             system reach a caller inside other errors. *documented* marks what openYuanrong \
             publishes, *observed* marks what its source code does, and *advised* marks this \
             catalogue's own advice."
        ),
    }
}
