//! The pages and forms of Naungan, rendered on the server: what people see.
//!
//! One user action is one file with its GET `view` and its POST `post`. A handler loads through a use
//! case of `services`, then gives plain data to a Leptos view; [`render::Page`] turns that into a
//! response. Pages hold no rules (those are in `domain`) and no SQL (that is in `services`).
//!
//! - [`render`]: view to response, security headers, the loader of islands. [`shell`]: the frame around
//!   every page. [`visit`]: what is known about the request.
//! - [`form`]: what was typed and what is wrong with it. [`flash`]: the sentence after a redirect.
//! - [`ui`]: the kit of components, each with its partial in `style/components`.
//! - [`text`]: the words several pages share; codes to sentences by exhaustive match.
//! - [`public`]: pages anybody may read, and the error pages.

pub mod account;
pub mod cookies;
pub mod ctx;
pub mod error;
pub mod files;
pub mod flash;
pub mod form;
pub mod history;
pub mod house;
pub mod office;
mod particulars;
pub mod public;
pub mod region;
pub mod render;
pub mod routes;
pub mod sent;
pub mod session;
pub mod shell;
pub mod sponsor;
pub mod text;
pub mod ui;
pub mod visit;
