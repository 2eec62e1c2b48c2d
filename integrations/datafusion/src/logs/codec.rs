//! Sends logs as tables to a scheduler and its executors.

use super::{scan::LogScan, table::LogTable};
use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::{
    arrow::datatypes::SchemaRef,
    catalog::TableProvider,
    common::{TableReference, utils::take_function_args},
    datasource::file_format::FileFormatFactory,
    error::{DataFusionError, Result},
    execution::TaskContext,
    logical_expr::{Extension, LogicalPlan},
    physical_plan::ExecutionPlan,
};
use datafusion_proto::{
    logical_plan::LogicalExtensionCodec,
    physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What an encoded [`LogTable`] or its scan begins with. No message of Ballista begins so.
const MARK: &[u8] = b"yuanrong-errors:";

/// Ballista's own codec, and [`LogTable`].
#[derive(Debug, Default)]
pub struct LogCodec {
    logical: BallistaLogicalExtensionCodec,
    physical: BallistaPhysicalExtensionCodec,
}

fn encode(value: &impl Serialize, buffer: &mut Vec<u8>) -> Result<()> {
    buffer.extend(MARK);
    serde_json::to_writer(buffer, value).map_err(external)
}

/// Returns `None` for what [`encode`] did not write.
fn decode<T: for<'a> Deserialize<'a>>(buffer: &[u8]) -> Option<Result<T>> {
    let json = buffer.strip_prefix(MARK)?;
    Some(serde_json::from_slice(json).map_err(external))
}

fn external(error: serde_json::Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

impl LogicalExtensionCodec for LogCodec {
    fn try_decode(
        &self,
        buffer: &[u8],
        inputs: &[LogicalPlan],
        context: &TaskContext,
    ) -> Result<Extension> {
        self.logical.try_decode(buffer, inputs, context)
    }

    fn try_encode(&self, node: &Extension, buffer: &mut Vec<u8>) -> Result<()> {
        self.logical.try_encode(node, buffer)
    }

    fn try_decode_table_provider(
        &self,
        buffer: &[u8],
        name: &TableReference,
        schema: SchemaRef,
        context: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        match decode::<LogTable>(buffer) {
            Some(table) => Ok(Arc::new(table?)),
            None => self.logical.try_decode_table_provider(buffer, name, schema, context),
        }
    }

    fn try_encode_table_provider(
        &self,
        name: &TableReference,
        table: Arc<dyn TableProvider>,
        buffer: &mut Vec<u8>,
    ) -> Result<()> {
        match table.downcast_ref::<LogTable>() {
            Some(table) => encode(table, buffer),
            None => self.logical.try_encode_table_provider(name, table, buffer),
        }
    }

    fn try_decode_file_format(
        &self,
        buffer: &[u8],
        context: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.logical.try_decode_file_format(buffer, context)
    }

    fn try_encode_file_format(
        &self,
        buffer: &mut Vec<u8>,
        format: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.logical.try_encode_file_format(buffer, format)
    }
}

impl PhysicalExtensionCodec for LogCodec {
    fn try_decode(
        &self,
        buffer: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match decode(buffer) {
            Some(origin) => {
                let [parts] = take_function_args("LogScan", inputs)?;
                Ok(Arc::new(LogScan::new(parts.clone(), origin?)?))
            }
            None => self.physical.try_decode(buffer, inputs, context, converter),
        }
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        buffer: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        match node.downcast_ref::<LogScan>() {
            Some(scan) => encode(scan.origin(), buffer),
            None => self.physical.try_encode(node, buffer, converter),
        }
    }
}
