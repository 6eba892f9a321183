//! A package registry on the loopback address, for tests.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Answers every request with the same package.
#[derive(Debug)]
pub struct Registry {
    address: String,
    asked: Receiver<String>,
}

impl Registry {
    pub fn serving(package: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (tell, asked) = channel();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &package, &tell);
            }
        });
        Self { address, asked }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// The paths that were asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.try_iter().collect()
    }
}

fn answer(mut stream: TcpStream, package: &[u8], tell: &Sender<String>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read_exact(&mut byte).is_err() {
            return;
        }
        head.extend(byte);
    }
    let path = String::from_utf8_lossy(&head).split(' ').nth(1).unwrap_or_default().to_owned();
    tell.send(path).ok();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", package.len()).ok();
    stream.write_all(package).ok();
}
