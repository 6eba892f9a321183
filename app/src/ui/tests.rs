//! The kit's promises: nothing typed becomes markup, colours can be read, the stylesheet stays small.

use super::*;
use crate::form::FormState;
use crate::region::picker::RegionPicker;
use crate::render::fragment;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

const EVIL: &str = "</textarea></title><script>alert(1)</script>\" onfocus='x' &amp; <b>";

fn id<V: IntoView>(view: impl FnOnce() -> V) -> String {
    fragment(Lang::Id, view)
}

/// No tag and no attribute came out of [`EVIL`].
fn assert_inert(html: &str) {
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let outside: String = tag.split('"').step_by(2).collect();
        let name = outside.split(' ').next().unwrap_or_default();
        assert!(!outside.contains("onfocus"), "{html}");
        assert!(!["script", "/script", "b", "/title"].contains(&name), "{html}");
    }
}

#[test]
fn a_text_area_cannot_be_closed_by_what_was_typed() {
    let form = FormState::empty().with("alasan", EVIL);

    let html = id(|| view! { <TextArea form name="alasan" label="Alasan" /> });

    assert_inert(&html);
    assert_eq!(html.matches("</textarea>").count(), 1);
    assert!(html.contains("&lt;/textarea&gt;"));
}

#[test]
fn a_text_area_keeps_a_first_empty_line() {
    let form = FormState::empty().with("alasan", "\nbaris kedua");

    let html = id(|| view! { <TextArea form name="alasan" label="Alasan" /> });

    assert!(html.contains(">\n\nbaris kedua</textarea>"), "{html}");
}

#[test]
fn nothing_typed_becomes_markup_in_any_component() {
    let form = || FormState::empty().with("x", EVIL).error("x", EVIL).error("", EVIL);
    let pages = [
        id(|| view! { <Field form=form() name="x" label=EVIL hint=EVIL /> }),
        id(|| view! { <ErrorSummary form=form() /><Field form=form() name="x" label=EVIL /> }),
        id(
            || view! { <Radios form=form() name="x" legend=EVIL choices=vec![Choice::new(EVIL, EVIL).hint(EVIL)] /> },
        ),
        id(|| view! { <Checkbox form=form() name="x" value=EVIL label=EVIL /> }),
        id(|| view! { <FileField form=form() name="x" label=EVIL limits=EVIL accept=".pdf" /> }),
        id(
            || view! { <DateBoxes form=form() name="x" legend=EVIL hint=EVIL boxes=vec![DateBox::day("x")] /> },
        ),
        id(|| view! { <StatusTag label=EVIL /> }),
        id(|| view! { <Note title=EVIL>{EVIL}</Note> }),
        id(|| view! { <PageHead title=EVIL caption=EVIL lead=EVIL /> }),
        id(|| view! { <Facts facts=vec![Fact::new(EVIL, EVIL).compare(EVIL).differs()] /> }),
        id(|| view! { <SummaryList rows=vec![SummaryRow::new(EVIL, EVIL).change(EVIL)] /> }),
        id(|| view! { <History events=vec![Event::new(EVIL, EVIL, EVIL).note(EVIL)] /> }),
        id(|| view! { <TaskList tasks=vec![Task::new(EVIL, TaskState::Blocked(EVIL.into())).hint(EVIL)] /> }),
        id(
            || view! { <DataTable caption=EVIL columns=vec![Column::new(EVIL), Column::new(EVIL)] rows=vec![Row::new(vec![cell(EVIL), cell(EVIL)])] /> },
        ),
        id(|| view! { <Confirmation title=EVIL label=EVIL reference=EVIL at=EVIL /> }),
        id(
            || view! { <PaperView paper=Paper { caption: EVIL.into(), state: PaperState::Refused(EVIL.into()), open: Some(EVIL.into()) } /> },
        ),
        id(|| view! { <PostForm action=EVIL form=form()>""</PostForm> }),
        id(|| view! { <BarChart title=EVIL what=EVIL unit=EVIL bars=vec![Bar::new(EVIL, 3)] /> }),
    ];

    for html in pages {
        assert_inert(&html);
    }
}

#[test]
fn a_wrong_field_names_its_error_and_its_hint() {
    let form = FormState::empty().with("email", "a@b").error("email", "Tulis alamat lengkap.");

    let html = id(
        || view! { <Field form name="email" label="Email" hint="Dipakai untuk masuk." kind=FieldKind::Email /> },
    );

    assert!(html.contains("aria-describedby=\"email-petunjuk email-salah\""), "{html}");
    assert!(html.contains("aria-invalid=\"true\"") && html.contains("id=\"email-salah\""));
    assert!(html.contains("value=\"a@b\"") && html.contains("autocomplete=\"username\""));
}

#[test]
fn a_password_never_comes_back_to_the_page() {
    let form = FormState::empty().with("sandi", "rahasia-sekali");

    let html = id(|| view! { <Field form name="sandi" label="Kata sandi" kind=FieldKind::NewPassword /> });

    assert!(!html.contains("rahasia-sekali"));
}

#[test]
fn the_error_summary_links_to_each_field_and_takes_the_focus() {
    let form = FormState::empty().error("nik", "Harus 16 angka.").error("", "Sesi berakhir.");

    let html = id(|| view! { <ErrorSummary form=form.clone() /><Field form name="nik" label="NIK" /> });

    assert!(html.contains("role=\"alert\"") && html.contains("autofocus"), "{html}");
    assert!(
        html.contains("<a href=\"#nik\">NIK: Harus 16 angka.</a>")
            && html.contains("<li>Sesi berakhir.</li>")
    );
    assert_eq!(html.matches("<a ").count(), 1);
    assert_eq!(id(|| view! { <ErrorSummary form=FormState::empty() /> }), "");
}

#[test]
fn the_error_summary_names_every_kind_of_field_by_its_label() {
    let names = ["satu", "dua", "tiga", "empat", "lima", "enam", "village"];
    let form = names.iter().fold(FormState::empty(), |form, name| form.error(*name, "Belum diisi."));

    let html = id(|| {
        view! {
            <Sheet>
                <ErrorSummary form=form.clone() />
                <PostForm action="/x" form=form.clone()>
                    <Field form=form.clone() name="satu" label="Nama" kind=FieldKind::Password />
                    <TextArea form=form.clone() name="dua" label="Catatan" />
                    <Radios form=form.clone() name="tiga" legend="Jenis" choices=vec![Choice::new("a", "A")] />
                    <Checkbox form=form.clone() name="empat" label="Saya setuju." />
                    <FileField form=form.clone() name="lima" label="Foto" limits="10 MB" accept=".jpg" />
                    <DateBoxes form=form.clone() name="enam" legend="Tanggal lahir" boxes=vec![DateBox::day("day")] />
                    <RegionPicker form=form.clone() action="/x" found=Vec::new() />
                </PostForm>
            </Sheet>
        }
    });

    for line in [
        "<a href=\"#satu\">Nama: Belum diisi.</a>",
        "<a href=\"#dua\">Catatan: Belum diisi.</a>",
        "<a href=\"#tiga\">Jenis: Belum diisi.</a>",
        "<a href=\"#empat\">Belum diisi.</a>",
        "<a href=\"#lima\">Foto: Belum diisi.</a>",
        "<a href=\"#day\">Tanggal lahir: Belum diisi.</a>",
        "<a href=\"#village\">Desa atau kelurahan: Belum diisi.</a>",
    ] {
        assert!(html.contains(line), "{line}: {html}");
    }
}

#[test]
fn a_fault_of_a_field_that_is_not_there_is_no_link_to_nowhere() {
    let html = id(|| view! { <ErrorSummary form=FormState::empty().error("faults", "Tandai satu.") /> });

    assert!(html.contains("<li>Tandai satu.</li>"), "{html}");
}

#[test]
fn the_first_choice_carries_the_id_that_errors_link_to() {
    let form = FormState::empty().with("jenis", "panti");

    let html = id(|| {
        view! { <Radios form name="jenis" legend="Jenis" choices=vec![Choice::new("lks", "LKS"), Choice::new("panti", "Panti")] /> }
    });

    assert!(html.contains("id=\"jenis\"") && html.contains("id=\"jenis-1\""), "{html}");
    assert_eq!(html.matches(" checked").count(), 1);
}

#[test]
fn each_box_of_a_date_has_its_label_and_errors_link_to_the_first_one() {
    let form = FormState::empty().with("month", "maret").error("date", "Tanggal ini tidak ada.");
    let boxes = vec![DateBox::day("day"), DateBox::month("month"), DateBox::year("year")];

    let html = id(|| {
        view! {
            <ErrorSummary form=form.clone() />
            <DateBoxes form name="date" legend="Tanggal lahir" hint="12 3 2015" boxes />
        }
    });

    for part in [
        "<a href=\"#day\">Tanggal lahir: Tanggal ini tidak ada.</a>",
        "<label for=\"day\">Hari</label>",
        "<label for=\"month\">Bulan</label>",
        "id=\"day\" name=\"day\"",
        "value=\"maret\"",
        "aria-describedby=\"date-petunjuk date-salah\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert_eq!(html.matches("autocomplete=\"off\"").count(), 3);
}

#[test]
fn a_month_may_be_typed_as_a_name_and_so_has_the_keyboard_with_letters() {
    let boxes = vec![DateBox::day("day"), DateBox::month("month"), DateBox::year("year")];

    let html = id(|| view! { <DateBoxes form=FormState::empty() name="date" legend="Tanggal" boxes /> });

    let boxes = html.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    let numeric: Vec<bool> = boxes.map(|one| one.contains("inputmode=\"numeric\"")).collect();
    assert_eq!(numeric, [true, false, true], "{html}");
}

#[test]
fn letters_of_one_width_are_for_figures_not_for_addresses_or_empty_answers() {
    let class = |kind| id(|| view! { <Field form=FormState::empty() name="x" label="X" kind /> });
    let fact = |value: &'static str| id(|| view! { <Facts facts=vec![Fact::new("RT", value).code()] /> });

    assert!(class(FieldKind::Code).contains("class=\"input num\""));
    assert!(class(FieldKind::Email).contains("class=\"input\""));
    assert!(class(FieldKind::Email).contains("autocapitalize=\"none\""));
    assert!(fact("002").contains("class=\"num\"") && !fact(" ").contains("num"));
}

#[test]
fn a_paper_that_is_being_checked_leads_to_itself_and_one_in_another_tab_says_so() {
    let paper = |state, open| Paper { caption: "Foto".into(), state, open };
    let ready = PaperState::Ready { src: "/1".into(), width: 3, height: 4 };

    let waits = id(|| view! { <PaperView paper=paper(PaperState::Waiting, None) again="/sini" /> });
    let beside = id(|| view! { <PaperView paper=paper(ready, Some("/besar".into())) new_tab=true /> });

    assert!(waits.contains("<a href=\"/sini\">Muat ulang halaman ini</a>"), "{waits}");
    assert!(
        beside.contains("href=\"/besar\" target=\"_blank\" rel=\"noopener\">Buka lebih besar (tab baru)"),
        "{beside}"
    );
}

#[test]
fn a_blocked_task_shows_why_and_no_link() {
    let task = Task::new("Periksa dan kirim", TaskState::Blocked("Lengkapi profil dulu.".into())).href("/x");

    let html = id(|| view! { <TaskList tasks=vec![task] /> });

    assert!(!html.contains("<a ") && html.contains("Lengkapi profil dulu."), "{html}");
}

#[test]
fn a_change_link_says_what_it_changes() {
    let html =
        id(|| view! { <SummaryList rows=vec![SummaryRow::new("Nama lembaga", "").change("/ubah")] /> });

    assert!(html.contains("Ubah<span class=\"unseen\"> nama lembaga</span>"), "{html}");
    assert!(html.contains("Tidak diisi"));
}

#[test]
fn components_speak_the_language_of_the_page() {
    let html = fragment(
        Lang::En,
        || view! { <Field form=FormState::empty() name="x" label="Name" optional=true /> },
    );

    assert!(html.contains("(optional)"), "{html}");
}

// ---- the stylesheet

fn style(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../style").join(file)
}

pub(crate) fn css() -> String {
    let options = grass::Options::default().style(grass::OutputStyle::Compressed);
    grass::from_path(style("main.scss"), &options).unwrap()
}

pub(crate) fn brotli_len(text: &str) -> usize {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut packed, &params).unwrap();
    packed.len()
}

#[test]
fn the_stylesheet_stays_under_six_kilobytes() {
    let css = css();

    let packed = brotli_len(&css);
    println!("stylesheet: {} bytes, {packed} with brotli", css.len());
    assert!(packed <= 6_000, "{packed} bytes");
}

#[test]
fn what_is_out_of_sight_until_it_is_chosen_is_in_sight_where_it_is_wrong() {
    let css = css();
    let hidden: Vec<&str> = css.split('}').filter(|rule| rule.contains(".branch:not(:has(")).collect();

    assert_eq!(hidden.len(), 1, "{hidden:?}");
    assert!(hidden[0].contains("display:none"), "{hidden:?}");
    let (hides, safe) =
        (hidden[0].matches(".branch:not(").count(), hidden[0].matches(":not(:has(.wrong))").count());
    assert_eq!((hides, safe), (7, 7), "{hidden:?}");
}

#[test]
fn only_tokens_hold_colours() {
    for entry in std::fs::read_dir(style("components")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let colour =
            text.split('#').skip(1).any(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 6);
        assert!(!colour && !text.contains("rgb("), "{}", path.display());
    }
}

/// The colours of `_tokens.scss`: light, and dark over light.
fn tokens() -> [BTreeMap<String, [u8; 3]>; 2] {
    let text = std::fs::read_to_string(style("_tokens.scss")).unwrap();
    let (light, rest) = text.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let light = colours(light);
    let mut dark = light.clone();
    dark.extend(colours(rest));
    [light, dark]
}

fn colours(text: &str) -> BTreeMap<String, [u8; 3]> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        .map(|(name, value)| {
            let value = value.trim_end_matches(';');
            let byte = |at: usize| u8::from_str_radix(&value[at..at + 2], 16).unwrap();
            (name.to_owned(), [byte(0), byte(2), byte(4)])
        })
        .collect()
}

fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = rgb.map(|channel| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_text_can_be_read_on_its_ground_in_light_and_dark() {
    const TEXT: &[(&str, &[&str])] = &[
        ("ink", &["paper", "surface", "sunken", "accent-soft", "warm-soft", "good-soft", "bad-soft"]),
        ("ink-soft", &["paper", "surface", "sunken", "accent-soft", "warm-soft", "good-soft", "bad-soft"]),
        ("accent", &["paper", "surface", "sunken", "accent-soft", "warm-soft", "good-soft"]),
        ("accent-deep", &["paper", "surface", "sunken", "accent-soft"]),
        ("accent-ink", &["accent", "accent-deep"]),
        ("warm", &["surface", "paper", "warm-soft"]),
        ("good", &["good-soft", "surface", "paper"]),
        ("bad", &["bad-soft", "surface", "paper"]),
    ];
    const SHAPES: &[(&str, &[&str])] = &[
        ("line-strong", &["surface", "paper"]),
        ("focus", &["surface", "paper", "sunken", "accent-soft", "warm-soft", "bad-soft"]),
        ("accent", &["surface", "paper"]),
    ];
    for (theme, tokens) in ["light", "dark"].iter().zip(tokens()) {
        for (pairs, least) in [(TEXT, 4.5), (SHAPES, 3.0)] {
            for (front, grounds) in pairs {
                for ground in *grounds {
                    let ratio = contrast(tokens[*front], tokens[*ground]);
                    assert!(ratio >= least, "{theme}: {front} on {ground} is {ratio:.2}, needs {least}");
                }
            }
        }
    }
}

#[test]
fn contrast_is_computed_as_wcag_defines_it() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.01);
    assert!((contrast([0x77, 0x77, 0x77], [255, 255, 255]) - 4.48).abs() < 0.01);
}
