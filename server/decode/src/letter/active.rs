//! Whether a PDF does something: runs a program, opens one, sends a form, carries another file.
//!
//! All objects are looked at, not only those the pages lead to: another viewer may find another way. A
//! key alone says little (`/JS` may be the name of a font), so an action is known by its type, and what
//! happens by itself on opening may only move to a page.
//! Not active: a signature field and its value, a link to a web page, an outline, `/OpenAction` that
//! shows a page (LibreOffice writes one into every file).

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, MaybeRef, Name, Object, dict_or_stream};

use crate::Refusal;

/// Types of action that run, open, send or play something.
const ACTIONS: &[&[u8]] = &[
    b"JavaScript",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"Rendition",
    b"Movie",
    b"Sound",
    b"GoToE",
    b"RichMediaExecute",
];

/// Annotations that play something or carry a file.
const ANNOTATIONS: &[&[u8]] = &[b"RichMedia", b"Movie", b"Sound", b"Screen", b"3D", b"FileAttachment"];

/// What may happen by itself on opening a file or a page.
const MOVES: &[&[u8]] = &[b"GoTo", b"Named"];

/// How deep lists and dictionaries may stand inside each other. Honest files stay under 20; the reader
/// skips over a whole list to find its end, so that deep ones cost the square of their depth.
const DEPTH: usize = 200;

/// Whether any object of the file does something.
pub(super) fn is_active(pdf: &Pdf) -> Result<bool, Refusal> {
    for object in pdf.objects() {
        // An explicit stack: nested lists must not become nested calls.
        let mut open = vec![(object, 0)];
        while let Some((object, depth)) = open.pop() {
            if depth > DEPTH {
                return Err(Refusal::Broken);
            }
            let inside = |value| direct(value).map(|object| (object, depth + 1));
            match &object {
                Object::Array(array) => open.extend(array.raw_iter().filter_map(inside)),
                other => {
                    let Some((dict, _)) = dict_or_stream(other) else { continue };
                    if acts(dict) {
                        return Ok(true);
                    }
                    open.extend(dict.entries().filter_map(|(_, value)| inside(value)));
                }
            }
        }
    }
    Ok(false)
}

/// What stands here itself; a reference leads to an object that is looked at in its own turn.
fn direct(value: MaybeRef<Object<'_>>) -> Option<Object<'_>> {
    match value {
        MaybeRef::NotRef(object @ (Object::Array(_) | Object::Dict(_))) => Some(object),
        _ => None,
    }
}

fn acts(dict: &Dict<'_>) -> bool {
    is_action(dict) || carries(dict) || opens_by_itself(dict)
}

fn name_in(dict: &Dict<'_>, key: &str, names: &[&[u8]]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|name| names.contains(&name.as_ref()))
}

/// A paragraph of a tagged file also has `/S`, any word, and always a parent; but nothing that an action does
/// its work with.
fn is_action(dict: &Dict<'_>) -> bool {
    let is_paragraph = dict.contains_key("P") && dict.contains_key("K");
    let works = ["JS", "F", "URI", "D", "Win", "Unix", "Mac", "N"].iter().any(|key| dict.contains_key(*key));
    name_in(dict, "S", ACTIONS) && (works || !is_paragraph)
}

/// An attached file, a playing annotation, or a form that brings its own program (XFA).
fn carries(dict: &Dict<'_>) -> bool {
    let annotation = dict.contains_key("Rect") && name_in(dict, "Subtype", ANNOTATIONS);
    let file = name_in(dict, "Type", &[b"EmbeddedFile"])
        || (dict.contains_key("EF") && (dict.contains_key("F") || dict.contains_key("UF")));
    let form = dict.contains_key("XFA") && (dict.contains_key("Fields") || dict.contains_key("DA"));
    annotation || file || form
}

fn opens_by_itself(dict: &Dict<'_>) -> bool {
    let on_open = dict.get::<Dict<'_>>("OpenAction").is_some_and(|action| !only_moves(&action));
    let on_event = dict.get::<Dict<'_>>("AA").is_some_and(|events| {
        events.keys().filter_map(|key| events.get::<Dict<'_>>(key)).any(|action| !only_moves(&action))
    });
    on_open || on_event
}

/// An action that shows a page. What follows it (`/Next`) is an action of its own and looked at as one.
fn only_moves(action: &Dict<'_>) -> bool {
    name_in(action, "S", MOVES)
}
