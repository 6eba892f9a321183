//! The answers of an institution as lines of a page: its owner checks the same lines that its office reads.

use crate::text;
use crate::ui::Fact;
use crate::ui::format::Zone;
use domain::account::Phone;
use domain::lang::{Lang, Text};
use services::institution::Particulars;

const KIND: Text = Text::new("Jenis sponsor", "Kind of sponsor");
const NAME: Text = Text::new("Nama lembaga", "Name of the institution");
const IN_CHARGE: Text = Text::new("Penanggung jawab", "Person in charge");
const PHONE: Text = Text::new("Nomor telepon", "Phone");
const RESIDENTS: Text = Text::new("Orang yang diasuh", "People in care");
const VILLAGE: Text = Text::new("Desa atau kelurahan", "Village");
const STREET: Text = Text::new("Alamat", "Address");
const RT_RW: Text = Text::new("RT / RW", "RT / RW");
const POSTCODE: Text = Text::new("Kode pos", "Postcode");

/// Label and answer, in the order of the form; empty where nothing was filled in.
pub fn answers(lang: Lang, of: &Particulars) -> [(Text, String); 9] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let phone = Phone::parse(&of.phone).map(|phone| phone.display()).unwrap_or_default();
    [
        (KIND, text::sponsor_kind(of.kind).get(lang).to_owned()),
        (NAME, of.name.clone()),
        (IN_CHARGE, of.in_charge.clone()),
        (PHONE, phone),
        (RESIDENTS, of.residents.map(|n| n.to_string()).unwrap_or_default()),
        (VILLAGE, text(&of.region_path)),
        (STREET, text(&of.street)),
        (RT_RW, rt_rw(of)),
        (POSTCODE, text(&of.postcode)),
    ]
}

/// The answers as facts; the village with its code, by which letters are compared.
pub fn facts(lang: Lang, of: &Particulars) -> Vec<Fact> {
    let fact = |(label, value)| match label {
        VILLAGE => Fact::new(label, value).compare(of.village.clone().unwrap_or_default()),
        PHONE | RT_RW | POSTCODE => Fact::new(label, value).code(),
        _ => Fact::new(label, value),
    };
    answers(lang, of).map(fact).into()
}

/// The hour of the place.
pub fn zone(of: &Particulars) -> Zone {
    Zone::of(of.village.as_deref().unwrap_or_default())
}

fn rt_rw(of: &Particulars) -> String {
    [of.rt.as_ref().map(|rt| format!("RT {rt}")), of.rw.as_ref().map(|rw| format!("RW {rw}"))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" / ")
}
