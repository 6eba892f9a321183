//! The privacy notice (Undang-Undang 27/2022): what is kept, why, how long, who sees it, which rights.
//!
//! It describes what this portal really does today. Times are those of `domain::account`; a test compares
//! them.

use super::article::{Article, Block, Part};
use crate::render::Page;
use crate::visit::Visit;
use axum::response::Response;
use domain::lang::Text;
use leptos::prelude::*;

const TITLE: Text = Text::new("Pemberitahuan privasi", "Privacy notice");
const LEAD: Text = Text::new(
    "Apa yang kami simpan tentang Anda dan lembaga Anda, untuk apa, berapa lama, siapa yang melihatnya, dan apa hak Anda.",
    "What we keep about you and your institution, what for, how long, who sees it, and what your rights are.",
);

/// GET `/privasi`
pub async fn view(visit: Visit) -> Response {
    Page::new(visit, TITLE)
        .description(LEAD)
        .render(|| view! { <Article title=TITLE lead=LEAD parts=PARTS /> })
}

pub(super) const PARTS: &[Part] = &[
    Part {
        id: "ringkas",
        title: Text::new("Ringkasnya", "In short"),
        blocks: &[Block::List(&[
            Text::new(
                "Kami hanya meminta data yang dipakai untuk memeriksa lembaga Anda, menghubungi Anda, dan mengusulkan orang yang Anda asuh.",
                "We ask only for what is used to verify your institution, to reach you, and to propose the people in your care.",
            ),
            Text::new(
                "Data Anda tidak dijual, tidak dipakai untuk iklan, dan tidak dilacak oleh pihak lain.",
                "Your data is not sold, not used for advertising, and not tracked by anybody else.",
            ),
            Text::new(
                "Setiap kali petugas membuka berkas Anda, hal itu tercatat.",
                "Whenever an officer opens your file, it is recorded.",
            ),
        ])],
    },
    Part {
        id: "pengendali",
        title: Text::new("Siapa yang bertanggung jawab", "Who is responsible"),
        blocks: &[Block::P(Text::new(
            "Pengendali data pribadi adalah Kementerian Sosial Republik Indonesia bersama Dinas Sosial kabupaten/kota tempat lembaga Anda berada. Pejabat pelindungan data dapat Anda hubungi melalui loket Dinas Sosial.",
            "The controllers of personal data are the Ministry of Social Affairs of the Republic of Indonesia and the social office of the regency or city where your institution stands. You can reach the data-protection officer through the counter of the social office.",
        ))],
    },
    Part {
        id: "data",
        title: Text::new("Data yang kami simpan", "What we keep"),
        blocks: &[Block::Terms(&[
            (
                Text::new("Akun", "Account"),
                Text::new(
                    "Nama, alamat email, dan nomor telepon Anda. Kata sandi hanya disimpan sebagai sidik yang tidak dapat dibalik.",
                    "Your name, e-mail address and phone number. The password is kept only as a fingerprint that cannot be turned back.",
                ),
            ),
            (
                Text::new("Lembaga", "Institution"),
                Text::new(
                    "Nama dan jenis lembaga, penanggung jawab, alamat, dan jumlah orang yang diasuh.",
                    "Name and kind of institution, person in charge, address, and number of people in care.",
                ),
            ),
            (
                Text::new("Orang yang diasuh", "People in care"),
                Text::new(
                    "Nama, jenis kelamin, NIK atau alasan belum punya NIK, kelahiran, nama ibu, nomor kartu keluarga, tempat tinggal, kriteria, orang tua yang masih hidup, disabilitas kalau ada, siapa yang menyetujui pemakaian data ini, pas foto, dan kartu keluarga atau keterangan bahwa kartunya belum ada. Semuanya diisi lembaga yang mengasuh, dengan persetujuan orang itu, orang tua, atau walinya.",
                    "Name, sex, NIK or the reason for having none, birth, the mother's name, the number of the family card, where they live, the criterion, which parents are alive, any disability, who agreed that the data is used, a photo of the face, and the family card or the answer that there is none. The institution fills it in, with the consent of the person, a parent or a guardian.",
                ),
            ),
            (
                Text::new("Berkas", "Papers"),
                Text::new(
                    "Foto lembaga dan surat rekomendasi. Keterangan tersembunyi di dalam foto, seperti lokasi pengambilan, dibuang dari salinan yang dilihat petugas. Berkas asli disimpan terenkripsi sebagai bukti, dan tidak ditampilkan kepada siapa pun.",
                    "The photo of the premises and the letter. Hidden details inside the photo, such as where it was taken, are removed from the copy that officers see. The file as it came is kept encrypted as proof, and shown to nobody.",
                ),
            ),
            (
                Text::new("Riwayat", "History"),
                Text::new(
                    "Siapa melakukan apa dan kapan terhadap pengajuan Anda, termasuk catatan kunjungan dan alasan keputusan, serta petugas mana yang membuka berkas Anda.",
                    "Who did what and when with your submission, including visit notes and the reasons for decisions, and which officer opened your papers.",
                ),
            ),
            (
                Text::new("Catatan teknis", "Technical records"),
                Text::new(
                    "Waktu dan nomor permintaan, tanpa isi formulir Anda, untuk menjaga keamanan layanan.",
                    "Time and number of each request, without the content of your forms, to keep the service safe.",
                ),
            ),
        ])],
    },
    Part {
        id: "tujuan",
        title: Text::new("Untuk apa, dan atas dasar apa", "What for, and on what basis"),
        blocks: &[
            Block::P(Text::new(
                "Data dipakai untuk mendaftarkan lembaga Anda, memeriksa kebenarannya, mengusulkan orang yang diasuh supaya iuran jaminan kesehatannya dibayar negara, memberi tahu Anda hasilnya, dan mempertanggungjawabkan keputusan. Dasarnya adalah persetujuan orang yang diasuh atau walinya, serta pelaksanaan tugas pelayanan publik dan kewajiban menurut peraturan perundang-undangan (Pasal 20 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi).",
                "Data is used to register your institution, to check the facts, to propose the people in care so that the state pays their health insurance, to tell you the result, and to account for decisions. The basis is the consent of the person in care or their guardian, and the exercise of a public task and duties under law (article 20 of Undang-Undang 27/2022 on personal data protection).",
            )),
            Block::P(Text::new(
                "Keputusan selalu diambil oleh petugas. Tidak ada pengajuan yang ditolak secara otomatis.",
                "Decisions are always taken by an officer. No submission is rejected automatically.",
            )),
        ],
    },
    Part {
        id: "pelihat",
        title: Text::new("Siapa yang dapat melihatnya", "Who can see it"),
        blocks: &[
            Block::List(&[
                Text::new("Anda sendiri, setelah masuk.", "You yourself, once signed in."),
                Text::new(
                    "Data orang yang diasuh: hanya pengurus lembaganya, selama belum dikirim.",
                    "Data of people in care: only those who run their institution, as long as it has not been sent.",
                ),
                Text::new(
                    "Petugas verifikasi Dinas Sosial kabupaten/kota tempat lembaga Anda berada.",
                    "Verification officers of the social office of your regency or city.",
                ),
                Text::new(
                    "Petugas Dinas Sosial provinsi, untuk pengawasan; mereka tidak dapat mengubah.",
                    "Officers of the provincial social office, for supervision; they cannot change anything.",
                ),
            ]),
            Block::P(Text::new(
                "Kantor di daerah lain tidak dapat membuka data Anda; pembatasan ini dijaga langsung oleh pangkalan data. Data hanya diserahkan kepada pihak lain bila undang-undang mewajibkannya, dan penyerahan itu dicatat.",
                "Offices elsewhere cannot open your data; the database itself enforces this. Data is given to others only where the law requires it, and each time is recorded.",
            )),
        ],
    },
    Part {
        id: "lama",
        title: Text::new("Berapa lama disimpan", "How long we keep it"),
        blocks: &[Block::Terms(&[
            (
                Text::new("Pendaftaran yang tidak dikonfirmasi", "Registrations never confirmed"),
                Text::new("7 hari, lalu dihapus.", "7 days, then deleted."),
            ),
            (
                Text::new("Pengajuan yang belum dikirim atau ditolak", "Drafts and rejected submissions"),
                Text::new(
                    "Sampai lembaga meminta dihapus, paling lama menurut jadwal retensi arsip; belum ada penghapusan otomatis.",
                    "Until the institution asks for deletion, at most as the archive schedule says; nothing is deleted automatically yet.",
                ),
            ),
            (
                Text::new(
                    "Orang yang dihapus dari daftar sebelum dikirim",
                    "People taken off the list before it is sent",
                ),
                Text::new(
                    "Jawabannya langsung dihapus; foto dan kartu keluarganya paling lambat dua hari kemudian.",
                    "The answers are deleted at once; photo and family card within two days.",
                ),
            ),
            (
                Text::new("Pengajuan yang diputus", "Decided submissions"),
                Text::new(
                    "Selama lembaga terdaftar, lalu sesuai jadwal retensi arsip (Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan).",
                    "While the institution is registered, then as the archive schedule requires (Undang-Undang 43/2009 on archives).",
                ),
            ),
            (
                Text::new("Sesi masuk", "Sign-in sessions"),
                Text::new(
                    "Berakhir setelah 60 menit tanpa kegiatan, dan paling lama 12 jam.",
                    "End after 60 minutes without activity, and after 12 hours at most.",
                ),
            ),
        ])],
    },
    Part {
        id: "pengamanan",
        title: Text::new("Bagaimana kami menjaganya", "How we protect it"),
        blocks: &[Block::List(&[
            Text::new(
                "NIK, nomor kartu keluarga, nama ibu, alamat jalan, kriteria, disabilitas, dan nama yang menyetujui disimpan terenkripsi satu per satu; daftar hanya menampilkan empat angka pertama dan terakhir NIK.",
                "NIK, family card number, mother's name, street, criterion, disability and the names of those who agreed are encrypted one by one; lists show only the first and last four digits of a NIK.",
            ),
            Text::new(
                "Berkas disimpan dalam keadaan terenkripsi, dan dibuka di ruang terpisah yang tidak dapat menjangkau data lain.",
                "Papers are stored encrypted, and opened in a separate compartment that cannot reach other data.",
            ),
            Text::new(
                "Data disimpan di Indonesia, sesuai Peraturan Pemerintah Nomor 71 Tahun 2019.",
                "Data is stored in Indonesia, as Peraturan Pemerintah 71/2019 requires.",
            ),
            Text::new(
                "Bila terjadi kebocoran yang menyangkut data Anda, kami memberi tahu Anda secara tertulis paling lambat 3 x 24 jam: data apa, kapan, bagaimana, dan apa yang kami lakukan (Pasal 46).",
                "If your data is exposed, we tell you in writing within 3 x 24 hours: what, when, how, and what we are doing about it (article 46).",
            ),
        ])],
    },
    Part {
        id: "kuki",
        title: Text::new("Kuki", "Cookies"),
        blocks: &[Block::P(Text::new(
            "Kami hanya memakai kuki yang memang diperlukan: sesi masuk, tanda siapa yang terakhir masuk dan isian yang tertunda bila sesi berakhir, pendaftaran yang menunggu kode dan isiannya, tanda perangkat yang pernah dipakai masuk (supaya orang lain yang salah menebak tidak mengunci Anda), pilihan bahasa, dan pesan sekali tampil setelah Anda menyimpan. Semuanya terhapus saat Anda keluar atau menutup peramban, kecuali pilihan bahasa (1 tahun) dan tanda perangkat (180 hari). Tidak ada kuki pihak ketiga dan tidak ada pengukur kunjungan. Halaman \"Tidak ada sambungan\" disimpan di peramban Anda; isinya sama untuk semua orang.",
            "We only use cookies that the service needs: your session, a mark of who signed in last and the form left behind when a session ends, a registration that waits for its code and what you typed for it, a mark of a device that signed in before (so that nobody else's wrong guesses lock you out), your language, and a message shown once after you save. All of them go when you sign out or close the browser, except the language (1 year) and the mark of the device (180 days). There are no third-party cookies and no visitor analytics. The page \"No connection\" is kept in your browser; it is the same for everybody.",
        ))],
    },
    Part {
        id: "hak",
        title: Text::new("Hak Anda", "Your rights"),
        blocks: &[
            Block::List(&[
                Text::new(
                    "Meminta salinan data Anda dan keterangan tentang pemakaiannya.",
                    "To ask for a copy of your data and how it was used.",
                ),
                Text::new("Memperbaiki data yang keliru.", "To have wrong data corrected."),
                Text::new(
                    "Meminta pemrosesan dihentikan atau data dihapus, sejauh undang-undang tidak mewajibkan penyimpanannya.",
                    "To ask that processing stops or data is deleted, as far as no law requires us to keep it.",
                ),
                Text::new(
                    "Mengajukan keberatan atas keputusan, dan mengadu kepada lembaga pengawas pelindungan data pribadi.",
                    "To object to a decision, and to complain to the authority that supervises data protection.",
                ),
            ]),
            Block::P(Text::new(
                "Profil lembaga dapat Anda perbaiki sendiri setelah masuk. Untuk permintaan lain, datanglah ke loket Dinas Sosial dengan kartu identitas; permintaan akses dan perbaikan dijawab paling lambat 3 x 24 jam sejak kami terima.",
                "You can correct the institution's profile yourself once signed in. For everything else visit the counter of the social office with an identity card; requests for access and correction are answered within 3 x 24 hours after we receive them.",
            )),
        ],
    },
    Part {
        id: "perubahan",
        title: Text::new("Perubahan", "Changes"),
        blocks: &[Block::P(Text::new(
            "Versi 4, berlaku sejak 22 November 2026. Bila isi pemberitahuan ini berubah, nomor versi dan tanggal ini berubah juga.",
            "Version 4, in force since 22 November 2026. If this notice changes, so do this version number and this date.",
        ))],
    },
];
