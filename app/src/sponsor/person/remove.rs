//! `/sponsor/orang/{id}/hapus`: taking somebody off the list. It cannot be undone, so the page says so first.

use super::{LIST, file_href, id_of, load};
use crate::ctx::SponsorCtx;
use crate::error::{PageError, PageResult};
use crate::flash::{Flash, see_other};
use crate::form::FormState;
use crate::ui::{
    ActionBar, BackLink, Button, ButtonKind, ErrorSummary, LinkButton, PageHead, PostForm, Sheet, t,
};
use axum::extract::{Path, RawForm};
use axum::response::Response;
use domain::lang::{Lang, Text};
use domain::problem::Problem;
use leptos::prelude::*;
use services::person::{self, File};

const TITLE: Text = Text::new("Hapus dari daftar?", "Take off the list?");
const BACK: Text = Text::new("Kembali ke data orang ini", "Back to this person");
const GONE: Text = Text::new(
    "Semua jawaban tentang orang ini dihapus, juga foto dan kartu keluarganya. Ini tidak bisa dibatalkan.",
    "Every answer about this person is deleted, and the photo and the family card with them. This cannot be undone.",
);
const AGAIN: Text = Text::new(
    "Kalau orang ini nanti kembali diasuh, Anda harus mengisinya dari awal.",
    "If the person comes back into your care, you have to enter everything anew.",
);
const CONFIRM: Text = Text::new("Hapus dari daftar", "Take off the list");
const KEEP: Text = Text::new("Batal, biarkan di daftar", "No, leave on the list");
const CHANGED: Text = Text::new(
    "Data orang ini baru saja berubah di tab atau perangkat lain. Periksa dulu; kalau tetap ingin menghapusnya, tekan sekali lagi.",
    "This file has just changed in another tab or device. Look at it first; if you still want to delete it, press once more.",
);

/// The question.
pub async fn view(ctx: SponsorCtx, Path(id): Path<String>) -> PageResult {
    let file = load(&ctx, id_of(&id)?).await?;
    if !file.state.is_with_sponsor() {
        return Ok(see_other(&file_href(file.id)));
    }
    Ok(ask(&ctx, &file, FormState::empty()))
}

/// Takes the person off the list.
pub async fn post(ctx: SponsorCtx, Path(id): Path<String>, RawForm(body): RawForm) -> PageResult {
    let (id, form) = (id_of(&id)?, FormState::from_body(&body));
    let (revision, key) = (form.version(), form.form_key());
    match ctx.run(async |scope| person::remove(scope, id, revision, key).await).await {
        Ok(()) => Ok(Flash::PersonRemoved.redirect(LIST)),
        Err(error) if matches!(error.problem(), Problem::Duplicate(_)) => Ok(see_other(LIST)),
        Err(error) if matches!(error.problem(), Problem::Stale) => {
            let fresh = load(&ctx, id).await?;
            Ok(ask(&ctx, &fresh, form.error("", CHANGED.get(ctx.lang()))))
        }
        Err(error) => Err(PageError::from(error)),
    }
}

fn ask(ctx: &SponsorCtx, file: &File, form: FormState) -> Response {
    let name = file.identity.name.as_str();
    let heading = match ctx.lang() {
        Lang::Id => format!("Hapus {name} dari daftar?"),
        Lang::En => format!("Take {name} off the list?"),
    };
    let (here, there) = (format!("{}/hapus", file_href(file.id)), file_href(file.id));
    let version = i64::from(file.revision);
    ctx.page(TITLE).form(&form).render(move || {
        view! {
            <Sheet>
                <BackLink href=there.clone() label=BACK />
                <ErrorSummary form=form.clone() />
                <PageHead title=heading />
                <ul>
                    <li><strong>{t(GONE)}</strong></li>
                    <li>{t(AGAIN)}</li>
                </ul>
                <PostForm action=here form=form.clone() version>
                    <ActionBar>
                        <Button kind=ButtonKind::Danger>{t(CONFIRM)}</Button>
                        <LinkButton href=there kind=ButtonKind::Quiet>{t(KEEP)}</LinkButton>
                    </ActionBar>
                </PostForm>
            </Sheet>
        }
    })
}
