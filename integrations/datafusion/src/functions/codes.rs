//! The functions that find codes in a text.

use super::text::{self, Rows, is_text};
use datafusion::{
    arrow::{
        array::{
            ArrayBuilder, ArrayRef, Int32Builder, ListArray, NullBufferBuilder,
            OffsetBufferBuilder, StringViewBuilder, StructArray,
        },
        buffer::NullBuffer,
        datatypes::{DataType, Field, Fields},
    },
    common::{plan_err, utils::take_function_args},
    error::Result,
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, Volatility},
};
use std::sync::{Arc, LazyLock};
use yuanrong_errors::{ErrorCode, Table, rest, scan};

/// A way to find codes in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reader {
    /// `yr_codes`: each code that a log mentions.
    Mentions,
    /// `yr_code_of`: the code of the body of a REST response.
    Body,
}

/// A function that finds codes in a text.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct CodeFunction {
    reader: Reader,
    signature: Signature,
}

impl CodeFunction {
    pub(super) fn new(reader: Reader) -> Self {
        Self { reader, signature: Signature::user_defined(Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for CodeFunction {
    fn name(&self) -> &'static str {
        match self.reader {
            Reader::Mentions => "yr_codes",
            Reader::Body => "yr_code_of",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let [data_type] = take_function_args(self.name(), types)?;
        match data_type {
            DataType::Null => Ok(vec![DataType::Utf8View]),
            DataType::Dictionary(_, values) if is_text(values) => Ok(vec![data_type.clone()]),
            _ if is_text(data_type) => Ok(vec![data_type.clone()]),
            _ => plan_err!("{} reads text, not {data_type}", self.name()),
        }
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        let code = DataType::Struct(CODE.clone());
        Ok(match self.reader {
            Reader::Mentions => DataType::List(Arc::new(Field::new_list_field(code, true))),
            Reader::Body => code,
        })
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [argument] = take_function_args(self.name(), &arguments.args)?;
        text::evaluate(
            argument,
            match self.reader {
                Reader::Mentions => mentioned,
                Reader::Body => of_bodies,
            },
        )
    }
}

/// The fields of a code. `table` and `name` are NULL for a number that the catalogue does not have.
static CODE: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        Field::new("table", DataType::Utf8View, true),
        Field::new("code", DataType::Int32, true),
        Field::new("name", DataType::Utf8View, true),
    ])
});

fn mentioned(rows: Rows<'_>) -> Result<ArrayRef> {
    let count = rows.size_hint().0;
    let mut codes = Codes::default();
    let (mut offsets, mut nulls) = (OffsetBufferBuilder::new(count), NullBufferBuilder::new(count));
    for row in rows {
        let before = codes.numbers.len();
        for mention in row.into_iter().flat_map(scan::mentions) {
            codes.push(mention.code());
        }
        offsets.push_length(codes.numbers.len() - before);
        nulls.append(row.is_some());
    }
    let codes = codes.finish(None)?;
    let field = Arc::new(Field::new_list_field(DataType::Struct(CODE.clone()), true));
    Ok(Arc::new(ListArray::try_new(field, offsets.finish(), Arc::new(codes), nulls.finish())?))
}

fn of_bodies(rows: Rows<'_>) -> Result<ArrayRef> {
    let (mut codes, mut nulls) = (Codes::default(), NullBufferBuilder::new(rows.size_hint().0));
    for row in rows {
        let code = row.and_then(rest::code_of);
        match code {
            Some(code) => codes.push(code),
            None => codes.push_null(),
        }
        nulls.append(code.is_some());
    }
    Ok(Arc::new(codes.finish(nulls.finish())?))
}

/// A column of codes that is being built.
#[derive(Default)]
struct Codes {
    tables: StringViewBuilder,
    numbers: Int32Builder,
    names: StringViewBuilder,
}

impl Codes {
    fn push(&mut self, code: ErrorCode) {
        self.tables.append_option(code.table().map(Table::as_str));
        self.numbers.append_value(code.code());
        self.names.append_option(code.name());
    }

    fn push_null(&mut self) {
        self.tables.append_null();
        self.numbers.append_null();
        self.names.append_null();
    }

    fn finish(mut self, nulls: Option<NullBuffer>) -> Result<StructArray> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.tables.finish()),
            Arc::new(self.numbers.finish()),
            Arc::new(self.names.finish()),
        ];
        Ok(StructArray::try_new(CODE.clone(), columns, nulls)?)
    }
}
