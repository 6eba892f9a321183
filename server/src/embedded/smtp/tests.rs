//! The sink as its users meet it: through lettre, as the worker does, and through a raw socket, as nobody should.

use lettre::message::{Mailbox as Person, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use super::session::LARGEST_MAIL;
use super::*;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

fn transport(sink: &SmtpSink) -> Transport {
    Transport::from_url(&sink.url()).unwrap().build()
}

fn mail(to: &str, subject: &str, text: &str) -> Message {
    let person = |address: &str| address.parse::<Person>().unwrap();
    Message::builder()
        .from(person("Naungan <naungan@contoh.id>"))
        .to(person(to))
        .subject(subject)
        .multipart(MultiPart::alternative_plain_html(text.to_owned(), format!("<p>{text}</p>")))
        .unwrap()
}

async fn sink() -> (SmtpSink, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (SmtpSink::start(folder.path()).await.unwrap(), folder)
}

/// Sends all of `bytes`, closes our half, and returns everything the sink said.
async fn converse(sink: &SmtpSink, bytes: &[u8]) -> String {
    let (mut read, mut write) = TcpStream::connect(sink.address).await.unwrap().into_split();
    let bytes = bytes.to_vec();
    let writing = tokio::spawn(async move {
        // The sink may hang up on us in the middle.
        let _ = write.write_all(&bytes).await;
        let _ = write.shutdown().await;
    });
    let mut said = Vec::new();
    let _ = read.read_to_end(&mut said).await;
    writing.await.unwrap();
    String::from_utf8(said).unwrap()
}

#[tokio::test]
async fn a_mail_sent_with_lettre_is_found_decoded() {
    let (sink, _folder) = sink().await;
    let text = "Yth. Yayasan Kasih — kode Anda 123456.\n.titik di awal baris\nhttps://naungan.id/?a=b";

    transport(&sink).send(mail("Panti Asuhan <panti@contoh.id>", "Konfirmasi — é", text)).await.unwrap();

    let found = sink.mailbox().for_recipient("panti@contoh.id");
    let mail = found.first().unwrap();
    assert_eq!(mail.subject, "Konfirmasi — é");
    assert_eq!(mail.from, "Naungan <naungan@contoh.id>");
    assert_eq!(mail.to, ["Panti Asuhan <panti@contoh.id>"]);
    assert_eq!(mail.text.replace("\r\n", "\n").trim_end(), text);
    assert!(mail.html.as_ref().unwrap().contains("<p>Yth. Yayasan Kasih — kode"));
}

#[tokio::test]
async fn many_mails_at_once_all_arrive() {
    let (sink, _folder) = sink().await;
    let transport = transport(&sink);

    let sending: Vec<_> = (0..40)
        .map(|number| {
            let transport = transport.clone();
            tokio::spawn(async move { transport.send(mail("a@x.id", &number.to_string(), "x")).await })
        })
        .collect();
    for sent in sending {
        sent.await.unwrap().unwrap();
    }

    assert_eq!(sink.mailbox().for_recipient("a@x.id").len(), 40);
}

#[tokio::test]
async fn an_outage_is_temporary_for_the_sender_and_ends() {
    let (sink, _folder) = sink().await;
    let transport = transport(&sink);
    transport.send(mail("a@x.id", "sebelum", "x")).await.unwrap();

    sink.set_down(true);
    // The first goes over the pooled connection, the second over a new one.
    for _ in 0..2 {
        let refused = transport.send(mail("a@x.id", "selama", "x")).await.unwrap_err();
        assert!(!refused.is_permanent(), "{refused}");
    }
    sink.set_down(false);
    transport.send(mail("a@x.id", "sesudah", "x")).await.unwrap();

    let subjects: Vec<_> = sink.mailbox().latest(9).iter().map(|mail| mail.subject.clone()).collect();
    assert_eq!(subjects, ["sesudah", "sebelum"]);
}

#[tokio::test]
async fn a_mail_of_more_than_two_megabytes_is_refused_for_good_and_the_next_one_taken() {
    let (sink, _folder) = sink().await;
    let transport = transport(&sink);

    let refused = transport.send(mail("a@x.id", "besar", &"x".repeat(LARGEST_MAIL))).await.unwrap_err();
    transport.send(mail("a@x.id", "kecil", "x")).await.unwrap();

    assert!(refused.is_permanent(), "{refused}");
    assert_eq!(sink.mailbox().latest(9).len(), 1);
}

#[tokio::test]
async fn an_announced_size_that_is_too_large_is_refused_before_the_mail() {
    let (sink, _folder) = sink().await;

    let said = converse(&sink, b"EHLO x\r\nMAIL FROM:<a@x.id> SIZE=99999999\r\nQUIT\r\n").await;

    assert!(said.contains("\r\n552 "), "{said}");
}

#[tokio::test]
async fn pipelined_commands_are_answered_in_order() {
    let (sink, _folder) = sink().await;
    let wire = b"EHLO x\r\nMAIL FROM:<a@x.id>\r\nRCPT TO:<b@x.id>\r\nRCPT TO:<c@x.id>\r\nDATA\r\n\
                 Subject: pipa\r\n\r\nteks\r\n.\r\nQUIT\r\n";

    let said = converse(&sink, wire).await;

    let codes: Vec<_> = said.lines().map(|line| &line[..4]).collect();
    let expected =
        ["220 ", "250-", "250-", "250-", "250-", "250 ", "250 ", "250 ", "250 ", "354 ", "250 ", "221 "];
    assert_eq!(codes, expected);
    assert_eq!(sink.mailbox().latest(1).first().unwrap().recipients, ["b@x.id", "c@x.id"]);
}

#[tokio::test]
async fn commands_out_of_order_and_garbage_are_refused_and_then_cut_off() {
    let (sink, _folder) = sink().await;

    let early =
        converse(&sink, b"DATA\r\nRCPT TO:<a@x.id>\r\nMAIL FROM:a\r\nMAIL FROM:<a@x.id>\r\nDATA\r\n").await;
    let garbage = converse(&sink, &[0xff, 0x00, b'\n'].repeat(1000)).await;
    let one_line = converse(&sink, &vec![b'a'; 5_000_000]).await;
    let http = converse(&sink, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").await;

    let codes: Vec<_> = early.lines().map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "503", "503", "501", "250", "503"]);
    assert!(garbage.ends_with("421 4.7.0 Too many errors\r\n"), "{garbage}");
    assert_eq!(garbage.lines().count(), 11);
    assert_eq!(one_line, "220 naungan ESMTP\r\n");
    assert!(http.contains("500 5.5.2"), "{http}");
    assert!(sink.mailbox().latest(1).is_empty());
}

#[tokio::test]
async fn a_mail_cut_off_in_the_middle_is_not_kept() {
    let (sink, _folder) = sink().await;

    converse(&sink, b"EHLO x\r\nMAIL FROM:<a@x.id>\r\nRCPT TO:<b@x.id>\r\nDATA\r\nSubject: setengah\r\n")
        .await;

    assert!(sink.mailbox().latest(1).is_empty());
}

#[tokio::test]
async fn too_many_connections_are_told_to_come_back() {
    let (sink, _folder) = sink().await;
    let mut open = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut stream = BufReader::new(TcpStream::connect(sink.address).await.unwrap());
        let mut greeting = String::new();
        stream.read_line(&mut greeting).await.unwrap();
        assert!(greeting.starts_with("220 "));
        open.push(stream);
    }

    let said = converse(&sink, b"").await;

    assert!(said.starts_with("421 "), "{said}");
}

#[tokio::test]
async fn a_stopped_sink_takes_no_connections_and_a_new_one_has_its_mails() {
    let (sink, folder) = sink().await;
    transport(&sink).send(mail("a@x.id", "tetap", "x")).await.unwrap();
    let address = sink.address;

    sink.stop().await;

    assert!(TcpStream::connect(address).await.is_err());
    let again = SmtpSink::start(folder.path()).await.unwrap();
    assert_eq!(again.mailbox().latest(1).first().unwrap().subject, "tetap");
}
