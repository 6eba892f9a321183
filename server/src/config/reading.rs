//! Reading variables and collecting what is wrong with them.

use super::fault::{ConfigFault, shown};
use super::{Env, Mode};

/// Every variable whose name is fixed.
const KNOWN: &[&str] = &[
    "NAUNGAN_MODE",
    "NAUNGAN_DATA",
    "NAUNGAN_BIND",
    "NAUNGAN_PUBLIC_URL",
    "NAUNGAN_TRUSTED_PROXIES",
    "NAUNGAN_DATABASE_URL",
    "NAUNGAN_DATABASE_POOL",
    "NAUNGAN_DATABASE_PASSWORD_SPONSOR",
    "NAUNGAN_DATABASE_PASSWORD_OFFICE",
    "NAUNGAN_DATABASE_PASSWORD_PUSAT",
    "NAUNGAN_DATABASE_PASSWORD_PUBLIK",
    "NAUNGAN_DATABASE_PASSWORD_WORK",
    "MIGRATION_DATABASE_URL",
    "NAUNGAN_PG_BIN",
    "NAUNGAN_S3_ENDPOINT",
    "NAUNGAN_S3_BUCKET",
    "NAUNGAN_S3_REGION",
    "NAUNGAN_S3_ACCESS_KEY",
    "NAUNGAN_S3_SECRET_KEY",
    "NAUNGAN_SMTP_URL",
    "NAUNGAN_MAIL_FROM",
    "NAUNGAN_SECURITY_CONTACT",
    "NAUNGAN_ROOT_KEY",
    "NAUNGAN_SITE",
    "NAUNGAN_DEMO",
    "NAUNGAN_OIDC",
    "NAUNGAN_WORKER_JOBS",
    "NAUNGAN_LOG",
    "NAUNGAN_LOG_FORMAT",
];

/// The last words of the variables of one issuer, `NAUNGAN_OIDC_<NAME>_...`.
const OF_AN_ISSUER: &[&str] = &["_ISSUER", "_CLIENT_ID", "_CLIENT_SECRET", "_LABEL", "_TENANTS"];

/// Whether a variable is meant for us.
pub(super) fn is_ours(name: &str) -> bool {
    name.starts_with("NAUNGAN_") || name == "MIGRATION_DATABASE_URL"
}

/// A fault for every name that is ours and means nothing.
pub(super) fn misspelt<'a>(names: impl Iterator<Item = &'a str>) -> Vec<ConfigFault> {
    names.filter(|name| is_ours(name) && !is_known(name)).map(unknown).collect()
}

/// The variables that `names` leaves out, for the test of `.env.example`.
#[cfg(test)]
pub(super) fn missing_from<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let names: Vec<&str> = names.collect();
    KNOWN.iter().copied().filter(|known| !names.contains(known)).collect()
}

fn is_known(name: &str) -> bool {
    let of_an_issuer = name
        .strip_prefix("NAUNGAN_OIDC_")
        .is_some_and(|rest| OF_AN_ISSUER.iter().any(|last| rest.len() > last.len() && rest.ends_with(last)));
    of_an_issuer || KNOWN.contains(&name)
}

fn unknown(name: &str) -> ConfigFault {
    let nearest = KNOWN.iter().map(|known| (distance(name, known), known)).min();
    let remedy = match nearest {
        Some((changes, known)) if changes <= 3 => format!("write {known}, or remove it"),
        _ => "remove it; .env.example lists all variables".to_owned(),
    };
    ConfigFault::new(name, "is not a variable of naungan", remedy)
}

/// How many letters must be changed, added or removed (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, right) in b.bytes().enumerate() {
            let change = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// One section being read.
pub(super) struct Reading<'a> {
    env: &'a Env<'a>,
    faults: Vec<ConfigFault>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(env: &'a Env<'a>) -> Self {
        Self { env, faults: Vec::new() }
    }

    /// The value of `variable`; an empty one counts as none.
    pub(super) fn get(&self, variable: &str) -> Option<String> {
        (self.env)(variable).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// The value of `variable`, or a fault saying what to set it to.
    pub(super) fn require(&mut self, variable: &str, why: &str, remedy: &str) -> Option<String> {
        let value = self.get(variable);
        if value.is_none() {
            self.fault(variable, format!("is missing: {why}"), remedy);
        }
        value
    }

    /// The value of `variable` made into what `parse` makes of it, or its fault: problem and remedy.
    pub(super) fn parse<T>(
        &mut self,
        variable: &str,
        parse: impl FnOnce(&str) -> Result<T, (String, String)>,
    ) -> Option<T> {
        let value = self.get(variable)?;
        self.understand(variable, &value, parse)
    }

    /// The same for a value that was read already.
    pub(super) fn understand<T>(
        &mut self,
        variable: &str,
        value: &str,
        parse: impl FnOnce(&str) -> Result<T, (String, String)>,
    ) -> Option<T> {
        match parse(value) {
            Ok(parsed) => Some(parsed),
            Err((problem, remedy)) => {
                self.fault(variable, problem, &remedy);
                None
            }
        }
    }

    /// A whole number between `from` and `upto`, or `default`.
    pub(super) fn number(&mut self, variable: &str, from: u32, upto: u32, default: u32) -> u32 {
        self.parse(variable, |value| match value.parse() {
            Ok(number) if (from..=upto).contains(&number) => Ok(number),
            _ => Err((
                format!("is {}, not a whole number from {from} to {upto}", shown(value)),
                format!("write one, for example {default}"),
            )),
        })
        .unwrap_or(default)
    }

    pub(super) fn fault(&mut self, variable: &str, problem: impl Into<String>, remedy: &str) {
        self.faults.push(ConfigFault::new(variable, problem, remedy));
    }

    /// The mode, as far as this section needs it; that it is wrong is the fault of its own section.
    pub(super) fn mode(&self) -> Mode {
        Mode::from_env(self.env).unwrap_or_default()
    }

    /// What was read, or the faults; nothing that was read with a fault leaves.
    pub(super) fn finish<T>(self, whole: Option<T>) -> Result<T, Vec<ConfigFault>> {
        match whole {
            Some(section) if self.faults.is_empty() => Ok(section),
            _ => Err(self.faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_variable_is_named_with_the_right_one() {
        let faults = misspelt(["NAUNGAN_SMPT_URL", "NAUNGAN_BIND", "HOME", "NAUNGAN_COLOUR"].into_iter());

        let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "NAUNGAN_SMPT_URL is not a variable of naungan; write NAUNGAN_SMTP_URL, or remove it.",
                "NAUNGAN_COLOUR is not a variable of naungan; remove it; .env.example lists all variables.",
            ]
        );
    }

    #[test]
    fn the_variables_of_an_issuer_are_known_whatever_its_name() {
        assert!(is_known("NAUNGAN_OIDC_PUSDATIN_CLIENT_SECRET"));
        assert!(!is_known("NAUNGAN_OIDC_PUSDATIN_SECRET"));
        assert!(!is_known("NAUNGAN_OIDC_ISSUER"));
    }
}
