//! What to do now with a case: only what the table of moves allows whoever looks.

use crate::form::FormState;
use crate::ui::format::{Zone, hour};
use crate::ui::{ActionBar, Button, ButtonKind, Card, LinkButton, Note, PostForm, Tone, t};
use domain::lang::{Lang, Text};
use domain::verification::Action;
use leptos::prelude::*;
use services::verification::{Case, Lease};

const TO_DO: Text = Text::new("Yang perlu dilakukan", "What to do now");
const NOTHING: Text = Text::new("Tidak ada yang perlu Anda lakukan.", "There is nothing for you to do.");
const TAKE_FIRST: Text = Text::new(
    "Ambil berkas ini dulu. Selama Anda memegangnya, petugas lain melihat nama Anda.",
    "Take this file first. While you hold it, other officers see your name.",
);
const TAKE: Text = Text::new("Ambil berkas", "Take the file");
const DECIDE: Text = Text::new(
    "Periksa setiap berkas, cocokkan dengan isian, lalu putuskan.",
    "Look at every paper, compare it with the facts, then decide.",
);
const VERIFY: Text = Text::new("Verifikasi…", "Verify…");
const RETURN: Text = Text::new("Kembalikan…", "Return…");
const REJECT: Text = Text::new("Tolak…", "Reject…");
const RELEASE: Text = Text::new("Lepas ke antrean", "Put back into the queue");

/// The card.
#[component]
pub(super) fn ToDo(lang: Lang, zone: Zone, case: Case) -> impl IntoView {
    let open = |action: Action| case.open_actions.contains(&action);
    let base = format!("/kantor/lembaga/{}", case.id);
    let body = if open(Action::Verify) {
        decisions(&base, &case).into_any()
    } else if open(Action::Take) {
        view! {
            <p>{t(TAKE_FIRST)}</p>
            <PostForm action=format!("{base}/ambil") form=FormState::empty()>
                <ActionBar><Button>{t(TAKE)}</Button></ActionBar>
            </PostForm>
        }
        .into_any()
    } else {
        view! { <p>{t(NOTHING)}</p> }.into_any()
    };
    view! { <Card title=TO_DO>{held(lang, zone, &case.lease)}{body}</Card> }
}

/// Who has it, and until when.
fn held(lang: Lang, zone: Zone, lease: &Lease) -> Option<AnyView> {
    match lease {
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
    }
}

/// The usual decision on top, the two others side by side, and last the way out.
fn decisions(base: &str, case: &Case) -> impl IntoView + use<> {
    let to = |word: &str| format!("{base}/{word}");
    let (verify, give_back, reject, release) = (to("verifikasi"), to("kembalikan"), to("tolak"), to("lepas"));
    view! {
        <p>{t(DECIDE)}</p>
        <div class="decisions">
            <LinkButton href=verify>{t(VERIFY)}</LinkButton>
            <LinkButton href=give_back kind=ButtonKind::Quiet>{t(RETURN)}</LinkButton>
            <LinkButton href=reject kind=ButtonKind::Danger>{t(REJECT)}</LinkButton>
        </div>
        <PostForm action=release form=FormState::empty() version=i64::from(case.version)>
            <Button kind=ButtonKind::Plain>{t(RELEASE)}</Button>
        </PostForm>
    }
}
