//! A scheduler and executors, each a process of its own on the loopback interface.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A process that ends with its owner.
#[derive(Debug)]
struct Process(Child);

impl Process {
    fn start(command: &mut Command) -> Self {
        Self(command.spawn().expect("the program starts"))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has ended already if this fails.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A scheduler with its executors.
#[derive(Debug)]
pub(crate) struct Cluster {
    address: SocketAddr,
    _processes: Vec<Process>,
    _folder: TempDir,
}

impl Cluster {
    /// Starts a cluster on free ports, and waits until it is ready. Each executor has one core.
    pub(crate) fn start(executors: usize) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut scheduler = Process::start(
            program()
                .args(["scheduler", "--address", "127.0.0.1:0", "--executors"])
                .arg(executors.to_string())
                .stdout(Stdio::piped()),
        );
        let output = scheduler.0.stdout.take().expect("a pipe");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line.trim().parse().expect("the address of the scheduler");
        let mut processes = vec![scheduler];
        for executor in 0..executors {
            let folder = folder.path().join(executor.to_string());
            processes.push(Process::start(
                program()
                    .args(["executor", "--cores", "1", "--scheduler", line.trim(), "--folder"])
                    .arg(folder),
            ));
        }
        let end = Instant::now() + Duration::from_mins(1);
        while !is_ready(address) {
            assert!(Instant::now() < end, "the executors did not register");
            thread::sleep(Duration::from_millis(50));
        }
        Self { address, _processes: processes, _folder: folder }
    }

    /// Returns the address of the scheduler.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Returns the program of this package.
pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_yrlogs"))
}

fn is_ready(scheduler: SocketAddr) -> bool {
    let request = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(scheduler)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream
            .write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut response = String::new();
        stream.read_to_string(&mut response)?;
        Ok(response)
    };
    request().is_ok_and(|response| response.starts_with("HTTP/1.1 200"))
}
