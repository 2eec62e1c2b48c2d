//! Counts the error codes of a folder of logs by hour and component.

use clap::{Args, Parser, Subcommand};
use datafusion::prelude::{SessionConfig, SessionContext};
use std::{
    error::Error,
    io::{self, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::ExitCode,
    thread,
};
use yuanrong_errors_datafusion::{
    CODES_BY_HOUR,
    cluster::{self, Executor},
    register, register_folder,
};

/// Counts the error codes of a folder of logs by hour and component, on one machine or on many.
#[derive(Parser)]
#[command(name = "yrlogs")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Count(Count),
    Scheduler(Scheduler),
    Executor(ExecutorArguments),
}

/// Prints how often each code is mentioned, by hour and component.
///
/// The component is the letters that the file's name begins with.
#[derive(Args)]
struct Count {
    /// The folder. Files that end in .gz are decompressed, those that end in .parquet are tables, and
    /// all others are text.
    folder: String,
    /// The column of Parquet files that has the text.
    #[arg(long, default_value = "line")]
    column: String,
    /// Run on the cluster of this scheduler. Its executors must see the same folder.
    #[arg(long)]
    scheduler: Option<SocketAddr>,
    /// How many tasks read logs at the same time [default: as many as there are cores].
    #[arg(long)]
    tasks: Option<usize>,
}

/// Runs a scheduler, and prints its address.
#[derive(Args)]
struct Scheduler {
    /// The address to listen at. Port 0 means any free port.
    #[arg(long, default_value = "127.0.0.1:50050")]
    address: SocketAddr,
    /// How many executors make the scheduler ready.
    #[arg(long, default_value_t = 1)]
    executors: usize,
}

/// Runs an executor.
#[derive(Args)]
struct ExecutorArguments {
    /// The address of the scheduler.
    #[arg(long)]
    scheduler: SocketAddr,
    /// The address at which others reach this executor.
    #[arg(long, default_value_t = Ipv4Addr::LOCALHOST)]
    host: Ipv4Addr,
    /// The port there. 0 means any free port.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// How many tasks it runs at a time [default: as many as there are cores].
    #[arg(long)]
    cores: Option<usize>,
    /// How much memory the tasks share, in MiB.
    #[arg(long, default_value_t = 1024)]
    memory: u64,
    /// Where it writes the results of its tasks.
    #[arg(long)]
    folder: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If this cannot be written either, only the exit status is left.
            let _ = writeln!(io::stderr(), "yrlogs: {error}");
            ExitCode::from(2)
        }
    }
}

async fn run(command: Command) -> Result<(), Box<dyn Error>> {
    match command {
        Command::Count(count) => count.run().await,
        Command::Scheduler(scheduler) => scheduler.run().await,
        Command::Executor(executor) => executor.run().await,
    }
}

impl Count {
    async fn run(self) -> Result<(), Box<dyn Error>> {
        let tasks = self.tasks.map_or_else(cores, Ok)?;
        let context = if let Some(scheduler) = self.scheduler {
            cluster::connect(scheduler, tasks).await?
        } else {
            let config = SessionConfig::new().with_target_partitions(tasks);
            let context = SessionContext::new_with_config(config);
            register(&context);
            context
        };
        register_folder(&context, &self.folder, &self.column).await?;
        let table = context.sql(CODES_BY_HOUR).await?.to_string().await?;
        writeln!(io::stdout(), "{table}")?;
        Ok(())
    }
}

impl Scheduler {
    async fn run(self) -> Result<(), Box<dyn Error>> {
        let listener = tokio::net::TcpListener::bind(self.address).await?;
        writeln!(io::stdout(), "{}", listener.local_addr()?)?;
        Ok(cluster::run_scheduler(listener, self.executors).await?)
    }
}

impl ExecutorArguments {
    async fn run(self) -> Result<(), Box<dyn Error>> {
        let executor = Executor {
            scheduler: self.scheduler,
            host: self.host,
            // Ballista binds it itself, and tells the scheduler the number that it is given here.
            port: TcpListener::bind((self.host, self.port))?.local_addr()?.port(),
            cores: self.cores.map_or_else(cores, Ok)?,
            memory: self.memory << 20,
            folder: self.folder,
        };
        Ok(cluster::run_executor(executor).await?)
    }
}

fn cores() -> io::Result<usize> {
    Ok(thread::available_parallelism()?.get())
}
