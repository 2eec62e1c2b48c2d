//! The SQL functions on Apache Ballista: a scheduler and executors that know them, and a context that
//! sends its queries there.

use crate::{LogCodec, register};
use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_core::{
    config::TaskSchedulingPolicy,
    error::{BallistaError, Result},
    registry::BallistaFunctionRegistry,
    utils::{default_config_producer, default_session_builder},
};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::{
    cluster::BallistaCluster,
    config::SchedulerConfig,
    scheduler_process::{create_scheduler, start_grpc_service_with_listener},
};
use datafusion::{
    execution::{SessionState, SessionStateBuilder},
    prelude::{SessionConfig, SessionContext},
};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
};
use tokio::net::TcpListener;

/// Runs a scheduler until the process ends. It responds to `GET /readyz` with 200 once there are
/// `executors`.
///
/// # Errors
/// Returns an error if the listener fails.
pub async fn run_scheduler(listener: TcpListener, executors: usize) -> Result<()> {
    let address = listener.local_addr()?;
    let codec = Arc::new(LogCodec::default());
    let config = SchedulerConfig {
        external_host: address.ip().to_string(),
        bind_port: address.port(),
        min_ready_executors: executors,
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        override_session_builder: Some(Arc::new(session)),
        override_logical_codec: Some(codec.clone()),
        override_physical_codec: Some(codec),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let scheduler =
        create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await?;
    start_grpc_service_with_listener(listener, scheduler).await
}

/// Returns the state of a session of the scheduler, whose functions are those of the executors.
fn session(config: SessionConfig) -> datafusion::error::Result<SessionState> {
    let context = SessionContext::new_with_state(default_session_builder(config)?);
    register(&context);
    Ok(context.state())
}

/// An executor.
#[derive(Clone, Debug)]
pub struct Executor {
    /// The address of the scheduler.
    pub scheduler: SocketAddr,
    /// The address at which other executors and clients fetch results.
    pub host: Ipv4Addr,
    /// The port there.
    pub port: u16,
    /// How many tasks it runs at a time.
    pub cores: usize,
    /// How many bytes the tasks share.
    pub memory: u64,
    /// Where it writes the results of its tasks.
    pub folder: PathBuf,
}

/// Runs an executor until the process is asked to end.
///
/// # Errors
/// Returns an error if the scheduler cannot be reached.
pub async fn run_executor(executor: Executor) -> Result<()> {
    let folder = executor.folder.into_os_string().into_string();
    let folder = folder.map_err(|folder| {
        BallistaError::Configuration(format!("the folder {} is not UTF-8", folder.display()))
    })?;
    let codec = Arc::new(LogCodec::default());
    let functions = BallistaFunctionRegistry::from(&session(default_config_producer())?);
    let config = ExecutorProcessConfig {
        bind_host: executor.host.to_string(),
        external_host: Some(executor.host.to_string()),
        port: executor.port,
        scheduler_host: executor.scheduler.ip().to_string(),
        scheduler_port: executor.scheduler.port(),
        vcores: executor.cores,
        memory_pool_size: Some(executor.memory),
        task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
        work_dir: Some(folder),
        override_function_registry: Some(Arc::new(functions)),
        override_logical_codec: Some(codec.clone()),
        override_physical_codec: Some(codec),
        ..ExecutorProcessConfig::default()
    };
    start_executor_process(Arc::new(config)).await
}

/// Returns a context whose queries run on a cluster. `partitions` is the number of tasks into which
/// the reading of a table is divided.
///
/// # Errors
/// Returns an error if the scheduler's address is not one of a host.
pub async fn connect(
    scheduler: SocketAddr,
    partitions: usize,
) -> datafusion::error::Result<SessionContext> {
    let config = SessionConfig::new_with_ballista()
        .with_ballista_logical_extension_codec(Arc::new(LogCodec::default()))
        .with_target_partitions(partitions);
    let state = SessionStateBuilder::new().with_default_features().with_config(config).build();
    let context = SessionContext::remote_with_state(&format!("df://{scheduler}"), state).await?;
    register(&context);
    Ok(context)
}
