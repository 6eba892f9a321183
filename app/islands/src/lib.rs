//! Every island of the portal: what a page gains when the browser runs scripts. Without them each form is
//! complete as it stands; an island makes it quicker, never possible.
//!
//! Props are printed into the page: they carry labels and public data, never a person's.

mod password_toggle;
mod region_picker;
mod region_search;
mod suggest;
mod upload_box;

pub use password_toggle::{PasswordToggle, PasswordToggleProps};
pub use region_picker::{RegionPicker, RegionPickerProps};
pub use region_search::{RegionSearch, RegionSearchProps};
pub use suggest::Suggestion;
pub use upload_box::{UploadBox, UploadBoxProps};
