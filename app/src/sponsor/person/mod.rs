//! `/sponsor/orang`: the people in care. A list, a page for each of the five groups of questions, the file that shows
//! the answers, two papers, and taking somebody out again.
//!
//! Addresses and titles of pages name nobody. NIK and family card stand in full only in the form that changes them.

pub mod file;
pub mod group;
pub mod list;
pub mod new;
pub mod paper;
pub mod remove;

mod answers;
mod birth;
mod consent;
mod consent_text;
mod ground;
mod home;
mod identity;
mod words;

pub(super) use list::ADD;
pub(super) use words::counts;

use crate::ctx::SponsorCtx;
use crate::error::PageError;
use crate::form::FormState;
use domain::document::PaperKind;
use domain::id::PersonId;
use domain::lang::Lang;
use domain::person::Group;
use domain::problem::{Problem, Violation};
use services::person::{self, File};

/// Where the list is.
pub(super) const LIST: &str = "/sponsor/orang";
/// Where a new person begins.
pub(super) const NEW: &str = "/sponsor/orang/baru";

/// Where a person's file is.
fn file_href(id: PersonId) -> String {
    format!("{LIST}/{id}")
}

/// Where a group of answers is filled in.
fn group_href(id: PersonId, group: Group) -> String {
    format!("{LIST}/{id}/{}", group.word())
}

/// Where a paper is sent and looked at.
fn paper_href(id: PersonId, kind: PaperKind) -> String {
    format!("{LIST}/{id}/berkas/{}", kind.word())
}

/// Reads the id in the address.
fn id_of(text: &str) -> Result<PersonId, PageError> {
    text.parse().map_err(|_| Problem::NotFound.into())
}

async fn load(ctx: &SponsorCtx, id: PersonId) -> Result<File, PageError> {
    Ok(ctx.run(async |scope| person::file(scope, id).await).await?)
}

/// The form with what is wrong with it, in sentences that know the question.
fn with_faults(form: FormState, lang: Lang, violations: &[Violation]) -> FormState {
    violations.iter().fold(form, |form, fault| form.error(fault.field, words::fault(lang, fault)))
}
