//! `/sponsor/orang/{id}`: the file of one person: what is missing, what looks odd, and every answer with its way back.
//! The papers are lines of the list of tasks; what they show stands on their own pages.

use super::words::PaperTask;
use super::{LIST, answers, file_href, group_href, id_of, list, paper, paper_href, words};
use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::sponsor::words as shared;
use crate::text;
use crate::ui::format::date;
use crate::ui::{
    ActionBar, BackLink, ButtonKind, Facts, LinkButton, Note, PageHead, Sheet, Task, TaskList, TaskState,
    Tone, Words, t,
};
use axum::extract::Path;
use domain::document::{PaperFault, PaperKind};
use domain::lang::{Lang, Text};
use domain::person::{Group, NikAnswer};
use domain::problem::Rule;
use leptos::prelude::*;
use services::document;
use services::person::{self, File};

const TITLE: Text = Text::new("Data satu orang", "A person's file");
const PARTS: Text = Text::new("Lima bagian dan dua berkas", "Five parts and two papers");
const LOOK: Text = Text::new("Periksa sekali lagi", "Look at this once more");
const HARMLESS: Text = Text::new(
    "Catatan ini tidak menghalangi apa pun. Kalau sudah benar, biarkan saja.",
    "These notes block nothing. Where it is right, leave it as it is.",
);
const COMPLETE: Text = Text::new(
    "Semua bagian dan berkas sudah lengkap. Mengirim daftar ini ke Dinas Sosial belum dibuka; begitu dibuka, langkahnya muncul di beranda.",
    "Every part and every paper is there. Sending this list to the social office is not open yet; once it is, the home page says so.",
);
const PROTECTED: Text = Text::new("Data ini dilindungi", "This file is protected");
const PROTECTED_WHY: Text = Text::new(
    "Selain lembaga Anda, hanya petugas yang memutuskan yang melihat kriteria orang ini. Jangan membicarakannya di luar lembaga.",
    "Besides your institution, only the officers who decide see the criterion of this person. Do not speak of it outside the institution.",
);
const CONFIDENTIAL: Text =
    Text::new("Data pribadi, jangan disebarkan. Dicetak", "Personal data, do not pass on. Printed");
const REMOVE: Text = Text::new("Hapus dari daftar…", "Take off the list…");
const CHECKING: Text = Text::new("Sedang diperiksa sistem", "Being checked");
const MEND: Text = Text::new("Perbaiki", "Mend");
const NO_CARD: Text = Text::new("Belum punya kartu keluarga.", "There is no family card.");
const ANOTHER: Text = Text::new("Tambah orang lain", "Add another person");

/// The page.
pub async fn view(ctx: SponsorCtx, Path(id): Path<String>) -> PageResult {
    let id = id_of(&id)?;
    let (file, papers) = ctx
        .run(async |scope| {
            let file = person::file(scope, id).await?;
            Ok((file, document::current_of_person(scope, id).await?))
        })
        .await?;
    let papers = PaperKind::OF_PERSON.map(|kind| (kind, paper::task(&file, &papers, kind)));
    let lang = ctx.lang();
    Ok(ctx.page(TITLE).render(move || {
        let missing = Group::ALL.into_iter().filter(|group| !file.is_done(*group)).count();
        let without = papers.iter().filter(|(_, task)| task.is_open()).count();
        let (tone, label) = match (missing, without) {
            (0, 1..) => words::papers_missing(lang, without),
            _ => words::standing(lang, missing),
        };
        let name = file.identity.name.as_str().to_owned();
        let nik = match &file.identity.nik {
            NikAnswer::Known(nik) => format!("NIK {}", nik.masked()),
            NikAnswer::None(_) => t(words::WITHOUT_NIK).to_owned(),
        };
        let hidden = file.ground.as_ref().is_some_and(|ground| ground.criterion.is_sensitive());
        let protected =
            hidden.then(|| view! { <Note tone=Tone::Info title=PROTECTED><p>{t(PROTECTED_WHY)}</p></Note> });
        let with_sponsor = file.state.is_with_sponsor();
        // A complete file is read, not filled in: each part has its own way back below, and so have the papers.
        let parts = (missing + without > 0).then(|| {
            view! { <h2>{t(PARTS)}</h2><TaskList tasks=tasks(lang, &file, &papers) /> }
        });
        let printed = format!("{} · {}", t(CONFIDENTIAL), date(lang, file.today));
        let remove = with_sponsor.then(|| {
            let href = format!("{}/hapus", file_href(file.id));
            view! { <ActionBar><LinkButton href kind=ButtonKind::Plain>{t(REMOVE)}</LinkButton></ActionBar> }
        });
        view! {
            <Sheet>
                <p class="printed">{printed}</p>
                <BackLink href=LIST label=list::TITLE />
                <PageHead title=name caption=nik tag=(tone, Words::from(label)) />
                {next(&file, &papers)}
                {doubts(lang, &file)}
                {protected}
                {parts}
                {groups(lang, &file)}
                {remove}
            </Sheet>
        }
    }))
}

/// The one thing to do next: the answers first, then the papers.
fn next(file: &File, papers: &[(PaperKind, PaperTask)]) -> AnyView {
    let paper = papers.iter().find(|(_, task)| task.is_open());
    let (href, verb, what) = match (file.first_missing(), paper) {
        (Some(group), _) => (group_href(file.id, group), text::CONTINUE, words::group(group)),
        (None, Some((kind, task))) => {
            let verb = if *task == PaperTask::Missing { text::CONTINUE } else { MEND };
            (paper_href(file.id, *kind), verb, domain::text::paper_kind(*kind))
        }
        (None, None) => return complete(),
    };
    let label = format!("{}: {}", t(verb), t(what));
    view! { <ActionBar><LinkButton href>{label}</LinkButton></ActionBar> }.into_any()
}

fn complete() -> AnyView {
    view! {
            <Note tone=Tone::Good><p>{t(COMPLETE)}</p></Note>
            <ActionBar><LinkButton href=super::NEW kind=ButtonKind::Quiet>{t(ANOTHER)}</LinkButton></ActionBar>
    }
    .into_any()
}

/// The line of a paper. No picture: a face is shown on its own page alone.
fn paper_task(file: &File, kind: PaperKind, task: PaperTask) -> Task {
    let (state, hint) = match task {
        PaperTask::Missing => (TaskState::NotStarted, Some(shared::limits(kind))),
        PaperTask::Checking => (TaskState::Waiting(CHECKING.into()), None),
        PaperTask::Done => (TaskState::Done, None),
        PaperTask::NoCard => (TaskState::Done, Some(NO_CARD)),
        PaperTask::Refused(fault) => (TaskState::Problem, fault.map(PaperFault::advice)),
    };
    let line = Task::new(domain::text::paper_kind(kind), state).href(paper_href(file.id, kind));
    match hint {
        Some(hint) => line.hint(hint),
        None => line,
    }
}

fn doubts(lang: Lang, file: &File) -> Option<AnyView> {
    let lines = file
        .doubts
        .iter()
        .map(|doubt| {
            let (group, says) = words::doubt(lang, *doubt);
            let name = t(words::group(group));
            view! { <li>{says}" "<a href=group_href(file.id, group)>{t(text::CHANGE)}" "{name.to_lowercase()}</a></li> }
        })
        .collect_view();
    (!file.doubts.is_empty()).then(|| {
        view! { <Note tone=Tone::Warm title=LOOK><ul>{lines}</ul><p>{t(HARMLESS)}</p></Note> }.into_any()
    })
}

fn tasks(lang: Lang, file: &File, papers: &[(PaperKind, PaperTask)]) -> Vec<Task> {
    let groups = Group::ALL.into_iter().map(|group| {
        let ended = group == Group::Home && file.home.is_some() && file.village_ended;
        let (state, hint) = match (ended, file.is_done(group)) {
            (true, _) => (TaskState::Problem, Some(Words::from(text::rule(lang, Rule::RetiredRegion)))),
            (false, true) => (TaskState::Done, None),
            (false, false) => (TaskState::NotStarted, Some(Words::from(words::group_hint(group)))),
        };
        let task = Task::new(words::group(group), state).href(group_href(file.id, group));
        match hint {
            Some(hint) => task.hint(hint),
            None => task,
        }
    });
    groups.chain(papers.iter().map(|(kind, task)| paper_task(file, *kind, *task))).collect()
}

/// Every group that is answered, with its answers.
fn groups(lang: Lang, file: &File) -> Vec<AnyView> {
    Group::ALL
        .into_iter()
        .filter_map(|group| {
            let facts = answers::of(lang, group, file)?;
            let name = t(words::group(group));
            let href = group_href(file.id, group);
            Some(
                view! {
                    <div class="part-head">
                        <h2>{name}</h2>
                        <a href=href>{t(text::CHANGE)}<span class="unseen">" "{name.to_lowercase()}</span></a>
                    </div>
                    <Facts facts />
                }
                .into_any(),
            )
        })
        .collect()
}
