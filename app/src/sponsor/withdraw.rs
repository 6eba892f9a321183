//! `/sponsor/tarik`: taking the file back before anybody looked at it. It costs the place in the queue, so the page says
//! so first.

use crate::ctx::SponsorCtx;
use crate::error::PageResult;
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::text;
use crate::ui::{ActionBar, BackLink, Button, ButtonKind, LinkButton, PageHead, PostForm, Sheet, t};
use axum::extract::RawForm;
use domain::lang::Text;
use domain::problem::Problem;
use domain::verification::State;
use leptos::prelude::*;
use services::institution;

/// Where it is.
pub(super) const HERE: &str = "/sponsor/tarik";
const TITLE: Text = Text::new("Tarik kembali berkas ini?", "Take this file back?");
const LEAD: Text = Text::new(
    "Tarik kembali hanya kalau ada yang harus Anda ubah.",
    "Take it back only if you have to change something.",
);
const OUT: Text = Text::new(
    "Berkas keluar dari antrean Dinas Sosial. Isian dan berkas unggahan Anda tetap tersimpan.",
    "The file leaves the social office's queue. Your answers and papers stay saved.",
);
const MEND: Text = Text::new(
    "Anda bisa mengubahnya, lalu mengirimnya lagi. Nomor tanda terimanya tetap sama.",
    "You can change it and send it again. The number of the receipt stays the same.",
);
const TURN: Text = Text::new(
    "Tempat Anda di antrean hilang: setelah dikirim lagi, berkas masuk urutan paling belakang dan batas waktu jawaban dihitung dari awal.",
    "Your place in the queue is lost: sent again, the file goes to the end, and the time for the answer starts anew.",
);
const CONFIRM: Text = Text::new("Ya, tarik kembali", "Yes, take it back");
const KEEP: Text = Text::new("Batal, biarkan di antrean", "No, leave it in the queue");

/// The question.
pub async fn view(ctx: SponsorCtx) -> PageResult {
    let own = ctx.run(async |scope| institution::own(scope).await).await?;
    match own.state {
        State::Submitted => {}
        // An officer was faster.
        State::InReview => return Ok(Flash::NotWithdrawn.redirect("/sponsor")),
        _ => return Ok(see_other("/sponsor")),
    }
    let version = i64::from(own.version);
    Ok(ctx.page(TITLE).render(move || {
        view! {
            <Sheet>
                <BackLink href="/sponsor" label=text::HOME />
                <PageHead title=TITLE lead=LEAD />
                <ul>
                    <li>{t(OUT)}</li>
                    <li>{t(MEND)}</li>
                    <li><strong>{t(TURN)}</strong></li>
                </ul>
                <PostForm action=HERE form=FormState::empty() version>
                    <ActionBar>
                        <Button kind=ButtonKind::Danger>{t(CONFIRM)}</Button>
                        <LinkButton href="/sponsor" kind=ButtonKind::Quiet>{t(KEEP)}</LinkButton>
                    </ActionBar>
                </PostForm>
            </Sheet>
        }
    }))
}

/// Takes the file back.
pub async fn post(ctx: SponsorCtx, RawForm(body): RawForm) -> PageResult {
    let version = FormState::from_body(&body).version();
    match ctx.run(async |scope| institution::withdraw(scope, version).await).await {
        Ok(()) => Ok(Flash::Withdrawn.redirect("/sponsor")),
        Err(error) if matches!(error.problem(), Problem::Stale | Problem::Refused(_)) => {
            // Pressed twice: the first one did it.
            let own = ctx.run(async |scope| institution::own(scope).await).await?;
            let flash = if own.state == State::Draft { Flash::Withdrawn } else { Flash::NotWithdrawn };
            Ok(flash.redirect("/sponsor"))
        }
        Err(error) => Err(error.into()),
    }
}
