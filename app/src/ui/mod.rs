//! The kit: components that take data and draw it. One file each, one partial each in
//! `style/components`, the class named like the file. They know no use case and no id.
//!
//! | Want | Write |
//! |---|---|
//! | words | any `Text`, `&str` or `String` where a prop says [`Words`]; in markup `{t(TEXT)}` |
//! | page column | `<Sheet>` (reading width) or `<Sheet wide=true>`; `<PageHead title caption tag lead>` prints the one `h1` |
//! | back link, trail | `<BackLink href label>`, `<Breadcrumb trail=vec![Crumb::new(..)]>` |
//! | form | `<PostForm action form=form.clone()> … <ActionBar><Button>{t(SAVE)}</Button></ActionBar></PostForm>` |
//! | errors on top | `<ErrorSummary form=form.clone() />` before the `h1`, it names each field by its label; `Page::form(&form)` sets 422 and the title |
//! | one line | `<Field form=form.clone() name="nama" label=NAMA hint=.. kind=FieldKind::Text />` |
//! | several lines | `<TextArea form name label rows=5 limit=2000 />` (nothing else writes that tag) |
//! | one of few | `<Radios form name legend choices=vec![Choice::new("lks", LKS).hint(..)] />` |
//! | yes, or several | `<Checkbox form name value="1" label />`, `<Checkboxes form name legend choices />` |
//! | date | `<DateBoxes form name="date" legend boxes=vec![DateBox::day("day"), ..] />` |
//! | file | `<FileField name label accept=".pdf" limits=LIMITS />` inside `<PostForm multipart=true>`, alone |
//! | one-button act | `<PostForm action form><Button>…</Button></PostForm>` |
//! | buttons | `<Button kind=ButtonKind::Primary name value>`, `<LinkButton href kind>` |
//! | whose turn | `<StatusTag tone=TagTone::You label=TEXT />` |
//! | box | `<Note tone=Tone::Info title=..>`, `<Card title=..>`, `<EmptyState title>` |
//! | table | `<DataTable caption columns rows />` with `Column::new(L).numeric()` and `Row::new(vec![cell(..)])`; `<Pager newer older shown />` under it |
//! | to do | `<TaskList tasks=vec![Task::new(L, TaskState::NotStarted).href(..)] />`, `<Steps steps current />` |
//! | facts | `<Facts facts=vec![Fact::new(L, "value").compare(..)] />`, `<SummaryList rows />` with "Ubah" |
//! | history | `<History events=vec![Event::new(when, iso, "sentence")] />` |
//! | papers | `<PaperView paper thumbs />`; two columns beside facts: `<Split main=.. side=..>` |
//! | result | `<Confirmation title reference at>`; long work: `<Progress label done total>` |
//! | figures | `<Meter label value of />`, `<BarChart title bars>` with its table |
//! | numbers, dates | [`format`]: `date`, `date_time`, `number`, `money`, [`format::Zone`] |
//!
//! Every component finds the language in the context that `Page::render` provides.

mod action_bar;
mod button;
mod card;
mod chart;
mod checkbox;
mod confirmation;
mod data_table;
mod date_boxes;
mod empty_state;
mod error_summary;
mod facts;
mod field;
mod file_field;
pub mod format;
mod history;
mod meter;
mod note;
mod page_head;
mod pager;
mod paper_view;
mod post_form;
mod progress;
mod radios;
mod status_tag;
mod steps;
mod summary_list;
mod task_list;
mod text_area;
mod trail;

pub use action_bar::ActionBar;
pub use button::{Button, ButtonKind, LinkButton};
pub use card::{Card, Cards, Sheet, Split};
pub use chart::{Bar, BarChart};
pub use checkbox::{Checkbox, Checkboxes};
pub use confirmation::Confirmation;
pub use data_table::{Column, DataTable, Row, cell};
pub use date_boxes::{DateBox, DateBoxes};
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub(crate) use error_summary::{Names, fault_of};
pub use facts::{Fact, Facts};
pub use field::{Field, FieldKind};
pub use file_field::FileField;
pub use history::{Event, History};
pub use meter::Meter;
pub use note::{Note, Tone};
pub use page_head::PageHead;
pub use pager::Pager;
pub use paper_view::{Paper, PaperState, PaperView, Thumb};
pub use post_form::PostForm;
pub use progress::Progress;
pub use radios::{Choice, Radios};
pub use status_tag::{StatusTag, TagTone};
pub use steps::Steps;
pub use summary_list::{SummaryList, SummaryRow};
pub use task_list::{Task, TaskList, TaskState};
pub use text_area::TextArea;
pub use trail::{BackLink, Breadcrumb, Crumb};

use domain::lang::{Lang, Text};
use leptos::prelude::use_context;
use std::borrow::Cow;

/// The language of the page that is being rendered.
pub fn lang() -> Lang {
    use_context::<Lang>().unwrap_or_default()
}

/// `text` in the language of the page that is being rendered.
pub fn t(text: Text) -> &'static str {
    text.get(lang())
}

/// Words for a reader: in both languages, or as somebody typed them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// Ours, in both languages.
    Both(Text),
    /// A name or another text that is not translated.
    Said(Cow<'static, str>),
}

impl Words {
    /// In `lang`.
    pub fn get(&self, lang: Lang) -> String {
        match self {
            Self::Both(text) => text.get(lang).to_owned(),
            Self::Said(said) => said.clone().into_owned(),
        }
    }

    /// In the language of the page that is being rendered.
    pub fn say(&self) -> String {
        self.get(lang())
    }
}

impl From<Text> for Words {
    fn from(text: Text) -> Self {
        Self::Both(text)
    }
}

impl From<&'static str> for Words {
    fn from(said: &'static str) -> Self {
        Self::Said(Cow::Borrowed(said))
    }
}

impl From<String> for Words {
    fn from(said: String) -> Self {
        Self::Said(Cow::Owned(said))
    }
}

/// The ids of the elements that describe a control, for `aria-describedby`.
pub(crate) fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{name}-petunjuk")),
        (false, true) => Some(format!("{name}-salah")),
        (true, true) => Some(format!("{name}-petunjuk {name}-salah")),
    }
}

#[cfg(test)]
pub(crate) mod tests;
