use std::{
    error::Error as StdError,
    io::{self, BufRead, BufReader, Write},
    net::TcpListener,
    thread,
};
use yuanrong_errors::{RestErrorCode, rest};

/// A server that has no function.
fn serve(listener: &TcpListener) -> io::Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut request = BufReader::new(stream.try_clone()?).lines();
    while request.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let body = r#"{"code": 4115, "message": "there is no function demo"}"#;
    let length = body.len();
    write!(stream, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: {length}\r\n\r\n{body}")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || serve(&listener));

    let response = reqwest::get(url).await?;
    let result = rest::check(response.status().as_u16(), &response.bytes().await?);

    if let Err(error) = result {
        assert_eq!(error.code(), RestErrorCode::FunctionNotFound.into());
        println!("{error}");
    }
    Ok(())
}
