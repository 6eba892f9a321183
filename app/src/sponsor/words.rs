//! Words that the pages of a sponsor share.

use crate::ui::format::date;
use crate::ui::{Note, TagTone, Tone, t};
use domain::document::PaperKind;
use domain::lang::{Lang, Text};
use domain::text;
use domain::verification::{Fault, ReturnReason, State};
use leptos::prelude::*;
use services::institution::Own;
use time::Date;

/// The state of a file, in words and tone, as its sponsor reads it.
pub const fn state(state: State) -> (TagTone, Text) {
    match state {
        State::Draft => {
            (TagTone::You, Text::new("Giliran Anda · sedang diisi", "Your turn · being filled in"))
        }
        State::Submitted => {
            (TagTone::Us, Text::new("Giliran Dinas Sosial · menunggu", "Social office's turn · waiting"))
        }
        State::InReview => {
            (TagTone::Us, Text::new("Giliran Dinas Sosial · diperiksa", "Social office's turn · in review"))
        }
        State::Returned => (TagTone::You, Text::new("Giliran Anda · dikembalikan", "Your turn · returned")),
        State::Verified => (TagTone::Done, Text::new("Terverifikasi", "Verified")),
        State::Rejected => (TagTone::Stop, Text::new("Ditolak", "Rejected")),
    }
}

/// What is written beside a file field.
pub const fn limits(kind: PaperKind) -> Text {
    match kind {
        PaperKind::PremisesPhoto | PaperKind::PasFoto => {
            Text::new("JPEG, PNG, atau WebP. Paling besar 10 MB.", "JPEG, PNG or WebP. 10 MB at most.")
        }
        PaperKind::FamilyCard => Text::new(
            "Foto (JPEG, PNG, WebP) atau PDF. Paling besar 10 MB; PDF paling banyak 10 halaman.",
            "A photo (JPEG, PNG, WebP) or a PDF. 10 MB at most; a PDF of 10 pages at most.",
        ),
        PaperKind::RecommendationLetter => Text::new(
            "PDF. Paling besar 20 MB, paling banyak 10 halaman.",
            "PDF. 20 MB and 10 pages at most.",
        ),
    }
}

/// What a good paper looks like.
pub const fn advice(kind: PaperKind) -> Text {
    match kind {
        PaperKind::PremisesPhoto => Text::new(
            "Foto dari depan pada siang hari. Papan nama dan bangunan terlihat utuh. Tanpa wajah anak.",
            "Taken from the front in daylight. Name board and building in full. No faces of children.",
        ),
        PaperKind::RecommendationLetter => Text::new(
            "Surat dari desa, kelurahan, atau Dinas Sosial yang menyebut nama lembaga. Bertanda tangan dan berstempel.",
            "A letter from the village or the social office that names the institution. Signed and stamped.",
        ),
        PaperKind::PasFoto => Text::new(
            "Wajah menghadap ke depan dan terlihat jelas, tegak 3:4 atau 4:6. Jangan foto dari fotokopi, jangan foto yang buram, dan jangan foto bersama.",
            "The face from the front and clearly seen, upright, 3:4 or 4:6. No photo of a photocopy, none that is blurred, and none with several people.",
        ),
        PaperKind::FamilyCard => Text::new(
            "Seluruh lembar terlihat dan nomornya terbaca. Kartu lama dan lembar A4 dengan kode QR sama-sama boleh. Jangan foto dari fotokopi, dan jangan terbalik.",
            "The whole sheet is seen and its number can be read. An old card and an A4 sheet with a QR code are both fine. No photo of a photocopy, and not upside down.",
        ),
    }
}

/// What the browser's file chooser offers.
pub const fn accept(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::PremisesPhoto | PaperKind::PasFoto => "image/jpeg,image/png,image/webp",
        PaperKind::FamilyCard => "image/jpeg,image/png,image/webp,application/pdf",
        PaperKind::RecommendationLetter => "application/pdf",
    }
}

/// Why a part came back, with the officer's own words.
pub fn fault(lang: Lang, fault: &Fault) -> impl IntoView + use<> {
    let reason = text::return_reason(fault.reason).get(lang);
    let words = (!fault.words.is_empty()).then(|| fault.words.clone());
    // People write in Indonesian, whatever the page speaks.
    view! { {reason}{words.map(|words| view! { " "<span lang="id">"“"{words}"”"</span> })} }
}

/// What the social office said about a part that it returned.
pub fn returned(lang: Lang, reason: ReturnReason, words: &str) -> impl IntoView + use<> {
    let title = Text::new("Dikembalikan Dinas Sosial", "Returned by the social office");
    let reason = domain::text::return_reason(reason).get(lang);
    let words = (!words.is_empty()).then(|| words.to_owned());
    view! {
        <Note tone=Tone::Warm title=title>
            <p>{reason}</p>
            // People write in Indonesian, whatever the page speaks.
            {words.map(|words| view! { <p lang="id">"“"{words}"”"</p> })}
        </Note>
    }
}

/// What happens while the social office has the file, and until when.
pub fn answer(lang: Lang, due: Option<Date>) -> String {
    let due = due.map(|due| date(lang, due)).unwrap_or_default();
    match lang {
        Lang::Id => format!(
            "Petugas Dinas Sosial memeriksa berkas dan dapat mengunjungi lembaga Anda. Jawaban paling lambat {due}, lewat email dan di portal ini."
        ),
        Lang::En => format!(
            "An officer of the social office checks the papers and may visit you. The answer comes by {due}, by e-mail and in this portal."
        ),
    }
}

/// The way to the receipt, once there is one.
pub fn receipt_link(own: &Own) -> Option<impl IntoView + use<>> {
    let receipt = own.says.receipt.clone().filter(|_| own.says.submitted_at.is_some())?;
    let words = t(Text::new("Lihat tanda terima", "See the receipt"));
    Some(view! { <p><a href="/sponsor/terkirim">{words}" "<span class="num">{receipt}</span></a></p> })
}
