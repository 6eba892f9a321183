//! Every limit of an upload, in one place: shown beside the field, checked at the door and in the child.

/// Largest photo of the premises, in bytes.
pub const PHOTO_MAX_BYTES: usize = 10 * 1024 * 1024;
/// Largest letter, in bytes.
pub const LETTER_MAX_BYTES: usize = 20 * 1024 * 1024;
/// Most pages of a letter.
pub const LETTER_MAX_PAGES: usize = 10;

/// Longest side of an uploaded photo, in pixels; read from the header, before decoding.
pub const MAX_SIDE: u32 = 12_000;
/// Most pixels of an uploaded photo: above the 50 megapixels of a good phone.
pub const MAX_PIXELS: u64 = 64_000_000;
/// Shortest side of an uploaded photo: below it nobody recognises a building.
pub const MIN_SIDE: u32 = 200;

/// Longest side of the photo we keep.
pub const CLEAN_SIDE: u32 = 1_600;
/// Longest side of a page image.
pub const PAGE_SIDE: u32 = 1_400;
/// Longest side of a preview.
pub const PREVIEW_SIDE: u32 = 480;
/// JPEG quality of everything we write.
pub const QUALITY: u8 = 82;

/// How far into a file the `%PDF-` mark may stand: printers put job lines before it.
pub const PDF_HEAD_BYTES: usize = 1_024;
/// How many bytes may follow the end mark of a PDF: mail gateways add line ends.
pub const PDF_TAIL_BYTES: usize = 1_024;

/// CPU seconds of the child.
pub const CPU_SECONDS: u64 = 10;
/// Seconds of wall clock after which the parent kills the child (SIGKILL).
pub const WALL_SECONDS: u64 = 30;
/// Memory the child may map on top of its own program.
pub const MEMORY_BYTES: u64 = 768 * 1024 * 1024;
/// Stack of the child.
pub const STACK_BYTES: u64 = 64 * 1024 * 1024;
/// Open files of the child.
pub const OPEN_FILES: u64 = 8;

/// Largest answer the parent reads: twelve JPEG images of at most 1,600 pixels.
pub const ANSWER_MAX_BYTES: usize = 32 * 1024 * 1024;
/// Largest header of an answer.
pub const ANSWER_HEAD_MAX_BYTES: usize = 4 * 1024;
