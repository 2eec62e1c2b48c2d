//! The functions of a table and a code.

use super::text::is_text;
use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray, StringViewBuilder},
        datatypes::{DataType, Int64Type},
    },
    common::{DataFusionError, plan_err, utils::take_function_args},
    error::Result,
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility},
    scalar::ScalarValue,
};
use std::sync::Arc;
use yuanrong_errors::{Entry, ErrorCode, Table};

/// What the catalogue says about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Property {
    Message,
    Solution,
    Hint,
    Kind,
    Retry,
}

impl Property {
    fn of(self, entry: Entry) -> Option<&'static str> {
        match self {
            Self::Message => Some(entry.message()),
            Self::Solution => Some(entry.solution()),
            Self::Hint => entry.hint(),
            Self::Kind => Some(entry.kind().as_str()),
            Self::Retry => Some(entry.retry().as_str()),
        }
    }
}

/// A function of a table and a code.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct PropertyFunction {
    property: Property,
    signature: Signature,
}

impl PropertyFunction {
    pub(super) fn new(property: Property) -> Self {
        Self { property, signature: Signature::user_defined(Volatility::Immutable) }
    }

    fn of_columns(&self, tables: &ArrayRef, codes: &ArrayRef) -> Result<ArrayRef> {
        let (tables, codes) = (tables.as_string_view(), codes.as_primitive::<Int64Type>());
        let mut texts = StringViewBuilder::with_capacity(tables.len());
        for (table, code) in tables.iter().zip(codes) {
            texts.append_option(match (table, code) {
                (Some(table), Some(code)) => {
                    entry(table, code)?.and_then(|entry| self.property.of(entry))
                }
                _ => None,
            });
        }
        Ok(Arc::new(texts.finish()))
    }
}

/// Returns what the catalogue has for a number of a table.
fn entry(table: &str, code: i64) -> Result<Option<Entry>> {
    let table: Table = table.parse().map_err(|error| DataFusionError::External(Box::new(error)))?;
    let code = i32::try_from(code).ok();
    Ok(code.and_then(|code| ErrorCode::in_table(table, code).entry()))
}

impl ScalarUDFImpl for PropertyFunction {
    fn name(&self) -> &'static str {
        match self.property {
            Property::Message => "yr_message",
            Property::Solution => "yr_solution",
            Property::Hint => "yr_hint",
            Property::Kind => "yr_kind",
            Property::Retry => "yr_retry",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let [table, code] = take_function_args(self.name(), types)?;
        let is_table = match table {
            DataType::Dictionary(_, values) => is_text(values),
            table => table.is_null() || is_text(table),
        };
        if is_table && (code.is_null() || code.is_integer()) {
            Ok(vec![DataType::Utf8View, DataType::Int64])
        } else {
            plan_err!("{} takes a table and a code, not {table} and {code}", self.name())
        }
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8View)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arguments = arguments.args;
        let is_scalar = |argument: &ColumnarValue| matches!(argument, ColumnarValue::Scalar(_));
        let is_scalar = arguments.iter().all(is_scalar);
        let columns = ColumnarValue::values_to_arrays(&arguments)?;
        let [tables, codes] = take_function_args(self.name(), &columns)?;
        let texts = self.of_columns(tables, codes)?;
        Ok(if is_scalar {
            ColumnarValue::Scalar(ScalarValue::try_from_array(&texts, 0)?)
        } else {
            ColumnarValue::Array(texts)
        })
    }
}
