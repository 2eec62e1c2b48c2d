//! Columns of text, in each of the forms in which Arrow keeps text.

use datafusion::{
    arrow::{
        array::{Array, ArrayRef, AsArray},
        compute::{cast, take},
        datatypes::DataType,
    },
    error::Result,
    logical_expr::ColumnarValue,
    scalar::ScalarValue,
};

/// Returns whether this is a type of text or of bytes. A log can have bytes that are not UTF-8.
pub(super) fn is_text(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
    )
}

/// The rows of a column of text.
pub(super) type Rows<'a> = Box<dyn Iterator<Item = Option<&'a [u8]>> + 'a>;

/// Returns the rows of a column whose type [`is_text`].
fn rows(column: &dyn Array) -> Rows<'_> {
    match column.data_type() {
        DataType::Utf8 => Box::new(column.as_string::<i32>().iter().map(as_bytes)),
        DataType::LargeUtf8 => Box::new(column.as_string::<i64>().iter().map(as_bytes)),
        DataType::Utf8View => Box::new(column.as_string_view().iter().map(as_bytes)),
        DataType::Binary => Box::new(column.as_binary::<i32>().iter()),
        DataType::LargeBinary => Box::new(column.as_binary::<i64>().iter()),
        // The last of these types.
        _ => Box::new(column.as_binary_view().iter()),
    }
}

fn as_bytes(row: Option<&str>) -> Option<&[u8]> {
    row.map(str::as_bytes)
}

/// Evaluates a function of one text. A scalar is evaluated once, and so is each value of a dictionary.
pub(super) fn evaluate(
    argument: &ColumnarValue,
    function: impl Fn(Rows<'_>) -> Result<ArrayRef>,
) -> Result<ColumnarValue> {
    match argument {
        ColumnarValue::Array(column) => Ok(ColumnarValue::Array(of_column(column, function)?)),
        ColumnarValue::Scalar(scalar) => {
            let result = of_column(&scalar.to_array()?, function)?;
            Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&result, 0)?))
        }
    }
}

fn of_column(
    column: &ArrayRef,
    function: impl Fn(Rows<'_>) -> Result<ArrayRef>,
) -> Result<ArrayRef> {
    let DataType::Dictionary(_, value_type) = column.data_type() else {
        return function(rows(column));
    };
    let dictionary = column.as_any_dictionary();
    // A filter leaves the values of a dictionary, also those that no row has any more.
    if dictionary.values().len() > dictionary.len() {
        return function(rows(&cast(column, value_type)?));
    }
    let of_values = function(rows(dictionary.values()))?;
    Ok(take(&of_values, dictionary.keys(), None)?)
}
