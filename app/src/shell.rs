//! The frame around every page: document head, skip link, header with the door and the language, the
//! sentence after a redirect, footer, and, where a page has islands, their loader.
//!
//! The loader does what Leptos's own `island_script.js` (0.8.23) does, but only after the `load` event
//! and when the browser is idle, and without a preload: a weak connection paints the page first. It also
//! asks the browser to keep the page for a broken line ([`crate::public::offline`]).

use crate::render::{Page, escape};
use crate::text;
use crate::ui::{Button, ButtonKind, Note, t};
use crate::visit::{Door, NavItem, UserMenu, Visit};
use domain::lang::{Lang, Text};
use leptos::prelude::*;

const LOADER: &str = include_str!("shell/islands.js");

/// The whole document as a string.
pub(crate) fn document<V: IntoView>(page: &Page, nonce: Option<&str>, view: impl FnOnce() -> V) -> String {
    let visit = &page.visit;
    let head = head(page);
    let body = view().into_view().to_html();
    let top = if page.bare {
        view! { <BareHeader /> }.into_any().to_html()
    } else {
        view! { <Header visit=visit.clone() /> }.into_any().to_html()
    };
    let flash = visit
        .flash
        .map(|flash| view! { <div class="page flash" role="status"><Note tone=flash.tone()><p>{t(flash.text())}</p></Note></div> }.to_html())
        .unwrap_or_default();
    let reference = page.reference.as_deref().map(printed_reference).unwrap_or_default();
    let footer = view! { <Footer visit=visit.clone() bare=page.bare /> }.into_any().to_html();
    let loader = nonce.map(|nonce| loader(visit, nonce)).unwrap_or_default();
    let skip = t(text::SKIP);
    let lang = visit.lang.tag();
    format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><head>{head}</head><body>\
         <a class=\"skip\" href=\"#isi\">{skip}</a>{top}\
         <main id=\"isi\" tabindex=\"-1\">{reference}{flash}{body}</main>{footer}{loader}</body></html>"
    )
}

fn head(page: &Page) -> String {
    let visit = &page.visit;
    let lang = visit.lang;
    let wrong = if page.wrong { text::WRONG_TITLE.get(lang) } else { "" };
    let title = escape(&page.title.get(lang));
    let css = escape(&visit.assets.css);
    let head = format!(
        "<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{wrong}{title} – {name}</title>\
         <link rel=\"stylesheet\" href=\"/pkg/{css}\"><link rel=\"icon\" href=\"/ikon.svg\" type=\"image/svg+xml\">\
         <meta name=\"color-scheme\" content=\"light dark\">",
        name = text::NAME,
    );
    if let Some(description) = &page.description {
        let words = escape(&description.get(lang));
        let (here, there) = (escape(&visit.in_lang(Lang::Id)), escape(&visit.in_lang(Lang::En)));
        format!(
            "{head}<meta name=\"description\" content=\"{words}\">\
             <link rel=\"alternate\" hreflang=\"id\" href=\"{here}\">\
             <link rel=\"alternate\" hreflang=\"en\" href=\"{there}\">"
        )
    } else {
        head + "<meta name=\"robots\" content=\"noindex\">"
    }
}

fn printed_reference(reference: &str) -> String {
    let label = t(Text::new("Nomor berkas", "File number"));
    format!("<p class=\"printed page\">{label}: <strong>{}</strong></p>", escape(reference))
}

fn loader(visit: &Visit, nonce: &str) -> String {
    // The names were checked when the manifest was read: plain file names, nothing to escape.
    format!(
        "<script type=\"module\" nonce=\"{nonce}\">{LOADER}(\"/pkg/{}\",\"/pkg/{}\")</script>",
        escape(&visit.assets.js),
        escape(&visit.assets.wasm),
    )
}

/// The mark of the portal: a roof over two.
#[component]
fn Mark(#[prop(default = "/".into(), into)] href: String) -> impl IntoView {
    view! {
        <a class="mark" href=href>
            <svg viewBox="0 0 32 32" aria-hidden="true" width="32" height="32">
                <path d="M3 17 16 5l13 12" fill="none" stroke="currentColor" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round" />
                <circle cx="11" cy="23" r="3.4" fill="currentColor" />
                <circle class="second" cx="21" cy="23" r="3.4" fill="currentColor" />
            </svg>
            {text::NAME}
        </a>
    }
}

#[component]
fn BareHeader() -> impl IntoView {
    view! { <header class="top"><div class="page"><Mark /></div></header> }
}

#[component]
fn Header(visit: Visit) -> impl IntoView {
    let (home, door, kind) = match &visit.door {
        Door::Publik => ("/", None, "top"),
        Door::Sponsor { name } => {
            ("/sponsor", Some((t(Text::new("Sponsor", "Sponsor")), name.clone())), "top sponsor")
        }
        Door::Kantor { name } => {
            ("/kantor", Some((t(Text::new("Kantor", "Office")), name.clone())), "top kantor")
        }
    };
    let public = matches!(visit.door, Door::Publik) && visit.user.is_none();
    let nav = if public { public_nav(&visit) } else { visit.nav.clone() };
    view! {
        <header class=kind>
            <div class="page">
                <Mark href=home />
                {door.map(|(kind, name)| view! { <p class="door"><span>{kind}</span><strong>{name}</strong></p> })}
                <nav class="main-nav" aria-label=t(Text::new("Utama", "Main"))>
                    <ul>{nav.into_iter().map(|item| view! { <li><NavLink item /></li> }.into_any()).collect_view()}</ul>
                </nav>
                <div class="who">
                    {match visit.user.clone() {
                        Some(user) => view! { <User user visit=visit.clone() /> }.into_any(),
                        None => view! {
                            <LanguageLink visit=visit.clone() />
                            <a class="button quiet small" href="/masuk">{t(text::SIGN_IN)}</a>
                        }
                        .into_any(),
                    }}
                </div>
            </div>
        </header>
    }
}

fn public_nav(visit: &Visit) -> Vec<NavItem> {
    [(text::STANDARD, "/standar-pelayanan"), (text::FIND_REGION, "/wilayah")]
        .into_iter()
        .map(|(label, href)| NavItem::new(label, href).current(visit.path == href))
        .collect()
}

#[component]
fn NavLink(item: NavItem) -> impl IntoView {
    let count = (item.count > 0).then(|| view! { " " <strong class="count">"("{item.count}")"</strong> });
    view! { <a href=item.href aria-current=item.current.then_some("page")>{item.label.say()}{count}</a> }
}

/// The switch of public pages: a link, so that the address says the language.
#[component]
fn LanguageLink(visit: Visit) -> impl IntoView {
    let other = visit.lang.other();
    view! {
        <a class="language" href=visit.in_lang(other) lang=other.tag() hreflang=other.tag() rel="alternate">
            {other.own_name()}
        </a>
    }
}

/// The menu of whoever is signed in: opens without a script. The language is switched by a form here,
/// because the address of such a page must not change by it.
#[component]
fn User(user: UserMenu, visit: Visit) -> impl IntoView {
    let links = (!user.links.is_empty()).then(|| {
        let links =
            user.links.into_iter().map(|item| view! { <li><NavLink item /></li> }.into_any()).collect_view();
        view! { <ul>{links}</ul> }
    });
    let other = visit.lang.other();
    view! {
        <details class="user">
            <summary><span>{user.name}</span></summary>
            <div>
                {user.role.map(|role| view! { <p class="soft">{role.say()}</p> })}
                {links}
                <form method="post" action="/bahasa">
                    <input type="hidden" name="kembali" value=visit.here() />
                    <button class="button quiet wide" name="bahasa" value=other.tag() lang=other.tag()>{other.own_name()}</button>
                </form>
                <form method="post" action="/keluar">
                    <Button kind=ButtonKind::Quiet wide=true>{t(text::SIGN_OUT)}</Button>
                </form>
            </div>
        </details>
    }
}

#[component]
fn Footer(visit: Visit, bare: bool) -> impl IntoView {
    let links = [
        (text::STANDARD, "/standar-pelayanan"),
        (text::PRIVACY, "/privasi"),
        (text::ACCESSIBILITY, "/aksesibilitas"),
    ];
    let links = (!bare).then(|| {
        links
            .into_iter()
            .map(|(label, href)| {
                let current = (visit.path == href).then_some("page");
                view! { <li><a href=href aria-current=current>{t(label)}</a></li> }.into_any()
            })
            .collect_view()
    });
    view! {
        <footer class="foot">
            <div class="page">
                <div>
                    <p><strong>{text::NAME}</strong>" — "{t(Text::new(
                        "layanan Kementerian Sosial Republik Indonesia bersama Dinas Sosial provinsi dan kabupaten/kota.",
                        "a service of the Ministry of Social Affairs of the Republic of Indonesia with the provincial and regency social offices.",
                    ))}</p>
                    <p>{t(Text::new(
                        "Gratis. Petugas tidak pernah meminta uang atau kata sandi Anda. Perlu bantuan? Datanglah ke loket Dinas Sosial kabupaten/kota Anda pada jam kerja.",
                        "Free of charge. Officers never ask for money or for your password. Need help? Visit the counter of your regency's social office during office hours.",
                    ))}</p>
                </div>
                <nav aria-label=t(Text::new("Kaki halaman", "Footer"))><ul>{links}</ul></nav>
            </div>
        </footer>
    }
}
