//! `/kantor/lembaga/{id}`: the case in five parts, always in this order: what this is, what to do now, the
//! facts, the papers, the history.

use super::words;
use crate::ctx::OfficeCtx;
use crate::error::PageResult;
use crate::form::FormState;
use crate::particulars;
use crate::ui::format::{Zone, date, hour};
use crate::ui::{
    ActionBar, BackLink, Button, ButtonKind, Card, Facts, History, LinkButton, Note, PageHead,
    Paper as Shown, PaperState as Seen, PaperView, PostForm, Sheet, Split, StatusTag, Thumb, Tone, Words, t,
};
use axum::extract::Path;
use domain::document::PaperState;
use domain::id::InstitutionId;
use domain::lang::{Lang, Text};
use domain::problem::Problem;
use domain::text;
use domain::verification::{Action, Turn};
use leptos::prelude::*;
use services::document::Paper;
use services::verification::{self, Case, Lease};

/// Words on the way back to the queue.
pub(super) const QUEUE: Text = Text::new("Antrean", "Queue");
const TO_DO: Text = Text::new("Yang perlu dilakukan", "What to do now");
const NOTHING: Text = Text::new("Tidak ada yang perlu Anda lakukan.", "There is nothing for you to do.");
const TAKE_FIRST: Text = Text::new(
    "Ambil berkas ini dulu. Selama Anda memegangnya, petugas lain melihat nama Anda.",
    "Take this file first. While you hold it, other officers see your name.",
);
const PAPERS: Text = Text::new("Berkas", "Papers");
const FACTS: Text = Text::new("Isian", "Facts");
const HISTORY: Text = Text::new("Riwayat", "History");
const DECIDE: Text = Text::new(
    "Periksa setiap berkas, cocokkan dengan isian, lalu putuskan.",
    "Look at every paper, compare it with the facts, then decide.",
);

/// The page.
pub async fn view(ctx: OfficeCtx, Path(id): Path<String>) -> PageResult {
    let id: InstitutionId = id.parse().map_err(|_| Problem::NotFound)?;
    let case = ctx.run(async |scope| verification::open(scope, id).await).await?;
    let lang = ctx.lang();
    let zone = particulars::zone(&case.says);
    let reference = case.says.receipt.clone().unwrap_or_default();
    Ok(ctx.page(case.says.name.clone()).reference(reference).render(move || {
        let (papers, events) = (case.clone(), case.clone());
        let side = case.clone();
        view! {
            <Sheet wide=true>
                <BackLink href="/kantor" label=QUEUE />
                <Head lang case=case.clone() />
                <Split
                    main=move || view! { <Papers case=papers.clone() /><h2>{t(HISTORY)}</h2>
                        <History events=crate::history::events(lang, zone, &events.history) /> }
                    side=move || view! { <ToDo lang zone case=side.clone() /><h2>{t(FACTS)}</h2>
                        <Facts facts=particulars::facts(lang, &side.says) /> }
                />
            </Sheet>
        }
    }))
}

/// What this is: name, kind, number, whose turn, due date.
#[component]
pub(super) fn Head(lang: Lang, case: Case) -> impl IntoView {
    let (tone, label) = words::state(case.state);
    let says = case.says;
    let kind = t(crate::text::sponsor_kind(says.kind));
    let caption = format!("{kind} · {}", says.receipt.unwrap_or_default());
    let due = says.due_on.filter(|_| case.state.turn() != Turn::Nobody).map(|due| {
        let (tone, label) = words::due(lang, case.today, due);
        view! { <StatusTag tone label=format!("{} · {label}", date(lang, due)) /> }
    });
    view! {
        <PageHead title=says.name caption=caption tag=(tone, Words::from(label)) />
        <p>{due}" "<span class="soft">{says.region_path}</span></p>
    }
}

/// What to do now: only what the table of moves allows this actor.
#[component]
fn ToDo(lang: Lang, zone: Zone, case: Case) -> impl IntoView {
    let open = |action: Action| case.open_actions.contains(&action);
    let base = format!("/kantor/lembaga/{}", case.id);
    let held = match &case.lease {
        Lease::Other(name, until) => {
            let words = match lang {
                Lang::Id => format!("Sedang dipegang {name} sampai {}.", hour(lang, zone, *until)),
                Lang::En => format!("Held by {name} until {}.", hour(lang, zone, *until)),
            };
            Some(view! { <Note tone=Tone::Info><p>{words}</p></Note> }.into_any())
        }
        Lease::Mine(until) => {
            let words = match lang {
                Lang::Id => format!(
                    "Anda memegang berkas ini sampai {}; setiap kali dibuka, waktunya diperpanjang.",
                    hour(lang, zone, *until)
                ),
                Lang::En => format!(
                    "You hold this file until {}; each look at it renews the time.",
                    hour(lang, zone, *until)
                ),
            };
            Some(view! { <p class="soft small">{words}</p> }.into_any())
        }
        Lease::Free => None,
    };
    let body = if open(Action::Verify) {
        decisions(&base, &case).into_any()
    } else if open(Action::Take) {
        view! {
            <p>{t(TAKE_FIRST)}</p>
            <PostForm action=format!("{base}/ambil") form=FormState::empty()>
                <ActionBar><Button>{t(Text::new("Ambil berkas", "Take the file"))}</Button></ActionBar>
            </PostForm>
        }
        .into_any()
    } else {
        view! { <p>{t(NOTHING)}</p> }.into_any()
    };
    view! { <Card title=TO_DO>{held}{body}</Card> }
}

fn decisions(base: &str, case: &Case) -> impl IntoView + use<> {
    let to = |word: &str| format!("{base}/{word}");
    let (verify, give_back, reject, release) = (to("verifikasi"), to("kembalikan"), to("tolak"), to("lepas"));
    view! {
        <p>{t(DECIDE)}</p>
        <ActionBar>
            <LinkButton href=verify>{t(Text::new("Verifikasi…", "Verify…"))}</LinkButton>
            <LinkButton href=give_back kind=ButtonKind::Quiet>
                {t(Text::new("Kembalikan…", "Return…"))}
            </LinkButton>
            <LinkButton href=reject kind=ButtonKind::Danger>{t(Text::new("Tolak…", "Reject…"))}</LinkButton>
        </ActionBar>
        <PostForm action=release form=FormState::empty() version=i64::from(case.version)>
            <ActionBar>
                <Button kind=ButtonKind::Quiet>{t(Text::new("Lepas ke antrean", "Put back into the queue"))}</Button>
            </ActionBar>
        </PostForm>
    }
}

#[component]
fn Papers(case: Case) -> impl IntoView {
    let views = case.papers.iter().map(|paper| paper_view(&case, paper).into_any()).collect_view();
    view! { <h2>{t(PAPERS)}</h2>{views} }
}

fn paper_view(case: &Case, paper: &Paper) -> impl IntoView + use<> {
    let base = format!("/kantor/lembaga/{}/berkas/{}/halaman", case.id, paper.id);
    let name = t(text::paper_kind(paper.kind));
    let state = match paper.state {
        PaperState::Received => Seen::Waiting,
        PaperState::Refused => Seen::Missing,
        _ => {
            let (width, height) = paper.pixels.unwrap_or((990, 1400));
            Seen::Ready { src: format!("{base}/1"), width, height }
        }
    };
    let caption = if paper.pages > 1 {
        format!("{name}, {} {}", paper.pages, t(Text::new("halaman", "pages")))
    } else {
        name.to_owned()
    };
    let thumbs = (2..=paper.pages)
        .map(|page| Thumb {
            label: Words::from(format!("{} {page}", t(Text::new("Halaman", "Page")))),
            href: format!("{base}/{page}"),
            src: None,
            current: false,
        })
        .collect();
    let shown = Shown { caption: Words::from(caption), state, open: Some(format!("{base}/1")) };
    view! { <PaperView paper=shown thumbs /> }
}
