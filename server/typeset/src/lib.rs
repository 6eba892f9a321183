//! Setting documents: decrees, receipts, letters.
//!
//! A crate of its own because typesetting is heavy and runs in a confined child. Filled by the step that issues the
//! first document; until then it only holds the place.
