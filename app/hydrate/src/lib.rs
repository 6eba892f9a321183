//! The module that the browser loads: wakes the islands of a page.

// Without a use, the linker would drop the islands.
extern crate islands;

/// Called by the loader once the page is painted.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
