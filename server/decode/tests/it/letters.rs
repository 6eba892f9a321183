//! Letters: honest ones are painted, locked, active, cut and double ones are refused.

use decode::letter::decode;
use decode::limits::{LETTER_MAX_BYTES, LETTER_MAX_PAGES, PAGE_SIDE};
use decode::sample::{self, Assembly, stream};
use decode::{Looks, Refusal};

use crate::corpus;

fn refused(bytes: &[u8]) -> Refusal {
    decode(bytes).unwrap_err()
}

#[test]
fn a_letter_is_painted_page_by_page() {
    let letter = decode(&corpus::pdf_of_pages(LETTER_MAX_PAGES).finish()).unwrap();

    assert_eq!(letter.page_count, 10);
    assert_eq!(letter.pages.len(), 10);
    let page = image::load_from_memory(&letter.pages[0]).unwrap();
    assert_eq!((page.width(), page.height()), (989, PAGE_SIDE));
    let preview = image::load_from_memory(&letter.preview).unwrap();
    assert_eq!((preview.width(), preview.height()), (339, 480));
}

#[test]
fn the_same_bytes_give_the_same_bytes() {
    let bytes = sample::letter(4);
    assert_eq!(decode(&bytes), decode(&bytes));
}

#[test]
fn a_page_of_odd_size_is_painted_all_the_same() {
    for (width, height) in [(1, 1), (1_036_800, 1_036_800), (3_000, 2), (0, 0)] {
        let letter = decode(&corpus::pdf_of_size(width, height)).unwrap();
        let page = image::load_from_memory(&letter.pages[0]).unwrap();

        assert!(page.width().max(page.height()) <= PAGE_SIDE);
    }
}

#[test]
fn too_many_pages_and_none_are_refused() {
    assert_eq!(refused(&corpus::pdf_of_pages(11).finish()), Refusal::TooManyPages);
    assert_eq!(refused(&corpus::pdf_of_pages(5_000).finish()), Refusal::TooManyPages);
    assert_eq!(refused(&corpus::pdf_of_pages(0).finish()), Refusal::NoPages);
}

#[test]
fn a_locked_pdf_is_refused_even_if_it_opens_without_a_password() {
    let locked = corpus::pdf_of_pages(1)
        .object("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <00> /U <00> >>")
        .trailer("/Encrypt 4 0 R /ID [<00> <00>]")
        .finish();

    assert_eq!(refused(&locked), Refusal::EncryptedPdf);
    let inline = corpus::pdf_of_pages(1).trailer("/Encrypt<</Filter/Standard>>").finish();
    assert_eq!(refused(&inline), Refusal::EncryptedPdf);
}

#[test]
fn a_pdf_that_does_something_is_refused() {
    let script = "<< /S /JavaScript /JS (app.alert(1)) >>";
    let cases = [
        ("script on opening", corpus::pdf_with("/OpenAction 4 0 R", &[script])),
        ("script in the catalogue", corpus::pdf_with(&format!("/OpenAction {script}"), &[])),
        (
            "script with a written-out name",
            corpus::pdf_with("/OpenAction << /S /Java#53cript /JS (1) >>", &[]),
        ),
        ("script by name", corpus::pdf_with("/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", &[script])),
        ("script nobody leads to", corpus::pdf_with("", &[script])),
        ("script in a list", corpus::pdf_with("", &[&format!("[1 [2 << /A {script} >>]]")])),
        (
            "script after a move",
            corpus::pdf_with("/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 4 0 R >>", &[script]),
        ),
        ("program", corpus::pdf_with("/OpenAction << /S /Launch /F (cmd.exe) >>", &[])),
        ("web page on opening", corpus::pdf_with("/OpenAction << /S /URI /URI (https://x.example) >>", &[])),
        (
            "web page on an event",
            corpus::pdf_with("/AA << /WC << /S /URI /URI (https://x.example) >> >>", &[]),
        ),
        ("form that is sent", corpus::pdf_with("", &["<< /S /SubmitForm /F (https://x.example) >>"])),
        (
            "attached file",
            corpus::pdf_with(
                "/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>",
                &["<< /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>", "<< /Type /EmbeddedFile >>"],
            ),
        ),
        ("film", corpus::pdf_with("", &["<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>"])),
        ("form with its own program", corpus::pdf_with("/AcroForm << /Fields [] /XFA [] >>", &[])),
    ];
    for (name, bytes) in cases {
        assert_eq!(refused(&bytes), Refusal::ActivePdf, "{name}");
    }
}

#[test]
fn a_script_inside_a_packed_object_is_found() {
    let packed = "4 0 << /S /JavaScript /JS (app.alert(1)) >>";
    let pdf = Assembly::default()
        .object("<< /Type /Catalog /Pages 2 0 R >>")
        .object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
        .object("null")
        .object(stream("/Type /ObjStm /N 1 /First 4", packed.as_bytes()))
        .finish();
    // The table is replaced by one that knows packed objects: one byte type, two bytes place, one byte index.
    let table = corpus::find(&pdf, b"xref\n0").unwrap();
    let at = |mark: &[u8]| u16::try_from(corpus::find(&pdf, mark).unwrap()).unwrap().to_be_bytes();
    let mut rows = vec![0, 0, 0, 0];
    for mark in [&b"1 0 obj"[..], b"2 0 obj", b"3 0 obj"] {
        rows.extend([1, at(mark)[0], at(mark)[1], 0]);
    }
    rows.extend([2, 0, 5, 0]);
    rows.extend([1, at(b"5 0 obj")[0], at(b"5 0 obj")[1], 0]);
    let xref = stream("/Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R", &rows);
    let end = format!("\nendobj\nstartxref\n{table}\n%%EOF\n");
    let bytes = [&pdf[..table], b"6 0 obj\n", &xref, end.as_bytes()].concat();

    assert_eq!(refused(&bytes), Refusal::ActivePdf);
}

#[test]
fn what_honest_letters_contain_is_not_active() {
    let cases = [
        ("signature", corpus::signed_pdf()),
        ("page on opening", corpus::pdf_with("/OpenAction [3 0 R /XYZ null null 0]", &[])),
        ("move on opening", corpus::pdf_with("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>", &[])),
        (
            "link",
            corpus::pdf_with(
                "",
                &["<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://x.example) >> >>"],
            ),
        ),
        ("font called JS", corpus::pdf_with("", &["<< /Font << /JS 3 0 R /Launch 3 0 R >> >>"])),
        (
            "paragraph called Sound",
            corpus::pdf_with("", &["<< /Type /StructElem /S /Sound /P 3 0 R /K 0 /T (Judul) >>"]),
        ),
        ("words", corpus::pdf_painting(b"BT (JavaScript /OpenAction /Launch /EmbeddedFile) Tj ET")),
        ("empty list of files", corpus::pdf_with("/Names << /EmbeddedFiles << /Names [] >> >>", &[])),
        ("no lock on metadata", corpus::pdf_with("", &["<< /EncryptMetadata false >>"])),
    ];
    for (name, bytes) in cases {
        assert!(decode(&bytes).is_ok(), "{name}: {:?}", decode(&bytes).err());
    }
}

#[test]
fn a_letter_cut_anywhere_is_truncated() {
    let whole = sample::letter(1);
    for end in [20, whole.len() / 2, whole.len() - 30, whole.len() - 4] {
        assert_eq!(refused(&whole[..end]), Refusal::Truncated, "cut at {end}");
    }
    let revision = [&whole[..], b"7 0 obj\n<< /Type /Sig >>\nendobj\nxref\n0 1\n"].concat();
    assert_eq!(refused(&revision), Refusal::Truncated);
}

#[test]
fn a_wrong_table_is_rebuilt_and_a_loop_in_it_ends() {
    let shifted = [b"%printed\n", &sample::letter(1)[..]].concat();

    assert!(decode(&shifted).is_ok());
    assert!(matches!(decode(&corpus::xref_loop()), Ok(_) | Err(Refusal::Broken)));
}

#[test]
fn nothing_of_a_pdf_but_its_marks_is_broken() {
    assert_eq!(refused(b"%PDF-1.7\n%%EOF"), Refusal::Broken);
    assert_eq!(refused(b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF"), Refusal::Broken);
}

#[test]
fn two_files_in_one_are_refused() {
    let letter = sample::letter(1);
    let junk = |length: usize| [&vec![b'x'; length][..], b"\n", &letter].concat();
    let cases = [
        ("zip behind", [&letter[..], &corpus::zip("a", b"b")].concat()),
        ("page behind", [&letter[..], &corpus::html()].concat()),
        ("page before", [&corpus::html()[..], &letter].concat()),
        ("page in the first lines", [b"%PDF-1.4\n<script>alert(1)</script>\n", &letter[..]].concat()),
        ("junk before", junk(1_100)),
        ("junk behind", [&letter[..], &corpus::noise(1, 5_000)].concat()),
        ("gif before", [&corpus::gif()[..], &letter].concat()),
    ];
    for (name, bytes) in cases {
        assert_eq!(refused(&bytes), Refusal::Polyglot, "{name}");
    }
    assert!(decode(&junk(200)).is_ok(), "printers write lines before the mark");
    assert!(decode(&[&letter[..], b"\r\n\r\n\0\0"].concat()).is_ok(), "mail adds line ends");
}

#[test]
fn a_wrong_type_with_a_right_name_is_named() {
    let cases = [
        (sample::premises_photo(1), Looks::Jpeg),
        (corpus::docx(), Looks::Office),
        (corpus::zip("letter.pdf", &sample::letter(1)), Looks::Zip),
        (corpus::heic(), Looks::Heic),
        (corpus::html(), Looks::Html),
        (corpus::svg(), Looks::Svg),
        (corpus::exe(), Looks::Exe),
        (b"x".to_vec(), Looks::Unknown),
        (corpus::noise(9, 3_000), Looks::Unknown),
    ];
    for (bytes, looks) in cases {
        assert_eq!(refused(&bytes), Refusal::NotAPdf(looks));
    }
}

#[test]
fn nothing_and_too_much_are_refused() {
    assert_eq!(refused(b""), Refusal::Empty);
    assert_eq!(refused(&vec![b' '; LETTER_MAX_BYTES + 1]), Refusal::TooLarge);
}
