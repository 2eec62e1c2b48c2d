//! The program's own words in each language. The texts of the catalogue are the library's.

use yuanrong_errors::{Entry, Lang, Table};

/// The words of one language.
pub(crate) struct Labels {
    /// The width of the labels of `yrerr CODE`, in characters.
    pub(crate) width: usize,
    pub(crate) table: &'static str,
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
    pub(crate) colon: &'static str,
}

const ENGLISH: Labels = Labels {
    width: 12,
    table: "table",
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
        colon: ": ",
    },
};

// Chinese characters and the ideographic space are two columns wide.
const CHINESE: Labels = Labels {
    width: 3,
    table: "表",
    message: "消息",
    description: "描述",
    other_meaning: "另指",
    solution: "解决",
    hint: "提示",
    runbook: "手册",
    kind: "类型",
    retry: "重试",
    no_label: "\u{3000}\u{3000}",
    reason: "依据",
    surfaces_as: "上报",
    nearest: "邻近",
    annotation: AnnotationLabels {
        other_meaning: " 另指：",
        solution: " 解决：",
        hint: " 提示：",
        runbook: " 手册：",
        retry: " 重试：",
        full_stop: "。",
    },
    page: PageLabels {
        other_meanings: "可能另指",
        separator: "；",
        solution: "解决方案",
        hint: "提示",
        retry: "重试",
        colon: "：",
    },
};

/// Returns the words of a language, or English for a language that this program does not know.
pub(crate) fn labels(lang: Lang) -> &'static Labels {
    match lang {
        Lang::Zh => &CHINESE,
        _ => &ENGLISH,
    }
}

/// Returns the sentence that names the table of an explanation, and says what the number means in
/// the other table.
pub(crate) fn other_table(lang: Lang, table: Table, other: Entry) -> String {
    let (other_table, name) = (other.table(), other.name());
    let description = other.description_in(lang);
    match lang {
        Lang::Zh => {
            format!(" 此为 {table} 表的含义；在 {other_table} 表中为 {name}：{description}")
        }
        _ => format!(
            " This is the meaning in the {table} table; in the {other_table} table it is {name}: \
             {description}"
        ),
    }
}

/// Returns the first and the last line that mention a code; `last` is `None` where they are the same.
pub(crate) fn line_range(lang: Lang, first: &str, last: Option<&str>) -> String {
    match (lang, last) {
        (Lang::Zh, None) => format!("行 {first}"),
        (Lang::Zh, Some(last)) => format!("行 {first} 至 {last}"),
        (_, None) => format!("line {first}"),
        (_, Some(last)) => format!("lines {first} to {last}"),
    }
}

/// Returns the last line of a summary.
pub(crate) fn lines_with_codes(lang: Lang, with_codes: u64, all: u64) -> String {
    match lang {
        Lang::Zh => format!("{all} 行中有 {with_codes} 行包含错误码"),
        _ => format!("{with_codes} of {all} lines mention a code"),
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
                "openYuanrong 全部 {count} 个错误码和状态码（{release} 版本），含中英文说明。\
                 数据系统和函数系统的状态码包含在其他错误中到达调用方。"
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
