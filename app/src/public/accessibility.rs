//! The accessibility statement: the goal, what was done, what is known to be missing, whom to tell.

use super::article::{Article, Block, Part};
use crate::render::Page;
use crate::text;
use crate::visit::Visit;
use axum::response::Response;
use domain::lang::Text;
use leptos::prelude::*;

const LEAD: Text = Text::new(
    "Naungan dibuat supaya setiap orang dapat memakainya: dengan ponsel sederhana, dengan pembaca layar, dengan papan tik saja, atau dengan tulisan yang diperbesar.",
    "Naungan is made for everybody: on a simple phone, with a screen reader, with a keyboard alone, or with enlarged text.",
);

/// GET `/aksesibilitas`
pub async fn view(visit: Visit) -> Response {
    Page::new(visit, text::ACCESSIBILITY)
        .description(LEAD)
        .render(|| view! { <Article title=text::ACCESSIBILITY lead=LEAD parts=PARTS /> })
}

const PARTS: &[Part] = &[
    Part {
        id: "sasaran",
        title: Text::new("Sasaran kami", "Our goal"),
        blocks: &[Block::P(Text::new(
            "Setiap halaman harus memenuhi Pedoman Aksesibilitas Konten Web (WCAG) 2.2 tingkat AA. Kewajiban ini sejalan dengan Undang-Undang Nomor 8 Tahun 2016 tentang Penyandang Disabilitas, yang menjamin pelayanan publik dan informasi yang mudah diakses.",
            "Every page is to meet the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. This follows Undang-Undang 8/2016 on persons with disabilities, which guarantees accessible public services and information.",
        ))],
    },
    Part {
        id: "sudah",
        title: Text::new("Yang sudah kami lakukan", "What we have done"),
        blocks: &[Block::List(&[
            Text::new(
                "Semua pekerjaan dapat diselesaikan tanpa JavaScript dan hanya dengan papan tik.",
                "All work can be done without JavaScript and with a keyboard alone.",
            ),
            Text::new(
                "Setiap isian mempunyai label, petunjuk, dan pesan kesalahan yang dibacakan pembaca layar; ringkasan kesalahan di atas halaman menautkan ke isian yang harus diperbaiki.",
                "Every field has a label, a hint and an error message that screen readers announce; the error summary on top links to the fields to mend.",
            ),
            Text::new(
                "Tulisan dapat diperbesar sampai 400% tanpa perlu digeser ke samping.",
                "Text can be enlarged to 400% without scrolling sideways.",
            ),
            Text::new(
                "Kontras warna diuji untuk tampilan terang dan gelap. Warna tidak pernah menjadi satu-satunya tanda; keadaan berkas selalu tertulis.",
                "Colour contrast is tested for light and dark display. Colour is never the only sign; the state of a file is always written out.",
            ),
            Text::new(
                "Tombol dan tautan utama berukuran paling sedikit 44 piksel. Tidak ada yang harus digeser dengan tarikan jari.",
                "Buttons and main links measure at least 44 pixels. Nothing has to be dragged.",
            ),
            Text::new(
                "Tidak ada teka-teki gambar. Kata sandi boleh ditempel dari pengelola kata sandi.",
                "There are no picture puzzles. Passwords may be pasted from a password manager.",
            ),
            Text::new(
                "Halaman tidak bergerak sendiri dan tidak bersuara.",
                "Pages do not move or make sounds by themselves.",
            ),
        ])],
    },
    Part {
        id: "belum",
        title: Text::new("Yang belum sempurna", "What is not perfect yet"),
        blocks: &[Block::List(&[
            Text::new(
                "Pratinjau surat yang diunggah adalah gambar halaman. Isinya belum dapat dibacakan pembaca layar; mintalah petugas membacakannya atau mengirim isinya sebagai teks.",
                "The preview of an uploaded letter is a picture of the page. Screen readers cannot read it yet; ask an officer to read it out or to send the text.",
            ),
            Text::new(
                "Belum ada penjelasan dalam bahasa isyarat dan bahasa daerah.",
                "There are no explanations in sign language or in regional languages yet.",
            ),
            Text::new(
                "Pengujian bersama pengguna pembaca layar di ponsel belum dilakukan secara menyeluruh; sejauh ini pengujian dilakukan dengan alat otomatis dan pemeriksaan papan tik.",
                "A full test with people who use screen readers on phones is still to come; so far we test with automatic tools and by keyboard.",
            ),
        ])],
    },
    Part {
        id: "bantuan",
        title: Text::new("Jika Anda menemui hambatan", "If something is in your way"),
        blocks: &[
            Block::P(Text::new(
                "Sampaikan di loket Dinas Sosial kabupaten/kota Anda, secara lisan atau tertulis. Sebutkan halaman dan alat yang Anda pakai. Petugas mencatatnya, membantu Anda menyelesaikan urusan saat itu juga, dan menjawab paling lambat 3 hari kerja.",
                "Tell the counter of your regency's social office, in person or in writing. Say which page it was and what you use. The officer records it, helps you finish your business there and then, and answers within 3 working days.",
            )),
            Block::P(Text::new(
                "Anda juga boleh meminta pendamping atau orang yang Anda percaya untuk mengisi bersama Anda.",
                "You may also ask a companion or somebody you trust to fill in the form with you.",
            )),
        ],
    },
    Part {
        id: "tentang",
        title: Text::new("Tentang pernyataan ini", "About this statement"),
        blocks: &[Block::P(Text::new(
            "Disusun pada 21 November 2026 berdasarkan pemeriksaan sendiri, dan ditinjau setiap kali halaman baru diterbitkan.",
            "Prepared on 21 November 2026 from our own checks, and reviewed whenever new pages are published.",
        ))],
    },
];
