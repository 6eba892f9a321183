use super::*;

async fn send(mailbox: &Mailbox, to: &str, mail: &str) -> MailId {
    mailbox.keep("naungan@contoh.id".into(), vec![to.into()], mail.as_bytes().to_vec()).await.unwrap()
}

#[tokio::test]
async fn subject_text_and_html_are_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::open(folder.path()).unwrap();
    let raw = "From: =?utf-8?b?TmF1bmdhbiDinJM=?= <naungan@contoh.id>\r\nTo: <panti@contoh.id>\r\n\
               Subject: =?UTF-8?Q?Konfirmasi_email_=E2=80=94_Naungan?=\r\nMIME-Version: 1.0\r\n\
               Date: Sat, 21 Nov 2026 10:00:00 +0700\r\n\
               Content-Type: multipart/alternative; boundary=b\r\n\r\n\
               --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
               Kode Anda: 123=20456, Caf=C3=A9\r\n\
               --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
               PHA+S29kZSBBbmRhPC9wPg==\r\n--b--\r\n";

    let id = send(&mailbox, "panti@contoh.id", raw).await;

    let mail = mailbox.get(id).unwrap();
    assert_eq!(mail.from, "Naungan ✓ <naungan@contoh.id>");
    assert_eq!(mail.subject, "Konfirmasi email — Naungan");
    assert_eq!(mail.text.trim(), "Kode Anda: 123 456, Café");
    assert_eq!(mail.html.as_deref(), Some("<p>Kode Anda</p>"));
    assert_eq!(mail.to, ["panti@contoh.id"]);
    assert_eq!(mail.date.unwrap(), time::macros::datetime!(2026-11-21 03:00 UTC));
}

#[tokio::test]
async fn the_envelope_says_who_gets_it_and_a_header_of_the_mail_cannot_forge_that() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::open(folder.path()).unwrap();

    let id = send(&mailbox, "A@Contoh.id", "X-Envelope-To: other@x.id\r\nTo: other@x.id\r\n\r\nHalo").await;

    assert_eq!(mailbox.for_recipient("a@contoh.ID").first().unwrap().id, id);
    assert!(mailbox.for_recipient("other@x.id").is_empty());
}

#[tokio::test]
async fn mails_and_their_numbers_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "not a mail").unwrap();
    fs::write(folder.path().join("x.eml"), "not ours").unwrap();
    let first = Mailbox::open(folder.path()).unwrap();
    let one = send(&first, "a@x.id", "Subject: satu\r\n\r\nteks").await;
    let two = send(&first, "b@x.id", "Subject: dua\r\n\r\nteks").await;
    drop(first);

    let second = Mailbox::open(folder.path()).unwrap();

    assert_eq!(second.latest(9).iter().map(|mail| mail.id).collect::<Vec<_>>(), [two, one]);
    assert_eq!(second.for_recipient("a@x.id").first().unwrap().subject, "satu");
    assert!(send(&second, "a@x.id", "Subject: tiga\r\n\r\n").await > two);
}

#[tokio::test]
async fn only_the_newest_are_kept_in_memory_and_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::open(folder.path()).unwrap();

    for number in 0..MAILS + 3 {
        send(&mailbox, "a@x.id", &format!("Subject: {number}\r\n\r\n")).await;
    }

    assert_eq!(mailbox.latest(usize::MAX).len(), MAILS);
    assert_eq!(ids(folder.path()).unwrap().len(), MAILS);
    assert_eq!(mailbox.latest(usize::MAX).last().unwrap().subject, "3");
}

#[tokio::test]
async fn garbage_is_kept_as_garbage() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::open(folder.path()).unwrap();
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;

    for length in [0, 1, 7, 100, 5000] {
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            seed.to_be_bytes()[0]
        })
        .take(length)
        .collect();
        let id = mailbox.keep(String::new(), vec!["a@x.id".into()], bytes.clone()).await.unwrap();
        assert!(mailbox.get(id).unwrap().raw.ends_with(&bytes));
    }

    assert_eq!(mailbox.for_recipient("a@x.id").len(), 5);
}

#[tokio::test]
async fn who_waits_for_a_mail_gets_it_when_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::open(folder.path()).unwrap();
    let old = send(&mailbox, "a@x.id", "Subject: lama\r\n\r\n").await;

    let waiting = tokio::spawn({
        let mailbox = mailbox.clone();
        async move { mailbox.next_for("a@x.id", Some(old)).await }
    });
    send(&mailbox, "b@x.id", "Subject: lain\r\n\r\n").await;
    send(&mailbox, "a@x.id", "Subject: baru\r\n\r\n").await;

    assert_eq!(waiting.await.unwrap().subject, "baru");
}

#[tokio::test]
async fn a_mail_that_cannot_be_written_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::open(&folder.path().join("surat")).unwrap();
    fs::remove_dir_all(folder.path().join("surat")).unwrap();

    let refused = mailbox.keep(String::new(), vec!["a@x.id".into()], b"x".to_vec()).await;

    assert!(refused.is_err());
    assert!(mailbox.latest(1).is_empty());
}
