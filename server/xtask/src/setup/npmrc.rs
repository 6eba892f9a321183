//! The npm registry this machine is set up for.
//!
//! Only the `registry` line is read; nothing else of those files is looked at.

use crate::environment;

/// npm's own default, the same as without any settings file.
const DEFAULT: &str = "https://registry.npmjs.org/";

/// The registry's address without a slash at the end.
pub fn registry() -> String {
    let configured = environment::variable("npm_config_registry")
        .or_else(|| environment::variable("NPM_CONFIG_REGISTRY"))
        .or_else(from_files);
    without_slash(configured.as_deref().unwrap_or(DEFAULT))
}

fn from_files() -> Option<String> {
    let own = environment::home().map(|home| home.join(".npmrc"));
    let all = Some("/etc/npmrc".into());
    [own, all].into_iter().flatten().find_map(|file| registry_in(&std::fs::read_to_string(file).ok()?))
}

/// The last `registry = ADDRESS` line, as npm reads its settings.
fn registry_in(text: &str) -> Option<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with(['#', ';']))
        .filter_map(|line| line.split_once('='))
        .filter(|(key, _)| key.trim() == "registry")
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
        .rfind(|value| value.starts_with("http://") || value.starts_with("https://"))
}

fn without_slash(address: &str) -> String {
    address.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_line_is_found_among_others() {
        let text = "fund=false\n registry = \"https://npm.example.test/mirror/\" \n@scope:registry=https://no.test\n";

        assert_eq!(registry_in(text).as_deref(), Some("https://npm.example.test/mirror/"));
    }

    #[test]
    fn a_commented_or_broken_line_is_no_registry() {
        assert_eq!(registry_in("# registry=https://a.test\n;registry=https://b.test\n"), None);
        assert_eq!(registry_in("registry\nregistry=not an address\n"), None);
    }

    #[test]
    fn the_last_line_wins() {
        assert_eq!(
            registry_in("registry=https://a.test\nregistry=https://b.test").as_deref(),
            Some("https://b.test")
        );
    }

    #[test]
    fn an_address_loses_its_last_slash() {
        assert_eq!(without_slash("https://a.test/npm/"), "https://a.test/npm");
    }
}
