//! What an officer judges by: the papers as pictures, and the answers they are compared with. The page of the case
//! shows it, and each decision beside its form. The first page of a paper is shown in place; the others, and every
//! page in full width, are one link away ([`super::viewer`]).

use crate::particulars;
use crate::ui::{Facts, Paper as Shown, PaperState as Seen, PaperView, Words, t};
use domain::document::PaperState;
use domain::id::{DocumentId, InstitutionId};
use domain::lang::{Lang, Text};
use domain::text;
use leptos::prelude::*;
use services::document::Paper;
use services::institution::Particulars;
use services::verification::{Case, Lease, Unread};

const PAPERS: Text = Text::new("Berkas", "Papers");
const FACTS: Text = Text::new("Isian", "Facts");
/// Behind a link beside a form.
pub(super) const NEW_TAB: Text = Text::new(" (tab baru)", " (new tab)");
const UNREAD: Text = Text::new("belum Anda buka", "not opened by you");

/// "Halaman 2", "Page 2"
pub(super) fn page_name(lang: Lang, page: u32) -> String {
    match lang {
        Lang::Id => format!("Halaman {page}"),
        Lang::En => format!("Page {page}"),
    }
}

/// "Halaman 2 dari 3", "Page 2 of 3"
pub(super) fn page_of(lang: Lang, page: u32, pages: u32) -> String {
    match lang {
        Lang::Id => format!("Halaman {page} dari {pages}"),
        Lang::En => format!("Page {page} of {pages}"),
    }
}

/// Where a page lies as a picture.
pub(super) fn picture(case: InstitutionId, paper: DocumentId, page: u32) -> String {
    format!("/kantor/lembaga/{case}/berkas/{paper}/halaman/{page}")
}

/// Where a page is looked at in full width.
pub(super) fn viewer(case: InstitutionId, paper: DocumentId, page: u32) -> String {
    format!("/kantor/lembaga/{case}/berkas/{paper}/lihat/{page}")
}

/// Whether there are pictures of a paper.
pub(super) fn is_drawn(paper: &Paper) -> bool {
    paper.pages > 0 && !matches!(paper.state, PaperState::Received | PaperState::Refused)
}

/// Width and height of a page, so that nothing jumps while it loads.
pub(super) fn size(paper: &Paper) -> (u32, u32) {
    paper.pixels.unwrap_or((990, 1400))
}

/// The answers.
#[component]
pub(super) fn Answers(lang: Lang, says: Particulars) -> impl IntoView {
    view! { <h2>{t(FACTS)}</h2><Facts facts=particulars::facts(lang, &says) /> }
}

/// The papers. `beside` a form links open in a tab of their own, so that nothing typed is lost.
#[component]
pub(super) fn Papers(lang: Lang, case: Case, #[prop(optional)] beside: bool) -> impl IntoView {
    let views = case.papers.iter().map(|paper| one(lang, &case, paper, beside).into_any()).collect_view();
    view! { <h2>{t(PAPERS)}</h2>{views} }
}

fn one(lang: Lang, case: &Case, paper: &Paper, beside: bool) -> impl IntoView + use<> {
    let name = text::paper_kind(paper.kind).get(lang);
    let (width, height) = size(paper);
    let state = match paper.state {
        PaperState::Received => Seen::Waiting,
        _ if is_drawn(paper) => Seen::Ready { src: picture(case.id, paper.id, 1), width, height },
        _ => Seen::Missing,
    };
    let caption =
        if paper.pages > 1 { format!("{name}. {}", page_of(lang, 1, paper.pages)) } else { name.to_owned() };
    let open = is_drawn(paper).then(|| viewer(case.id, paper.id, 1));
    let others = (is_drawn(paper) && paper.pages > 1).then(|| others(lang, case, paper, beside));
    view! {
        <PaperView paper=Shown { caption: Words::from(caption), state, open } new_tab=beside>
            {others}
        </PaperView>
    }
}

/// Links to the pages that are not shown in place, with those that whoever decides has yet to read.
fn others(lang: Lang, case: &Case, paper: &Paper, beside: bool) -> impl IntoView + use<> {
    let decides = matches!(case.lease, Lease::Mine(_));
    let links = (2..=paper.pages)
        .map(|page| {
            let unread = decides && case.unread.contains(&Unread { paper: paper.id, page });
            let href = viewer(case.id, paper.id, page);
            view! {
                <li>
                    <a href=href target=beside.then_some("_blank")>{page_name(lang, page)}{beside.then(|| t(NEW_TAB))}</a>
                    {unread.then(|| view! { " · " <span class="soft">{t(UNREAD)}</span> })}
                </li>
            }
            .into_any()
        })
        .collect_view();
    let label = match lang {
        Lang::Id => format!("Halaman lain: {}", text::paper_kind(paper.kind).get(lang)),
        Lang::En => format!("Other pages: {}", text::paper_kind(paper.kind).get(lang)),
    };
    view! { <nav class="pages" aria-label=label><ul>{links}</ul></nav> }
}

/// The pages that whoever looks has not opened: "Surat rekomendasi, halaman 2", and where it lies. First pages stand
/// beside the form, and count as opened when their pictures come; they are named when that did not happen (`shown`).
pub(super) fn left_unread(lang: Lang, case: &Case, shown: bool) -> Vec<(String, String)> {
    case.papers
        .iter()
        .filter(|paper| is_drawn(paper))
        .flat_map(|paper| {
            case.unread.iter().filter(move |one| one.paper == paper.id).map(move |one| (paper, one))
        })
        .filter(|(_, one)| shown || one.page > 1)
        .map(|(paper, one)| {
            let name = text::paper_kind(paper.kind).get(lang);
            let page = page_name(lang, one.page).to_lowercase();
            let label = if paper.pages > 1 { format!("{name}, {page}") } else { name.to_owned() };
            (label, viewer(case.id, paper.id, one.page))
        })
        .collect()
}
