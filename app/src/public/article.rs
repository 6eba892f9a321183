//! A long page of numbered or named parts: content as data, drawn in one way.

use crate::ui::{PageHead, t};
use domain::lang::Text;
use leptos::prelude::*;

/// One part of the page.
pub(super) struct Part {
    /// Where links to it point.
    pub id: &'static str,
    pub title: Text,
    pub blocks: &'static [Block],
}

/// What a part is made of.
pub(super) enum Block {
    /// A paragraph.
    P(Text),
    /// Points in any order.
    List(&'static [Text]),
    /// Steps in order.
    Ordered(&'static [Text]),
    /// Terms with what they mean.
    Terms(&'static [(Text, Text)]),
}

/// The head, the table of contents, the parts.
#[component]
pub(super) fn Article(
    title: Text,
    lead: Text,
    parts: &'static [Part],
    /// Whether the parts are numbered, as a rule numbers them.
    #[prop(optional)]
    numbered: bool,
    /// Under the head, before the contents.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let contents = parts
        .iter()
        .map(|part| view! { <li><a href=format!("#{}", part.id)>{t(part.title)}</a></li> }.into_any())
        .collect_view();
    let contents = if numbered {
        view! { <ol>{contents}</ol> }.into_any()
    } else {
        view! { <ul>{contents}</ul> }.into_any()
    };
    let class = if numbered { "article numbered" } else { "article" };
    view! {
        <div class="page reading">
            <div>
                <PageHead title lead />
                {children.map(|children| children())}
            </div>
            <nav class="contents" aria-labelledby="isi-halaman">
                <h2 id="isi-halaman">{t(Text::new("Isi halaman ini", "On this page"))}</h2>
                {contents}
            </nav>
            <div class=class>{parts.iter().map(|part| view! { <PartView part /> }.into_any()).collect_view()}</div>
        </div>
    }
}

#[component]
fn PartView(part: &'static Part) -> impl IntoView {
    view! {
        <section aria-labelledby=part.id>
            <h2 id=part.id tabindex="-1">{t(part.title)}</h2>
            {part.blocks.iter().map(block).collect_view()}
        </section>
    }
}

fn block(block: &'static Block) -> AnyView {
    let items = |texts: &'static [Text]| {
        texts.iter().map(|text| view! { <li>{t(*text)}</li> }.into_any()).collect_view()
    };
    match block {
        Block::P(text) => view! { <p>{t(*text)}</p> }.into_any(),
        Block::List(texts) => view! { <ul>{items(texts)}</ul> }.into_any(),
        Block::Ordered(texts) => view! { <ol>{items(texts)}</ol> }.into_any(),
        Block::Terms(pairs) => {
            let pairs = pairs
                .iter()
                .map(|(term, meaning)| {
                    view! { <div><dt>{t(*term)}</dt><dd>{t(*meaning)}</dd></div> }.into_any()
                })
                .collect_view();
            view! { <dl class="facts">{pairs}</dl> }.into_any()
        }
    }
}
