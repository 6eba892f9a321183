//! Third group: where the person lives, since when, and the address on paper.

use super::words;
use crate::form::FormState;
use crate::region::answers::Answer;
use crate::region::picker::{LOOK, RegionPicker, TYPED, VILLAGE};
use crate::ui::{Choice, DateBox, DateBoxes, Field, FieldKind, Radios, t};
use domain::lang::Text;
use domain::person::{Home, HomeInput, Lives};
use domain::problem::Violation;
use leptos::prelude::*;
use services::person::File;
use time::Date;

const LIVES: Text = Text::new("Di mana orang ini tinggal sekarang?", "Where does this person live now?");
const INSIDE_HINT: Text = Text::new(
    "Tidur dan makan di lembaga Anda; alamatnya sudah ada di profil lembaga.",
    "Sleeps and eats in your institution, whose address stands in its profile.",
);
const OUTSIDE_HINT: Text = Text::new(
    "Pada keluarga, di kamar sewa, atau tanpa rumah.",
    "With a family, in a rented room, or without a roof.",
);
const SINCE: Text = Text::new("Sejak bulan apa dalam asuhan Anda?", "Since which month in your care?");
const SINCE_HINT: Text =
    Text::new("Bulan dan tahun dengan angka, misalnya 7 2021.", "Month and year in digits, such as 7 2021.");
const ROOM: Text = Text::new("Kamar, unit, atau kelompok", "Room, unit or group");
const ROOM_HINT: Text = Text::new(
    "Seperti sebutan di lembaga Anda, supaya kartunya nanti cepat sampai.",
    "As you call it, so that the card arrives quickly later.",
);
const HAS_ADDRESS: Text = Text::new(
    "Apakah ada alamat di kartu keluarga atau KTP-nya?",
    "Is there an address on the family card or identity card?",
);
const YES: Text = Text::new("Ya", "Yes");
const NO: Text = Text::new("Tidak ada, atau tidak diketahui", "None, or not known");
const ADDRESS: Text = Text::new("Alamatnya", "The address");
const ADDRESS_HINT: Text = Text::new(
    "Di dalam lembaga: alamat di kartu keluarga. Di luar lembaga: tempat ia biasanya dapat ditemui, misalnya “di bawah jembatan Pasar Anyar”.",
    "In the institution: the address on the family card. Outside: where the person can usually be found, such as “under the bridge at Pasar Anyar”.",
);
const STREET: Text = Text::new("Alamat: jalan, nomor, dusun atau banjar", "Address: street, number, hamlet");
const POSTCODE: Text = Text::new("Kode pos", "Postcode");
/// The page's own address, from where it stands.
const HERE: &str = "tempat-tinggal";

/// What was typed.
pub(super) fn input(form: &FormState) -> HomeInput {
    HomeInput {
        lives: form.value("lives"),
        since_month: form.value("since_month"),
        since_year: form.value("since_year"),
        room: form.value("room"),
        has_address: form.value("has_address"),
        village: form.value(VILLAGE),
        street: form.value("street"),
        rt: form.value("rt"),
        rw: form.value("rw"),
        postcode: form.value("postcode"),
    }
}

/// Whether the button that looks for a village was pressed.
pub(super) fn looks(form: &FormState) -> bool {
    form.value("aksi") == LOOK
}

/// Reads what was typed. Until it is known where somebody lives, the address is not in sight and is not asked for.
pub(super) fn parse(form: &FormState, today: Date) -> Result<Home, Vec<Violation>> {
    let in_sight = |fault: &Violation| matches!(fault.field, "lives" | "since" | "room");
    input(form).parse(today).map_err(|mut wrong| {
        if wrong.iter().any(|fault| fault.field == "lives") {
            wrong.retain(in_sight);
        }
        wrong
    })
}

/// What is known, as it is typed. A village that has ended is looked for by its code, which gives its successors.
pub(super) fn filled(of: &Home, village_ended: bool) -> FormState {
    let address = of.address.as_ref();
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let code = address.map(|a| a.village.as_str().to_owned()).unwrap_or_default();
    let (village, typed) = if village_ended { (String::new(), code) } else { (code, String::new()) };
    FormState::of(&HomeInput {
        lives: of.lives.word().to_owned(),
        since_month: u8::from(of.since.month()).to_string(),
        since_year: of.since.year().to_string(),
        room: of.room.clone().unwrap_or_default(),
        has_address: if address.is_some() { "ya" } else { "tidak" }.to_owned(),
        village,
        street: address.map(|a| a.street.clone()).unwrap_or_default(),
        rt: text(address.and_then(|a| a.rt.as_ref())),
        rw: text(address.and_then(|a| a.rw.as_ref())),
        postcode: text(address.and_then(|a| a.postcode.as_ref())),
    })
    .with(TYPED, typed)
}

/// The path of the village that the file has, where it is the one chosen.
pub(super) fn known(file: &File, chosen: &str) -> Option<String> {
    let address = file.home.as_ref()?.address.as_ref()?;
    file.region_path.clone().filter(|_| address.village.as_str() == chosen && !file.village_ended)
}

/// The questions.
pub(super) fn fields(form: FormState, found: Vec<Answer>) -> impl IntoView {
    let lives = Lives::ALL.map(|lives| {
        let hint = if lives == Lives::Inside { INSIDE_HINT } else { OUTSIDE_HINT };
        Choice::new(lives.word(), words::lives(lives)).hint(hint)
    });
    let has = vec![Choice::new("ya", YES), Choice::new("tidak", NO)];
    let boxes = vec![DateBox::month("since_month"), DateBox::year("since_year")];
    view! {
        <div class="branch">
            <Radios form=form.clone() name="lives" legend=LIVES choices=lives.into() />
            <DateBoxes form=form.clone() name="since" legend=SINCE hint=SINCE_HINT boxes />
            <Field form=form.clone() name="room" label=ROOM hint=ROOM_HINT autocomplete="off" optional=true />
            <div class="when-inside">
                <Radios form=form.clone() name="has_address" legend=HAS_ADDRESS choices=has />
            </div>
            <div class="when-address">
                <h2>{t(ADDRESS)}</h2>
                <p class="hint">{t(ADDRESS_HINT)}</p>
                <RegionPicker form=form.clone() action=HERE found />
                <Field form=form.clone() name="street" label=STREET kind=FieldKind::Street autocomplete="off" />
                <div class="fields-row">
                    <Field form=form.clone() name="rt" label="RT" kind=FieldKind::Digits chars=4 optional=true />
                    <Field form=form.clone() name="rw" label="RW" kind=FieldKind::Digits chars=4 optional=true />
                    <Field form=form.clone() name="postcode" label=POSTCODE kind=FieldKind::Digits chars=6
                        optional=true />
                </div>
            </div>
        </div>
    }
}
