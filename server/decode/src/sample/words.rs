//! A letter in the usual form of an application: letterhead, number, subject, body, signature.

use super::Dice;
use super::pdf::{Assembly, stream};

/// What a sample letter says. ASCII only: the letter uses a font every reader has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Name of the institution, in the letterhead and the body.
    pub institution: String,
    /// Street, in the letterhead.
    pub address: String,
    /// Town or regency, before the date.
    pub town: String,
    /// Number of the letter.
    pub number: String,
    /// Date, in words.
    pub date: String,
    /// Who signs.
    pub leader: String,
}

const NAMES: &[&str] =
    &["Harapan Bersama", "Melati Kasih", "Kenanga Sejahtera", "Bakti Insani", "Cemara Hijau"];
const STREETS: &[&str] = &["Jalan Contoh", "Jalan Teladan", "Jalan Percobaan", "Gang Misal"];
const TOWNS: &[&str] = &["Kota Contoh", "Kabupaten Misal", "Kota Teladan"];
const LEADERS: &[&str] = &["Pengurus Satu", "Pengurus Dua", "Pengurus Tiga"];

/// An application letter of an invented institution.
pub fn letter(seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let mut pick = |from: &[&str]| dice.pick(from).copied().unwrap_or_default().to_owned();
    let (name, street, town, leader) = (pick(NAMES), pick(STREETS), pick(TOWNS), pick(LEADERS));
    letter_with(&Words {
        institution: format!("LKS {name}"),
        address: format!("{street} Nomor {}, {town}", 1 + dice.below(98)),
        town,
        number: format!("{:03}/LKS/XI/2026", 1 + dice.below(400)),
        date: format!("{} November 2026", 1 + dice.below(28)),
        leader,
    })
}

/// An application letter with these words.
pub fn letter_with(words: &Words) -> Vec<u8> {
    paged(&content(words), 1)
}

/// A letter of so many pages, each the same.
pub fn letter_of_pages(pages: usize) -> Vec<u8> {
    let text = line("F1", 14, 56, 724, "Surat dengan lampiran");
    paged(&text, pages)
}

fn paged(content: &str, pages: usize) -> Vec<u8> {
    const FIRST: usize = 6;
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R \
                /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>";
    let kids: Vec<String> = (FIRST..FIRST + pages).map(|number| format!("{number} 0 R")).collect();
    let letter = Assembly::default()
        .object("<< /Type /Catalog /Pages 2 0 R /Lang (id-ID) >>")
        .object(format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")))
        .object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        .object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
        .object(stream("", content.as_bytes()));
    (0..pages).fold(letter, |letter, _| letter.object(page)).finish()
}

/// The page description: coloured letterhead, then lines of text from the top.
fn content(words: &Words) -> String {
    let mut page = String::from("0.15 0.43 0.41 rg 56 770 36 36 re f\n1 1 1 rg 66 780 16 16 re f\n0 g\n");
    page.push_str(&line("F2", 17, 104, 790, &words.institution.to_uppercase()));
    page.push_str(&line("F1", 10, 104, 774, &words.address));
    page.push_str("1.4 w 56 758 m 539 758 l S\n0.4 w 56 755 m 539 755 l S\n");
    page.push_str(&line("F1", 11, 352, 724, &format!("{}, {}", words.town, words.date)));
    let mut y = 724;
    for text in body(words) {
        page.push_str(&line("F1", 11, 56, y, &text));
        y -= 18;
    }
    page.push_str(&line("F1", 11, 380, y - 14, "Hormat kami,"));
    page.push_str(&line("F1", 11, 380, y - 32, "Ketua,"));
    page.push_str(&signature(y - 84));
    page.push_str(&line("F2", 11, 380, y - 104, &words.leader));
    page
}

fn body(words: &Words) -> Vec<String> {
    let head = [
        format!("Nomor      : {}", words.number),
        "Lampiran  : 1 (satu) berkas".to_owned(),
        "Perihal      : Permohonan pendaftaran lembaga".to_owned(),
        String::new(),
        "Yth. Kepala Dinas Sosial".to_owned(),
        format!("di {}", words.town),
        String::new(),
        "Dengan hormat,".to_owned(),
    ];
    let paragraphs = [
        format!(
            "Bersama surat ini kami, pengurus {}, mengajukan permohonan pendaftaran sebagai lembaga \
             kesejahteraan sosial yang mengusulkan peserta bantuan iuran jaminan kesehatan.",
            words.institution
        ),
        "Sebagai bahan pemeriksaan kami lampirkan foto gedung tampak depan dan salinan surat keterangan. \
         Kami bersedia dikunjungi untuk verifikasi lapangan dan akan memperbaiki berkas apabila masih ada \
         yang kurang."
            .to_owned(),
        "Demikian permohonan ini kami sampaikan. Atas perhatian Bapak/Ibu kami ucapkan terima kasih."
            .to_owned(),
    ];
    let mut lines = head.to_vec();
    for paragraph in paragraphs {
        lines.push(String::new());
        lines.extend(wrap(&paragraph));
    }
    lines
}

/// Breaks a paragraph into lines as wide as the letterhead.
fn wrap(paragraph: &str) -> Vec<String> {
    const WIDE: usize = 84;
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + word.len() < WIDE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn line(font: &str, size: u32, x: i32, y: i32, text: &str) -> String {
    let mut safe = String::new();
    for character in text.chars().filter(|c| c.is_ascii() && !c.is_ascii_control()) {
        if "()\\".contains(character) {
            safe.push('\\');
        }
        safe.push(character);
    }
    format!("BT /{font} {size} Tf {x} {y} Td ({safe}) Tj ET\n")
}

/// A stroke of the pen, and a stamp over it.
fn signature(y: i32) -> String {
    let (low, high) = (y - 8, y + 34);
    let pen = format!(
        "0.12 0.2 0.5 RG 1.3 w 384 {y} m 396 {high} 402 {low} 414 {y} c 424 {high} 428 {low} 446 {y} c \
         456 {high} 462 {y} 484 {y} c S\n"
    );
    let (stamp, edge) = (y + 10, 26);
    let (top, bottom, bend) = (stamp + edge, stamp - edge, 14);
    let (above, below) = (stamp + bend, stamp - bend);
    format!(
        "{pen}0.45 0.3 0.6 RG 1.6 w 346 {stamp} m 346 {above} 358 {top} 372 {top} c 386 {top} 398 {above} 398 \
         {stamp} c 398 {below} 386 {bottom} 372 {bottom} c 358 {bottom} 346 {below} 346 {stamp} c S\n0 G\n"
    )
}
