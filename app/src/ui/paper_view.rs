//! A paper as the reader sees it: the page as an image, or why there is none yet, and the other pages
//! and papers as thumbnails.

use super::{Words, t};
use domain::lang::Text;
use leptos::prelude::*;

/// Whether there is something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperState {
    /// The preview's address, and its size in pixels so that nothing jumps.
    Ready {
        /// Address of the image.
        src: String,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Received, still being checked.
    Waiting,
    /// Refused: why, and what to do.
    Refused(Words),
    /// Not yet there.
    Missing,
}

/// The paper in the viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// "Surat permohonan, halaman 1 dari 3"
    pub caption: Words,
    /// What there is to see.
    pub state: PaperState,
    /// Where the page can be looked at larger.
    pub open: Option<String>,
}

/// A page or paper to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumb {
    /// Its name.
    pub label: Words,
    /// Where it leads.
    pub href: String,
    /// A small image, where there is one.
    pub src: Option<String>,
    /// Whether it is the one in the viewer.
    pub current: bool,
}

const LARGER: Text = Text::new("Buka lebih besar", "Open larger");
const LARGER_BESIDE: Text = Text::new("Buka lebih besar (tab baru)", "Open larger (new tab)");

const WAITS: Text = Text::new("Berkas sedang diperiksa", "The file is being checked");
const SOON: Text = Text::new("Biasanya kurang dari satu menit.", "This usually takes less than a minute.");
const SOON_RELOAD: Text = Text::new(
    "Biasanya kurang dari satu menit. Muat ulang halaman ini sebentar lagi.",
    "This usually takes less than a minute. Reload this page in a moment.",
);
const AGAIN: Text = Text::new("Muat ulang halaman ini", "Reload this page");

/// The viewer: a figure, and the row of thumbnails or other links under it.
#[component]
pub fn PaperView(
    paper: Paper,
    #[prop(optional)] thumbs: Vec<Thumb>,
    /// Opens the larger page in a tab of its own: beside a form, so that nothing typed is lost, or where the way back
    /// from a picture alone is not seen.
    #[prop(optional)]
    new_tab: bool,
    /// The page's own address: a paper that is still being checked is looked at again by this link.
    #[prop(optional, into)]
    again: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let caption = paper.caption.say();
    let seen = match paper.state {
        PaperState::Ready { src, width, height } => {
            view! { <img src=src alt=caption.clone() width=width height=height decoding="async" /> }
                .into_any()
        }
        PaperState::Waiting => {
            let link = again.map(|href| view! { <p><a href=href>{t(AGAIN)}</a></p> });
            absent(WAITS, t(if link.is_some() { SOON } else { SOON_RELOAD }).to_owned(), link)
        }
        PaperState::Refused(why) => {
            absent(Text::new("Berkas ditolak", "The file was refused"), why.say(), None::<()>)
        }
        PaperState::Missing => {
            absent(Text::new("Belum ada berkas", "No file yet"), String::new(), None::<()>)
        }
    };
    let thumbs = (!thumbs.is_empty()).then(|| {
        let items =
            thumbs.into_iter().map(|thumb| view! { <li><ThumbLink thumb /></li> }.into_any()).collect_view();
        view! { <nav aria-label=t(Text::new("Berkas", "Papers"))><ul class="thumbs">{items}</ul></nav> }
    });
    view! {
        <div class="paper-view">
            <figure>
                {seen}
                <figcaption>
                    <span>{caption}</span>
                    {paper.open.map(|href| view! {
                        <a href=href target=new_tab.then_some("_blank") rel=new_tab.then_some("noopener")>{t(if new_tab { LARGER_BESIDE } else { LARGER })}</a>
                    })}
                </figcaption>
            </figure>
            {thumbs}
            {children.map(|children| children())}
        </div>
    }
}

fn absent(title: Text, why: String, way: Option<impl IntoView + 'static>) -> AnyView {
    let why = (!why.is_empty()).then(|| view! { <p>{why}</p> });
    view! { <div class="absent"><p><strong>{t(title)}</strong></p>{why}{way}</div> }.into_any()
}

#[component]
fn ThumbLink(thumb: Thumb) -> impl IntoView {
    let picture = match thumb.src {
        Some(src) => {
            view! { <img src=src alt="" width="88" height="66" loading="lazy" decoding="async" /> }.into_any()
        }
        None => view! { <span class="blank"></span> }.into_any(),
    };
    view! { <a href=thumb.href aria-current=thumb.current.then_some("true")>{picture}{thumb.label.say()}</a> }
}
