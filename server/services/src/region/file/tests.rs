use super::*;

fn open(text: &'static str) -> Result<RegionFile, Refused> {
    RegionFile::open(text.as_bytes())
}

fn fault(text: &'static str) -> (u64, Reason) {
    let refused = open(text).map(|file| file.heading).unwrap_err();
    (refused.line, refused.reason)
}

const HEAD: &str = "#edition,2027,2027-03-01,Kepmendagri 1 Tahun 2027\n";

#[test]
fn a_whole_list_may_leave_out_the_kinds() {
    let mut file = open(concat!(
        "\u{feff}#edition;2027;2027-03-01;Kepmendagri 1 Tahun 2027\ncode;name\n51;Bali\n",
        "5108;KAB. Buleleng\n31.01;Kabupaten Administrasi Kepulauan Seribu\n51.08.06;Sukasada\n",
        "91.03.01;Sentani\n51.08.06.1001;Sukasada\n",
    ))
    .unwrap();
    let mut labels = Vec::new();
    while let Some(region) = file.next_region() {
        labels.push(region.unwrap().label());
    }

    assert!(matches!(file.layout, Layout::Whole(_)));
    assert_eq!(
        labels,
        [
            "Provinsi Bali",
            "Kab. Buleleng",
            "Kab. Adm. Kepulauan Seribu",
            "Kec. Sukasada",
            "Distrik Sentani",
            "Kel. Sukasada"
        ]
    );
}

#[test]
fn a_broken_head_is_one_clear_refusal() {
    assert_eq!(fault(""), (1, Reason::Unreadable));
    assert_eq!(fault("code,name\n11,Aceh\n"), (1, Reason::NoEdition));
    assert_eq!(fault("kode,nama\n11,Aceh\n"), (1, Reason::Heading));
    assert_eq!(fault("#edition,2027,1 Maret 2027,Kepmendagri\ncode,name\n"), (1, Reason::EditionLine));
    assert_eq!(fault("#edition,2027,2027-03-01,K\ncode,name,edition\n"), (2, Reason::Heading));
    assert!(RegionFile::open(&b"\x1f\x8b\x08\x00garbage"[..]).is_err());
    assert!(RegionFile::open(&b"PK\x03\x04\xff\xfe\x00"[..]).is_err());
}

#[test]
fn every_wrong_line_has_its_number_and_reason() {
    let text = format!(
        "{HEAD}code,name,kind\n11,Aceh,Provinsi\n1,Aceh,Provinsi\n12,,Provinsi\n\n13\n11,Aceh,Provinsi\n\
         13.01,Pesisir Selatan,\n"
    );
    let mut file = RegionFile::open(std::io::Cursor::new(text)).unwrap();
    let mut refused = Vec::new();
    while let Some(region) = file.next_region() {
        refused.extend(region.err().map(|refused| (refused.line, refused.reason)));
    }

    assert_eq!(
        refused,
        [(4, Reason::Code), (5, Reason::Name), (7, Reason::Columns), (8, Reason::Twice), (9, Reason::Kind)]
    );
}

#[test]
fn neighbouring_words_are_also_one_word() {
    let text = format!("{HEAD}code,name\n35,Jawa Timur\n");
    let region = RegionFile::open(std::io::Cursor::new(text)).unwrap().next_region().unwrap().unwrap();

    assert_eq!(region.own_key(), "jawa timur jawatimur jatim");
    assert_eq!(region.name_key(), "jawa timur");
}
