//! Reach: the regions that an office may see, as a half-open interval of current-edition codes.
//!
//! Codes are compared as bytes (`collate "C"` in the database). `/` is the byte after `.`, so everything
//! from `51.08` up to, not including, `51.08/` is the regency itself and whatever lies in it, and nothing
//! else. `:` is the byte after `9`, so the nation is everything from the empty text up to `:`.
//! A policy with this interval costs nothing measurable; `like` cost a thousand times more.

use super::RegionCode;

/// Jangkauan: `from <= code and code < upto`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reach {
    from: String,
    upto: String,
}

impl Reach {
    /// A region and all that lies in it: the reach of a regency's or a province's office.
    pub fn of(region: &RegionCode) -> Self {
        Self { from: region.as_str().to_owned(), upto: format!("{region}/") }
    }

    /// Every region of the country.
    pub fn nation() -> Self {
        Self { from: String::new(), upto: ":".to_owned() }
    }

    /// No region at all: the reach of whoever is no office.
    pub fn nowhere() -> Self {
        Self { from: String::new(), upto: String::new() }
    }

    /// The first code inside; goes into `app.reach_from`.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// The first code outside; goes into `app.reach_upto`.
    pub fn upto(&self) -> &str {
        &self.upto
    }

    /// Whether `region` lies inside.
    pub fn contains(&self, region: &RegionCode) -> bool {
        let code = region.as_str();
        self.from.as_str() <= code && code < self.upto.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn a_regency_reaches_itself_and_what_lies_in_it() {
        let reach = Reach::of(&code("51.08"));

        assert_eq!((reach.from(), reach.upto()), ("51.08", "51.08/"));
        assert!(reach.contains(&code("51.08")));
        assert!(reach.contains(&code("51.08.06.2001")));
        assert!(!reach.contains(&code("51")));
        assert!(!reach.contains(&code("51.09.01")));
    }

    #[test]
    fn the_nation_reaches_everything_and_nowhere_nothing() {
        assert!(Reach::nation().contains(&code("96.71.10.1001")));
        assert!(Reach::nation().contains(&code("11")));
        assert!(!Reach::nowhere().contains(&code("11")));
    }

    fn any_code() -> impl Strategy<Value = RegionCode> {
        "[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{4})?)?)?".prop_map(|digits| code(&digits))
    }

    proptest! {
        #[test]
        fn reach_agrees_with_the_tree(inner in any_code(), outer in any_code()) {
            let mut above = Some(inner.clone());
            let mut found = false;
            while let Some(region) = above {
                found |= region == outer;
                above = region.parent();
            }
            prop_assert_eq!(inner.is_within(&outer), found);
            prop_assert!(Reach::nation().contains(&inner));
        }

        #[test]
        fn every_parent_contains_its_child(region in any_code()) {
            if let Some(parent) = region.parent() {
                prop_assert!(region.is_within(&parent));
                prop_assert!(!parent.is_within(&region));
            }
        }
    }
}
