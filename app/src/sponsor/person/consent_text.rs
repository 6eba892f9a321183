//! The text that is read out before anybody agrees, in the version [`domain::person::CONSENT_VERSION`]. Whoever changes
//! a word of the Indonesian one gives it a new version; a test notices.
//!
//! The Indonesian text is what is agreed to. English is a translation for readers of the portal.

use crate::ui::t;
use domain::lang::{Lang, Text};
use domain::person::CONSENT_VERSION;
use leptos::prelude::*;

const TITLE: Text = Text::new("Bacakan teks ini dulu", "Read this text out first");
const HOW: Text = Text::new(
    "Bacakan pelan-pelan, dalam bahasa yang dimengerti, kepada orang yang diasuh, atau kepada orang tua atau walinya. Beri waktu untuk bertanya.",
    "Read it out slowly, in a language that is understood, to the person in care, or to the parent or guardian. Give time for questions.",
);
const BINDING: Text = Text::new(
    "Yang disetujui adalah teks ini.",
    "The Indonesian text is what is agreed to. Below it stands a translation.",
);
const VERSION: Text = Text::new("Versi teks", "Version of the text");
const TRANSLATION: Text = Text::new("Terjemahan", "Translation");

/// What is said, question by question.
const SAID: [(Text, Text); 6] = [
    (
        Text::new("Apa yang dicatat?", "What is written down?"),
        Text::new(
            "Nama, jenis kelamin, NIK atau alasan belum punya NIK, tempat dan tanggal lahir, nama ibu, nomor kartu keluarga, tempat tinggal, alasan diusulkan, orang tua yang masih hidup, dan disabilitas kalau ada.",
            "Name, sex, the NIK or why there is none, place and date of birth, the mother's name, the number of the family card, where you live, the ground on which you are proposed, which parents are alive, and any disability.",
        ),
    ),
    (
        Text::new("Untuk apa?", "What for?"),
        Text::new(
            "Untuk mengusulkan Anda, atau anak yang Anda wakili, supaya iuran jaminan kesehatannya (JKN-KIS) dibayar negara. Data ini tidak dipakai untuk hal lain dan tidak dijual.",
            "To propose you, or the child you speak for, so that the state pays the contribution to the health insurance (JKN-KIS). The data is used for nothing else and is not sold.",
        ),
    ),
    (
        Text::new("Siapa yang melihatnya?", "Who sees it?"),
        Text::new(
            "Sekarang hanya pengurus lembaga yang mengasuh. Setelah dikirim: petugas Dinas Sosial yang memeriksa, Kementerian Sosial yang mencocokkan dan menetapkan, serta Kementerian Kesehatan dan BPJS Kesehatan yang menerima daftar yang ditetapkan. Setiap petugas yang membuka data ini dicatat.",
            "For now only those who run the institution. Once it is sent: the officers of the social office who check it, the Ministry of Social Affairs that matches and decides, and the Ministry of Health and BPJS Kesehatan, which receive the list that was decided. Every officer who opens the data is recorded.",
        ),
    ),
    (
        Text::new("Berapa lama disimpan?", "How long is it kept?"),
        Text::new(
            "Selama diusulkan atau menjadi peserta, lalu menurut jadwal retensi arsip negara. Kalau dihapus dari daftar sebelum dikirim, datanya langsung dihapus.",
            "While you are proposed or insured, then as the archive schedule of the state requires. If you are taken off the list before it is sent, the data is deleted at once.",
        ),
    ),
    (
        Text::new("Apa hak Anda?", "What are your rights?"),
        Text::new(
            "Anda boleh melihat data ini, meminta perbaikan, dan menarik persetujuan kapan saja dengan memberi tahu lembaga atau Dinas Sosial. Menarik persetujuan tidak mengubah yang sudah dilakukan sebelumnya.",
            "You may see the data, have it corrected, and withdraw the consent at any time by telling the institution or the social office. What was done before stays as it was.",
        ),
    ),
    (
        Text::new("Kalau tidak setuju?", "And if you do not agree?"),
        Text::new(
            "Anda tidak diusulkan lewat portal ini. Pengasuhan Anda di lembaga tetap sama. Gratis: tidak ada yang boleh meminta bayaran.",
            "You are not proposed through this portal. The care you receive stays the same. It is free: nobody may ask for money.",
        ),
    ),
];

/// The text, with a translation under it for whoever reads English.
pub(super) fn view(lang: Lang) -> impl IntoView {
    let translation = (lang == Lang::En).then(|| {
        view! { <h3>{t(TRANSLATION)}</h3><div class="consent-text">{paragraphs(Lang::En)}</div> }
    });
    view! {
        <h2>{t(TITLE)}</h2>
        <p>{t(HOW)}</p>
        <div class="consent-text" lang="id">{paragraphs(Lang::Id)}</div>
        <p class="hint">{t(BINDING)}" "{t(VERSION)}": "<span class="num">{CONSENT_VERSION}</span></p>
        {translation}
    }
}

fn paragraphs(lang: Lang) -> Vec<AnyView> {
    SAID.iter()
        .map(|(question, answer)| {
            view! { <p><strong>{question.get(lang)}</strong>" "{answer.get(lang)}</p> }.into_any()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Consents name the version that was read out: a change here without a new version makes them say something else.
    #[test]
    fn a_changed_text_is_a_new_version() {
        let said: Vec<String> = SAID
            .iter()
            .map(|(asks, says)| format!("{}\n{}", asks.get(Lang::Id), says.get(Lang::Id)))
            .collect();

        insta::assert_snapshot!(format!("{CONSENT_VERSION}\n\n{}", said.join("\n\n")));
    }
}
