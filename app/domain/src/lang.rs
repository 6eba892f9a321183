//! The two languages of the portal. Indonesian is first and complete; English is second and complete
//! too, because both stand side by side in every constant: a missing one does not compile.

use serde::{Deserialize, Serialize};

/// A language in which the portal speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Bahasa Indonesia, the default and the language of every legal document.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag, as `<html lang>` and the database carry it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// Reads a tag; anything unknown is Indonesian.
    pub fn from_tag(tag: &str) -> Self {
        if tag.eq_ignore_ascii_case("en") { Self::En } else { Self::Id }
    }

    /// The other language, for the switch in the header.
    pub const fn other(self) -> Self {
        match self {
            Self::Id => Self::En,
            Self::En => Self::Id,
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Id => "Bahasa Indonesia",
            Self::En => "English",
        }
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    id: &'static str,
    en: &'static str,
}

impl Text {
    /// Indonesian first, English second.
    pub const fn new(id: &'static str, en: &'static str) -> Self {
        Self { id, en }
    }

    /// The sentence in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Id => self.id,
            Lang::En => self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_is_indonesian() {
        assert_eq!(Lang::from_tag("fr"), Lang::Id);
        assert_eq!(Lang::from_tag("EN"), Lang::En);
    }
}
