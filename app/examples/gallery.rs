//! The gallery: the public pages and every component of the kit on one page, for looking at.
//!
//! `cargo run -p app --example gallery`, then open the address it prints.

use app::form::FormState;
use app::public::{accessibility, error, icon, landing, maintenance, privacy, standard};
use app::render::{Page, Policy, secure_headers};
use app::ui::{
    ActionBar, BackLink, Bar, BarChart, Breadcrumb, Button, ButtonKind, Card, Checkbox, Choice, Column,
    Confirmation, Crumb, DataTable, DateBox, DateBoxes, EmptyState, ErrorSummary, Event, Fact, Facts, Field,
    FieldKind, FileField, History, Meter, Note, PageHead, Pager, Paper, PaperState, PaperView, PostForm,
    Progress, Radios, Row, Sheet, Split, StatusTag, Steps, SummaryList, SummaryRow, TagTone, Task, TaskList,
    TaskState, TextArea, Thumb, Tone, Words, cell,
};
use app::visit::{Door, NavItem, RequestId, UserMenu, Visit};
use axum::extract::{Path, Request};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::problem::Problem;
use leptos::prelude::*;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let routes = axum::Router::new()
        .route("/", get(landing::view))
        .route("/standar-pelayanan", get(standard::view))
        .route("/privasi", get(privacy::view))
        .route("/aksesibilitas", get(accessibility::view))
        .route("/pemeliharaan", get(maintenance::view))
        .route("/ikon.svg", get(icon::view))
        .route("/pkg/naungan.css", get(css))
        .route("/galat/{status}", get(fault))
        .route("/galeri", get(gallery))
        .route("/pkg/{file}", get(module))
        .route("/contoh/masuk", get(sign_in_page))
        .route("/contoh/isian", get(form_page))
        .route("/contoh/sponsor", get(sponsor_page))
        .route("/contoh/antrean", get(queue_page))
        .route("/contoh/kasus", get(case_page))
        .layer(from_fn(number));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:4400").await?;
    println!("http://{}/galeri", listener.local_addr()?);
    axum::serve(listener, routes).await
}

async fn number(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(RequestId("01J-GALERI-4711".into()));
    next.run(request).await
}

async fn css() -> Response {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../style/main.scss");
    let options = grass::Options::default().style(grass::OutputStyle::Compressed);
    let text = grass::from_path(file, &options).unwrap_or_else(|error| format!("/* {error} */"));
    let mut response = ([(header::CONTENT_TYPE, "text/css")], text).into_response();
    secure_headers(response.headers_mut(), &Policy::Nothing);
    response
}

/// The module of the islands, where `cargo xtask` has built the site.
async fn module(Path(file): Path<String>) -> Response {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site/pkg");
    let kind = match file.as_str() {
        "naungan.js" => "text/javascript",
        "naungan.wasm" => "application/wasm",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match std::fs::read(format!("{folder}/{file}")) {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn sign_in_page(visit: Visit) -> Response {
    Page::new(visit, "Masuk").islands().render(|| {
        let form = FormState::empty();
        view! {
            <Sheet>
                <PageHead title="Masuk" />
                <PostForm action="/contoh/masuk" form=form.clone()>
                    <Field form=form.clone() name="email" label="Alamat email" kind=FieldKind::Email />
                    <Field form=form.clone() name="sandi" label="Kata sandi" kind=FieldKind::Password />
                    <ActionBar><Button>"Masuk"</Button></ActionBar>
                </PostForm>
            </Sheet>
        }
    })
}

async fn fault(visit: Visit, Path(status): Path<u16>) -> Response {
    let problem = match status {
        403 => Problem::Forbidden,
        409 => Problem::Stale,
        413 => Problem::TooLarge,
        429 => Problem::RateLimited(90),
        503 => Problem::Unavailable,
        500 => Problem::Internal,
        _ => Problem::NotFound,
    };
    error::page(visit, &problem, None)
}

fn sponsor(visit: Visit) -> Visit {
    visit
        .door(Door::Sponsor { name: "Panti Asuhan Kasih Bunda Sejahtera Singaraja".into() })
        .nav(vec![
            NavItem::new("Beranda", "/contoh/sponsor").current(true),
            NavItem::new("Lembaga", "/contoh/isian"),
            NavItem::new("Berkas", "/galeri"),
        ])
        .user(UserMenu {
            name: "Ibu Sari Dewi".into(),
            role: Some("Penanggung jawab".into()),
            links: vec![NavItem::new("Akun saya", "/x")],
        })
}

fn office(visit: Visit) -> Visit {
    visit
        .door(Door::Kantor { name: "Dinas Sosial Kabupaten Buleleng".into() })
        .nav(vec![
            NavItem::new("Antrean", "/contoh/antrean").current(true).count(38),
            NavItem::new("Lembaga", "/x"),
        ])
        .user(UserMenu {
            name: "Nyoman Putra".into(),
            role: Some("Petugas verifikasi".into()),
            links: vec![NavItem::new("Akun saya", "/x")],
        })
}

async fn form_page(visit: Visit) -> Response {
    let form = FormState::empty()
        .with("nama", "Panti Asuhan Kasih Bunda")
        .with("jenis", "panti")
        .error("telepon", "Tulis nomor telepon Indonesia, misalnya 0812 3456 7890.")
        .error("setuju", "Centang pernyataan ini untuk melanjutkan.");
    Page::new(sponsor(visit), "Profil lembaga").form(&form).render(move || {
        view! {
            <Sheet>
                <BackLink href="/contoh/sponsor" />
                <ErrorSummary form=form.clone() />
                <PageHead title="Profil lembaga" caption="Bagian 2 dari 4" />
                <PostForm action="/contoh/isian" form=form.clone()>
                    <Field form=form.clone() name="nama" label="Nama lembaga" hint="Seperti tertulis di papan nama atau akta." kind=FieldKind::Organisation />
                    <Radios form=form.clone() name="jenis" legend="Jenis lembaga" choices=vec![
                        Choice::new("lks", "Lembaga Kesejahteraan Sosial (LKS)"),
                        Choice::new("panti", "Panti").hint("Panti asuhan, rumah singgah, atau panti lanjut usia"),
                        Choice::new("ponpes", "Pondok pesantren"),
                    ] />
                    <Field form=form.clone() name="telepon" label="Nomor telepon penanggung jawab" kind=FieldKind::Phone chars=18 />
                    <Field form=form.clone() name="pos" label="Kode pos" kind=FieldKind::Postcode chars=6 optional=true />
                    <DateBoxes form=form.clone() name="berdiri" legend="Tanggal berdiri" hint="Misalnya 12 3 1998."
                        boxes=vec![DateBox::day("hari"), DateBox::month("bulan"), DateBox::year("tahun")] />
                    <TextArea form=form.clone() name="catatan" label="Petunjuk menuju tempat" hint="Patokan yang mudah dikenali." optional=true limit=500 />
                    <FileField form=form.clone() name="foto" label="Foto lembaga" limits="JPEG, PNG, atau WebP, paling besar 10 MB." hint="Tampak depan, papan nama terbaca." accept="image/jpeg,image/png,image/webp" />
                    <Checkbox form=form.clone() name="setuju" label="Saya menyatakan data ini benar." hint="Pernyataan palsu dapat membatalkan verifikasi." />
                    <ActionBar>
                        <Button>"Simpan dan lanjutkan"</Button>
                        <Button kind=ButtonKind::Quiet name="lalu" value="nanti">"Simpan, lanjut nanti"</Button>
                    </ActionBar>
                </PostForm>
            </Sheet>
        }
    })
}

async fn sponsor_page(visit: Visit) -> Response {
    let mut visit = sponsor(visit);
    visit.flash = Some(app::flash::Flash::ProfileSaved);
    Page::new(visit, "Pendaftaran lembaga").render(|| {
        view! {
            <Sheet>
                <PageHead title="Pendaftaran lembaga" tag=(TagTone::You, Words::from("Giliran Anda")) lead="Lengkapi empat bagian ini. Isian tersimpan setiap kali Anda berpindah halaman." />
                <Steps steps=vec!["Daftar".into(), "Lengkapi".into(), "Dinas Sosial memeriksa".into(), "Terverifikasi".into()] current=1 />
                <Note tone=Tone::Warm title="2 hal dikembalikan"><p>"Dinas Sosial Kabupaten Buleleng meminta perbaikan. Batas waktu "<strong>"4 Desember 2026"</strong>" (9 hari kerja lagi)."</p></Note>
                <TaskList tasks=vec![
                    Task::new("Profil lembaga", TaskState::Done).href("/x"),
                    Task::new("Foto lembaga", TaskState::Problem).href("/x").hint("Papan nama tidak terbaca · dikembalikan 20 November"),
                    Task::new("Surat rekomendasi", TaskState::InProgress).href("/x"),
                    Task::new("Alamat", TaskState::NotStarted).href("/x"),
                    Task::new("Periksa dan kirim", TaskState::Blocked("Lengkapi bagian lain lebih dulu.".into())),
                ] />
                <History events=vec![
                    Event::new("21 November 2026, 14.05 WITA", "2026-11-21T06:05:00Z", "Dikembalikan oleh Dinas Sosial Kabupaten Buleleng").note("Papan nama tidak terbaca. Foto ulang dari depan, siang hari."),
                    Event::new("20 November 2026, 09.12 WITA", "2026-11-20T01:12:00Z", "Pengajuan dikirim oleh Ibu Sari Dewi"),
                    Event::new("19 November 2026, 20.47 WITA", "2026-11-19T12:47:00Z", "Akun dibuat"),
                ] />
            </Sheet>
        }
    })
}

async fn queue_page(visit: Visit) -> Response {
    let row = |number: &'static str, name: &'static str, kind: &'static str, tone, due: &'static str| {
        Row::new(vec![
            cell(view! { <a href="/contoh/kasus">{name}</a> }),
            cell(view! { <span class="num">{number}</span> }),
            cell(kind),
            cell("12"),
            cell(view! { <StatusTag tone label=due /> }),
        ])
    };
    Page::new(office(visit), "Antrean").render(move || {
        view! {
            <Sheet wide=true>
                <PageHead title="Antrean" lead="38 berkas menunggu. Yang paling dekat batas waktunya di atas." />
                <DataTable caption="Berkas menunggu pemeriksaan" columns=vec![
                    Column::new("Lembaga"), Column::new("Nomor"), Column::new("Jenis"), Column::new("Orang").numeric(), Column::new("Batas waktu"),
                ] rows=vec![
                    row("2026-BL-004417", "Panti Asuhan Kasih Bunda", "Panti", TagTone::Stop, "Terlambat 1 hari"),
                    row("2026-BL-004420", "Pondok Pesantren Darul Hikmah Al-Mubarokah Singaraja", "Ponpes", TagTone::You, "Hari ini"),
                    row("2026-BL-004431", "Yayasan Werdha Sejahtera", "Yayasan", TagTone::Us, "3 hari kerja lagi"),
                    row("2026-BL-004433", "I Made Suardana", "Perorangan", TagTone::Idle, "4 hari kerja lagi"),
                ] />
                <Pager previous=None next=Some("/x".to_owned()) shown="Menampilkan 4 berkas" />
                <EmptyState title="Tidak ada berkas yang menunggu"><p>"Berkas baru muncul di sini begitu sponsor mengirimnya."</p></EmptyState>
            </Sheet>
        }
    })
}

async fn case_page(visit: Visit) -> Response {
    Page::new(office(visit), "Panti Asuhan Kasih Bunda").reference("2026-BL-004417").render(|| {
        view! {
            <Sheet wide=true>
                <Breadcrumb trail=vec![Crumb::new("Antrean", "/contoh/antrean"), Crumb::new("Berkas 2026-BL-004417", "/x")] />
                <PageHead title="Panti Asuhan Kasih Bunda" tag=(TagTone::You, Words::from("Giliran kita · 3 hari kerja lagi")) lead="Panti · Buleleng, Sukasada, Panji" />
                <Split
                    main=|| view! {
                        <PaperView paper=Paper { caption: "Foto lembaga".into(), state: PaperState::Waiting, open: None } thumbs=vec![
                            Thumb { label: "Foto lembaga".into(), href: "#".into(), src: None, current: true },
                            Thumb { label: "Surat rekomendasi, hal. 1".into(), href: "#".into(), src: None, current: false },
                        ] />
                        <h2>"Riwayat"</h2>
                        <History events=vec![Event::new("21 November 2026, 14.05 WITA", "2026-11-21T06:05:00Z", "Diambil oleh Nyoman Putra"), Event::new("20 November 2026, 09.12 WITA", "2026-11-20T01:12:00Z", "Pengajuan dikirim")] />
                    }
                    side=|| view! {
                        <Card title="Yang perlu diputuskan">
                            <PostForm action="/x" form=FormState::empty()>
                                <TextArea form=FormState::empty() name="kunjungan" label="Catatan kunjungan" hint="Kapan, dengan siapa, apa yang dilihat." limit=1000 />
                                <ActionBar><Button>"Verifikasi"</Button><Button kind=ButtonKind::Quiet>"Kembalikan…"</Button><Button kind=ButtonKind::Danger>"Tolak…"</Button></ActionBar>
                            </PostForm>
                        </Card>
                        <h2>"Isian"</h2>
                        <Facts facts=vec![
                            Fact::new("Penanggung jawab", "Sari Dewi"),
                            Fact::new("Telepon", "0812 3456 7890").code(),
                            Fact::new("Alamat", "Banjar Dinas Kajanan, Desa Panji, Kecamatan Sukasada").compare("Surat: Desa Panji").differs(),
                            Fact::new("Kode pos", ""),
                        ] />
                    }
                />
            </Sheet>
        }
    })
}

async fn gallery(visit: Visit) -> Response {
    Page::new(visit, "Galeri").render(|| {
        view! {
            <Sheet>
                <PageHead title="Galeri komponen" lead="Semua komponen yang belum tampil di halaman contoh." />
                <Confirmation title="Pengajuan terkirim" label="Nomor berkas" reference="2026-BL-004417" at="21 November 2026, 14.05 WITA"><p>"Dinas Sosial menjawab paling lambat 4 Desember 2026."</p></Confirmation>
                <SummaryList rows=vec![
                    SummaryRow::new("Nama lembaga", "Panti Asuhan Kasih Bunda").change("/x"),
                    SummaryRow::new("Alamat", "Banjar Dinas Kajanan\nDesa Panji, Sukasada").change("/x"),
                    SummaryRow::new("Kode pos", "").change("/x"),
                ] />
                <Note tone=Tone::Good title="Baik"><p>"Berkas dapat dibaca."</p></Note>
                <Note tone=Tone::Bad title="Buruk"><p>"Berkas terkunci kata sandi."</p></Note>
                <Note><p>"Sekadar tahu."</p></Note>
                <p><StatusTag label="Draf" />" "<StatusTag tone=TagTone::You label="Giliran Anda" />" "<StatusTag tone=TagTone::Us label="Diperiksa" />" "<StatusTag tone=TagTone::Done label="Terverifikasi" />" "<StatusTag tone=TagTone::Stop label="Ditolak" /></p>
                <Meter label="Berkas selesai" value=1234 of=4000 />
                <Progress label="Mengunggah" done=3 total=8 />
                <BarChart title="Pengajuan tiap bulan" what="Bulan" unit="Pengajuan" bars=vec![Bar::new("September", 120), Bar::new("Oktober", 340), Bar::new("November", 210)] />
            </Sheet>
        }
    })
}
