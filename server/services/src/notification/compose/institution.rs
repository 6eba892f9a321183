//! Mails about an institution's file: received, returned, decided; a paper that cannot be used.

use super::super::facts::{PaperRefused, Rejected, Returned, Submitted, Verified};
use super::super::link;
use super::page::Page;
use domain::calendar::add_working_days;
use domain::lang::{Lang, Text};
use domain::text;
use domain::verification::DUE_WORKING_DAYS;

/// Working days for a written objection to the office that decided (UU 30/2014 article 77).
const OBJECTION_WORKING_DAYS: u16 = 21;

const RECEIPT: Text = Text::new("Nomor tanda terima", "Receipt number");
const DECIDED_ON: Text = Text::new("Tanggal keputusan", "Date of the decision");
/// Both decisions have one subject: a locked screen shows it.
const DECISION: Text = Text::new("Keputusan atas berkas lembaga", "Decision on the institution's file");
const OPEN: Text = Text::new("Buka halaman lembaga", "Open the institution's page");

/// The office by its name, or in words where the name is not known.
fn office(lang: Lang, name: Option<&str>) -> &str {
    name.unwrap_or(match lang {
        Lang::Id => "Dinas Sosial kabupaten/kota",
        Lang::En => "the social office of the regency or city",
    })
}

/// "The social office …" at the beginning of a sentence.
fn office_first(name: Option<&str>) -> &str {
    name.unwrap_or("The social office of the regency or city")
}

fn receipt(page: &Page) -> Option<(Text, String)> {
    page.receipt().map(|number| (RECEIPT, number))
}

/// Receipt number and day of a decision; it is told on the day on which it is taken.
fn decision(page: &mut Page) {
    let day = (DECIDED_ON, text::date(page.lang(), page.owed_on()));
    page.pairs(receipt(page).into_iter().chain([day]));
}

pub(super) fn submitted(page: &mut Page, facts: &Submitted) {
    page.subject(Text::new("Berkas lembaga sudah diterima", "The institution's file has arrived"));
    page.tell(
        format!(
            "Berkas lembaga Anda sudah diterima oleh {}. Simpan nomor tanda terima ini.",
            office(Lang::Id, None)
        ),
        format!("{} has received your institution's file. Keep this receipt number.", office_first(None)),
    );
    let due = text::date(page.lang(), facts.due_on);
    page.pairs([
        (RECEIPT, facts.receipt.clone()),
        (Text::new("Dijawab paling lambat", "Answer due by"), due),
    ]);
    page.tell(
        format!("Petugas memeriksa profil dan berkas, lalu melihat keadaan lembaga, dalam {DUE_WORKING_DAYS} hari kerja. Setiap keputusan kami kabarkan lewat email ini dan di halaman lembaga Anda."),
        format!("Within {DUE_WORKING_DAYS} working days an officer checks profile and papers and sees the institution. We tell you of every decision by e-mail and on your institution's page."),
    );
    page.link(OPEN, link::SPONSOR);
}

pub(super) fn returned(page: &mut Page, facts: &Returned) {
    let (lang, name) = (page.lang(), facts.office.as_deref());
    page.subject(Text::new("Berkas lembaga perlu diperbaiki", "The institution's file needs a correction"));
    page.tell(
        format!("Berkas lembaga Anda dikembalikan oleh {}. Hanya bagian berikut yang perlu diperbaiki; bagian lain tetap tersimpan.", office(Lang::Id, name)),
        format!("{} has returned your institution's file. Only the parts below need a correction; everything else is kept.", office_first(name)),
    );
    page.pairs(
        facts
            .faults
            .iter()
            .map(|part| (text::item(part.item), text::return_reason(part.reason).get(lang).to_owned())),
    );
    let due = (Text::new("Perbaiki paling lambat", "Correct it by"), text::date(lang, facts.due_on));
    page.pairs([due].into_iter().chain(receipt(page)));
    page.say(Text::new("Yang perlu Anda lakukan:", "What to do:"));
    page.steps(&[
        Text::new(
            "Buka halaman lembaga. Catatan petugas ada di bagian yang ditandai.",
            "Open the institution's page. The officer's notes stand at the marked parts.",
        ),
        Text::new("Perbaiki bagian yang ditandai.", "Correct the marked parts."),
        Text::new("Kirim kembali.", "Send the file again."),
    ]);
    page.link(OPEN, link::SPONSOR);
}

pub(super) fn verified(page: &mut Page, facts: &Verified) {
    let name = facts.office.as_deref();
    page.subject(DECISION);
    page.tell(
        format!("Lembaga Anda sudah diverifikasi oleh {}.", office(Lang::Id, name)),
        format!("{} has verified your institution.", office_first(name)),
    );
    decision(page);
    page.say(Text::new(
        "Tidak ada yang perlu Anda lakukan sekarang. Keputusan dan riwayat berkas dapat dibaca di halaman lembaga.",
        "There is nothing to do now. The decision and the history of the file stand on the institution's page.",
    ));
    page.link(OPEN, link::SPONSOR);
}

pub(super) fn rejected(page: &mut Page, facts: &Rejected) {
    let (lang, name) = (page.lang(), facts.office.as_deref());
    let last_day = text::date(lang, add_working_days(page.owed_on(), OBJECTION_WORKING_DAYS));
    page.subject(DECISION);
    page.tell(
        format!("Pendaftaran lembaga Anda ditolak oleh {}.", office(Lang::Id, name)),
        format!("{} has refused your institution's registration.", office_first(name)),
    );
    decision(page);
    page.say(Text::new("Alasan penolakan:", "Reason for the refusal:"));
    page.quote(&facts.words);
    page.say(Text::new(
        "Tidak setuju? Anda berhak mengajukan keberatan tertulis (Pasal 77 UU 30/2014).",
        "You do not agree? You have the right to object in writing (article 77 of Law 30/2014).",
    ));
    page.tell(
        format!("Sampaikan surat keberatan kepada {} dalam {OBJECTION_WORKING_DAYS} hari kerja, paling lambat {last_day}. Tulis nomor tanda terima, alasan Anda, dan lampirkan buktinya.", office(Lang::Id, name)),
        format!("Send a letter of objection to {} within {OBJECTION_WORKING_DAYS} working days, by {last_day}. Give the receipt number and your reasons, and enclose what proves them.", office(Lang::En, name)),
    );
    page.say(Text::new(
        "Keluhan tentang pelayanan dapat disampaikan lewat SP4N-LAPOR! di www.lapor.go.id.",
        "Complaints about the service can be made through SP4N-LAPOR! at www.lapor.go.id.",
    ));
    page.link(OPEN, link::SPONSOR);
}

pub(super) fn paper_refused(page: &mut Page, facts: PaperRefused) {
    let name = text::paper_kind(facts.kind);
    let (id, en) = (name.get(Lang::Id), name.get(Lang::En));
    page.subject(Text::new("Satu berkas perlu dikirim ulang", "One paper needs to be sent again"));
    page.tell(
        format!("{id} yang Anda kirim sudah diperiksa dan tidak dapat dipakai."),
        format!("We checked the paper that you sent ({}) and cannot use it.", en.to_lowercase()),
    );
    page.say(facts.refusal.advice());
    let Some(person) = facts.person else {
        page.say(Text::new(
            "Kirim penggantinya di halaman lembaga. Berkas lain tidak perlu dikirim ulang.",
            "Send another on the institution's page. The other papers need not be sent again.",
        ));
        page.link(OPEN, link::SPONSOR);
        return;
    };
    page.say(Text::new(
        "Berkas ini milik salah satu orang yang diasuh. Kirim penggantinya di halaman orang itu. Berkas lain tidak perlu dikirim ulang.",
        "It is a paper of somebody in your care. Send another on the page of that person. The other papers need not be sent again.",
    ));
    page.link(OPEN, &link::paper_of(person, facts.kind));
}
