//! `/sponsor`: what was returned to me, what I can do next (one button), what is with whom since when.

use super::{withdraw, words};
use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::ui::format::{Zone, date, date_time};
use crate::ui::{
    ActionBar, ButtonKind, Card, LinkButton, Note, PageHead, Sheet, Task as Line, TaskList,
    TaskState as LineState, Tone, Words, t,
};
use domain::document::PaperKind;
use domain::lang::{Lang, Text};
use domain::problem::Rule;
use domain::text;
use domain::verification::{Action, Item, State};
use leptos::prelude::*;
use services::institution::{self, Own, Task, TaskState};
use services::person::{self, Totals};

const TASKS: Text = Text::new("Yang perlu diisi", "What to fill in");
const FILLED: Text = Text::new("Isian dan berkas Anda", "Your answers and papers");
const SAVED: Text = Text::new(
    "Semuanya tersimpan. Anda boleh keluar dan melanjutkan kapan saja.",
    "Everything is saved. You may sign out and go on at any time.",
);
const CHECK: Text = Text::new("Periksa dan kirim", "Check and send");
const CHECK_BLOCKED: Text =
    Text::new("Selesaikan dulu semua bagian di atas.", "Finish all the parts above first.");
const RETURNED: Text = Text::new("Giliran Anda: ada yang dikembalikan", "Your turn: something came back");
const SEND: &str = "/sponsor/kirim";
const CHECKING: Text = Text::new(
    "Berkas unggahan Anda sedang diperiksa sistem. Setelah itu, pengajuan bisa dikirim.",
    "Your papers are being checked by the system. After that you can send the submission.",
);
const LOOK_AGAIN: Text = Text::new("Muat ulang halaman ini", "Load this page again");
const SENT: Text = Text::new("Terkirim", "Sent");
const WITHDRAW: Text = Text::new("Tarik kembali…", "Take it back…");
const REJECTED: Text = Text::new("Pengajuan ditolak", "The submission was rejected");
const OBJECT: Text = Text::new(
    "Jika Anda tidak setuju, sampaikan keberatan tertulis ke Dinas Sosial yang memeriksa, atau melalui LAPOR!.",
    "If you disagree, object in writing to the social office that checked it, or through LAPOR!.",
);
const VERIFIED: Text = Text::new("Lembaga Anda terverifikasi", "Your institution is verified");
const VERIFIED_NEXT: Text = Text::new(
    "Tahap berikutnya adalah mengusulkan orang yang Anda asuh. Isi daftarnya sekarang; mengirimnya ke Dinas Sosial belum dibuka, dan begitu dibuka, langkahnya muncul di halaman ini.",
    "The next step is to propose the people in your care. Fill in their list now; sending it to the social office is not open yet, and once it is, the step appears on this page.",
);
const PEOPLE: Text = Text::new("Orang yang diasuh", "People in care");
const PEOPLE_NONE: Text = Text::new(
    "Daftarnya boleh mulai diisi sekarang, juga sebelum lembaga Anda terverifikasi. Sekitar lima menit untuk setiap orang.",
    "You may begin their list now, also before your institution is verified. About five minutes for each person.",
);

/// The page.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    let (own, people) = ctx
        .run(async |scope| {
            let own = institution::own(scope).await?;
            Ok((own, person::totals(scope).await?))
        })
        .await?;
    let lang = ctx.lang();
    let zone = crate::particulars::zone(&own.says);
    let mut page = ctx.page(own.says.name.clone());
    if let Some(receipt) = &own.says.receipt {
        page = page.reference(receipt.clone());
    }
    Ok(page.render(move || {
        let (tone, label) = words::state(own.state);
        let caption = own
            .says
            .receipt
            .clone()
            .unwrap_or_else(|| t(Text::new("Belum dikirim", "Not sent yet")).to_owned());
        view! {
            <Sheet>
                <PageHead title=own.says.name.clone() caption=caption tag=(tone, Words::from(label)) />
                {news(lang, zone, &own)}
                {step(&own)}
                {words::receipt_link(&own)}
                <h2>{t(if own.state.is_with_sponsor() { TASKS } else { FILLED })}</h2>
                <TaskList tasks=lines(lang, &own) />
                {own.state.is_with_sponsor().then(|| view! { <p class="soft">{t(SAVED)}</p> })}
                {in_care(lang, people)}
            </Sheet>
        }
    }))
}

fn news(lang: Lang, zone: Zone, own: &Own) -> Option<AnyView> {
    match own.state {
        State::Draft => None,
        State::Returned => Some(returned(lang, own)),
        State::Submitted | State::InReview => Some(waiting(lang, zone, own)),
        State::Verified => {
            Some(view! { <Note tone=Tone::Good title=VERIFIED><p>{t(VERIFIED_NEXT)}</p></Note> }.into_any())
        }
        State::Rejected => {
            let why =
                own.history.iter().find(|e| e.action == Action::Reject).and_then(|e| e.detail.words.clone());
            // Officers write in Indonesian, whatever the page speaks.
            Some(
                view! { <Note tone=Tone::Bad title=REJECTED><p lang="id">{why}</p><p>{t(OBJECT)}</p></Note> }
                    .into_any(),
            )
        }
    }
}

fn returned(lang: Lang, own: &Own) -> AnyView {
    let items = own
        .faults
        .iter()
        .flat_map(domain::verification::Faults::iter)
        .map(|fault| {
            let name = text::item(fault.item).get(lang);
            view! { <li><a href=href(fault.item)>{name}</a>": "{words::fault(lang, fault)}</li> }
        })
        .collect_view();
    let due = own.says.due_on.map(|due| match lang {
        Lang::Id => format!("Perbaiki dan kirim lagi paling lambat {}.", date(lang, due)),
        Lang::En => format!("Mend it and send it again by {}.", date(lang, due)),
    });
    view! { <Note tone=Tone::Warm title=RETURNED><ul>{items}</ul><p>{due}</p></Note> }.into_any()
}

fn waiting(lang: Lang, zone: Zone, own: &Own) -> AnyView {
    let sent = own.says.submitted_at.map(|at| date_time(lang, zone, at)).unwrap_or_default();
    let line = match lang {
        Lang::Id => format!("Dikirim {sent}. Sekarang tidak ada yang perlu Anda lakukan."),
        Lang::En => format!("Sent {sent}. There is nothing for you to do now."),
    };
    let withdraw = (own.state == State::Submitted).then(|| {
        view! {
            <ActionBar>
                <LinkButton href=withdraw::HERE kind=ButtonKind::Quiet>{t(WITHDRAW)}</LinkButton>
            </ActionBar>
        }
    });
    let next = words::answer(lang, own.says.due_on);
    view! { <Card title=SENT><p>{line}</p><p>{next}</p>{withdraw}</Card> }.into_any()
}

/// The one thing to do next, while the file is with its sponsor.
fn step(own: &Own) -> Option<AnyView> {
    if !own.state.is_with_sponsor() {
        return None;
    }
    let open = own.tasks.iter().find_map(|task| Some((task.item, doing(&task.state)?)));
    let (href, label) = match open {
        Some((item, verb)) => (href(item), format!("{}: {}", t(verb), t(text::item(item)))),
        None if own.is_ready() => (SEND.to_owned(), t(CHECK).to_owned()),
        None => {
            return Some(view! { <p>{t(CHECKING)}" "<a href="/sponsor">{t(LOOK_AGAIN)}</a></p> }.into_any());
        }
    };
    Some(view! { <ActionBar><LinkButton href>{label}</LinkButton></ActionBar> }.into_any())
}

/// What is to be done about a part; nothing where it is done, or waits for the system.
const fn doing(state: &TaskState) -> Option<Text> {
    match state {
        TaskState::Missing => Some(crate::text::CONTINUE),
        TaskState::Returned(_) | TaskState::Refused => Some(Text::new("Perbaiki", "Mend")),
        TaskState::Checking | TaskState::Done => None,
    }
}

/// Where a part is filled in.
pub(super) fn href(item: Item) -> String {
    match item.paper() {
        None => "/sponsor/lembaga".to_owned(),
        Some(kind) => format!("/sponsor/berkas/{}", kind.word()),
    }
}

fn lines(lang: Lang, own: &Own) -> Vec<Line> {
    let mut lines: Vec<Line> = own.tasks.iter().map(|task| line(lang, own, task)).collect();
    if own.state.is_with_sponsor() {
        let state =
            if own.is_ready() { LineState::NotStarted } else { LineState::Blocked(CHECK_BLOCKED.into()) };
        lines.push(Line::new(CHECK, state).href(SEND));
    }
    lines
}

fn line(lang: Lang, own: &Own, task: &Task) -> Line {
    let state = match &task.state {
        TaskState::Missing => LineState::NotStarted,
        TaskState::Checking => {
            LineState::Waiting(Text::new("Sedang diperiksa sistem", "Being checked").into())
        }
        TaskState::Done => LineState::Done,
        TaskState::Returned(_) | TaskState::Refused => LineState::Problem,
    };
    let hint = match (&task.state, task.item.paper()) {
        // The officer's own words stand above, and with the part itself.
        (TaskState::Returned(fault), _) => Some(Words::from(text::return_reason(fault.reason))),
        (TaskState::Refused, Some(kind)) => refused(own, kind).map(Words::from),
        // A new edition of the region list came in between.
        (TaskState::Refused, None) => Some(Words::from(crate::text::rule(lang, Rule::RetiredRegion))),
        (TaskState::Missing, Some(kind)) => Some(Words::from(words::limits(kind))),
        _ => None,
    };
    let line = Line::new(text::item(task.item), state).href(href(task.item));
    match hint {
        Some(hint) => line.hint(hint),
        None => line,
    }
}

fn refused(own: &Own, kind: PaperKind) -> Option<Text> {
    own.paper(kind).and_then(|paper| paper.fault).map(domain::document::PaperFault::advice)
}

/// The way to the people in care, with how many there are.
fn in_care(lang: Lang, people: Totals) -> impl IntoView + use<> {
    let words = match people.all {
        0 => t(PEOPLE_NONE).to_owned(),
        _ => super::person::counts(lang, people),
    };
    view! {
        <h2><a href=super::person::LIST>{t(PEOPLE)}</a></h2>
        <p>{words}</p>
        <ActionBar>
            <LinkButton href=super::person::NEW kind=ButtonKind::Quiet>{t(super::person::ADD)}</LinkButton>
        </ActionBar>
    }
}

/// The button to the next thing, for pages after a save.
pub(super) fn next_button() -> impl IntoView {
    view! { <LinkButton href="/sponsor">{t(Text::new("Ke daftar isian", "To the task list"))}</LinkButton> }
}
