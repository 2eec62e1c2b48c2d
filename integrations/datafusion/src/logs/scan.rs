//! The part of a query plan that reads logs.

use super::{division::Part, lines::Lines, table::columns};
use datafusion::{
    arrow::{
        array::{
            ArrayRef, BinaryViewArray, BinaryViewBuilder, RecordBatch, RecordBatchOptions,
            StringViewArray, StringViewBuilder,
        },
        buffer::Buffer,
        datatypes::SchemaRef,
        error::ArrowError,
    },
    common::{tree_node::TreeNodeRecursion, utils::take_function_args},
    error::Result,
    execution::{SendableRecordBatchStream, TaskContext, object_store::ObjectStoreUrl},
    physical_expr::{EquivalenceProperties, PhysicalExpr},
    physical_plan::{
        DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties,
        execution_plan::{Boundedness, EmissionType},
        stream::RecordBatchStreamAdapter,
    },
};
use futures::{TryStreamExt, stream};
use memchr::memchr_iter;
use object_store::ObjectStore;
use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, fmt, iter, sync::Arc};

/// Reads the lines of the parts of files that its input lists.
///
/// The parts are the rows of a table in memory, not fields of this node: of a node that it does not
/// know, Ballista cannot select the partitions of a task, and each task would read them all.
#[derive(Clone, Debug)]
pub(super) struct LogScan {
    parts: Arc<dyn ExecutionPlan>,
    origin: Origin,
    properties: Arc<PlanProperties>,
}

/// Where the files are, and what of them the query needs. An executor gets this.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Origin {
    pub(super) store: String,
    /// The indexes of the columns.
    pub(super) projection: Vec<usize>,
}

impl LogScan {
    pub(super) fn new(parts: Arc<dyn ExecutionPlan>, origin: Origin) -> Result<Self> {
        let schema = Arc::new(columns().project(&origin.projection)?);
        let partitions = parts.properties().output_partitioning().partition_count();
        let properties = PlanProperties::new(
            EquivalenceProperties::new(schema),
            Partitioning::UnknownPartitioning(partitions),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Ok(Self { parts, origin, properties: Arc::new(properties) })
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl DisplayAs for LogScan {
    fn fmt_as(&self, _format: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schema = self.schema();
        let columns: Vec<&str> =
            schema.fields().iter().map(|field| field.name().as_str()).collect();
        write!(f, "LogScan: columns=[{}]", columns.join(", "))
    }
}

impl ExecutionPlan for LogScan {
    fn name(&self) -> &'static str {
        "LogScan"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.parts]
    }

    /// The parts are divided between the partitions already.
    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn apply_expressions(
        &self,
        _function: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let [parts] = take_function_args(self.name(), children)?;
        Ok(Arc::new(Self::new(parts, self.origin.clone())?))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let url = ObjectStoreUrl::parse(&self.origin.store)?;
        let reader = Reader {
            store: context.runtime_env().object_store(&url)?,
            batch_size: context.session_config().batch_size(),
            schema: self.schema(),
            tables: self.parts.execute(partition, context)?,
            parts: VecDeque::new(),
            lines: None,
            batches: VecDeque::new(),
        };
        let batches = stream::try_unfold(reader, async |mut reader| {
            let batch = reader.next_batch().await?;
            Ok(batch.map(|batch| (batch, reader)))
        });
        Ok(Box::pin(RecordBatchStreamAdapter::new(self.schema(), batches)))
    }
}

/// Reads one partition.
struct Reader {
    store: Arc<dyn ObjectStore>,
    batch_size: usize,
    schema: SchemaRef,
    /// The parts to be read after `parts`.
    tables: SendableRecordBatchStream,
    /// The parts to be read after `lines`.
    parts: VecDeque<Part>,
    lines: Option<Lines>,
    /// What was read and not yet returned.
    batches: VecDeque<RecordBatch>,
}

impl Reader {
    async fn next_batch(&mut self) -> Result<Option<RecordBatch>> {
        loop {
            if let Some(batch) = self.batches.pop_front() {
                return Ok(Some(batch));
            }
            if let Some(lines) = &mut self.lines
                && let Some(block) = lines.next_block().await?
            {
                self.batches = batches(block, lines.path(), &self.schema, self.batch_size)?;
            } else if let Some(part) = self.parts.pop_front() {
                self.lines = Some(Lines::of(part, self.store.clone())?);
            } else if let Some(table) = self.tables.try_next().await? {
                self.parts = Part::from_table(&table).into();
            } else {
                return Ok(None);
            }
        }
    }
}

/// Returns the lines of a block, which share its memory.
fn batches(
    block: Vec<u8>,
    file: &str,
    schema: &SchemaRef,
    batch_size: usize,
) -> Result<VecDeque<RecordBatch>> {
    let line_breaks = memchr_iter(b'\n', &block);
    let unended = (!block.ends_with(b"\n")).then_some(block.len());
    let ends: Vec<usize> = line_breaks.chain(unended).collect();
    let starts = iter::once(0).chain(ends.iter().map(|end| end + 1));
    let lines: Vec<(usize, usize)> = starts.zip(ends.iter().copied()).collect();
    let block = Buffer::from_vec(block);
    lines.chunks(batch_size.max(1)).map(|lines| batch(&block, lines, file, schema)).collect()
}

/// Returns some lines of a block, as offsets of their starts and ends.
fn batch(
    block: &Buffer,
    lines: &[(usize, usize)],
    file: &str,
    schema: &SchemaRef,
) -> Result<RecordBatch> {
    let bytes = slices(block, lines)?;
    let columns = schema.fields().iter().map(|field| -> Result<ArrayRef> {
        Ok(match field.name().as_str() {
            "file" => Arc::new(repeated(file, lines.len())?),
            "line" => Arc::new(as_text(&bytes)),
            _ => Arc::new(bytes.clone()),
        })
    });
    let columns: Vec<ArrayRef> = columns.collect::<Result<_>>()?;
    let options = RecordBatchOptions::new().with_row_count(Some(lines.len()));
    Ok(RecordBatch::try_new_with_options(schema.clone(), columns, &options)?)
}

fn slices(block: &Buffer, lines: &[(usize, usize)]) -> Result<BinaryViewArray> {
    let mut slices = BinaryViewBuilder::with_capacity(lines.len());
    let block = slices.append_block(block.clone());
    for (start, end) in lines {
        slices.try_append_view(block, offset(*start)?, offset(end - start)?)?;
    }
    Ok(slices.finish())
}

fn offset(offset: usize) -> Result<u32, ArrowError> {
    u32::try_from(offset).map_err(|_| ArrowError::OffsetOverflowError(offset))
}

fn repeated(text: &str, times: usize) -> Result<StringViewArray> {
    let mut texts = StringViewBuilder::with_capacity(times);
    let block = texts.append_block(Buffer::from(text.as_bytes()));
    for _ in 0..times {
        texts.try_append_view(block, 0, offset(text.len())?)?;
    }
    Ok(texts.finish())
}

fn as_text(bytes: &BinaryViewArray) -> StringViewArray {
    let lossy = || bytes.iter().map(|line| line.map(String::from_utf8_lossy)).collect();
    bytes.clone().to_string_view().unwrap_or_else(|_| lossy())
}
