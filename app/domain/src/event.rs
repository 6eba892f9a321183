//! What happened, for those who read it later: the history, the notifications, the access log.
//!
//! Events are the history (append-only, written in the transaction of the change). A message is owed by
//! the same transaction and sent by a job. A look (somebody opened a list, a case, a paper) goes to a log
//! of its own, because a look must not make a colleague's save stale.

/// A mail that the portal owes somebody. The text is made when it is sent, in the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// Confirm the e-mail address: link and six-digit code.
    ConfirmEmail,
    /// Somebody registered with an address that already has an account.
    AlreadyRegistered,
    /// Choose a new password: link.
    ResetPassword,
    /// The password was changed, all sessions ended.
    PasswordChanged,
    /// An officer was invited: link to choose a password.
    Invitation,
    /// The institution's file arrived at its social office: receipt number.
    InstitutionSubmitted,
    /// The file came back with reasons.
    InstitutionReturned,
    /// The institution is verified.
    InstitutionVerified,
    /// The institution was refused, with the reason.
    InstitutionRejected,
    /// A paper could not be used; the sponsor has to replace it.
    PaperRefused,
}

impl Message {
    /// Every message.
    pub const ALL: [Self; 10] = [
        Self::ConfirmEmail,
        Self::AlreadyRegistered,
        Self::ResetPassword,
        Self::PasswordChanged,
        Self::Invitation,
        Self::InstitutionSubmitted,
        Self::InstitutionReturned,
        Self::InstitutionVerified,
        Self::InstitutionRejected,
        Self::PaperRefused,
    ];

    /// As the outbox writes it; fixed for ever.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::AlreadyRegistered => "already_registered",
            Self::ResetPassword => "reset_password",
            Self::PasswordChanged => "password_changed",
            Self::Invitation => "invitation",
            Self::InstitutionSubmitted => "institution_submitted",
            Self::InstitutionReturned => "institution_returned",
            Self::InstitutionVerified => "institution_verified",
            Self::InstitutionRejected => "institution_rejected",
            Self::PaperRefused => "paper_refused",
        }
    }

    /// Reads the outbox's word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.word() == word)
    }
}

/// A look at somebody's data, for the access log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A list was shown: one row with the ids on it.
    Queue,
    /// A case was opened.
    Case,
    /// A paper was opened.
    Paper,
}

impl Look {
    /// As the log writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Case => "case",
            Self::Paper => "paper",
        }
    }

    /// Reads the log's word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Queue, Self::Case, Self::Paper].into_iter().find(|l| l.word() == word)
    }
}
