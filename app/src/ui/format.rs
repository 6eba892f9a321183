//! Numbers, money, dates and hours as Indonesian offices write them.
//!
//! Times are stored in UTC and shown in the zone of the place: WIB, WITA or WIT, by province.

use domain::lang::Lang;
use time::{OffsetDateTime, UtcOffset};

/// One of the three hours of the country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zone {
    /// Waktu Indonesia Barat, UTC+7.
    #[default]
    Wib,
    /// Waktu Indonesia Tengah, UTC+8.
    Wita,
    /// Waktu Indonesia Timur, UTC+9.
    Wit,
}

impl Zone {
    /// The zone of a region code, by its province; the capital's zone where it is unknown.
    pub fn of(region: &str) -> Self {
        match region.get(..2) {
            Some("51" | "52" | "53" | "63" | "64" | "65" | "71" | "72" | "73" | "74" | "75" | "76") => {
                Self::Wita
            }
            Some("81" | "82" | "91" | "92" | "93" | "94" | "95" | "96") => Self::Wit,
            _ => Self::Wib,
        }
    }

    /// "WIB"
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// The instant on this zone's clocks.
    pub fn at(self, instant: OffsetDateTime) -> OffsetDateTime {
        let hours = match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        };
        UtcOffset::from_hms(hours, 0, 0).map_or(instant, |offset| instant.to_offset(offset))
    }
}

pub use domain::text::date;

/// "14.05 WIB"; English "14:05 WIB".
pub fn hour(lang: Lang, zone: Zone, instant: OffsetDateTime) -> String {
    let local = zone.at(instant);
    let dot = if lang == Lang::Id { '.' } else { ':' };
    format!("{:02}{dot}{:02} {}", local.hour(), local.minute(), zone.name())
}

/// "21 November 2026, 14.05 WIB"
pub fn date_time(lang: Lang, zone: Zone, instant: OffsetDateTime) -> String {
    format!("{}, {}", date(lang, zone.at(instant).date()), hour(lang, zone, instant))
}

/// For `<time datetime>`: "2026-11-21T07:05:00Z".
pub fn iso(instant: OffsetDateTime) -> String {
    let utc = instant.to_offset(UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        utc.year(),
        u8::from(utc.month()),
        utc.day(),
        utc.hour(),
        utc.minute(),
        utc.second()
    )
}

/// "1.700.000"; English "1,700,000".
pub fn number(lang: Lang, value: u64) -> String {
    let digits = value.to_string();
    let point = if lang == Lang::Id { '.' } else { ',' };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(point);
        }
        grouped.push(digit);
    }
    grouped
}

/// "Rp42.000", in both languages: the sum is in rupiah and is written as on Indonesian papers.
pub fn money(rupiah: u64) -> String {
    format!("Rp{}", number(Lang::Id, rupiah))
}

/// "2,4 MB"; English "2.4 MB". Below a megabyte in kB, rounded up.
pub fn size(lang: Lang, bytes: u64) -> String {
    const MEGA: u64 = 1_000_000;
    if bytes < MEGA {
        return format!("{} kB", bytes.div_ceil(1000));
    }
    let tenths = bytes.saturating_add(50_000) / 100_000;
    let comma = if lang == Lang::Id { ',' } else { '.' };
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        rest => format!("{}{comma}{rest} MB", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn an_hour_is_that_of_the_place() {
        let instant = datetime!(2026-11-21 16:05 UTC);

        assert_eq!(date_time(Lang::Id, Zone::of("32.04"), instant), "21 November 2026, 23.05 WIB");
        assert_eq!(date_time(Lang::Id, Zone::of("51.08"), instant), "22 November 2026, 00.05 WITA");
        assert_eq!(date_time(Lang::En, Zone::of("91.71"), instant), "22 November 2026, 01:05 WIT");
        assert_eq!(iso(instant), "2026-11-21T16:05:00Z");
    }

    #[test]
    fn an_unknown_region_has_the_capitals_hour() {
        assert_eq!(Zone::of(""), Zone::Wib);
        assert_eq!(Zone::of("é"), Zone::Wib);
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(Lang::Id, 0), "0");
        assert_eq!(number(Lang::Id, 999), "999");
        assert_eq!(number(Lang::Id, 1_700_000), "1.700.000");
        assert_eq!(number(Lang::En, 83_762), "83,762");
        assert_eq!(money(42_000), "Rp42.000");
    }

    #[test]
    fn sizes_are_rounded_so_that_a_limit_is_never_understated() {
        assert_eq!(size(Lang::Id, 1), "1 kB");
        assert_eq!(size(Lang::Id, 2_400_000), "2,4 MB");
        assert_eq!(size(Lang::En, 10_000_000), "10 MB");
    }
}
