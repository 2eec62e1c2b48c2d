//! Finding codes and errors under whatever errors are wrapped around them.
#![cfg(feature = "std")]

use anyhow::Context;
use std::{error::Error as StdError, fmt, io};
use yuanrong_errors::{ErrorCode, RestErrorCode, SdkErrorCode};

const CODE: SdkErrorCode = SdkErrorCode::ResourceNotEnough;
const FOUND: Option<ErrorCode> = Some(ErrorCode::Sdk(CODE));

type BoxError = Box<dyn StdError + Send + Sync>;

/// An error of one's own around another.
#[derive(Debug)]
struct Wrapper(BoxError);

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

/// Calls `check` with an error as it is, and with everything that people wrap around one.
fn in_wrappers(make: impl Fn() -> BoxError, check: impl Fn(&(dyn StdError + 'static))) {
    check(&*make());
    check(&Wrapper(make()));
    check(&Wrapper(Wrapper(make()).into()));
    check(&io::Error::other(make()));
    check(&io::Error::other(io::Error::other(Wrapper(make()))));
    check(&Box::new(Wrapper(make())));
    check(anyhow::Error::new(Wrapper(make())).as_ref());
    check(anyhow::Error::new(Wrapper(make())).context("while resizing").as_ref());
    check(eyre::Report::new(Wrapper(make())).wrap_err("while resizing").as_ref());
}

fn check_code(make: impl Fn() -> BoxError) {
    in_wrappers(&make, |error| assert_eq!(ErrorCode::in_chain(error), FOUND, "{error:?}"));
    // anyhow hides the type of a boxed error.
    let hidden = anyhow::Error::from_boxed(make());
    assert_eq!(ErrorCode::in_chain(hidden.as_ref()), FOUND, "{hidden:?}");
    assert_eq!(ErrorCode::in_chain(hidden.context("while resizing").as_ref()), FOUND);
}

#[test]
fn a_code_is_found_by_its_type() {
    check_code(|| CODE.into());
    check_code(|| ErrorCode::from(CODE).into());
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

/// An error that is its own cause.
#[derive(Debug)]
struct Circle;

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("round and round")
    }
}

impl StdError for Circle {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self)
    }
}

#[test]
fn a_circle_of_causes_ends() {
    assert_eq!(ErrorCode::in_chain(&Circle), None);
    assert_eq!(ErrorCode::in_chain(&io::Error::other(Wrapper(Circle.into()))), None);
}

/// A code under so many wrappers.
fn deep(error: BoxError, depth: usize) -> BoxError {
    (0..depth).fold(error, |error, _| Wrapper(error).into())
}

#[test]
fn sixty_four_causes_are_looked_at() {
    assert_eq!(ErrorCode::in_chain(&*deep(CODE.into(), 64)), FOUND);
    assert_eq!(ErrorCode::in_chain(&*deep(CODE.into(), 65)), None);
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
        let make = || Error::new(CODE).with_message("no CPU");
        check_code(move || make().into());
        in_wrappers(
            move || make().into(),
            |error| {
                let found = Error::in_chain(error).unwrap_or_else(|| panic!("{error:?}"));
                assert_eq!(found.server_message(), Some("no CPU"));
            },
        );
        let source = Own::Source(make());
        assert_eq!(ErrorCode::in_chain(&source), FOUND);
        assert!(Error::in_chain(&source).is_some_and(|error| error.is(CODE)));
        check_code(|| Error::new(CODE).with_source("because").into());
    }

    #[test]
    fn an_error_is_found_inside_an_arc_and_a_box() {
        let make = || Error::new(CODE).with_source(Error::new(4211));
        let shared: Arc<dyn StdError + Send + Sync> = Arc::new(make());
        let errors: [Box<dyn StdError>; 4] = [
            Box::new(Wrapper(Arc::new(make()).into())),
            Box::new(Box::new(make())),
            Box::new(io::Error::other(Arc::new(make()))),
            Box::new(shared),
        ];
        for error in errors {
            let found = Error::in_chain(&*error).unwrap_or_else(|| panic!("{error:?}"));
            assert!(found.is(CODE), "the outer one: {error:?}");
            assert_eq!(ErrorCode::in_chain(&*error), FOUND);
        }
    }

    #[test]
    fn the_error_that_is_found_is_the_outermost() {
        let error = Error::new(CODE).with_source(Error::new(4211));
        assert!(Error::in_chain(&error).is_some_and(|found| std::ptr::eq(found, &raw const error)));
        let error = io::Error::other(Own::Source(error));
        assert!(Error::in_chain(&error).is_some_and(|found| found.is(CODE)));
        assert!(Error::in_chain(&io::Error::other("code: 1002, message: no CPU")).is_none());
        assert!(Error::in_chain(&SdkErrorCode::ResourceNotEnough).is_none());
        assert!(Error::in_chain(&Circle).is_none());
    }

    #[test]
    fn a_transparent_wrapper_is_recognized_by_its_text() {
        check_code(|| Own::from(Error::new(CODE)).into());
        let error = || Error::new(CODE).with_message("no CPU").with_source("because");
        check_code(move || Own::from(error()).into());
        let shared = Own::from(Error::new(SdkErrorCode::SharedMemoryLimited));
        assert_eq!(ErrorCode::in_chain(&shared), Some(SdkErrorCode::SharedMemoryLimited.into()));
    }

    /// An outer error and its cause, which has a code of its own.
    fn nested(outer: Error) -> Error {
        outer.with_message("outer").with_source(Error::new(4211).with_message("inner"))
    }

    #[test]
    fn an_outer_error_of_hidden_type_wins_over_its_cause() {
        for entry in entries() {
            let code = entry.error_code();
            let (found, nested) = (Some(code), || nested(Error::new(code)));
            assert_eq!(ErrorCode::in_chain(&Own::from(nested())), found);
            assert_eq!(ErrorCode::in_chain(&Wrapper(Arc::new(nested()).into())), found);
            assert_eq!(ErrorCode::in_chain(&Box::new(nested())), found);
            assert_eq!(ErrorCode::in_chain(&io::Error::other(Own::from(nested()))), found);
        }
        let unknown = ErrorCode::from_code(99_999);
        assert_eq!(ErrorCode::in_chain(&nested(Error::new(unknown))), Some(unknown));
    }

    #[test]
    fn an_error_without_a_code_gives_way_to_a_cause() {
        let inner = Some(ErrorCode::from_code(4211));
        assert_eq!(ErrorCode::in_chain(&nested(Error::without_code())), inner);
        assert_eq!(ErrorCode::in_chain(&Own::from(nested(Error::without_code()))), inner);
        let word = Error::without_code().with_http_status(503);
        assert_eq!(ErrorCode::in_chain(&nested(word)), inner);
        let text = Error::without_code().with_source("code: 1002, message: no CPU");
        assert_eq!(ErrorCode::in_chain(&text), FOUND);
        assert_eq!(ErrorCode::in_chain(&Error::without_code().with_http_status(503)), None);
    }

    #[test]
    fn plain_texts_are_read_as_exceptions() {
        check_code(|| "ErrCode: 1002, ModuleCode: 20, ErrMsg: no CPU".into());
        check_code(|| "resize: code: 1002, message: no CPU".into());
        let unknown = "resize: code: 99999, module code: 20, message: new".into();
        let code = ErrorCode::in_chain(&Wrapper(unknown)).map(ErrorCode::code);
        assert_eq!(code, Some(99_999), "a code newer than the catalogue, beside a module");
        check_code(|| "resize failed with ERR_RESOURCE_NOT_ENOUGH".into());
        check_code(|| format!("resize: {:?}", Error::new(CODE)).into());
        check_code(|| format!("resize: {}", Error::new(CODE).with_message("no CPU")).into());
        check_code(|| r#"resize: {"code": 1002, "message": "no CPU"}"#.into());
    }

    #[test]
    fn a_text_of_another_program_is_not_ours() {
        for text in [
            "code: 1005",
            "error code: 1005",
            "code: 99999, message: new",
            "mysql error code: 1005, message: cannot create table",
            "ERROR 1005 (HY000): Can't create table, errno: 150",
            "sqlstate 42000, error code: 1002, message: syntax error",
            "ORA-01005: null password given; oracle error code: 1005, message: denied",
            "websocket closed with code: 1002, message: protocol error",
            "close code: 1001, message: going away",
            "grpc status code: 3001, message: x",
            "os error code: 1002, message: no such device",
            "windows error code: 1002, message: the window cannot act on the sent message",
            "exit code: 1002, message: killed",
            "postal code: 1005, message: Lausanne",
            "verification code: 4001, message: enter it within a minute",
            "2 UNKNOWN: gone",
            r#"{"code":0,"message":"ok","data":{"code":4115,"message":"x"}}"#,
            r#"{"code":200,"error":{"code":4115}}"#,
            r#"{"code":0,"errorCode":4115,"message":"x"}"#,
            r#"{"type":"response","error":{"code":1002,"message":"bad token"}} (ws)"#,
            r#"{"code":"INTERNAL_ERROR","message":"internal error"}"#,
        ] {
            let error = io::Error::other(text);
            assert_eq!(ErrorCode::in_chain(&error), None, "{text}");
            assert!(Error::in_chain(&error).is_none(), "{text}");
            assert_eq!(ErrorCode::in_chain(&Wrapper(text.into())), None, "{text}");
        }
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
    }

    #[test]
    fn a_report_of_a_circle_ends() {
        let shown = Error::new(CODE).with_source(Circle).report().to_string();
        assert!((1..100).contains(&shown.matches("round and round").count()), "{shown}");
    }
}
