//! Buttons and links that look like buttons. At most one primary button on a screen.

use leptos::prelude::*;

/// How much weight a button has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do here.
    #[default]
    Primary,
    /// Another way.
    Quiet,
    /// Refuses or removes.
    Danger,
    /// A way out beside the ways on: looks like a link.
    Plain,
}

impl ButtonKind {
    const fn class(self, wide: bool) -> &'static str {
        match (self, wide) {
            (Self::Primary, false) => "button",
            (Self::Primary, true) => "button wide",
            (Self::Quiet, false) => "button quiet",
            (Self::Quiet, true) => "button quiet wide",
            (Self::Danger, false) => "button danger",
            (Self::Danger, true) => "button danger wide",
            (Self::Plain, false) => "button plain",
            (Self::Plain, true) => "button plain wide",
        }
    }
}

/// Sends the form it stands in; with `name` and `value` it says which of several buttons was pressed.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] wide: bool,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    /// Posts to another address than the form's own.
    #[prop(optional, into)]
    action: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button type="submit" class=kind.class(wide) name=name value=value formaction=action>{children()}</button>
    }
}

/// Leads somewhere; changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    view! { <a class=kind.class(wide) href=href>{children()}</a> }
}
