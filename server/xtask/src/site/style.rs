//! SCSS to one compressed style sheet.

use std::path::Path;

use grass::{Options, OutputStyle};

use crate::failure::{Failure, Result};

pub fn compile(main: &Path) -> Result<String> {
    let options = Options::default().style(OutputStyle::Compressed);
    grass::from_path(main, &options).map_err(|error| Failure::new(format!("{}: {error}", main.display())))
}
