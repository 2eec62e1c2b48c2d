//! One small file for each crate of the ecosystem.

#[cfg(any(feature = "log", feature = "tracing-subscriber"))]
mod fields;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "log")]
pub(crate) mod log;
#[cfg(feature = "miette")]
mod miette;
#[cfg(feature = "serde")]
pub(crate) mod serde;
#[cfg(feature = "strum")]
mod strum;
#[cfg(feature = "tracing-subscriber")]
mod traces;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(feature = "tracing-subscriber")]
pub(crate) mod tracing_subscriber;
