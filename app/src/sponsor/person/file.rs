//! `/sponsor/orang/{id}`: the file of one person: what is missing, what looks odd, and every answer with its way back.

use super::{LIST, answers, file_href, group_href, id_of, list, load, words};
use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::text;
use crate::ui::format::date;
use crate::ui::{
    ActionBar, BackLink, ButtonKind, Facts, LinkButton, Note, PageHead, Sheet, Task, TaskList, TaskState,
    Tone, Words, t,
};
use axum::extract::Path;
use domain::lang::{Lang, Text};
use domain::person::{Group, NikAnswer};
use domain::problem::Rule;
use leptos::prelude::*;
use services::person::File;

const TITLE: Text = Text::new("Data satu orang", "A person's file");
const PARTS: Text = Text::new("Lima bagian", "The five parts");
const LOOK: Text = Text::new("Periksa sekali lagi", "Look at this once more");
const HARMLESS: Text = Text::new(
    "Catatan ini tidak menghalangi apa pun. Kalau sudah benar, biarkan saja.",
    "These notes block nothing. Where it is right, leave it as it is.",
);
const COMPLETE: Text = Text::new(
    "Semua bagian sudah lengkap. Mengirim daftar ini ke Dinas Sosial belum dibuka; begitu dibuka, langkahnya muncul di beranda.",
    "Every part is complete. Sending this list to the social office is not open yet; once it is, the home page says so.",
);
const PROTECTED: Text = Text::new("Data ini dilindungi", "This file is protected");
const PROTECTED_WHY: Text = Text::new(
    "Selain lembaga Anda, hanya petugas yang memutuskan yang melihat kriteria orang ini. Jangan membicarakannya di luar lembaga.",
    "Besides your institution, only the officers who decide see the criterion of this person. Do not speak of it outside the institution.",
);
const CONFIDENTIAL: Text =
    Text::new("Data pribadi, jangan disebarkan. Dicetak", "Personal data, do not pass on. Printed");
const REMOVE: Text = Text::new("Hapus dari daftar…", "Take off the list…");
const ANOTHER: Text = Text::new("Tambah orang lain", "Add another person");

/// The page.
pub async fn view(ctx: SponsorCtx, Path(id): Path<String>) -> PageResult {
    let file = load(&ctx, id_of(&id)?).await?;
    let lang = ctx.lang();
    Ok(ctx.page(TITLE).render(move || {
        let missing = Group::ALL.into_iter().filter(|group| !file.is_done(*group)).count();
        let (tone, label) = words::standing(lang, missing);
        let name = file.identity.name.as_str().to_owned();
        let nik = match &file.identity.nik {
            NikAnswer::Known(nik) => format!("NIK {}", nik.masked()),
            NikAnswer::None(_) => t(words::WITHOUT_NIK).to_owned(),
        };
        let hidden = file.ground.as_ref().is_some_and(|ground| ground.criterion.is_sensitive());
        let protected =
            hidden.then(|| view! { <Note tone=Tone::Info title=PROTECTED><p>{t(PROTECTED_WHY)}</p></Note> });
        let with_sponsor = file.state.is_with_sponsor();
        // A complete file is read, not filled in: each part has its own way back below.
        let parts = (missing > 0).then(|| {
            view! { <h2>{t(PARTS)}</h2><TaskList tasks=tasks(lang, &file) /> }
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
                {next(&file)}
                {doubts(lang, &file)}
                {protected}
                {parts}
                {groups(lang, &file)}
                {remove}
            </Sheet>
        }
    }))
}

/// The one thing to do next.
fn next(file: &File) -> AnyView {
    match file.first_missing() {
        Some(group) => {
            let (href, label) =
                (group_href(file.id, group), format!("{}: {}", t(text::CONTINUE), t(words::group(group))));
            view! { <ActionBar><LinkButton href>{label}</LinkButton></ActionBar> }.into_any()
        }
        None => view! {
            <Note tone=Tone::Good><p>{t(COMPLETE)}</p></Note>
            <ActionBar><LinkButton href=super::NEW kind=ButtonKind::Quiet>{t(ANOTHER)}</LinkButton></ActionBar>
        }
        .into_any(),
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

fn tasks(lang: Lang, file: &File) -> Vec<Task> {
    Group::ALL
        .into_iter()
        .map(|group| {
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
        })
        .collect()
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
