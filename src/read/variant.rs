//! Reads the variants that the `Debug` of a code shows.

use crate::{
    DataSystemErrorCode, ErrorCode, FunctionSystemErrorCode, RestErrorCode, SdkErrorCode, Table,
    table::for_each_table,
};
use core::fmt::{self, Write};

/// Returns the code of a table with this variant.
pub(super) fn named(table: Table, variant: &str) -> Option<ErrorCode> {
    macro_rules! by_table {
        ($($Table:ident, $Enum:ident, $table:ident;)*) => {
            match table {
                $(Table::$Table => find($Enum::ALL, variant),)*
            }
        };
    }
    for_each_table!(by_table)
}

fn find<C: Copy + fmt::Debug + Into<ErrorCode>>(codes: &[C], variant: &str) -> Option<ErrorCode> {
    codes.iter().copied().find(|code| shows(*code, variant)).map(Into::into)
}

/// Returns whether `Debug` writes exactly this text.
fn shows(value: impl fmt::Debug, text: &str) -> bool {
    let mut expected = Expected(text);
    write!(expected, "{value:?}").is_ok() && expected.0.is_empty()
}

/// What has not been written yet of the text that is expected.
struct Expected<'a>(&'a str);

impl Write for Expected<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(text).ok_or(fmt::Error)?;
        Ok(())
    }
}
