//! The first page: what the service is, who can use it, what is needed, how long it takes, what it costs.
//!
//! It links only to what works, and shows no figure that nobody counted. Page and stylesheet together
//! stay under 15 kB compressed, without a script.

use crate::render::Page;
use crate::text;
use crate::ui::{ButtonKind, Card, Cards, LinkButton, Note, Tone, t};
use crate::visit::Visit;
use axum::response::Response;
use domain::lang::Text;
use leptos::prelude::*;

const TITLE: Text = Text::new(
    "Kartu Indonesia Sehat untuk mereka yang Anda asuh",
    "Health cover for the people in your care",
);
const LEAD: Text = Text::new(
    "Panti, yayasan, pesantren, lembaga kesejahteraan sosial, dan perorangan mendaftar di sini sebagai sponsor. Dinas Sosial memeriksanya. Sesudah itu, anak, lanjut usia, dan warga telantar yang Anda asuh dapat diusulkan agar iuran jaminan kesehatannya dibayar negara.",
    "Care homes, foundations, Islamic boarding schools, social-welfare institutions and individuals register here as sponsors. The social office verifies them. After that, the children, older people and destitute people in your care can be proposed for health insurance (Kartu Indonesia Sehat) paid for by the state.",
);

const SIGN_IN: Text = Text::new("Masuk ke akun", "Sign in to your account");
const GO_ON: Text = Text::new("Buka halaman kerja Anda", "Go to your pages");

/// GET `/`
pub async fn view(visit: Visit) -> Response {
    let home = visit.home();
    Page::new(visit, TITLE).description(LEAD).render(move || {
        view! {
            <Hero home />
            <div class="page">
                <Promises />
                <Who />
                <Needs />
                <Walk />
                <Help />
            </div>
        }
    })
}

#[component]
fn Hero(home: Option<&'static str>) -> impl IntoView {
    let ways = match home {
        Some(home) => view! { <LinkButton href=home>{t(GO_ON)}</LinkButton> }.into_any(),
        None => view! {
            <LinkButton href="/daftar">{t(text::REGISTER)}</LinkButton>
            <LinkButton href="/masuk" kind=ButtonKind::Quiet>{t(SIGN_IN)}</LinkButton>
        }
        .into_any(),
    };
    view! {
        <div class="hero">
            <div class="page">
                <div>
                    <h1>{t(TITLE)}</h1>
                    <p class="lead">{t(LEAD)}</p>
                    <div class="action-bar">{ways}</div>
                </div>
                <svg class="roof" viewBox="0 0 320 260" aria-hidden="true">
                    <path class="r3" d="M8 150 160 14l152 136" />
                    <path class="r2" d="M44 166 160 62l116 104" />
                    <path class="r1" d="M80 182 160 110l80 72" />
                    <circle class="c1" cx="128" cy="214" r="24" />
                    <circle class="c2" cx="196" cy="220" r="18" />
                    <path class="ground" d="M8 252h304" />
                </svg>
            </div>
        </div>
    }
}

#[component]
fn Promises() -> impl IntoView {
    const PROMISES: [(Text, Text, Text); 3] = [
        (
            Text::new("Biaya", "Cost"),
            Text::new("Rp0", "Rp0"),
            Text::new(
                "Tanpa pungutan di langkah mana pun, dan tidak perlu perantara.",
                "No charge at any step, and no middleman needed.",
            ),
        ),
        (
            Text::new("Waktu pemeriksaan", "Time for the check"),
            Text::new("10 hari kerja", "10 working days"),
            Text::new(
                "Paling lama, dihitung sejak pengajuan Anda terkirim lengkap.",
                "At most, counted from the day your complete submission is sent.",
            ),
        ),
        (
            Text::new("Berkas", "Papers"),
            Text::new("2 berkas", "2 papers"),
            Text::new(
                "Satu foto lembaga dan satu surat rekomendasi. Bisa difoto dengan ponsel.",
                "One photo of the premises and one letter of recommendation. A phone camera will do.",
            ),
        ),
    ];
    let items = PROMISES
        .into_iter()
        .map(|(what, how_much, note)| {
            view! { <div><dt>{t(what)}</dt><dd><strong>{t(how_much)}</strong><span>{t(note)}</span></dd></div> }.into_any()
        })
        .collect_view();
    view! { <dl class="promises">{items}</dl> }
}

#[component]
fn Who() -> impl IntoView {
    const WHO: [(Text, Text); 5] = [
        (
            Text::new("Lembaga Kesejahteraan Sosial (LKS)", "Social-welfare institution (LKS)"),
            Text::new(
                "yang menyelenggarakan pelayanan sosial, berbadan hukum ataupun belum",
                "that runs social services, incorporated or not",
            ),
        ),
        (
            Text::new("Yayasan", "Foundation (yayasan)"),
            Text::new(
                "yang mengasuh atau mendampingi warga yang membutuhkan",
                "that cares for people in need",
            ),
        ),
        (
            Text::new("Panti", "Care home (panti)"),
            Text::new(
                "panti asuhan, rumah singgah, atau panti lanjut usia",
                "children's homes, shelters and homes for older people",
            ),
        ),
        (
            Text::new("Pondok pesantren", "Islamic boarding school (ponpes)"),
            Text::new("tempat anak tinggal menetap", "where children live"),
        ),
        (
            Text::new("Perorangan", "Individual"),
            Text::new(
                "yang mengasuh anak atau lanjut usia tanpa keluarga",
                "who cares for a child or an older person without family",
            ),
        ),
    ];
    let rows = WHO
        .into_iter()
        .map(|(kind, which)| view! { <li><strong>{t(kind)}</strong>", "{t(which)}"."</li> }.into_any())
        .collect_view();
    view! {
        <section class="band">
            <h2>{t(Text::new("Siapa yang dapat mendaftar", "Who can register"))}</h2>
            <div>
                <ul>{rows}</ul>
                <p class="soft">{t(Text::new(
                    "Warga yang tinggal bersama keluarganya sendiri diusulkan melalui desa atau kelurahan, bukan lewat halaman ini.",
                    "People who live with their own family are proposed through their village office, not here.",
                ))}</p>
            </div>
        </section>
    }
}

#[component]
fn Needs() -> impl IntoView {
    const NEEDS: [(Text, Text); 4] = [
        (
            Text::new("Alamat email yang bisa Anda buka", "An e-mail address you can open"),
            Text::new(
                "Untuk konfirmasi dan kabar tentang pengajuan.",
                "For confirmation and for news about your submission.",
            ),
        ),
        (
            Text::new("Data lembaga", "Facts about the institution"),
            Text::new(
                "Nama, penanggung jawab, nomor telepon, jumlah orang yang diasuh, dan alamat sampai desa atau kelurahan.",
                "Name, person in charge, phone number, number of people in care, and the address down to the village.",
            ),
        ),
        (
            Text::new("Foto lembaga", "A photo of the premises"),
            Text::new(
                "Tampak depan dengan papan nama. JPEG, PNG, atau WebP, paling besar 10 MB.",
                "The front, with the name board. JPEG, PNG or WebP, at most 10 MB.",
            ),
        ),
        (
            Text::new("Surat rekomendasi atau surat keterangan", "A letter of recommendation"),
            Text::new(
                "Dari desa, kelurahan, atau instansi yang membina lembaga Anda. PDF, paling besar 20 MB dan 10 halaman.",
                "From the village or the authority that oversees your institution. PDF, at most 20 MB and 10 pages.",
            ),
        ),
    ];
    let items = NEEDS
        .into_iter()
        .map(|(what, more)| view! { <li><strong>{t(what)}</strong><br />{t(more)}</li> }.into_any())
        .collect_view();
    view! {
        <section class="band">
            <h2>{t(Text::new("Yang perlu disiapkan", "What you need"))}</h2>
            <div>
                <ul class="ticks">{items}</ul>
                <p>
                    {t(Text::new("Ragu nama atau kode wilayahnya? ", "Not sure of the region's name or code? "))}
                    <a href="/wilayah">{t(text::FIND_REGION)}</a>"."
                </p>
            </div>
        </section>
    }
}

#[component]
fn Walk() -> impl IntoView {
    const WALK: [(Text, Text); 6] = [
        (
            Text::new("Daftar", "Register"),
            Text::new(
                "Buat akun dan konfirmasi alamat email Anda.",
                "Open an account and confirm your e-mail address.",
            ),
        ),
        (
            Text::new("Lengkapi", "Complete"),
            Text::new(
                "Isi profil lembaga dan unggah dua berkas. Boleh dicicil; isian tersimpan.",
                "Fill in the profile and upload two papers. Take your time; your answers are kept.",
            ),
        ),
        (
            Text::new("Diperiksa", "Checked"),
            Text::new(
                "Dinas Sosial kabupaten/kota memeriksa. Jika ada yang kurang, hanya bagian itu yang dikembalikan.",
                "The social office of your regency checks it. If something is wrong, only that part is returned.",
            ),
        ),
        (
            Text::new("Usulkan", "Propose"),
            Text::new(
                "Lembaga yang terverifikasi mengusulkan orang yang diasuhnya.",
                "A verified institution proposes the people in its care.",
            ),
        ),
        (
            Text::new("Ditetapkan", "Decided"),
            Text::new(
                "Kementerian Sosial mencocokkan data dan menetapkan penerima dengan Keputusan Menteri.",
                "The ministry matches the data and names the recipients by ministerial decree.",
            ),
        ),
        (
            Text::new("Kartu diterima", "Card in hand"),
            Text::new(
                "BPJS Kesehatan mencetak kartu; kartu diserahkan melalui Dinas Sosial.",
                "BPJS Kesehatan prints the card; it is handed over through the social office.",
            ),
        ),
    ];
    let items = WALK
        .into_iter()
        .enumerate()
        .map(|(index, (what, how))| {
            let class = (index >= 3).then_some("later");
            view! { <li class=class><h3>{t(what)}</h3><p>{t(how)}</p></li> }.into_any()
        })
        .collect_view();
    view! {
        <section class="walk">
            <h2>{t(Text::new("Enam langkah sampai kartu di tangan", "Six steps to a card in hand"))}</h2>
            <p class="soft">{t(Text::new(
                "Langkah 1 sampai 3 Anda kerjakan di sini sekarang. Langkah 4 sampai 6 menyusul setelah lembaga Anda terverifikasi.",
                "Steps 1 to 3 are done here today. Steps 4 to 6 follow once your institution is verified.",
            ))}</p>
            <ol class="walk-steps">{items}</ol>
        </section>
    }
}

#[component]
fn Help() -> impl IntoView {
    view! {
        <Cards>
            <Card title=Text::new("Tanpa internet di rumah?", "No internet at home?")>
                <p>{t(Text::new(
                    "Bawalah foto dan surat itu ke loket Dinas Sosial kabupaten/kota Anda pada jam kerja. Petugas membantu Anda mendaftar di tempat, dengan syarat dan waktu yang sama.",
                    "Bring the photo and the letter to the counter of your regency's social office during office hours. An officer helps you register on the spot, on the same terms and in the same time.",
                ))}</p>
            </Card>
            <Card title=Text::new("Ingin tahu aturannya?", "Want to know the rules?")>
                <p>
                    <a href="/standar-pelayanan">{t(text::STANDARD)}</a>
                    {t(Text::new(
                        " memuat syarat, waktu, biaya, dan cara mengadu. ",
                        " lists requirements, times, cost and how to complain. ",
                    ))}
                    <a href="/privasi">{t(text::PRIVACY)}</a>
                    {t(Text::new(" menjelaskan apa yang kami simpan tentang Anda.", " explains what we keep about you."))}
                </p>
            </Card>
        </Cards>
        <Note tone=Tone::Warm title=Text::new("Ada yang meminta bayaran?", "Has somebody asked for money?")>
            <p>{t(Text::new(
                "Tolak, catat namanya, dan laporkan ke loket pengaduan Dinas Sosial. Layanan ini gratis dari awal sampai akhir.",
                "Refuse, note the name, and report it at the complaints counter of the social office. This service is free from beginning to end.",
            ))}</p>
        </Note>
    }
}
