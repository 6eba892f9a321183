//! Every island of the portal: what a page gains when the browser runs scripts. Without them each form is
//! complete as it stands; an island makes it quicker, never possible.
//!
//! An island stands around what the server has rendered, and changes that: it draws nothing itself and has no
//! props, so nothing is printed into the page for it, every word of the interface stays on the server, and
//! the module stays small (`cargo xtask dist` holds it to its budget). What an island looks for inside its children is
//! said at its top, and each has one component of `app` that renders it.

mod dom;
mod live_answers;
mod password_toggle;
mod upload_box;

pub use live_answers::LiveAnswers;
pub use password_toggle::PasswordToggle;
pub use upload_box::UploadBox;
