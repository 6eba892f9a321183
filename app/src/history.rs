//! The history of a file, as its sponsor and its office read it.

use crate::ui::format::{Zone, date, date_time, iso};
use crate::ui::{Event, Words};
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

/// What was written along with a move.
fn note(lang: Lang, entry: &Entry) -> Option<String> {
    let mut lines = Vec::new();
    if !entry.changed.is_empty() {
        let parts: Vec<&str> = entry.changed.iter().map(|item| text::item(*item).get(lang)).collect();
        lines.push(format!("{}: {}", CHANGED.get(lang), parts.join(", ")));
    }
    for fault in entry.detail.faults.iter().flat_map(domain::verification::Faults::iter) {
        let mut line =
            format!("{}: {}", text::item(fault.item).get(lang), text::return_reason(fault.reason).get(lang));
        if !fault.words.is_empty() {
            line = format!("{line} “{}”", fault.words);
        }
        lines.push(line);
    }
    if let Some(visit) = &entry.detail.visit {
        lines.push(format!("{}: {}", date(lang, visit.visited_on), visit.words));
    }
    lines.extend(entry.detail.words.clone());
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The history of a file as the kit draws it.
pub fn events(lang: Lang, zone: Zone, entries: &[Entry]) -> Vec<Event> {
    entries
        .iter()
        .map(|entry| {
            let event = Event::new(date_time(lang, zone, entry.at), iso(entry.at), sentence(lang, entry));
            match note(lang, entry) {
                Some(note) => event.note(Words::from(note)),
                None => event,
            }
        })
        .collect()
}
