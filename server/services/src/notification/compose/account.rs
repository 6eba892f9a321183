//! Mails about an account: proving the address, passwords, invitations.

use super::super::facts::{Confirm, Invitation, Reset};
use super::super::link;
use super::moment;
use super::page::Page;
use domain::account::PENDING_DAYS;
use domain::lang::{Lang, Text};

pub(super) fn confirm(page: &mut Page, facts: &Confirm) {
    let (link_id, link_en) = (moment(Lang::Id, facts.expires_at), moment(Lang::En, facts.expires_at));
    let (code_id, code_en) =
        (moment(Lang::Id, facts.code_expires_at), moment(Lang::En, facts.code_expires_at));
    page.subject(Text::new("Konfirmasi alamat email Anda", "Confirm your e-mail address"));
    page.say(Text::new(
        "Seseorang mendaftar di Naungan dengan alamat email ini. Jika itu Anda, konfirmasikan alamat ini dengan salah satu dari dua cara berikut.",
        "Somebody registered with Naungan using this e-mail address. If it was you, confirm the address in one of these two ways.",
    ));
    page.say(Text::new(
        "Cara 1: buka tautan ini, lalu tekan tombol konfirmasi. Boleh dari perangkat lain; di sana Anda diminta membuat kata sandi.",
        "Way 1: open this link and press the button to confirm. Another device will do; there you are asked to choose a password.",
    ));
    page.link(
        Text::new("Konfirmasi alamat email", "Confirm the e-mail address"),
        &(link::CONFIRM.to_owned() + &facts.link),
    );
    page.tell(format!("Tautan berlaku sampai {link_id}."), format!("The link works until {link_en}."));
    page.say(Text::new(
        "Cara 2: ketik kode ini di halaman pendaftaran yang masih terbuka.",
        "Way 2: type this code on the registration page that is still open.",
    ));
    page.code(&facts.code);
    page.tell(
        format!("Kode berlaku sampai {code_id}. Jangan berikan kepada siapa pun, juga kepada petugas."),
        format!("The code works until {code_en}. Do not give it to anybody, officers included."),
    );
    page.say(Text::new(
        "Sudah tidak berlaku? Buka tautan di atas: halamannya menjelaskan keadaannya dan dapat mengirim email baru. Email terbaru menggantikan email sebelumnya.",
        "No longer valid? Open the link above: its page explains why and can send a new e-mail. The newest e-mail replaces the earlier ones.",
    ));
    page.tell(
        format!("Bukan Anda yang mendaftar? Abaikan email ini. Pendaftaran yang tidak dikonfirmasi dihapus setelah {PENDING_DAYS} hari."),
        format!("It was not you? Ignore this e-mail. A registration that is not confirmed is deleted after {PENDING_DAYS} days."),
    );
}

pub(super) fn already_registered(page: &mut Page) {
    page.subject(Text::new("Pendaftaran di Naungan", "Registration with Naungan"));
    page.say(Text::new(
        "Seseorang, mungkin Anda sendiri, baru saja mendaftar di Naungan dengan alamat email ini. Alamat ini sudah mempunyai akun. Tidak ada akun baru yang dibuat, dan akun Anda tidak berubah.",
        "Somebody, perhaps you, has just registered with Naungan using this e-mail address. The address already has an account. No new account was made, and yours has not changed.",
    ));
    page.say(Text::new(
        "Jika itu Anda, masuk dengan akun yang sudah ada.",
        "If it was you, sign in to the account you have.",
    ));
    page.link(Text::new("Masuk", "Sign in"), link::SIGN_IN);
    page.say(Text::new("Lupa kata sandinya?", "Forgot its password?"));
    page.link(Text::new("Buat kata sandi baru", "Choose a new password"), link::FORGOTTEN);
    page.say(Text::new(
        "Jika itu bukan Anda, tidak ada yang perlu dilakukan.",
        "If it was not you, there is nothing to do.",
    ));
}

pub(super) fn reset(page: &mut Page, facts: &Reset) {
    let (until_id, until_en) = (moment(Lang::Id, facts.expires_at), moment(Lang::En, facts.expires_at));
    page.subject(Text::new("Buat kata sandi baru", "Choose a new password"));
    page.say(Text::new(
        "Kami menerima permintaan kata sandi baru untuk akun Naungan dengan alamat email ini.",
        "We received a request for a new password for the Naungan account with this e-mail address.",
    ));
    page.link(
        Text::new("Buat kata sandi baru", "Choose a new password"),
        &(link::RESET.to_owned() + &facts.link),
    );
    page.tell(
        format!("Tautan berlaku sampai {until_id}, untuk satu kali pakai. Setelah kata sandi diganti, semua perangkat yang masih masuk dikeluarkan."),
        format!("The link works until {until_en}, once. When the password changes, every device that is still signed in is signed out."),
    );
    page.say(Text::new("Tautan sudah tidak berlaku?", "Is the link no longer valid?"));
    page.link(Text::new("Minta tautan baru", "Ask for a new link"), link::FORGOTTEN);
    page.say(Text::new(
        "Bukan Anda yang meminta? Abaikan email ini. Kata sandi Anda tetap sama.",
        "It was not you? Ignore this e-mail. Your password stays as it is.",
    ));
}

pub(super) fn password_changed(page: &mut Page) {
    let (at_id, at_en) = (moment(Lang::Id, page.owed_at()), moment(Lang::En, page.owed_at()));
    page.subject(Text::new("Kata sandi Anda sudah diganti", "Your password was changed"));
    page.tell(
        format!("Kata sandi akun Naungan dengan alamat email ini diganti pada {at_id}. Semua perangkat yang masih masuk sudah dikeluarkan."),
        format!("The password of the Naungan account with this e-mail address was changed on {at_en}. Every device that was signed in has been signed out."),
    );
    page.say(Text::new(
        "Jika itu Anda, tidak ada yang perlu dilakukan.",
        "If it was you, there is nothing to do.",
    ));
    page.say(Text::new(
        "Bukan Anda? Segera buat kata sandi baru, lalu ganti juga kata sandi email Anda: orang lain mungkin dapat membacanya.",
        "It was not you? Choose a new password at once, and change the password of your e-mail too: somebody else may be able to read it.",
    ));
    page.link(Text::new("Buat kata sandi baru", "Choose a new password"), link::FORGOTTEN);
}

pub(super) fn invitation(page: &mut Page, facts: &Invitation) {
    let (until_id, until_en) = (moment(Lang::Id, facts.expires_at), moment(Lang::En, facts.expires_at));
    let office = &facts.office;
    page.subject(Text::new("Undangan petugas Naungan", "Invitation to Naungan"));
    page.tell(
        format!("Anda diundang sebagai petugas {office} di Naungan, layanan pendaftaran dan verifikasi lembaga kesejahteraan sosial. Buat kata sandi untuk mulai bekerja."),
        format!("You are invited as an officer of {office} to Naungan, the service in which social-welfare institutions register and are verified. Choose a password to start."),
    );
    page.link(
        Text::new("Terima undangan", "Accept the invitation"),
        &(link::INVITATION.to_owned() + &facts.link),
    );
    page.tell(
        format!("Undangan berlaku sampai {until_id}."),
        format!("The invitation works until {until_en}."),
    );
    page.say(Text::new(
        "Sudah tidak berlaku? Minta undangan baru kepada admin di kantor Anda. Tidak mengenal undangan ini? Abaikan email ini.",
        "No longer valid? Ask the admin in your office for a new one. You do not know of this? Ignore this e-mail.",
    ));
}
