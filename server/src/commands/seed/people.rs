//! Who is cared for in the demo world, in every stage of being entered. Nobody in it exists: the serial number of each
//! NIK is one that no office has given out.

use domain::person::{Criterion, Disability, NoNik, Parents, Precision, Sex};
use services::demo::PersonBuilder;

/// The people of the sponsor with this address.
pub(super) fn of(sponsor: &str) -> Vec<PersonBuilder> {
    match sponsor {
        "sari@kasihbunda.contoh.id" => children(),
        "maria@sahabatlansia.contoh.id" => elders(),
        _ => Vec::new(),
    }
}

fn children() -> Vec<PersonBuilder> {
    let child = |parents| (Criterion::OrphanageChild, parents);
    let (half, whole) = (child(Parents::Mother), child(Parents::Neither));
    vec![
        PersonBuilder::new("Komang Adi Saputra", Sex::Male)
            .nik("5108051403159001")
            .born("Singaraja", 14, 3, 2015)
            .of_mother("Luh Sriani")
            .on_card("5108052003159001")
            .lives_inside(7, 2021, "Kamar Melati")
            .with_address("51.08.05.2011", "Banjar Dinas Bangah 4")
            .because(half.0, half.1)
            .agreed_by_parent("Luh Sriani"),
        PersonBuilder::new("Ni Kadek Ayu Lestari", Sex::Female)
            .nik("5108056208139002")
            .also_called("Ayuk")
            .born("Seririt", 22, 8, 2013)
            .lives_inside(1, 2022, "Kamar Mawar")
            .because(whole.0, whole.1)
            .agreed_by_institution("Sari Dewi", "Penetapan pengadilan nomor 9002/Pdt.P/2022"),
        // Complete, but her number is that of a boy.
        PersonBuilder::new("Putu Gita Maharani", Sex::Female)
            .nik("5108051109149003")
            .born("Singaraja", 11, 9, 2014)
            .lives_inside(2, 2023, "Kamar Mawar")
            .because(whole.0, whole.1)
            .agreed_by_institution("Sari Dewi", "Penetapan pengadilan nomor 9003/Pdt.P/2023"),
        PersonBuilder::new("Komang Rai Wirata", Sex::Male)
            .nik("5108050512129004")
            .born("Gitgit", 5, 12, 2012)
            .lives_inside(8, 2020, "Kamar Melati")
            .because(half.0, half.1)
            .with(Disability::Sensory, "Memakai alat bantu dengar."),
        PersonBuilder::new("Gede Bagus", Sex::Male)
            .without_nik(NoNik::UnknownOrigin)
            .born("", 1, 1, 2018)
            .known_to(Precision::Estimated)
            .lives_inside(3, 2024, "Kamar Kenanga"),
        PersonBuilder::new("Wayan Arta Yasa", Sex::Male)
            .nik("5108053006169005")
            .born("Sukasada", 30, 6, 2016),
        PersonBuilder::new("Luh Sintya Dewi", Sex::Female).nik("5108055904179006"),
    ]
}

fn elders() -> Vec<PersonBuilder> {
    vec![
        PersonBuilder::new("Sukarti Mulyani", Sex::Female)
            .nik("3578034101489001")
            .born("Blitar", 1, 1, 1948)
            .known_to(Precision::Year)
            .lives_outside(5, 2019, "35.78.03.1003", "Jalan Kedung Asem 17")
            .because(Criterion::Elderly, Parents::Neither)
            .agreed("Yohana Prasetya"),
        PersonBuilder::new("Paulus Hartanto", Sex::Male)
            .nik("3578031707529002")
            .born("Surabaya", 17, 7, 1952)
            .on_card("3578031203089002")
            .lives_inside(10, 2022, "Unit 2")
            .with_address("35.78.03.1001", "Jalan Kalirungkut 31")
            .because(Criterion::Elderly, Parents::Neither)
            .with(Disability::Physical, "Berjalan dengan tongkat; jatuh dua kali tahun lalu.")
            .agreed("Yohana Prasetya"),
        PersonBuilder::new("Maimunah", Sex::Female)
            .nik("3578036311509003")
            .born("Bangkalan", 23, 11, 1950)
            .lives_inside(6, 2023, "Unit 1")
            .because(Criterion::Elderly, Parents::Unknown),
        PersonBuilder::new("Sukirman", Sex::Male).nik("3578030808559004").born("Nganjuk", 8, 8, 1955),
        PersonBuilder::new("Theresia Wulandari", Sex::Female)
            .nik("3578035202479005")
            .also_called("Mbah Tere"),
    ]
}
