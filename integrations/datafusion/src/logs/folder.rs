//! A folder of logs as one table.

use super::table::LogTable;
use datafusion::{
    arrow::datatypes::DataType,
    common::plan_err,
    datasource::listing::ListingTableUrl,
    error::Result,
    logical_expr::{cast, ident, lit},
    prelude::{DataFrame, ParquetReadOptions, SessionContext},
};
use futures::TryStreamExt;
use object_store::ObjectMeta;
use std::sync::Arc;

/// Registers the files of a folder as the table `logs`, with the columns of [`LogTable`]. Folders in
/// it are read, too.
///
/// A file whose name ends in `.parquet` has the text of a line in the column `text`, and a file whose
/// name ends in `.gz` is decompressed. All others are plain text.
///
/// # Errors
/// Returns an error if the folder has no file or cannot be read, or if a Parquet file has no such
/// column.
pub async fn register_folder(context: &SessionContext, folder: &str, text: &str) -> Result<()> {
    let url = ListingTableUrl::parse(folder)?;
    let store = context.runtime_env().object_store(&url)?;
    let mut state = context.state();
    state.config_mut().options_mut().execution.listing_table_ignore_subdirectory = false;
    let files = url.list_all_files(&state, store.as_ref(), "").await?;
    let files: Vec<ObjectMeta> = files.try_collect().await?;
    if files.is_empty() {
        return plan_err!("{folder}: there is no file");
    }
    let is_parquet = |file: &ObjectMeta| file.location.extension() == Some("parquet");
    let (parquet, logs): (Vec<ObjectMeta>, Vec<ObjectMeta>) =
        files.into_iter().partition(is_parquet);
    let mut table = context.read_table(Arc::new(LogTable::new(&url.object_store(), &logs)))?;
    for file in parquet {
        let url = format!("{}{}", url.object_store().as_str(), file.location);
        table =
            table.union(lines_of_parquet(context, &url, file.location.as_ref(), text).await?)?;
    }
    context.register_table("logs", table.into_view())?;
    Ok(())
}

/// Returns a Parquet file with the columns of a [`LogTable`].
async fn lines_of_parquet(
    context: &SessionContext,
    url: &str,
    path: &str,
    text: &str,
) -> Result<DataFrame> {
    let file = context.read_parquet(url, ParquetReadOptions::default()).await?;
    let line = |data_type| cast(ident(text), data_type);
    file.select([
        cast(lit(path), DataType::Utf8View).alias("file"),
        line(DataType::Utf8View).alias("line"),
        line(DataType::BinaryView).alias("bytes"),
    ])
}
