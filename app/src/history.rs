//! The history of a file, as its sponsor and its office read it.

use crate::ui::Event;
use crate::ui::format::{Zone, date, date_time, iso};
use domain::lang::{Lang, Text};
use domain::text;
use domain::verification::Action;
use services::institution::Entry;

const CHANGED: Text = Text::new("Yang berubah", "Changed");

/// A move as a sentence that names who.
fn sentence(lang: Lang, entry: &Entry) -> String {
    let (who, office) = (&entry.actor, &entry.office);
    match (entry.action, lang) {
        (Action::Submit, Lang::Id) => format!("Dikirim oleh {who}, {office}"),
        (Action::Submit, Lang::En) => format!("Sent by {who}, {office}"),
        (Action::Withdraw, Lang::Id) => format!("Ditarik kembali oleh {who}, {office}"),
        (Action::Withdraw, Lang::En) => format!("Withdrawn by {who}, {office}"),
        (Action::Take, Lang::Id) => format!("Diambil oleh {who}, {office}"),
        (Action::Take, Lang::En) => format!("Taken by {who}, {office}"),
        (Action::Release, Lang::Id) => format!("Dikembalikan ke antrean oleh {who}, {office}"),
        (Action::Release, Lang::En) => format!("Put back into the queue by {who}, {office}"),
        (Action::Return, Lang::Id) => format!("Dikembalikan kepada sponsor oleh {who}, {office}"),
        (Action::Return, Lang::En) => format!("Returned to the sponsor by {who}, {office}"),
        (Action::Verify, Lang::Id) => format!("Dinyatakan terverifikasi oleh {who}, {office}"),
        (Action::Verify, Lang::En) => format!("Verified by {who}, {office}"),
        (Action::Reject, Lang::Id) => format!("Ditolak oleh {who}, {office}"),
        (Action::Reject, Lang::En) => format!("Rejected by {who}, {office}"),
    }
}

/// The event with what was written along with the move.
fn noted(lang: Lang, entry: &Entry, mut event: Event) -> Event {
    if !entry.changed.is_empty() {
        let parts: Vec<&str> = entry.changed.iter().map(|item| text::item(*item).get(lang)).collect();
        event = event.note(format!("{}: {}", CHANGED.get(lang), parts.join(", ")));
    }
    for fault in entry.detail.faults.iter().flat_map(domain::verification::Faults::iter) {
        let line =
            format!("{}: {}", text::item(fault.item).get(lang), text::return_reason(fault.reason).get(lang));
        event = if fault.words.is_empty() {
            event.note(line)
        } else {
            event.typed(line, format!("“{}”", fault.words))
        };
    }
    if let Some(visit) = &entry.detail.visit {
        event = event.typed(format!("{}:", date(lang, visit.visited_on)), visit.words.clone());
    }
    match &entry.detail.words {
        Some(words) => event.typed("", words.clone()),
        None => event,
    }
}

/// The history of a file as the kit draws it.
pub fn events(lang: Lang, zone: Zone, entries: &[Entry]) -> Vec<Event> {
    entries
        .iter()
        .map(|entry| {
            let event = Event::new(date_time(lang, zone, entry.at), iso(entry.at), sentence(lang, entry));
            noted(lang, entry, event)
        })
        .collect()
}
