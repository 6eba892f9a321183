//! The one sentence that a page shows after a redirect: "Tersimpan."
//!
//! It travels as a code in a short-lived cookie, never as text: what a page says is decided here, so a
//! planted cookie can at most show one of these sentences. The page that shows it deletes the cookie.

use crate::ui::Tone;
use crate::visit::cookie;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::lang::Text;

const NAME: &str = "kilas";

macro_rules! flashes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $tone:ident, $id:literal, $en:literal;)*) => {
        /// Everything a page can say after a redirect.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Flash { $($(#[$doc])* $name,)* }

        impl Flash {
            /// Every flash there is.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code in the cookie.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The sentence.
            pub const fn text(self) -> Text {
                match self { $(Self::$name => Text::new($id, $en),)* }
            }

            /// Its colour.
            pub const fn tone(self) -> Tone {
                match self { $(Self::$name => Tone::$tone,)* }
            }
        }
    };
}

flashes! {
    /// Signed out.
    SignedOut = "signed-out", Good, "Anda sudah keluar. Tutup peramban jika perangkat ini dipakai bersama.", "You are signed out. Close the browser if you share this device.";
    /// The session ended before a page was opened: nothing was typed.
    SessionOver = "session-over", Warm, "Anda sudah keluar atau sesi berakhir. Masuk lagi untuk melanjutkan.", "You have signed out, or your session has ended. Sign in again to continue.";
    /// The session ended under a form, which is kept.
    SessionEnded = "session-ended", Warm, "Sesi Anda berakhir. Masuk kembali untuk melanjutkan; isian Anda tetap kami simpan.", "Your session has ended. Sign in again to continue; what you typed is kept.";
    /// The session ended under an upload: files are not kept for anybody.
    SessionEndedUpload = "session-ended-upload", Warm, "Sesi Anda berakhir dan berkas tadi belum tersimpan. Masuk kembali, lalu pilih berkasnya sekali lagi.", "Your session has ended and the file was not saved. Sign in again, then choose the file once more.";
    /// E-mail confirmed.
    EmailConfirmed = "email-confirmed", Good, "Alamat email Anda sudah dikonfirmasi.", "Your e-mail address is confirmed.";
    /// E-mail confirmed, but not in the browser in which the password was typed.
    ConfirmedElsewhere = "confirmed-elsewhere", Good, "Alamat email Anda sudah dikonfirmasi. Kami tidak bisa memastikan bahwa pendaftarannya ditulis di peramban ini, jadi demi keamanan buat kata sandi Anda sekarang.", "Your e-mail address is confirmed. We cannot be sure that the registration was written in this browser, so for safety choose your password now.";
    /// Another mail was asked for too early.
    ResendTooEarly = "resend-too-early", Warm, "Email baru belum bisa dikirim. Waktunya tertulis di bawah.", "Another e-mail cannot be sent yet. The page says from when on it can.";
    /// Too many mails went to one address.
    MailsUsedUp = "mails-used-up", Warm, "Sudah terlalu banyak email ke alamat ini. Tunggu satu jam, lalu minta lagi. Tautan di email terakhir tetap berlaku.", "Too many e-mails have gone to this address. Wait an hour, then ask again. The link in the latest e-mail still works.";
    /// The password is right, but the address is not confirmed.
    ConfirmFirst = "confirm-first", Warm, "Alamat email Anda belum dikonfirmasi. Ketik kode dari email, atau minta email baru.", "Your e-mail address is not confirmed yet. Type the code from the e-mail, or ask for a new one.";
    /// A new confirmation mail is under way.
    MailSentAgain = "mail-sent-again", Info, "Email baru sedang dikirim. Tautan dan kode yang lama tidak berlaku lagi.", "A new e-mail is on its way. The earlier link and code no longer work.";
    /// Password changed.
    PasswordChanged = "password-changed", Good, "Kata sandi sudah diganti. Semua perangkat lain sudah dikeluarkan.", "Your password has been changed. All other devices have been signed out.";
    /// An invitation was accepted with a password.
    InvitationAccepted = "invitation-accepted", Good, "Kata sandi tersimpan. Masuk untuk mulai bekerja.", "Your password is saved. Sign in to start working.";
    /// An invitation was accepted with an issuer's account.
    SsoLinked = "sso-linked", Good, "Akun SSO Anda sudah ditautkan. Mulai sekarang, masuk lewat tombol SSO.", "Your SSO account is linked. From now on, sign in with the SSO button.";
    /// Profile saved.
    ProfileSaved = "profile-saved", Good, "Profil lembaga tersimpan.", "The institution's profile is saved.";
    /// A paper arrived.
    PaperReceived = "paper-received", Good, "Berkas diterima dan sedang diperiksa. Anda boleh meninggalkan halaman ini.", "Your file has been received and is being checked. You may leave this page.";
    /// The submission was taken back by its sponsor.
    Withdrawn = "withdrawn", Info, "Berkas ditarik kembali. Ubah yang perlu, lalu kirim lagi.", "The file was taken back. Change what you need to, then send it again.";
    /// It could not be taken back any more.
    NotWithdrawn = "not-withdrawn", Warm, "Berkas tidak bisa ditarik kembali, karena keadaannya sudah berubah. Di bawah ini yang terbaru.", "The file could not be taken back, because it has moved on. Below is how it stands now.";
    /// A corrected birth ended the consent of somebody who is a child by it.
    ConsentEnded = "consent-ended", Warm, "Tersimpan. Menurut tanggal lahir yang baru, orang ini belum berumur 17 tahun ketika menyetujui sendiri, jadi persetujuannya harus diisi lagi.", "Saved. By the new date of birth this person was under 17 when agreeing for themselves, so the consent has to be entered again.";
    /// The first answers about somebody were saved.
    PersonAdded = "person-added", Good, "Tersimpan di daftar Anda. Lanjutkan ke bagian berikutnya.", "Saved on your list. Go on with the next part.";
    /// One group of answers was saved.
    PersonSaved = "person-saved", Good, "Bagian tadi tersimpan.", "That part is saved.";
    /// The last missing group was saved.
    PersonComplete = "person-complete", Good, "Bagian terakhir tersimpan.", "The last part is saved.";
    /// There is no family card.
    NoCard = "no-card", Good, "Jawaban tersimpan: belum punya kartu keluarga.", "Your answer is saved: there is no family card.";
    /// There may be a family card after all.
    NoCardUnsaid = "no-card-unsaid", Info, "Jawaban tadi dibatalkan.", "That answer was taken back.";
    /// Somebody was taken out of the list.
    PersonRemoved = "person-removed", Info, "Orang itu sudah dihapus dari daftar.", "That person was taken off the list.";
    /// An officer took a file.
    Taken = "taken", Good, "Berkas ini sekarang Anda pegang.", "You now hold this file.";
    /// Somebody else was faster.
    TakenByOther = "taken-by-other", Warm, "Petugas lain lebih dulu. Di bawah ini keadaan berkas yang terbaru.", "Another officer was faster. Below is how the file stands now.";
    /// The queue is empty.
    QueueEmpty = "queue-empty", Info, "Tidak ada berkas yang menunggu.", "No file is waiting.";
    /// An officer gave a file back to the queue.
    Released = "released", Info, "Berkas dikembalikan ke antrean.", "The file is back in the queue.";
    /// The submission was returned to its sponsor.
    Returned = "returned", Good, "Pengajuan dikembalikan kepada sponsor beserta alasannya.", "The submission was returned to the sponsor with the reasons.";
    /// The institution was verified.
    Verified = "verified", Good, "Lembaga dinyatakan terverifikasi. Sponsor sudah diberi tahu.", "The institution is verified. The sponsor has been told.";
    /// The submission was rejected.
    Rejected = "rejected", Good, "Pengajuan ditolak. Sponsor sudah diberi tahu beserta alasannya.", "The submission was rejected. The sponsor has been told the reasons.";
}

impl Flash {
    /// Reads the cookie; an unknown code is nothing.
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let code = cookie(headers, NAME)?;
        Self::ALL.iter().copied().find(|flash| flash.code() == code)
    }

    /// The cookie that carries it to the next page.
    pub fn cookie(self) -> HeaderValue {
        let line = format!("{NAME}={}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly", self.code());
        HeaderValue::try_from(line).unwrap_or_else(|_| Self::gone())
    }

    /// The cookie that deletes it.
    pub fn gone() -> HeaderValue {
        HeaderValue::from_static("kilas=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly")
    }

    /// 303 to `to`, which then shows the sentence.
    pub fn redirect(self, to: &str) -> Response {
        let mut response = see_other(to);
        response.headers_mut().append(SET_COOKIE, self.cookie());
        response
    }
}

/// 303 to `to`; where `to` is no valid header value, the landing page.
pub fn see_other(to: &str) -> Response {
    let location = HeaderValue::try_from(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::COOKIE;

    #[test]
    fn every_flash_survives_its_cookie() {
        for flash in Flash::ALL {
            let mut headers = HeaderMap::new();
            let line = flash.cookie();
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            headers.insert(COOKIE, HeaderValue::from_str(pair).unwrap());

            assert_eq!(Flash::from_headers(&headers), Some(*flash));
        }
    }

    #[test]
    fn a_planted_cookie_says_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("kilas=<script>alert(1)</script>"));

        assert_eq!(Flash::from_headers(&headers), None);
    }
}
