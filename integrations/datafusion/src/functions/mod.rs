//! The SQL functions.

mod codes;
mod properties;
mod text;

use codes::{CodeFunction, Reader};
use datafusion::{logical_expr::ScalarUDF, prelude::SessionContext};
use properties::{Property, PropertyFunction};

/// Returns all functions.
#[must_use]
pub fn all() -> Vec<ScalarUDF> {
    let readers = [Reader::Mentions, Reader::Body].map(|reader| CodeFunction::new(reader).into());
    let properties =
        [Property::Message, Property::Solution, Property::Hint, Property::Kind, Property::Retry]
            .map(|property| PropertyFunction::new(property).into());
    readers.into_iter().chain(properties).collect()
}

/// Registers all functions, so that SQL of this context can call them.
///
/// # Examples
/// ```
/// use datafusion::{assert_batches_eq, prelude::SessionContext};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> datafusion::error::Result<()> {
/// let context = SessionContext::new();
/// yuanrong_errors_datafusion::register(&context);
/// let sql = "SELECT yr_codes('invoke failed, code: 1007, msg: killed')[1]['name'] AS name,
///                   yr_retry('sdk', 1002) AS retry";
/// assert_batches_eq!(
///     [
///         "+---------------------+---------+",
///         "| name                | retry   |",
///         "+---------------------+---------+",
///         "| ERR_INSTANCE_EXITED | backoff |",
///         "+---------------------+---------+",
///     ],
///     &context.sql(sql).await?.collect().await?
/// );
/// # Ok(())
/// # }
/// ```
pub fn register(context: &SessionContext) {
    for function in all() {
        context.register_udf(function);
    }
}
