//! Standar pelayanan "Verifikasi lembaga sponsor": the 14 parts of article 21 of UU 25/2009.
//!
//! Order and names of the parts are those of the law. Times are those of `domain::verification` and
//! `domain::account`; a test compares them, so the page cannot promise something else than the portal
//! counts. Complaint and staffing parts follow the published standards of Banjarmasin (answer within 3
//! working days) and Solok (two officers).

use super::article::{Article, Block, Part};
use crate::render::Page;
use crate::text;
use crate::ui::{Fact, Facts};
use crate::visit::Visit;
use axum::response::Response;
use domain::lang::Text;
use leptos::prelude::*;

const LEAD: Text = Text::new(
    "Verifikasi lembaga sponsor penerima Kartu Indonesia Sehat bagi Pemerlu Pelayanan Kesejahteraan Sosial, oleh Dinas Sosial kabupaten/kota.",
    "Verification of sponsor institutions for Kartu Indonesia Sehat (state-paid health insurance) for people in need of social services, by the social office of the regency or city.",
);

/// GET `/standar-pelayanan`
pub async fn view(visit: Visit) -> Response {
    Page::new(visit, text::STANDARD).description(LEAD).render(|| {
        view! {
            <Article title=text::STANDARD lead=LEAD parts=PARTS numbered=true>
                <Facts facts=vec![
                    Fact::new(Text::new("Waktu", "Time"), Text::new("Paling lama 10 hari kerja", "10 working days at most")),
                    Fact::new(Text::new("Biaya", "Cost"), Text::new("Rp0 (nol rupiah)", "Rp0 (free of charge)")),
                    Fact::new(Text::new("Dasar penyusunan", "Drawn up under"), Text::new(
                        "Pasal 21 Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
                        "Article 21 of Undang-Undang 25/2009 on public services",
                    )),
                    Fact::new(Text::new("Berlaku sejak", "In force since"), Text::new("21 November 2026", "21 November 2026")),
                ] />
            </Article>
        }
    })
}

pub(super) const PARTS: &[Part] = &[
    Part {
        id: "dasar-hukum",
        title: Text::new("Dasar hukum", "Legal basis"),
        blocks: &[Block::List(&[
            Text::new(
                "Undang-Undang Nomor 40 Tahun 2004 tentang Sistem Jaminan Sosial Nasional",
                "Undang-Undang 40/2004 on the national social security system",
            ),
            Text::new(
                "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial",
                "Undang-Undang 11/2009 on social welfare",
            ),
            Text::new(
                "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
                "Undang-Undang 25/2009 on public services",
            ),
            Text::new(
                "Undang-Undang Nomor 13 Tahun 2011 tentang Penanganan Fakir Miskin",
                "Undang-Undang 13/2011 on the care of the poor",
            ),
            Text::new(
                "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial",
                "Undang-Undang 24/2011 on the social security agency",
            ),
            Text::new(
                "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
                "Undang-Undang 27/2022 on personal data protection",
            ),
            Text::new(
                "Peraturan Pemerintah Nomor 101 Tahun 2012 tentang Penerima Bantuan Iuran Jaminan Kesehatan, sebagaimana telah diubah dengan Peraturan Pemerintah Nomor 76 Tahun 2015",
                "Peraturan Pemerintah 101/2012 on recipients of health-insurance contribution aid, as amended by Peraturan Pemerintah 76/2015",
            ),
            Text::new(
                "Peraturan Presiden Nomor 82 Tahun 2018 tentang Jaminan Kesehatan beserta perubahannya",
                "Peraturan Presiden 82/2018 on health insurance, with its amendments",
            ),
            Text::new(
                "Peraturan Menteri Sosial Nomor 5 Tahun 2024, yang mengatur pendaftaran, standar, dan pengawasan lembaga kesejahteraan sosial",
                "Peraturan Menteri Sosial 5/2024, on registration, standards and supervision of social-welfare institutions",
            ),
            Text::new(
                "Peraturan Menteri Sosial Nomor 3 Tahun 2026, yang mengatur perubahan data penerima bantuan iuran jaminan kesehatan",
                "Peraturan Menteri Sosial 3/2026, on changes to the data of recipients of contribution aid",
            ),
        ])],
    },
    Part {
        id: "persyaratan",
        title: Text::new("Persyaratan", "Requirements"),
        blocks: &[
            Block::P(Text::new(
                "Pemohon adalah lembaga kesejahteraan sosial, yayasan, panti, pondok pesantren, atau perorangan yang mengasuh atau mendampingi Pemerlu Pelayanan Kesejahteraan Sosial.",
                "The applicant is a social-welfare institution, foundation, care home, Islamic boarding school, or an individual who cares for people in need of social services.",
            )),
            Block::List(&[
                Text::new(
                    "Akun dengan alamat email yang sudah dikonfirmasi.",
                    "An account with a confirmed e-mail address.",
                ),
                Text::new(
                    "Profil lengkap: nama, jenis, penanggung jawab, nomor telepon, jumlah orang yang diasuh, dan alamat sampai desa atau kelurahan.",
                    "A complete profile: name, kind, person in charge, phone number, number of people in care, and address down to the village.",
                ),
                Text::new(
                    "Foto lembaga tampak depan dengan papan nama: JPEG, PNG, atau WebP, paling besar 10 MB.",
                    "A photo of the front of the premises with the name board: JPEG, PNG or WebP, at most 10 MB.",
                ),
                Text::new(
                    "Surat rekomendasi atau surat keterangan yang masih berlaku, bertanda tangan dan berstempel: PDF, paling besar 20 MB dan 10 halaman.",
                    "A valid letter of recommendation, signed and stamped: PDF, at most 20 MB and 10 pages.",
                ),
            ]),
        ],
    },
    Part {
        id: "prosedur",
        title: Text::new("Sistem, mekanisme, dan prosedur", "System, mechanism and procedure"),
        blocks: &[
            Block::Ordered(&[
                Text::new(
                    "Pemohon mendaftar dan mengonfirmasi alamat email melalui tautan atau kode.",
                    "The applicant registers and confirms the e-mail address by link or by code.",
                ),
                Text::new(
                    "Pemohon melengkapi profil dan mengunggah dua berkas. Setiap berkas langsung diperiksa apakah dapat dibaca.",
                    "The applicant completes the profile and uploads two papers. Each is checked at once for readability.",
                ),
                Text::new(
                    "Pemohon memeriksa jawaban dan mengirim pengajuan. Nomor berkas dan batas waktu langsung tampil.",
                    "The applicant checks the answers and sends the submission. The file number and the due date appear at once.",
                ),
                Text::new(
                    "Petugas Dinas Sosial kabupaten/kota mengambil berkas dari antrean, yang paling dekat batas waktunya lebih dulu.",
                    "An officer of the social office takes the file from the queue, the one due soonest first.",
                ),
                Text::new(
                    "Petugas memeriksa setiap berkas dan mencatat kunjungan atau cara lain melihat lembaga itu.",
                    "The officer looks at every paper and records the visit, or how else the premises were seen.",
                ),
                Text::new(
                    "Petugas memutuskan: terverifikasi, dikembalikan dengan alasan untuk setiap bagian yang harus diperbaiki, atau ditolak dengan alasan.",
                    "The officer decides: verified, returned with a reason for each part to be mended, or rejected with a reason.",
                ),
                Text::new(
                    "Pemohon diberi tahu lewat email dan di halamannya. Bagian yang dikembalikan cukup diperbaiki dan dikirim lagi; bagian lain tidak perlu diulang.",
                    "The applicant is told by e-mail and on their page. Only the returned parts are mended and sent again; the rest stands.",
                ),
            ]),
            Block::P(Text::new(
                "Pemohon tanpa internet dilayani dengan syarat dan waktu yang sama di loket Dinas Sosial.",
                "Applicants without internet are served at the counter of the social office, on the same terms and in the same time.",
            )),
        ],
    },
    Part {
        id: "jangka-waktu",
        title: Text::new("Jangka waktu penyelesaian", "Time to completion"),
        blocks: &[
            Block::Terms(&[
                (
                    Text::new("Pemeriksaan Dinas Sosial", "Check by the social office"),
                    Text::new(
                        "Paling lama 10 hari kerja sejak pengajuan dikirim lengkap.",
                        "10 working days at most after a complete submission.",
                    ),
                ),
                (
                    Text::new("Perbaikan oleh pemohon", "Correction by the applicant"),
                    Text::new(
                        "10 hari kerja. Setelah dikirim lagi, pemeriksaan dihitung baru.",
                        "10 working days. Once sent again, the time for the check starts anew.",
                    ),
                ),
                (
                    Text::new("Konfirmasi email", "Confirming the e-mail"),
                    Text::new(
                        "Tautan berlaku 48 jam, kode 30 menit. Keduanya dapat diminta ulang.",
                        "The link works for 48 hours, the code for 30 minutes. Both can be asked for again.",
                    ),
                ),
            ]),
            Block::P(Text::new(
                "Hari kerja adalah Senin sampai Jumat, kecuali hari libur nasional dan cuti bersama. Waktu berhenti selama berkas ada pada pemohon.",
                "Working days are Monday to Friday, except national holidays and collective leave (cuti bersama). The clock stops while the file is with the applicant.",
            )),
        ],
    },
    Part {
        id: "biaya",
        title: Text::new("Biaya atau tarif", "Cost"),
        blocks: &[Block::P(Text::new(
            "Rp0 (nol rupiah). Tidak ada biaya pendaftaran, kunjungan, formulir, maupun percepatan.",
            "Rp0. There is no charge for registration, visits, forms or faster treatment.",
        ))],
    },
    Part {
        id: "produk",
        title: Text::new("Produk pelayanan", "What you get"),
        blocks: &[Block::List(&[
            Text::new(
                "Status lembaga \"Terverifikasi\", dengan tanggal dan nama kantor yang memverifikasi; atau",
                "The status \"Verified\", with the date and the office that verified; or",
            ),
            Text::new(
                "pengembalian atau penolakan tertulis dengan alasan yang dapat ditindaklanjuti.",
                "a written return or rejection with reasons you can act on.",
            ),
        ])],
    },
    Part {
        id: "sarana",
        title: Text::new("Sarana, prasarana, dan fasilitas", "Facilities"),
        blocks: &[Block::List(&[
            Text::new(
                "Portal yang dapat dipakai dengan ponsel sederhana dan jaringan lemah, tanpa memasang aplikasi.",
                "A portal that works on a simple phone and a weak network, without installing anything.",
            ),
            Text::new(
                "Loket pelayanan dengan komputer, pemindai, pencetak, dan ruang tunggu.",
                "A counter with computer, scanner, printer and waiting room.",
            ),
            Text::new(
                "Jalur dan pendampingan bagi penyandang disabilitas dan lanjut usia.",
                "Access and assistance for people with disabilities and older people.",
            ),
        ])],
    },
    Part {
        id: "kompetensi",
        title: Text::new("Kompetensi pelaksana", "Skills of the officers"),
        blocks: &[Block::List(&[
            Text::new(
                "Memahami peraturan tentang lembaga kesejahteraan sosial dan jaminan kesehatan.",
                "Knows the rules on social-welfare institutions and health insurance.",
            ),
            Text::new(
                "Mampu memeriksa berkas, melakukan kunjungan, dan menulis alasan yang jelas.",
                "Can examine papers, make visits, and write clear reasons.",
            ),
            Text::new(
                "Memahami pelindungan data pribadi, terutama data anak.",
                "Understands data protection, above all of children's data.",
            ),
            Text::new(
                "Santun, dan mampu melayani penyandang disabilitas.",
                "Is courteous, and able to serve people with disabilities.",
            ),
        ])],
    },
    Part {
        id: "pengawasan",
        title: Text::new("Pengawasan internal", "Internal supervision"),
        blocks: &[Block::List(&[
            Text::new(
                "Atasan langsung di Dinas Sosial kabupaten/kota.",
                "The direct superior in the social office.",
            ),
            Text::new(
                "Dinas Sosial provinsi, yang dapat melihat antrean dan berkas kabupaten/kotanya.",
                "The provincial social office, which can see the queues and files of its regencies.",
            ),
            Text::new(
                "Riwayat setiap berkas: siapa melakukan apa, kapan, dan dengan alasan apa. Riwayat tidak dapat dihapus.",
                "The history of every file: who did what, when and why. It cannot be deleted.",
            ),
        ])],
    },
    Part {
        id: "pengaduan",
        title: Text::new("Penanganan pengaduan, saran, dan masukan", "Complaints and suggestions"),
        blocks: &[
            Block::P(Text::new(
                "Sampaikan secara lisan atau tertulis di loket pengaduan Dinas Sosial kabupaten/kota, melalui kotak saran, atau melalui LAPOR!, kanal pengaduan pelayanan publik nasional. Sebutkan nomor berkas bila ada.",
                "Tell us in person or in writing at the complaints counter of the social office, through the suggestion box, or through LAPOR!, the national channel for complaints about public services. Give the file number if you have one.",
            )),
            Block::P(Text::new(
                "Pengaduan dijawab paling lambat 3 hari kerja. Keberatan atas penolakan disampaikan dengan cara yang sama dan diperiksa oleh petugas lain. Pengaduan tidak memengaruhi pelayanan yang sedang berjalan.",
                "Complaints are answered within 3 working days. Objections to a rejection are made in the same way and examined by another officer. A complaint never affects the service in progress.",
            )),
        ],
    },
    Part {
        id: "pelaksana",
        title: Text::new("Jumlah pelaksana", "Number of officers"),
        blocks: &[Block::P(Text::new(
            "Paling sedikit 2 (dua) orang di setiap Dinas Sosial kabupaten/kota, sehingga berkas tetap dilayani ketika seorang petugas berhalangan.",
            "At least 2 (two) in each social office, so that files move on when an officer is away.",
        ))],
    },
    Part {
        id: "jaminan",
        title: Text::new("Jaminan pelayanan", "Service guarantee"),
        blocks: &[Block::List(&[
            Text::new(
                "Berkas diperiksa menurut urutan batas waktu, tanpa membedakan pemohon.",
                "Files are examined in order of their due date, whoever the applicant is.",
            ),
            Text::new(
                "Anda selalu melihat giliran siapa sekarang dan sampai kapan.",
                "You always see whose turn it is and until when.",
            ),
            Text::new(
                "Setiap penolakan dan pengembalian disertai alasan tertulis.",
                "Every rejection and return comes with a written reason.",
            ),
            Text::new(
                "Yang sudah Anda isi dan unggah tidak diminta dua kali.",
                "What you have filled in and uploaded is not asked for twice.",
            ),
        ])],
    },
    Part {
        id: "keamanan",
        title: Text::new("Jaminan keamanan dan keselamatan pelayanan", "Security and safety"),
        blocks: &[Block::List(&[
            Text::new(
                "Berkas disimpan terenkripsi dan hanya terbuka bagi petugas yang berwenang di wilayah Anda; setiap pembukaan dicatat.",
                "Papers are stored encrypted and open only to officers with authority in your region; each opening is recorded.",
            ),
            Text::new(
                "Pemohon dan keputusan mendapat nomor yang tercatat, sehingga keasliannya dapat ditelusuri.",
                "Submissions and decisions carry a recorded number, so that they can be traced.",
            ),
            Text::new("Bebas dari pungutan liar dan gratifikasi.", "Free of illegal charges and gifts."),
        ])],
    },
    Part {
        id: "evaluasi",
        title: Text::new("Evaluasi kinerja pelaksana", "Evaluation of performance"),
        blocks: &[Block::P(Text::new(
            "Kinerja dilaporkan kepada atasan secara berkala: jumlah berkas, lama pemeriksaan, pengembalian, dan pengaduan. Survei kepuasan masyarakat dilakukan paling sedikit satu kali setahun, dan standar ini ditinjau berdasarkan hasilnya.",
            "Performance is reported to superiors regularly: number of files, duration of checks, returns and complaints. A public satisfaction survey is held at least once a year, and this standard is reviewed with its results.",
        ))],
    },
];
