//! The answers about a person as lines of a page. NIK and family card with their middle hidden, always.

use super::words;
use crate::ui::Fact;
use crate::ui::format::date;
use domain::lang::{Lang, Text};
use domain::person::{Birth, Consent, Ground, Group, Home, Identity, Mother, NikAnswer};
use services::person::File;
use time::Date;

/// The answers of a group; nothing where it was not answered.
pub(super) fn of(lang: Lang, group: Group, file: &File) -> Option<Vec<Fact>> {
    match group {
        Group::Identity => Some(identity(lang, &file.identity)),
        Group::Birth => file.birth.as_ref().map(|birth| self::birth(lang, birth, file.today)),
        Group::Home => file.home.as_ref().map(|home| self::home(lang, home, file.region_path.as_deref())),
        Group::Ground => file.ground.as_ref().map(|ground| self::ground(lang, ground)),
        Group::Consent => {
            file.consent.as_ref().map(|consent| self::consent(lang, consent, file.consent_version.as_deref()))
        }
    }
}

fn identity(lang: Lang, of: &Identity) -> Vec<Fact> {
    let nik = match &of.nik {
        NikAnswer::Known(nik) => Fact::new(Text::new("NIK", "NIK"), nik.masked()).code(),
        NikAnswer::None(reason) => Fact::new(Text::new("NIK", "NIK"), words::WITHOUT_NIK)
            .compare(words::no_nik(*reason).get(lang).to_owned()),
    };
    vec![
        Fact::new(Text::new("Nama lengkap", "Full name"), of.name.as_str().to_owned()),
        Fact::new(Text::new("Nama lain", "Other names"), of.aliases.clone().unwrap_or_default()).typed(),
        Fact::new(Text::new("Jenis kelamin", "Sex"), words::sex(of.sex)),
        nik,
    ]
}

fn birth(lang: Lang, of: &Birth, today: Date) -> Vec<Fact> {
    const MOTHER: Text = Text::new("Nama ibu kandung", "Mother by birth");
    let mother = match &of.mother {
        Mother::Named(name) => Fact::new(MOTHER, name.clone()),
        Mother::None(reason) => Fact::new(MOTHER, Text::new("Tidak diketahui", "Not known"))
            .compare(words::no_mother(*reason).get(lang).to_owned()),
    };
    let kk = of.kk.as_ref().map(domain::person::NoKk::masked).unwrap_or_default();
    vec![
        Fact::new(Text::new("Tempat lahir", "Place of birth"), of.place.clone().unwrap_or_default()),
        Fact::new(Text::new("Tanggal lahir", "Date of birth"), words::birth(lang, of.date, of.precision))
            .compare(words::age(lang, of.date, today)),
        mother,
        Fact::new(Text::new("Nomor kartu keluarga", "Family card"), kk).code(),
    ]
}

fn home(lang: Lang, of: &Home, path: Option<&str>) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(Text::new("Tinggal", "Lives"), words::lives(of.lives)),
        Fact::new(Text::new("Dalam asuhan sejak", "In care since"), words::month(lang, of.since)),
        Fact::new(
            Text::new("Kamar, unit, atau kelompok", "Room, unit or group"),
            of.room.clone().unwrap_or_default(),
        )
        .typed(),
    ];
    let Some(address) = &of.address else {
        let none = Text::new("Tidak ada, atau tidak diketahui", "None, or not known");
        facts.push(Fact::new(Text::new("Alamat", "Address"), none));
        return facts;
    };
    let village = path.unwrap_or_else(|| address.village.as_str()).to_owned();
    let numbers =
        [address.rt.as_ref().map(|rt| format!("RT {rt}")), address.rw.as_ref().map(|rw| format!("RW {rw}"))];
    let numbers = numbers.into_iter().flatten().collect::<Vec<_>>().join(" / ");
    facts.extend([
        Fact::new(Text::new("Alamat", "Address"), address.street.clone()),
        Fact::new(Text::new("RT / RW", "RT / RW"), numbers).code(),
        Fact::new(Text::new("Desa atau kelurahan", "Village"), village),
        Fact::new(Text::new("Kode pos", "Postcode"), address.postcode.clone().unwrap_or_default()).code(),
    ]);
    facts
}

fn ground(lang: Lang, of: &Ground) -> Vec<Fact> {
    let kinds: Vec<&str> = of.disabilities.iter().map(|kind| words::disability(*kind).get(lang)).collect();
    vec![
        Fact::new(Text::new("Kriteria", "Criterion"), words::criterion(of.criterion)),
        Fact::new(
            Text::new("Orang tua yang masih hidup", "Parents who are alive"),
            words::parents(of.parents),
        ),
        Fact::new(Text::new("Disabilitas", "Disability"), kinds.join(", ")),
        Fact::new(Text::new("Catatan", "Note"), of.note.clone().unwrap_or_default()).typed(),
    ]
}

fn consent(lang: Lang, of: &Consent, version: Option<&str>) -> Vec<Fact> {
    let name = of.name.as_ref().map(|name| name.as_str().to_owned());
    let who = Fact::new(Text::new("Yang setuju", "Who agreed"), words::consenter(of.by));
    let mut facts = vec![match name {
        Some(name) => who.compare(name),
        None => who,
    }];
    if let Some(basis) = &of.basis {
        facts.push(
            Fact::new(Text::new("Dasar perwalian", "Ground of the guardianship"), basis.clone()).typed(),
        );
    }
    facts.push(Fact::new(Text::new("Cara", "How"), words::method(of.method)));
    if let Some(witness) = &of.witness {
        facts.push(Fact::new(Text::new("Saksi", "Witness"), witness.as_str().to_owned()));
    }
    facts.push(Fact::new(Text::new("Tanggal", "Day"), date(lang, of.on)));
    facts.push(
        Fact::new(Text::new("Versi teks", "Version of the text"), version.unwrap_or_default().to_owned())
            .code(),
    );
    facts
}
