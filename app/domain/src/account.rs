//! A person's login: address, name, phone, password.
//!
//! Rules: NIST SP 800-63B-4 and ASVS 5.0 chapter 6. A password without a second factor has at least 15
//! characters; no composition rules, no rotation; the address is proven by link or by code.

use crate::problem::Rule;
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Hours for which a confirmation link works.
pub const LINK_HOURS: i64 = 48;
/// Minutes for which the six-digit code in the same mail works.
pub const CODE_MINUTES: i64 = 30;
/// Minutes for which a link to a new password works.
pub const RESET_MINUTES: i64 = 60;
/// Wrong codes after which a new mail is needed.
pub const CODE_TRIES: i16 = 5;
/// Seconds between two confirmation mails to one address.
pub const RESEND_SECONDS: i64 = 60;
/// Days after which an unconfirmed registration is forgotten.
pub const PENDING_DAYS: i64 = 7;
/// Characters a password has at least while no second factor protects the account.
pub const PASSWORD_MIN: usize = 15;
/// Characters a password has at most.
pub const PASSWORD_MAX: usize = 256;
/// Wrong passwords in a row after which the account answers more and more slowly.
pub const FREE_TRIES: i32 = 5;
/// Minutes without a request after which a sponsor's session ends.
pub const IDLE_MINUTES_SPONSOR: i64 = 60;
/// Minutes without a request after which an officer's session ends.
pub const IDLE_MINUTES_OFFICE: i64 = 30;
/// Hours after which every session ends.
pub const SESSION_HOURS: i64 = 12;
/// Minutes for which a form that was sent without a session is kept.
pub const PARKED_MINUTES: i64 = 30;

/// State of an account (domain: "Sponsor account").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Registered; the address is not proven yet.
    Pending,
    /// In use.
    Active,
    /// Barred by an operator, with a reason.
    Suspended,
}

impl AccountState {
    /// As the database writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// Reads the database's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Pending, Self::Active, Self::Suspended].into_iter().find(|s| s.word() == word)
    }
}

/// Seconds to wait after `failures` wrong passwords in a row: none up to [`FREE_TRIES`], then doubling
/// from 15 s up to 15 minutes. Never a permanent lock-out.
pub fn back_off_seconds(failures: i32) -> u32 {
    let over = failures - FREE_TRIES;
    if over < 0 {
        return 0;
    }
    let doublings = u32::try_from(over.min(6)).unwrap_or(0);
    (15_u32 << doublings).min(900)
}

/// An e-mail address, as typed (trimmed), well-formed but not proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email(String);

impl Email {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Rule::Missing`], [`Rule::TooLong`] or [`Rule::NotAnEmail`].
    pub fn parse(raw: &str) -> Result<Self, Rule> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(Rule::Missing);
        }
        if text.len() > 254 {
            return Err(Rule::TooLong(254));
        }
        let Some((local, host)) = text.rsplit_once('@') else { return Err(Rule::NotAnEmail) };
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let labels: Vec<&str> = host.split('.').collect();
        let host_ok = labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            })
            && labels
                .last()
                .is_some_and(|top| top.len() >= 2 && top.chars().any(|c| c.is_ascii_alphabetic()));
        if local_ok && host_ok { Ok(Self(text.to_owned())) } else { Err(Rule::NotAnEmail) }
    }

    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key by which an account is found: lower case.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// First letter and host, for pages that must not show the whole: `s•••@contoh.id`.
    pub fn masked(&self) -> String {
        match self.0.rsplit_once('@') {
            Some((local, host)) => format!("{}•••@{host}", local.chars().next().unwrap_or('•')),
            None => "•••".to_owned(),
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An Indonesian phone number in E.164 form (`+62…`). Numbers are shared in a home and change with the
/// SIM card: never a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone(String);

impl Phone {
    /// Reads `0812…`, `62812…`, `+62 812-…`, `(0362) 21248`.
    ///
    /// # Errors
    /// [`Rule::Missing`] or [`Rule::NotAPhone`].
    pub fn parse(raw: &str) -> Result<Self, Rule> {
        let text = raw.trim();
        if text.is_empty() {
            return Err(Rule::Missing);
        }
        if text.chars().any(|c| !(c.is_ascii_digit() || " +-.()".contains(c))) {
            return Err(Rule::NotAPhone);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let national = digits.strip_prefix("62").or_else(|| digits.strip_prefix('0')).unwrap_or(&digits);
        let mobile = national.starts_with('8') && (9..=12).contains(&national.len());
        let landline = !national.starts_with(['0', '1', '8']) && (7..=11).contains(&national.len());
        if mobile || landline { Ok(Self(format!("+62{national}"))) } else { Err(Rule::NotAPhone) }
    }

    /// `+62…`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people in Indonesia write it: `0812 3456 7890`.
    pub fn display(&self) -> String {
        let national = format!("0{}", self.0.trim_start_matches("+62"));
        let mut out = String::new();
        for (n, c) in national.chars().enumerate() {
            if n > 0 && n % 4 == 0 {
                out.push(' ');
            }
            out.push(c);
        }
        out
    }
}

/// A name of a person or an institution: kept as written, white space folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name(String);

impl Name {
    /// Longest name, in characters.
    pub const MAX: usize = 100;

    /// Reads a name. One word is allowed; titles and marks stay as they are.
    ///
    /// # Errors
    /// [`Rule::Missing`], [`Rule::TooShort`], [`Rule::TooLong`] or [`Rule::NotAName`].
    pub fn parse(raw: &str) -> Result<Self, Rule> {
        let text: String = raw.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        let length = text.chars().count();
        if length == 0 {
            return Err(Rule::Missing);
        }
        if length < 2 {
            return Err(Rule::TooShort(2));
        }
        if length > Self::MAX {
            return Err(Rule::TooLong(Self::MAX));
        }
        let fits = |c: char| c.is_alphanumeric() || " .,'’`\"-/()&@+".contains(c);
        if !text.chars().all(fits) || !text.chars().any(char::is_alphabetic) {
            return Err(Rule::NotAName);
        }
        Ok(Self(text))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A password that fits in length, in NFKC form. Whether it is common is asked where the lists are.
/// Never printed.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Reads a new password.
    ///
    /// # Errors
    /// [`Rule::Missing`], [`Rule::TooShort`] or [`Rule::TooLong`].
    pub fn parse(raw: &str) -> Result<Self, Rule> {
        let text: String = raw.nfkc().collect();
        let length = text.chars().count();
        if length == 0 {
            return Err(Rule::Missing);
        }
        if length < PASSWORD_MIN {
            return Err(Rule::TooShort(PASSWORD_MIN));
        }
        if length > PASSWORD_MAX {
            return Err(Rule::TooLong(PASSWORD_MAX));
        }
        Ok(Self(text))
    }

    /// Reads what somebody types to sign in: any length, same normal form.
    pub fn typed(raw: &str) -> Self {
        Self(raw.nfkc().take(PASSWORD_MAX * 4).collect())
    }

    /// The characters, for hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The six digits of a confirmation mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// Reads `123456`, `123 456`, `123-456`.
    ///
    /// # Errors
    /// [`Rule::Missing`] or [`Rule::WrongCode`].
    pub fn parse(raw: &str) -> Result<Self, Rule> {
        let text: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if text.is_empty() {
            return Err(Rule::Missing);
        }
        if text.len() == 6 && text.chars().all(|c| c.is_ascii_digit()) {
            Ok(Self(text))
        } else {
            Err(Rule::WrongCode)
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_that_exist_are_accepted() {
        for good in ["a@b.id", "panti.kasih+kis@gmail.com", " Sari@Contoh.CO.ID ", "x_y@sub-domain.sch.id"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn addresses_that_cannot_exist_are_refused() {
        for bad in
            ["a", "a@b", "@b.id", "a@.id", "a b@c.id", "a@b..id", "a@b.id\nBcc: c@d.id", "a@b.1", "ä@b.id"]
        {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Email::parse("  "), Err(Rule::Missing));
    }

    #[test]
    fn an_address_is_found_whatever_its_case() {
        assert_eq!(Email::parse("Sari@Contoh.ID").unwrap().key(), "sari@contoh.id");
    }

    #[test]
    fn phones_are_read_in_every_common_form() {
        for form in ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "62812.3456.7890"] {
            assert_eq!(Phone::parse(form).unwrap().as_str(), "+6281234567890", "{form}");
        }
        assert_eq!(Phone::parse("(0362) 21248").unwrap().as_str(), "+6236221248");
        assert_eq!(Phone::parse("081234567890").unwrap().display(), "0812 3456 7890");
    }

    #[test]
    fn no_phone_is_told_so() {
        for bad in ["08", "abc", "0812345678901234", "110", "+1 202 555 0100 99 99"] {
            assert!(Phone::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_word_names_and_long_marks_stay_as_written() {
        assert_eq!(Name::parse("  Suharto ").unwrap().as_str(), "Suharto");
        assert_eq!(
            Name::parse("Ponpes  Nurul   Jannah (Putri)").unwrap().as_str(),
            "Ponpes Nurul Jannah (Putri)"
        );
        assert_eq!(Name::parse("12345"), Err(Rule::NotAName));
        assert_eq!(Name::parse("<script>"), Err(Rule::NotAName));
    }

    #[test]
    fn a_password_needs_length_and_nothing_else() {
        assert!(Password::parse("kuda makan rumput").is_ok());
        assert_eq!(Password::parse("Pendek1!").unwrap_err(), Rule::TooShort(15));
        assert_eq!(format!("{:?}", Password::parse("kuda makan rumput").unwrap()), "Password(…)");
    }

    #[test]
    fn the_wait_doubles_and_never_becomes_a_lock_out() {
        assert_eq!((back_off_seconds(4), back_off_seconds(5), back_off_seconds(6)), (0, 15, 30));
        assert_eq!(back_off_seconds(1000), 900);
    }

    proptest! {
        #[test]
        fn no_input_panics(text in "\\PC{0,300}") {
            let _ = (Email::parse(&text), Phone::parse(&text), Name::parse(&text), Code::parse(&text));
            let _ = Password::parse(&text);
        }

        #[test]
        fn what_was_read_reads_again(text in "[ a-zA-Z.'-]{2,60}") {
            if let Ok(name) = Name::parse(&text) {
                prop_assert_eq!(Name::parse(name.as_str()), Ok(name));
            }
        }
    }
}
