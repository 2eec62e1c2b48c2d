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
    common::tree_node::TreeNodeRecursion,
    error::Result,
    execution::{SendableRecordBatchStream, TaskContext, object_store::ObjectStoreUrl},
    physical_expr::{EquivalenceProperties, PhysicalExpr},
    physical_plan::{
        DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties,
        execution_plan::{Boundedness, EmissionType},
        stream::RecordBatchStreamAdapter,
    },
};
use futures::stream;
use memchr::memchr_iter;
use object_store::ObjectStore;
use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, fmt, iter, sync::Arc};

/// Reads the lines of logs.
#[derive(Clone, Debug)]
pub(super) struct LogScan {
    plan: Plan,
    properties: Arc<PlanProperties>,
}

/// What is to be read. An executor gets this.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Plan {
    store: String,
    partitions: Vec<Vec<Part>>,
    /// The indexes of the columns that the query needs.
    projection: Vec<usize>,
}

impl LogScan {
    pub(super) fn new(
        store: String,
        partitions: Vec<Vec<Part>>,
        projection: Vec<usize>,
    ) -> Result<Self> {
        Self::of_plan(Plan { store, partitions, projection })
    }

    pub(super) fn of_plan(plan: Plan) -> Result<Self> {
        let schema = Arc::new(columns().project(&plan.projection)?);
        let properties = PlanProperties::new(
            EquivalenceProperties::new(schema),
            Partitioning::UnknownPartitioning(plan.partitions.len()),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Ok(Self { plan, properties: Arc::new(properties) })
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }
}

impl DisplayAs for LogScan {
    fn fmt_as(&self, _format: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: usize = self.plan.partitions.iter().map(Vec::len).sum();
        write!(f, "LogScan: parts={parts}, partitions={}", self.plan.partitions.len())
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
        Vec::new()
    }

    fn apply_expressions(
        &self,
        _function: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(
        self: Arc<Self>,
        _children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(self)
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let url = ObjectStoreUrl::parse(&self.plan.store)?;
        let reader = Reader {
            store: context.runtime_env().object_store(&url)?,
            // The engine asks only for partitions that `properties` has.
            parts: self.plan.partitions[partition].clone().into(),
            lines: None,
            batches: VecDeque::new(),
            batch_size: context.session_config().batch_size(),
            schema: self.schema(),
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
    /// The parts to be read after `lines`.
    parts: VecDeque<Part>,
    lines: Option<Lines>,
    /// What was read and not yet returned.
    batches: VecDeque<RecordBatch>,
    batch_size: usize,
    schema: SchemaRef,
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
                continue;
            }
            let Some(part) = self.parts.pop_front() else { return Ok(None) };
            self.lines = Some(Lines::of(part, self.store.clone())?);
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
