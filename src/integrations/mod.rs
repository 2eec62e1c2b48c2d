//! One small file for each neighbour.

#[cfg(feature = "http")]
mod http;
#[cfg(feature = "log")]
mod log;
#[cfg(feature = "miette")]
mod miette;
#[cfg(feature = "tracing")]
pub(crate) mod tracing;
#[cfg(feature = "tracing-subscriber")]
pub(crate) mod tracing_subscriber;
