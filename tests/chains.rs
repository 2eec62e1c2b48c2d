//! Codes under whatever errors are wrapped around them.
#![cfg(feature = "std")]

use anyhow::Context;
use std::{error::Error as StdError, fmt, io};
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};

const CODE: SdkErrorCode = SdkErrorCode::ResourceNotEnough;
const FOUND: Option<ErrorCode> = Some(ErrorCode::Sdk(CODE));

/// An error of one's own around another.
#[derive(Debug)]
struct Wrapper(Box<dyn StdError + Send + Sync>);

impl fmt::Display for Wrapper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("could not resize")
    }
}

impl StdError for Wrapper {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}

/// What holds of a code must hold of everything that wraps one.
fn check(make: impl Fn() -> Box<dyn StdError + Send + Sync>) {
    assert_eq!(ErrorCode::in_chain(&*make()), FOUND);
    assert_eq!(ErrorCode::in_chain(&Wrapper(make())), FOUND);
    assert_eq!(ErrorCode::in_chain(&Wrapper(Wrapper(make()).into())), FOUND);
    assert_eq!(ErrorCode::in_chain(&io::Error::other(make())), FOUND);
    assert_eq!(ErrorCode::in_chain(&io::Error::other(io::Error::other(Wrapper(make())))), FOUND);
    let anyhow = anyhow::Error::from_boxed(make()).context("while resizing");
    assert_eq!(ErrorCode::in_chain(anyhow.as_ref()), FOUND);
    let eyre = eyre::Report::new(Wrapper(make())).wrap_err("while resizing");
    assert_eq!(ErrorCode::in_chain(eyre.as_ref()), FOUND);
}

#[test]
fn a_code_is_found_by_its_type() {
    check(|| CODE.into());
    check(|| ErrorCode::from(CODE).into());
    let result: Result<(), _> = Err(RestErrorCode::FunctionNotFound).context("while calling");
    let code = ErrorCode::in_chain(result.unwrap_err().as_ref());
    assert_eq!(code, Some(RestErrorCode::FunctionNotFound.into()));
}

#[test]
fn a_chain_without_a_code_has_none() {
    assert_eq!(ErrorCode::in_chain(&Wrapper("code red".into())), None);
    assert_eq!(ErrorCode::in_chain(&io::Error::from_raw_os_error(2)), None);
    assert_eq!(ErrorCode::in_chain(&io::Error::other("exit code: 1002")), None);
}

#[cfg(feature = "error")]
mod with_errors {
    use super::*;
    use std::sync::Arc;
    use yuanrong_errors::{Error, entries};

    #[derive(Debug, thiserror::Error)]
    enum Own {
        #[error(transparent)]
        Transparent(#[from] Error),
        #[error("while calling")]
        Source(#[source] Error),
    }

    #[test]
    fn an_error_is_found_by_its_type() {
        check(|| Error::new(CODE).into());
        check(|| Own::Source(Error::new(CODE)).into());
        check(|| Error::new(CODE).with_source("because").into());
    }

    #[test]
    fn a_transparent_wrapper_is_read_by_its_text() {
        check(|| Own::from(Error::new(CODE)).into());
        check(|| Own::from(Error::new(CODE).with_message("no CPU").with_source("because")).into());
        let shared = Own::from(Error::new(SdkErrorCode::SharedMemoryLimited));
        assert_eq!(ErrorCode::in_chain(&shared), Some(SdkErrorCode::SharedMemoryLimited.into()));
    }

    /// An outer error and its cause, which has a code of its own.
    fn nested(code: ErrorCode) -> Error {
        Error::new(code).with_message("outer").with_source(Error::new(4211).with_message("inner"))
    }

    #[test]
    fn an_outer_error_of_hidden_type_wins_over_its_cause() {
        for entry in entries() {
            let code = entry.error_code();
            let found = Some(code);
            assert_eq!(ErrorCode::in_chain(&Own::from(nested(code))), found);
            assert_eq!(ErrorCode::in_chain(&Wrapper(Arc::new(nested(code)).into())), found);
            assert_eq!(ErrorCode::in_chain(&Box::new(nested(code))), found);
            assert_eq!(ErrorCode::in_chain(&io::Error::other(Own::from(nested(code)))), found);
        }
        let unknown = ErrorCode::from_code(99_999);
        assert_eq!(ErrorCode::in_chain(&Own::from(nested(unknown))), Some(unknown));
        assert_eq!(ErrorCode::in_chain(&Own::from(Error::new(unknown))), Some(unknown));
    }

    #[test]
    fn an_error_that_no_code_came_with_gives_way_to_a_cause() {
        let none = ErrorCode::from_code(0);
        let inner = Some(ErrorCode::from_code(4211));
        assert_eq!(ErrorCode::in_chain(&nested(none)), inner);
        assert_eq!(ErrorCode::in_chain(&Own::from(nested(none))), inner);
        let told = Error::new(0).with_source("code: 1002, message: no CPU");
        assert_eq!(ErrorCode::in_chain(&told), FOUND);
        assert_eq!(ErrorCode::in_chain(&Error::new(0)), Some(none));
        let raw = Error::from_inner_code("soon").with_source(Error::new(4211));
        assert_eq!(ErrorCode::in_chain(&raw), Some(none), "a code, if none that is known");
        for text in ["4294967296 UNKNOWN: token", "1001 UNKNOWN: token"] {
            let hidden = Own::from(Error::from_text(text).expect("our own form"));
            assert_eq!(ErrorCode::in_chain(&hidden), Some(none), "{text}");
        }
    }

    #[test]
    fn plain_texts_are_read_as_exceptions() {
        check(|| "ErrCode: 1002, ModuleCode: 20, ErrMsg: no CPU".into());
        check(|| "resize: code: 1002, message: no CPU".into());
        let unknown = "resize: code: 99999, message: new".into();
        let code = ErrorCode::in_chain(&Wrapper(unknown)).map(ErrorCode::code);
        assert_eq!(code, Some(99_999), "a code newer than the catalogue");
        assert_eq!(ErrorCode::in_chain(&io::Error::other("os error code: 111")), None);
    }

    #[test]
    fn the_first_of_several_counts_and_types_before_texts() {
        let error = Error::new(CODE).with_source(Error::new(4211));
        assert_eq!(ErrorCode::in_chain(&error), FOUND);
        let context = "code: 3002, message: outer";
        let error = anyhow::Error::new(Error::new(CODE)).context(context);
        assert_eq!(ErrorCode::in_chain(error.as_ref()), FOUND);
        let error = anyhow::Error::new(ErrorCode::from(CODE)).context(context);
        assert_eq!(ErrorCode::in_chain(error.as_ref()), FOUND);
        let error = anyhow::Error::new(ErrorCode::from_code(0)).context(context);
        let told = Some(SdkErrorCode::InnerCommunication.into());
        assert_eq!(ErrorCode::in_chain(error.as_ref()), told, "0 stands for none");
    }

    #[test]
    fn errors_cross_threads_and_are_one_pointer_wide() {
        fn check<E: StdError + Send + Sync + 'static>() {}
        check::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
    }

    #[test]
    fn debug_shows_what_is_there() {
        let error = Error::new(CODE).with_message("no CPU").with_http_status(500);
        assert_eq!(
            format!("{error:?}"),
            "Error { code: Sdk(ResourceNotEnough), server_message: \"no CPU\", http_status: 500 }"
        );
    }
}
