//! A table that becomes a list of cards on a phone. The first cell of a row is its heading.

use super::Words;
use leptos::prelude::*;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    label: Words,
    numeric: bool,
    bare: bool,
}

impl Column {
    /// A column headed `label`.
    pub fn new(label: impl Into<Words>) -> Self {
        Self { label: label.into(), numeric: false, bare: false }
    }

    /// Figures: to the right, all of one width.
    pub fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// On a phone the value explains itself, so the heading is not repeated.
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }
}

/// One row: as many cells as there are columns.
#[derive(Debug)]
pub struct Row {
    cells: Vec<AnyView>,
}

impl Row {
    /// A row of `cells`; make them with [`cell`].
    pub fn new(cells: Vec<AnyView>) -> Self {
        Self { cells }
    }
}

/// Any view as a cell.
pub fn cell(view: impl IntoAny) -> AnyView {
    view.into_any()
}

/// The table. Where there are no rows, show an [`super::EmptyState`] instead.
#[component]
pub fn DataTable(
    #[prop(into)] caption: Words,
    /// Hides the caption from sight, when a heading says the same.
    #[prop(optional)]
    quiet_caption: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> impl IntoView {
    let head = columns
        .iter()
        .map(|column| view! { <th scope="col" class=column.numeric.then_some("r")>{column.label.say()}</th> })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row.cells.into_iter().zip(&columns).enumerate();
            let cells =
                cells.map(|(index, (content, column))| table_cell(index, content, column)).collect_view();
            view! { <tr role="row">{cells}</tr> }.into_any()
        })
        .collect_view();
    // The roles are what the elements mean anyway; on a phone `display: block` would take them away.
    view! {
        <table class="data-table" role="table">
            <caption class=quiet_caption.then_some("unseen")>{caption.say()}</caption>
            <thead role="rowgroup"><tr role="row">{head}</tr></thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
}

fn table_cell(index: usize, content: AnyView, column: &Column) -> AnyView {
    let label = (!column.bare && index > 0).then(|| column.label.say());
    let class = column.numeric.then_some("r");
    if index == 0 {
        view! { <th scope="row" role="rowheader" class=class>{content}</th> }.into_any()
    } else {
        view! { <td role="cell" class=class data-label=label>{content}</td> }.into_any()
    }
}
