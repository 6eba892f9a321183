//! People in care, as their sponsor enters them, against a real PostgreSQL.

use crate::house::House;
use domain::id::{FormKey, PersonId};
use domain::person::{
    Birth, BirthInput, CONSENT_VERSION, ConsentInput, Criterion, Disability, Doubt, GroundInput, Group,
    HomeInput, Identity, IdentityInput, Mother, NikAnswer, NoNik, Parents, Precision, Sex,
};
use domain::problem::{Problem, Rule};
use services::context::Door;
use services::demo::{PersonBuilder, Progress, Sponsor};
use services::error::Result;
use services::person::{self, Answers, File, Filter, Line, Listing, Saved};
use services::verify;
use sqlx::ConnectOptions;
use sqlx::error::DatabaseError;
use std::collections::HashSet;
use time::macros::date;
use uuid::Uuid;

/// Nobody's: the serial number is none that is given out.
const NIK: &str = "5108051403159001";
const OTHER_NIK: &str = "5108052207149002";

fn key() -> FormKey {
    FormKey(Uuid::new_v4())
}

async fn home() -> (House, Sponsor) {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Confirmed).await;
    (house, sponsor)
}

fn everything() -> PersonBuilder {
    PersonBuilder::new("Komang Adi Saputra", Sex::Male)
        .nik(NIK)
        .also_called("Mangku Alit")
        .born("Singaraja", 14, 3, 2015)
        .of_mother("Luh Sriani")
        .on_card("5108052003159077")
        .lives_inside(7, 2021, "Kamar Melati")
        .with_address("51.08.05.2011", "Banjar Bangah 4")
        .because(Criterion::OrphanageChild, Parents::Mother)
        .with(Disability::Sensory, "Memakai alat dengar")
        .agreed_by_institution("Sari Wedanti", "Penetapan 114 Singaraja")
}

fn identity(name: &str, nik: &str) -> Identity {
    let input = IdentityInput {
        name: name.to_owned(),
        sex: "L".to_owned(),
        has_nik: "ya".to_owned(),
        nik: nik.to_owned(),
        ..IdentityInput::default()
    };
    input.parse().unwrap()
}

fn birth() -> Birth {
    let input = BirthInput {
        day: "14".to_owned(),
        month: "3".to_owned(),
        year: "2015".to_owned(),
        precision: "day".to_owned(),
        has_mother: "ya".to_owned(),
        mother: "Luh Sriani".to_owned(),
        ..BirthInput::default()
    };
    input.parse(date!(2026 - 11 - 22)).unwrap()
}

fn lives_in(village: &str) -> Answers {
    let input = HomeInput {
        lives: "inside".to_owned(),
        since_month: "7".to_owned(),
        since_year: "2021".to_owned(),
        has_address: "ya".to_owned(),
        village: village.to_owned(),
        street: "Jalan Pahlawan 12".to_owned(),
        ..HomeInput::default()
    };
    Answers::Home(input.parse(date!(2026 - 11 - 22)).unwrap())
}

fn ground(criterion: Criterion) -> Answers {
    let input = GroundInput {
        criterion: criterion.word().to_owned(),
        parents: "neither".to_owned(),
        ..GroundInput::default()
    };
    Answers::Ground(input.parse().unwrap())
}

async fn add(house: &House, sponsor: &Sponsor, identity: &Identity, key: FormKey) -> Result<PersonId> {
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| person::add(scope, identity, key).await).await
}

async fn save(
    house: &House,
    sponsor: &Sponsor,
    id: PersonId,
    revision: i32,
    answers: &Answers,
) -> Result<Saved> {
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| person::save(scope, id, revision, answers, key()).await).await
}

async fn remove(house: &House, sponsor: &Sponsor, id: PersonId, revision: i32) -> Result<()> {
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| person::remove(scope, id, revision, key()).await).await
}

async fn open(house: &House, sponsor: &Sponsor, id: PersonId) -> Result<File> {
    house.hands.db.write(&sponsor.actor, async |scope| person::file(scope, id).await).await
}

async fn list(house: &House, sponsor: &Sponsor, filter: &Filter, after: Option<&str>) -> Listing {
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| person::list(scope, filter, after).await).await.unwrap()
}

async fn named(house: &House, sponsor: &Sponsor, words: &str, incomplete: bool) -> Vec<String> {
    let filter = Filter { words: words.to_owned(), incomplete };
    let lines = list(house, sponsor, &filter, None).await.lines;
    lines.into_iter().map(|line| line.name).collect()
}

fn problem<T: std::fmt::Debug>(result: Result<T>) -> Problem {
    result.unwrap_err().into_problem()
}

#[tokio::test]
async fn every_group_is_read_back_as_it_was_answered() {
    let (house, sponsor) = home().await;

    let id = everything().add(&house.hands.db, &sponsor.actor).await.unwrap();

    let file = open(&house, &sponsor, id).await.unwrap();
    assert!(file.is_complete() && file.state.is_with_sponsor());
    assert_eq!((file.revision, file.first_missing(), file.village_ended), (4, None, false));
    assert_eq!(file.identity.name.as_str(), "Komang Adi Saputra");
    assert_eq!(file.identity.aliases.as_deref(), Some("Mangku Alit"));
    assert!(matches!(&file.identity.nik, NikAnswer::Known(nik) if nik.as_str() == NIK));
    let born = file.birth.unwrap();
    assert_eq!((born.date, born.precision), (date!(2015 - 03 - 14), Precision::Day));
    assert_eq!(
        (born.place.as_deref(), born.mother),
        (Some("Singaraja"), Mother::Named("Luh Sriani".to_owned()))
    );
    assert_eq!(born.kk.unwrap().as_str(), "5108052003159077");
    let home = file.home.unwrap();
    assert_eq!((home.since, home.room.as_deref()), (date!(2021 - 07 - 01), Some("Kamar Melati")));
    let address = home.address.unwrap();
    assert_eq!((address.village.as_str(), address.street.as_str()), ("51.08.05.2011", "Banjar Bangah 4"));
    assert_eq!((address.rt.as_deref(), address.rw, address.postcode), (Some("002"), None, None));
    assert_eq!(file.region_path.as_deref(), Some("Desa Panji, Kec. Sukasada, Kab. Buleleng, Bali"));
    let ground = file.ground.unwrap();
    assert_eq!((ground.criterion, ground.parents), (Criterion::OrphanageChild, Parents::Mother));
    assert_eq!(ground.disabilities, [Disability::Sensory]);
    assert_eq!(ground.note.as_deref(), Some("Memakai alat dengar"));
    let consent = file.consent.unwrap();
    assert_eq!(consent.name.unwrap().as_str(), "Sari Wedanti");
    assert_eq!((consent.basis.as_deref(), consent.witness), (Some("Penetapan 114 Singaraja"), None));
    assert_eq!((consent.on, file.consent_version.as_deref()), (file.today, Some(CONSENT_VERSION)));
}

#[tokio::test]
async fn the_groups_may_be_answered_in_any_order_and_again() {
    let (house, sponsor) = home().await;
    let id = add(&house, &sponsor, &identity("Wayan Arta", NIK), key()).await.unwrap();
    let new = open(&house, &sponsor, id).await.unwrap();

    save(&house, &sponsor, id, 0, &ground(Criterion::Homeless)).await.unwrap();
    save(&house, &sponsor, id, 1, &Answers::Birth(birth())).await.unwrap();
    save(&house, &sponsor, id, 2, &ground(Criterion::WorkingChild)).await.unwrap();
    save(&house, &sponsor, id, 3, &Answers::Identity(identity("Wayan Arta Yasa", NIK))).await.unwrap();

    assert_eq!((new.revision, new.first_missing()), (0, Some(Group::Birth)));
    let file = open(&house, &sponsor, id).await.unwrap();
    assert_eq!((file.revision, file.first_missing()), (4, Some(Group::Home)));
    assert_eq!(file.identity.name.as_str(), "Wayan Arta Yasa");
    assert_eq!(file.ground.unwrap().criterion, Criterion::WorkingChild);
    assert_eq!(named(&house, &sponsor, "yasa", false).await, ["Wayan Arta Yasa"]);
}

#[tokio::test]
async fn whoever_turns_out_to_be_a_child_has_not_agreed_for_themselves() {
    let (house, sponsor) = home().await;
    let id = add(&house, &sponsor, &identity("Wayan Arta", NIK), key()).await.unwrap();
    let agreed = ConsentInput {
        by: "oneself".to_owned(),
        method: "signature".to_owned(),
        day: "20".to_owned(),
        month: "11".to_owned(),
        year: "2026".to_owned(),
        agreed: "1".to_owned(),
        ..ConsentInput::default()
    };
    let agreed = agreed.parse(date!(2026 - 11 - 22), None).unwrap();
    save(&house, &sponsor, id, 0, &Answers::Consent(agreed)).await.unwrap();
    assert!(open(&house, &sponsor, id).await.unwrap().is_done(Group::Consent));
    let grown = Birth { date: date!(1990 - 03 - 14), ..birth() };
    assert_eq!(save(&house, &sponsor, id, 1, &Answers::Birth(grown)).await.unwrap(), Saved::Done);
    assert!(open(&house, &sponsor, id).await.unwrap().is_done(Group::Consent));

    let saved = save(&house, &sponsor, id, 2, &Answers::Birth(birth())).await.unwrap();

    assert_eq!(saved, Saved::ConsentEnded);
    assert!(!open(&house, &sponsor, id).await.unwrap().is_done(Group::Consent));
}

#[tokio::test]
async fn what_is_sealed_stands_nowhere_in_the_row() {
    let (house, sponsor) = home().await;
    everything().add(&house.hands.db, &sponsor.actor).await.unwrap();

    let row = house.text("select p::text from persons p").await;

    let sealed = [
        NIK,
        "14031590",
        "Mangku",
        "Sriani",
        "5108052003159077",
        "Bangah",
        "sensory",
        "orphanage",
        "alat dengar",
        "Wedanti",
        "Penetapan",
    ];
    for plain in sealed {
        let hex = data_encoding::HEXLOWER.encode(plain.as_bytes());
        assert!(!row.contains(plain) && !row.contains(&hex), "{plain} can be read");
    }
    // The test would see them: the name is not sealed.
    assert!(row.contains("Komang Adi Saputra"));
    assert!(row.contains("5108,9001"), "head and tail of the NIK stand beside it: {row}");
}

#[tokio::test]
async fn nothing_of_a_person_is_told_to_a_log() {
    let (house, sponsor) = home().await;
    let id = everything().add(&house.hands.db, &sponsor.actor).await.unwrap();

    let file = open(&house, &sponsor, id).await.unwrap();
    let listing = list(&house, &sponsor, &Filter::default(), None).await;

    let answers = [Answers::Identity(file.identity.clone()), Answers::Birth(file.birth.clone().unwrap())];
    let told = format!("{file:?} {:?} {answers:?}", listing.lines);
    for plain in ["Komang", "9001", "Sriani", "Bangah", "2015"] {
        assert!(!told.contains(plain), "{told}");
    }
}

#[tokio::test]
async fn a_sealed_value_opens_for_its_own_person_and_column_alone() {
    let (house, sponsor) = home().await;
    let id = everything().add(&house.hands.db, &sponsor.actor).await.unwrap();
    let twin = everything().nik(OTHER_NIK).add(&house.hands.db, &sponsor.actor).await.unwrap();

    for (there, back) in [
        ("nik = o.nik", "nik = k.nik"),
        ("aliases = o.aliases", "aliases = k.aliases"),
        ("mother = o.mother", "mother = k.mother"),
        ("kk = o.kk", "kk = k.kk"),
        ("street = o.street", "street = k.street"),
        ("particulars = o.particulars", "particulars = k.particulars"),
        ("consent = o.consent", "consent = k.consent"),
        ("street = p.aliases", "street = k.street"),
    ] {
        let mut conn = house.behind().await;
        sqlx::raw_sql("drop table if exists kept; create table kept as select * from persons")
            .execute(&mut conn)
            .await
            .unwrap();
        let swap =
            format!("update persons p set {there} from persons o where p.id = '{id}' and o.id = '{twin}'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(swap)).execute(&mut conn).await.unwrap();

        let error = open(&house, &sponsor, id).await.unwrap_err();

        assert_eq!(error.problem(), &Problem::Internal, "{there}");
        assert!(error.to_string().contains("persons.") && !format!("{error:?}").contains(NIK), "{error}");
        let mend = format!("update persons p set {back} from kept k where k.id = p.id");
        sqlx::raw_sql(sqlx::AssertSqlSafe(mend)).execute(&mut conn).await.unwrap();
    }
    assert!(open(&house, &sponsor, id).await.unwrap().is_complete(), "back in its place it opens");
}

#[tokio::test]
async fn a_person_of_another_sponsor_is_nobody() {
    let (house, sponsor) = home().await;
    let id = everything().add(&house.hands.db, &sponsor.actor).await.unwrap();
    let stranger = house.sponsor("Panti Lain", Progress::Confirmed).await;

    for id in [id, PersonId(Uuid::new_v4())] {
        let answers = Answers::Birth(birth());
        assert_eq!(problem(open(&house, &stranger, id).await), Problem::NotFound);
        assert_eq!(problem(save(&house, &stranger, id, 4, &answers).await), Problem::NotFound);
        assert_eq!(problem(remove(&house, &stranger, id, 4).await), Problem::NotFound);
    }
    let listing = list(&house, &stranger, &Filter::default(), None).await;
    assert_eq!((listing.lines.len(), listing.totals.all, listing.totals.complete), (0, 0, 0));
    assert_eq!(open(&house, &sponsor, id).await.unwrap().revision, 4);
}

#[tokio::test]
async fn the_slower_of_two_tabs_is_told() {
    let (house, sponsor) = home().await;
    let id = add(&house, &sponsor, &identity("Wayan Arta", NIK), key()).await.unwrap();
    save(&house, &sponsor, id, 0, &Answers::Birth(birth())).await.unwrap();

    for answers in [
        Answers::Identity(identity("Wayan Lain", NIK)),
        Answers::Birth(birth()),
        lives_in("51.08.05.2011"),
        ground(Criterion::Elderly),
    ] {
        assert_eq!(problem(save(&house, &sponsor, id, 0, &answers).await), Problem::Stale, "{answers:?}");
    }
    assert_eq!(problem(remove(&house, &sponsor, id, 0).await), Problem::Stale);

    let file = open(&house, &sponsor, id).await.unwrap();
    assert_eq!((file.revision, file.identity.name.as_str()), (1, "Wayan Arta"));
    assert!(!file.is_done(Group::Home) && !file.is_done(Group::Ground));
}

#[tokio::test]
async fn one_nik_stands_once_on_a_list_and_says_nothing_of_other_lists() {
    let (house, sponsor) = home().await;
    let other = house.sponsor("Panti Lain", Progress::Confirmed).await;
    let first = add(&house, &sponsor, &identity("Wayan Arta", NIK), key()).await.unwrap();
    let second = add(&house, &sponsor, &identity("Made Arta", OTHER_NIK), key()).await.unwrap();
    let taken = Problem::field("nik", Rule::NikInList);

    // Typed in another way it is the same number.
    let spaced = identity("Ketut Arta", "5108 0514 0315 9001");
    assert_eq!(problem(add(&house, &sponsor, &spaced, key()).await), taken);
    let mine = Answers::Identity(identity("Made Arta", NIK));
    assert_eq!(problem(save(&house, &sponsor, second, 0, &mine).await), taken);
    add(&house, &other, &identity("Wayan Arta", NIK), key()).await.unwrap();

    // Whoever changes the name keeps the number, and a number that is free again may be taken.
    save(&house, &sponsor, first, 0, &Answers::Identity(identity("Wayan Arta Yasa", NIK))).await.unwrap();
    remove(&house, &sponsor, first, 1).await.unwrap();
    save(&house, &sponsor, second, 0, &mine).await.unwrap();
    assert_eq!(house.count("select count(*) from persons").await, 2);
    assert_eq!(house.count("select count(distinct nik_index) from persons").await, 1);
    assert_eq!(house.count("select count(distinct nik) from persons").await, 2);
}

#[tokio::test]
async fn of_two_who_enter_one_nik_at_the_same_moment_one_is_told() {
    let (house, sponsor) = home().await;
    let (wayan, made) = (identity("Wayan Arta", NIK), identity("Made Arta", NIK));

    let both = tokio::join!(add(&house, &sponsor, &wayan, key()), add(&house, &sponsor, &made, key()));

    let (done, refused) = if both.0.is_ok() { both } else { (both.1, both.0) };
    assert!(done.is_ok());
    assert_eq!(problem(refused), Problem::field("nik", Rule::NikInList));
    assert_eq!(list(&house, &sponsor, &Filter::default(), None).await.totals.all, 1);
}

#[tokio::test]
async fn people_without_a_nik_do_not_stand_in_each_others_way() {
    let (house, sponsor) = home().await;
    let mut ids = Vec::new();
    for reason in NoNik::ALL {
        let builder = PersonBuilder::new("Tanpa Nomor", Sex::Female).without_nik(reason);
        ids.push(builder.add(&house.hands.db, &sponsor.actor).await.unwrap());
    }

    let file = open(&house, &sponsor, ids[0]).await.unwrap();

    assert_eq!(file.identity.nik, NikAnswer::None(NoNik::NeverRegistered));
    assert_eq!(file.doubts, [Doubt::NoNik]);
    let lines = list(&house, &sponsor, &Filter::default(), None).await.lines;
    assert!(lines.len() == 5 && lines.iter().all(|line| line.nik.is_none()));
    // Papers are found, and lost: the columns of the number come and go together.
    save(&house, &sponsor, ids[0], 0, &Answers::Identity(identity("Kini Bernomor", NIK))).await.unwrap();
    assert_eq!(named(&house, &sponsor, "bernomor", false).await, ["Kini Bernomor"]);
    let lost = IdentityInput { sex: "P".to_owned(), has_nik: "belum".to_owned(), ..IdentityInput::default() };
    let lost = IdentityInput { name: "Hilang".to_owned(), no_nik: "papers_lost".to_owned(), ..lost };
    save(&house, &sponsor, ids[0], 1, &Answers::Identity(lost.parse().unwrap())).await.unwrap();
    assert_eq!(house.count("select count(*) from persons where nik_index is null").await, 5);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_works_once() {
    let (house, sponsor) = home().await;
    let form = key();
    let id = add(&house, &sponsor, &identity("Wayan Arta", NIK), form).await.unwrap();
    let place = Problem::Duplicate(format!("/sponsor/orang/{id}"));

    assert_eq!(problem(add(&house, &sponsor, &identity("Wayan Arta", NIK), form).await), place);

    let (form, answers) = (key(), Answers::Birth(birth()));
    let db = &house.hands.db;
    let send = async || {
        db.write(&sponsor.actor, async |scope| person::save(scope, id, 0, &answers, form).await).await
    };
    send().await.unwrap();
    assert_eq!(problem(send().await), place);
    assert_eq!(house.count("select count(*) from persons").await, 1);
    assert_eq!(open(&house, &sponsor, id).await.unwrap().revision, 1);

    let form = key();
    let take =
        async || db.write(&sponsor.actor, async |scope| person::remove(scope, id, 1, form).await).await;
    take().await.unwrap();
    assert_eq!(problem(take().await), Problem::Duplicate("/sponsor/orang".to_owned()));
}

#[tokio::test]
async fn a_village_has_to_be_one_of_today() {
    let (house, sponsor) = home().await;
    let id = add(&house, &sponsor, &identity("Wayan Arta", NIK), key()).await.unwrap();

    let unknown = save(&house, &sponsor, id, 0, &lives_in("51.08.05.2999")).await;
    let ended = save(&house, &sponsor, id, 0, &lives_in("91.01.01.1002")).await;
    assert_eq!(problem(unknown), Problem::field("village", Rule::UnknownRegion));
    assert_eq!(problem(ended), Problem::field("village", Rule::RetiredRegion));
    assert!(!open(&house, &sponsor, id).await.unwrap().is_done(Group::Home));

    save(&house, &sponsor, id, 0, &lives_in("51.08.05.2011")).await.unwrap();
    assert!(open(&house, &sponsor, id).await.unwrap().is_done(Group::Home));

    // As it would have been saved before 2022.
    house.change("update persons set village_code = '91.01.01.1002', region_edition = '2019'").await;
    let file = open(&house, &sponsor, id).await.unwrap();
    assert!(file.village_ended && !file.is_done(Group::Home) && file.home.is_some());
}

#[tokio::test]
async fn what_looks_odd_is_said_and_not_refused() {
    let (house, sponsor) = home().await;
    let db = &house.hands.db;
    let doubts = async |builder: PersonBuilder| {
        let id = builder.add(db, &sponsor.actor).await.unwrap();
        open(&house, &sponsor, id).await.unwrap().doubts
    };
    let of = |nik| PersonBuilder::new("Wayan Arta", Sex::Male).nik(nik).born("", 14, 3, 2015);

    assert_eq!(doubts(of(NIK)).await, []);
    assert_eq!(doubts(of("5108991403159001")).await, [Doubt::NikPlace]);
    // A district of an edition that is no more is a district.
    assert_eq!(doubts(of("9101011403159001")).await, []);
    assert_eq!(doubts(of("5108055403159001")).await, [Doubt::NikSex]);
    assert_eq!(doubts(of("5108051503159001")).await, [Doubt::NikDate]);
    let old = of("5108051403159002").because(Criterion::Elderly, Parents::Neither);
    assert_eq!(doubts(old).await, [Doubt::Age(Criterion::Elderly)]);
}

#[tokio::test]
async fn a_long_list_is_walked_without_hole_or_double() {
    let (house, sponsor) = home().await;
    let stranger = house.sponsor("Panti Lain", Progress::Confirmed).await;
    // Every name thrice, so that pages end in the middle of a name.
    for n in 0..60 {
        let name = format!("Anak {}", ["Adi", "Bagus", "Citra", "Dewi"][n % 4].repeat(1 + n % 5));
        PersonBuilder::new(&name, Sex::Male).add(&house.hands.db, &sponsor.actor).await.unwrap();
    }
    PersonBuilder::new("Orang Lain", Sex::Male).add(&house.hands.db, &stranger.actor).await.unwrap();

    let filters = [
        Filter::default(),
        Filter { words: "anak".to_owned(), incomplete: false },
        Filter { words: String::new(), incomplete: true },
    ];
    for filter in filters {
        let (mut lines, mut after, mut pages): (Vec<Line>, Option<String>, Vec<usize>) = Default::default();
        loop {
            let page = list(&house, &sponsor, &filter, after.as_deref()).await;
            assert_eq!((page.totals.all, page.totals.complete), (60, 0));
            pages.push(page.lines.len());
            lines.extend(page.lines);
            after = page.next;
            let Some(word) = &after else { break };
            assert!(!word.to_lowercase().contains("anak"), "{word}");
        }
        assert_eq!(pages, [25, 25, 10], "{filter:?}");
        assert_eq!(lines.iter().map(|line| line.id).collect::<HashSet<_>>().len(), 60, "{filter:?}");
        assert!(lines.is_sorted_by_key(|line| (line.name.to_lowercase(), line.id)), "{filter:?}");
    }

    let first = list(&house, &sponsor, &Filter::default(), None).await;
    let foreign = first.next.clone().unwrap();
    for broken in ["", "x", "'; drop table", "AAAA", &"A".repeat(9_000), "\0"] {
        let page = list(&house, &sponsor, &Filter::default(), Some(broken)).await;
        assert_eq!(page.lines[0].id, first.lines[0].id, "{broken}");
    }
    let page = list(&house, &stranger, &Filter::default(), Some(&foreign)).await;
    assert_eq!((page.lines.len(), page.totals.all), (1, 1), "another list's place is no place");
}

#[tokio::test]
async fn people_are_found_by_parts_of_their_names() {
    let (house, sponsor) = home().await;
    let db = &house.hands.db;
    everything().add(db, &sponsor.actor).await.unwrap();
    for name in ["Siti Nur'aini", "Ni Kadek Ayu Lestari", "Maimunah"] {
        PersonBuilder::new(name, Sex::Female).add(db, &sponsor.actor).await.unwrap();
    }
    let whole = ["Komang Adi Saputra", "Maimunah", "Ni Kadek Ayu Lestari", "Siti Nur'aini"];

    for (words, incomplete, found) in [
        ("", false, &whole[..]),
        ("%_", false, &whole[..]),
        ("", true, &whole[1..]),
        ("lestari AYU", false, &whole[2..3]),
        ("saput", false, &whole[..1]),
        ("saput", true, &[]),
        ("nuraini", false, &whole[3..]),
        ("nur'aini", false, &whole[3..]),
        ("mun", true, &whole[1..2]),
        ("lestari komang", false, &[]),
        ("Mangku", false, &[]),
    ] {
        assert_eq!(named(&house, &sponsor, words, incomplete).await, found, "{words:?} {incomplete}");
    }
    let listing =
        list(&house, &sponsor, &Filter { words: "saput".to_owned(), incomplete: false }, None).await;
    let line = &listing.lines[0];
    assert_eq!((listing.totals.all, listing.totals.complete, listing.next), (4, 1, None));
    assert_eq!((line.nik.as_deref(), line.missing), (Some("5108 •••• •••• 9001"), 0));
    assert_eq!((line.sex, line.birth), (Sex::Male, Some((date!(2015 - 03 - 14), Precision::Day))));
    let others = list(&house, &sponsor, &Filter { words: "siti".to_owned(), incomplete: false }, None).await;
    assert_eq!((others.lines[0].missing, others.lines[0].birth), (4, None));
}

#[tokio::test]
async fn a_draft_is_taken_out_for_good() {
    let (house, sponsor) = home().await;
    let id = everything().add(&house.hands.db, &sponsor.actor).await.unwrap();

    remove(&house, &sponsor, id, 4).await.unwrap();

    assert_eq!(house.count("select count(*) from persons").await, 0);
    assert_eq!(problem(open(&house, &sponsor, id).await), Problem::NotFound);
    assert_eq!(problem(remove(&house, &sponsor, id, 4).await), Problem::NotFound);
    everything().add(&house.hands.db, &sponsor.actor).await.unwrap();
}

#[tokio::test]
async fn the_counters_equal_a_recount_whatever_happened() {
    let (house, sponsor) = home().await;
    let stranger = house.sponsor("Panti Lain", Progress::Confirmed).await;
    let db = &house.hands.db;
    let wrong = async || {
        house
            .count(
                "select count(*) from person_counts c
                   full join (select tenant_id, count(*) as people, count(*) filter (where missing = 0) as complete
                                from persons group by tenant_id) r using (tenant_id)
                  where (c.people, c.complete) is distinct from (coalesce(r.people, 0), coalesce(r.complete, 0))",
            )
            .await
    };
    let counted = async |sponsor: &Sponsor| {
        let listing =
            list(&house, sponsor, &Filter { words: "siapa".to_owned(), incomplete: true }, None).await;
        (listing.totals.all, listing.totals.complete)
    };

    assert_eq!(counted(&sponsor).await, (0, 0));
    let whole = everything().add(db, &sponsor.actor).await.unwrap();
    let half = PersonBuilder::new("Gede Bagus", Sex::Male).add(db, &sponsor.actor).await.unwrap();
    everything().add(db, &stranger.actor).await.unwrap();
    assert_eq!((counted(&sponsor).await, wrong().await), ((2, 1), 0));
    problem(add(&house, &sponsor, &identity("Wayan Arta", NIK), key()).await);
    save(&house, &sponsor, whole, 4, &Answers::Birth(birth())).await.unwrap();
    assert_eq!((counted(&sponsor).await, wrong().await), ((2, 1), 0));
    remove(&house, &sponsor, whole, 5).await.unwrap();
    remove(&house, &sponsor, half, 0).await.unwrap();
    assert_eq!((counted(&sponsor).await, wrong().await), ((0, 0), 0));
    // An institution that is forgotten takes its people with it.
    assert_eq!(counted(&stranger).await, (1, 1));
    house.change("delete from institutions where name = 'Panti Lain'").await;
    assert_eq!((house.count("select count(*) from persons").await, wrong().await), (0, 0));
}

#[tokio::test]
async fn the_watcher_names_a_number_that_does_not_agree_with_what_stands_beside_it() {
    let (house, sponsor) = home().await;
    let db = &house.hands.db;
    let id = everything().add(db, &sponsor.actor).await.unwrap();
    everything().nik(OTHER_NIK).add(db, &sponsor.actor).await.unwrap();
    PersonBuilder::new("Gede Bagus", Sex::Male).add(db, &sponsor.actor).await.unwrap();
    let found = async || {
        let report = verify::verify(&house.hands).await.unwrap();
        assert_eq!(report.people, 3);
        report.offenders.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(found().await, Vec::<String>::new());

    for (change, mend) in [
        ("nik_head = '3507'", "nik_head = '5108'"),
        ("nik_tail = '0001'", "nik_tail = '9001'"),
        ("nik_index = 'x' || nik_index", "nik_index = substr(nik_index, 2)"),
        ("nik = nik || '\\x00'", "nik = substr(nik, 1, length(nik) - 1)"),
    ] {
        let mut conn = house.behind().await;
        let mut run = async |set: &str| {
            let update = format!("update persons set {set} where id = '{id}'");
            sqlx::raw_sql(sqlx::AssertSqlSafe(update)).execute(&mut conn).await.unwrap();
        };
        run(change).await;
        assert_eq!(found().await, [format!("I13: persons {id} nik")], "{change}");
        run(mend).await;
    }
    house.change("update person_counts set people = people + 1").await;
    let tenant = sponsor.actor.tenant.unwrap();
    assert_eq!(found().await, [format!("I9: person_counts {tenant}")]);
}

#[tokio::test]
async fn no_other_door_sees_a_draft() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Submitted).await;
    let id = everything().add(&house.hands.db, &sponsor.actor).await.unwrap();
    let officer = house.officer("51.08").await;
    let db = &house.hands.db;

    let (filter, answers) = (Filter::default(), Answers::Birth(birth()));
    let looks = db.write(&officer, async |scope| person::file(scope, id).await).await;
    let lists = db.write(&officer, async |scope| person::list(scope, &filter, None).await).await;
    let saves = db.write(&officer, async |scope| person::save(scope, id, 4, &answers, key()).await).await;
    let takes = db.write(&officer, async |scope| person::remove(scope, id, 4, key()).await).await;

    assert_eq!(problem(looks), Problem::Forbidden);
    assert_eq!(problem(lists), Problem::Forbidden);
    assert_eq!(problem(saves), Problem::Forbidden);
    assert_eq!(problem(takes), Problem::Forbidden);
    for (door, sql) in [
        (Door::Office, "select count(*) from persons"),
        (Door::Pusat, "select count(*) from persons"),
        (Door::Publik, "select count(*) from persons"),
        (Door::Work, "select count(*) from persons"),
        (Door::Office, "delete from persons"),
        (Door::Work, "update persons set reach = '51.08.05.2002'"),
        (Door::Ops, "select full_name from persons"),
        (Door::Ops, "select birth_date from persons"),
        (Door::Ops, "delete from persons"),
        (Door::Sponsor, "update persons set reach = '51.08.05.2002'"),
        (Door::Sponsor, "update persons set state = 'sent'"),
        (Door::Sponsor, "update persons set tenant_id = gen_random_uuid()"),
        (Door::Sponsor, "update person_counts set people = 9"),
        (Door::Office, "select count(*) from person_counts"),
    ] {
        let mut conn = house.test.options_for(door.role()).connect().await.unwrap();
        let refused = sqlx::raw_sql(sql).execute(&mut conn).await.unwrap_err();
        let code = refused.as_database_error().and_then(DatabaseError::code).unwrap().into_owned();
        assert_eq!(code, "42501", "{door:?}: {sql}");
    }
    let mut conn = house.test.options_for(Door::Sponsor.role()).connect().await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from persons").fetch_one(&mut conn).await.unwrap();
    assert_eq!(seen, 0, "without a scope a door shows nothing");
}

#[tokio::test]
async fn a_person_cannot_be_put_on_another_sponsors_list() {
    let (house, sponsor) = home().await;
    let thief = house.sponsor("Panti Lain", Progress::Confirmed).await;
    let put =
        "insert into persons (id, tenant_id, institution_id, full_name, name_key, sex, no_nik, created_by,
                                    created_at, changed_at)
               values (gen_random_uuid(), $1, $2, 'X', 'x', 'L', 'newborn', $3, now(), now())";
    let (mine, theirs) = (thief.actor.tenant.unwrap(), sponsor.actor.tenant.unwrap());

    for (tenant, institution, constraint) in [
        (theirs, sponsor.institution, None),
        (theirs, thief.institution, None),
        (mine, sponsor.institution, Some("persons_institution")),
    ] {
        let mut scope = house.hands.db.begin(&thief.actor).await.unwrap();
        let refused = sqlx::query(put)
            .bind(tenant.0)
            .bind(institution.0)
            .bind(thief.account.0)
            .execute(scope.conn())
            .await
            .unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().constraint(), constraint);
    }
    assert_eq!(house.count("select count(*) from persons").await, 0);
}

#[tokio::test]
async fn half_a_group_is_no_group() {
    let (house, sponsor) = home().await;
    everything().add(&house.hands.db, &sponsor.actor).await.unwrap();

    for (change, constraint) in [
        ("update persons set nik_tail = null", "persons_nik_check"),
        ("update persons set no_nik = 'newborn'", "persons_nik_check"),
        (
            "update persons set nik = null, nik_head = null, nik_tail = null, nik_index = null",
            "persons_nik_check",
        ),
        ("update persons set mother = null", "persons_birth_check"),
        (
            "update persons set birth_date = null, birth_precision = null, mother = null",
            "persons_birth_check",
        ),
        ("update persons set since = null", "persons_home_check"),
        ("update persons set street = null", "persons_home_check"),
        ("update persons set lives = null, since = null", "persons_home_check"),
        ("update persons set since = '2021-07-02'", "persons_since_check"),
        ("update persons set particulars = null", "persons_ground_check"),
        ("update persons set consent_version = null", "persons_consent_check"),
        ("update persons set sex = 'X'", "persons_sex_check"),
        ("update persons set state = 'sent'", "persons_state_check"),
    ] {
        let refused = house.try_change(change).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().constraint(), Some(constraint), "{change}");
    }
    let homeless = "update persons set lives = 'outside', village_code = null, region_edition = null, region_path = null,
                           street = null, rt = null, rw = null, postcode = null";
    let refused = house.try_change(homeless).await.unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().constraint(), Some("persons_home_check"));
}
