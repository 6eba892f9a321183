//! What is left to do. The whole row is the link; the last task is always "Periksa dan kirim".

use super::{StatusTag, TagTone, Words, t};
use domain::lang::Text;
use leptos::prelude::*;

/// How far a task is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing done yet.
    NotStarted,
    /// Begun.
    InProgress,
    /// Done.
    Done,
    /// Cannot be begun, and why.
    Blocked(Words),
    /// Something in it is wrong; the only red one.
    Problem,
    /// With somebody else.
    Waiting(Words),
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    label: Words,
    hint: Option<Words>,
    href: Option<String>,
    state: TaskState,
}

impl Task {
    /// A task in `state`.
    pub fn new(label: impl Into<Words>, state: TaskState) -> Self {
        Self { label: label.into(), hint: None, href: None, state }
    }

    /// Where it is done. A blocked task never shows its link.
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Says more.
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The tasks.
#[component]
pub fn TaskList(tasks: Vec<Task>) -> impl IntoView {
    let items = tasks
        .into_iter()
        .enumerate()
        .map(|(index, task)| view! { <TaskRow index task /> }.into_any())
        .collect_view();
    view! { <ul class="task-list">{items}</ul> }
}

#[component]
fn TaskRow(index: usize, task: Task) -> impl IntoView {
    let state_id = format!("tugas-{index}-keadaan");
    let (state, why) = match task.state {
        TaskState::NotStarted => (tag(TagTone::Us, Text::new("Belum dimulai", "Not started")), None),
        TaskState::InProgress => (tag(TagTone::You, Text::new("Sedang diisi", "In progress")), None),
        TaskState::Done => {
            (view! { <span class="plain">{t(Text::new("Selesai", "Done"))}</span> }.into_any(), None)
        }
        TaskState::Blocked(ref why) => {
            let words = t(Text::new("Belum bisa dimulai", "Cannot start yet"));
            (view! { <span class="plain soft">{words}</span> }.into_any(), Some(why.say()))
        }
        TaskState::Problem => (tag(TagTone::Stop, Text::new("Ada masalah", "There is a problem")), None),
        TaskState::Waiting(ref label) => {
            (view! { <StatusTag tone=TagTone::Us label=label.clone() /> }.into_any(), None)
        }
    };
    let blocked = matches!(task.state, TaskState::Blocked(_));
    let label = task.label.say();
    let name = match task.href.filter(|_| !blocked) {
        Some(href) => view! { <a href=href aria-describedby=state_id.clone()>{label}</a> }.into_any(),
        None => view! { <span class=blocked.then_some("soft")>{label}</span> }.into_any(),
    };
    view! {
        <li>
            <div>
                {name}
                {task.hint.map(|hint| view! { <p class="hint">{hint.say()}</p> })}
                {why.map(|why| view! { <p class="hint">{why}</p> })}
            </div>
            <div class="state" id=state_id>{state}</div>
        </li>
    }
}

fn tag(tone: TagTone, label: Text) -> AnyView {
    view! { <StatusTag tone label /> }.into_any()
}
