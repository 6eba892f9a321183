//! Words that the pages of the office share.

use crate::ui::TagTone;
use domain::lang::{Lang, Text};
use domain::verification::State;
use time::Date;

/// The state of a file, in words and tone, as the office reads it.
pub const fn state(state: State) -> (TagTone, Text) {
    match state {
        State::Draft => (TagTone::Idle, Text::new("Sedang diisi sponsor", "Being filled in")),
        State::Submitted => {
            (TagTone::You, Text::new("Giliran Dinas Sosial · menunggu", "Social office's turn · waiting"))
        }
        State::InReview => {
            (TagTone::You, Text::new("Giliran Dinas Sosial · diperiksa", "Social office's turn · in review"))
        }
        State::Returned => {
            (TagTone::Us, Text::new("Giliran sponsor · dikembalikan", "Sponsor's turn · returned"))
        }
        State::Verified => (TagTone::Done, Text::new("Terverifikasi", "Verified")),
        State::Rejected => (TagTone::Stop, Text::new("Ditolak", "Rejected")),
    }
}

/// "3 hari kerja lagi", "Hari ini", "Terlambat 2 hari kerja".
pub fn due(lang: Lang, today: Date, due: Date) -> (TagTone, String) {
    let days = domain::calendar::working_days_between(today, due);
    let late = days.unsigned_abs();
    match (days, lang) {
        (0, Lang::Id) => (TagTone::You, "Hari ini".to_owned()),
        (0, Lang::En) => (TagTone::You, "Today".to_owned()),
        (1.., Lang::Id) => (TagTone::Us, format!("{days} hari kerja lagi")),
        (1, Lang::En) => (TagTone::Us, "1 working day left".to_owned()),
        (2.., Lang::En) => (TagTone::Us, format!("{days} working days left")),
        (_, Lang::Id) => (TagTone::Stop, format!("Terlambat {late} hari kerja")),
        (-1, Lang::En) => (TagTone::Stop, "1 working day late".to_owned()),
        (_, Lang::En) => (TagTone::Stop, format!("{late} working days late")),
    }
}
