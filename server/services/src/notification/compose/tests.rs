//! What the mails say, and what they never say.

use super::*;
use domain::event::Message;
use serde_json::{Value, json};
use time::macros::datetime;

const URL: &str = "https://naungan.example.id";

fn payload(message: Message) -> Value {
    let until = datetime!(2026-11-23 07:03 UTC).unix_timestamp();
    match message {
        Message::ConfirmEmail => json!({
            "link": "kunci.rahasia", "code": "042137", "expires_at": until,
            "code_expires_at": datetime!(2026-11-21 17:33:59 UTC).unix_timestamp(),
        }),
        Message::AlreadyRegistered | Message::PasswordChanged => json!({}),
        Message::ResetPassword => json!({ "link": "kunci.rahasia", "expires_at": until }),
        Message::Invitation => json!({
            "link": "kunci.rahasia", "expires_at": until, "office": "Dinas Sosial Kabupaten Buleleng",
        }),
        Message::InstitutionSubmitted => json!({ "receipt": "NG-2026-000123", "due_on": "2026-12-04" }),
        Message::InstitutionReturned => json!({
            "due_on": "2026-12-04", "office": "Dinas Sosial Kabupaten Buleleng",
            "faults": [
                { "item": "premises_photo", "reason": "no_name_board", "words": "Tanya Pak Wayan di lokasi." },
                { "item": "recommendation_letter", "reason": "other", "words": "Cap berbeda dari surat lain." },
            ],
        }),
        Message::InstitutionVerified => json!({ "office": "Dinas Sosial Kabupaten Buleleng" }),
        Message::InstitutionRejected => json!({
            "words": "Papan nama ada, tetapi tempat itu kosong.\n<script>alert(1)</script> & \"dua\" kunjungan.\u{7}",
            "office": "Dinas Sosial Kabupaten Buleleng",
        }),
        Message::PaperRefused => json!({ "kind": "recommendation_letter", "refusal": "not-a-pdf:jpeg" }),
    }
}

fn mail(message: Message, lang: Lang) -> Mail {
    let occasion = Occasion {
        lang,
        public_url: URL,
        owed_at: datetime!(2026-11-21 17:03 UTC),
        receipt: Some("NG-2026-000123"),
    };
    compose(&Facts::read(message, &payload(message)).unwrap(), occasion)
}

fn every_mail() -> impl Iterator<Item = (Message, Lang, Mail)> {
    Message::ALL.into_iter().flat_map(|m| [Lang::Id, Lang::En].map(|lang| (m, lang, mail(m, lang))))
}

#[test]
fn every_mail_in_indonesian_reads_like_this() {
    let all: Vec<String> = Message::ALL
        .into_iter()
        .map(|m| {
            format!(
                "===== {} =====\nSubject: {}\n\n{}",
                m.word(),
                mail(m, Lang::Id).subject,
                mail(m, Lang::Id).text
            )
        })
        .collect();

    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn every_mail_in_english_reads_like_this() {
    let all: Vec<String> = Message::ALL
        .into_iter()
        .map(|m| {
            format!(
                "===== {} =====\nSubject: {}\n\n{}",
                m.word(),
                mail(m, Lang::En).subject,
                mail(m, Lang::En).text
            )
        })
        .collect();

    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn the_html_part_reads_like_this() {
    insta::assert_snapshot!(mail(Message::ConfirmEmail, Lang::Id).html);
}

#[test]
fn both_parts_lead_to_the_portal_by_the_same_links() {
    for (message, lang, mail) in every_mail() {
        let links = |part: &str| {
            let mut found: Vec<String> = part
                .split(|c: char| c.is_whitespace() || "<>\"".contains(c))
                .filter(|word| word.starts_with("http"))
                .map(str::to_owned)
                .collect();
            found.sort();
            found.dedup();
            found
        };

        assert_eq!(links(&mail.text), links(&mail.html), "{message:?} {lang:?}");
        assert!(links(&mail.text).iter().all(|link| link.starts_with(URL)), "{message:?}");
        assert!(links(&mail.text).len() > 1, "{message:?} leads to nothing but the front door");
    }
}

#[test]
fn what_somebody_wrote_is_never_markup() {
    for (message, _, mail) in every_mail() {
        assert!(!mail.html.contains("<script"), "{message:?}");
        assert!(!mail.html.contains("style=") && !mail.html.contains("<table"), "{message:?}");
    }
    let html = mail(Message::InstitutionRejected, Lang::Id).html;
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;dua&quot; kunjungan."));
    assert!(!html.contains('\u{7}'));
}

#[test]
fn a_link_to_the_portal_is_escaped_too() {
    let facts =
        Facts::read(Message::ResetPassword, &json!({ "link": "\"><script>", "expires_at": 0 })).unwrap();
    let occasion =
        Occasion { lang: Lang::En, public_url: URL, owed_at: OffsetDateTime::UNIX_EPOCH, receipt: None };

    assert!(!compose(&facts, occasion).html.contains("<script"));
}

#[test]
fn subjects_hold_no_data_and_fit_a_locked_screen() {
    for (message, lang, mail) in every_mail() {
        assert!(!mail.subject.contains(|c: char| c.is_ascii_digit() || c == '\n'), "{message:?}");
        assert!(mail.subject.chars().count() <= 50, "{message:?} {lang:?}");
    }
    assert_eq!(
        mail(Message::InstitutionVerified, Lang::Id).subject,
        mail(Message::InstitutionRejected, Lang::Id).subject
    );
}

#[test]
fn the_officers_words_about_a_part_stay_in_the_portal() {
    let mail = mail(Message::InstitutionReturned, Lang::Id);

    assert!(!mail.text.contains("Wayan") && !mail.html.contains("Wayan"));
    assert!(mail.text.contains("Foto lembaga: Papan nama tidak terlihat."));
}

#[test]
fn a_deadline_is_said_in_jakartas_time_and_never_too_late() {
    let mail = mail(Message::ConfirmEmail, Lang::Id);

    assert!(mail.text.contains("Kode berlaku sampai 22 November 2026 pukul 00.33 WIB."));
    assert!(mail.text.contains("Tautan berlaku sampai 23 November 2026 pukul 14.03 WIB."));
}

#[test]
fn facts_that_are_missing_or_of_another_kind_are_refused() {
    for broken in
        [json!({}), json!([]), json!({ "link": 1, "code": "1", "expires_at": "x", "code_expires_at": 0 })]
    {
        assert!(Facts::read(Message::ConfirmEmail, &broken).is_err());
    }
    let day = json!({ "receipt": "NG-1", "due_on": "4 Desember 2026" });
    assert!(Facts::read(Message::InstitutionSubmitted, &day).is_err());
    assert!(Facts::read(Message::PasswordChanged, &json!({})).is_ok());
}
