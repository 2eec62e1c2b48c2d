//! The table of the lines of logs.

use super::{
    division::{Part, divide},
    scan::{LogScan, Origin},
};
use async_trait::async_trait;
use datafusion::{
    arrow::datatypes::{DataType, Field, Schema, SchemaRef},
    catalog::{Session, TableProvider},
    datasource::{TableType, memory::MemorySourceConfig},
    error::Result,
    execution::object_store::ObjectStoreUrl,
    logical_expr::Expr,
    physical_plan::ExecutionPlan,
};
use object_store::ObjectMeta;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};

/// The lines of logs, plain or compressed with gzip, as a table.
///
/// | column | what |
/// | --- | --- |
/// | `file` | the path of the file |
/// | `line` | the line as text; what is not UTF-8 is replaced |
/// | `bytes` | the line as it is, so that `yr_codes(bytes)` finds what `yrerr summary` finds |
///
/// DataFusion's own reader of CSV files could read lines, too. But it fails on a line that is not
/// UTF-8, and Ballista does not tell its executors that a file is compressed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogTable {
    store: String,
    files: Vec<LogFile>,
}

/// A file with lines.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LogFile {
    pub(super) path: String,
    pub(super) size: u64,
}

impl LogTable {
    /// Creates a table of these files. Those whose names end in `.gz` are decompressed.
    #[must_use]
    pub fn new(store: &ObjectStoreUrl, files: &[ObjectMeta]) -> Self {
        let files = files
            .iter()
            .map(|file| LogFile { path: file.location.to_string(), size: file.size })
            .collect();
        Self { store: store.as_str().to_owned(), files }
    }
}

static COLUMNS: LazyLock<SchemaRef> = LazyLock::new(|| {
    Arc::new(Schema::new(vec![
        Field::new("file", DataType::Utf8View, false),
        Field::new("line", DataType::Utf8View, false),
        Field::new("bytes", DataType::BinaryView, false),
    ]))
});

/// Returns the columns of the table.
pub(super) fn columns() -> SchemaRef {
    COLUMNS.clone()
}

#[async_trait]
impl TableProvider for LogTable {
    fn schema(&self) -> SchemaRef {
        columns()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        session: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        _limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let lists = divide(&self.files, session.config().target_partitions());
        let tables = lists.iter().map(|parts| Ok(vec![Part::to_table(parts)?]));
        let tables = tables.collect::<Result<Vec<_>>>()?;
        // There is at least one list.
        let parts = MemorySourceConfig::try_new_exec(&tables, tables[0][0].schema(), None)?;
        let all = || (0..columns().fields().len()).collect();
        let projection = projection.cloned().unwrap_or_else(all);
        let origin = Origin { store: self.store.clone(), projection };
        Ok(Arc::new(LogScan::new(parts, origin)?))
    }
}
