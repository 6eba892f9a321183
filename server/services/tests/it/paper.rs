//! The papers of people in care, against a real PostgreSQL.

use crate::house::House;
use decode::sample;
use domain::document::{FileLook, PaperFault, PaperHint, PaperKind, PaperState};
use domain::id::{DocumentId, FormKey, PersonId};
use domain::person::Sex;
use domain::problem::Problem;
use services::demo::{PersonBuilder, Progress, Sponsor};
use services::document::{self, Opened, Paper, Receipt, Upload, View, job};
use services::error::Result;
use services::jobs::{self, Hands};
use services::{institution, person, verify};
use sqlx::error::DatabaseError;
use std::borrow::Cow;
use time::Duration;
use uuid::Uuid;

const FACE: PaperKind = PaperKind::PasFoto;
const CARD: PaperKind = PaperKind::FamilyCard;

async fn home() -> (House, Sponsor, PersonId) {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Confirmed).await;
    let id = someone(&house, &sponsor).await;
    (house, sponsor, id)
}

async fn someone(house: &House, sponsor: &Sponsor) -> PersonId {
    PersonBuilder::new("Ketut Ayu", Sex::Female).add(&house.hands.db, &sponsor.actor).await.unwrap()
}

async fn send(
    house: &House,
    sponsor: &Sponsor,
    person: Option<PersonId>,
    kind: PaperKind,
    bytes: &[u8],
) -> Result<Receipt> {
    let upload = Upload {
        kind,
        person,
        file_name: "KK Ketut Ayu.jpg".to_owned(),
        bytes: bytes.to_vec(),
        form_key: FormKey(Uuid::new_v4()),
    };
    document::receive(&house.hands.db, &sponsor.actor, house.hands.store.as_ref(), upload).await
}

async fn papers(house: &House, sponsor: &Sponsor, id: PersonId) -> Vec<Paper> {
    house
        .hands
        .db
        .write(&sponsor.actor, async |scope| document::current_of_person(scope, id).await)
        .await
        .unwrap()
}

async fn open(house: &House, sponsor: &Sponsor, id: DocumentId, page: u32) -> Result<Opened> {
    let hands = &house.hands;
    document::open(&hands.db, &sponsor.actor, hands.store.as_ref(), id, View::Page(page)).await
}

async fn says_no_card(house: &House, sponsor: &Sponsor, id: PersonId) -> bool {
    house
        .hands
        .db
        .write(&sponsor.actor, async |scope| Ok(person::file(scope, id).await?.no_family_card))
        .await
        .unwrap()
}

async fn say_no_card(house: &House, sponsor: &Sponsor, id: PersonId, none: bool) -> Result<()> {
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| person::say_no_card(scope, id, none).await).await
}

fn problem<T>(answer: Result<T>) -> Problem {
    match answer {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.into_problem(),
    }
}

#[tokio::test]
async fn a_face_and_a_card_are_received_decoded_and_opened() {
    let (house, sponsor, id) = home().await;

    let face = send(&house, &sponsor, Some(id), FACE, &sample::small_photo(1)).await.unwrap();
    let card = send(&house, &sponsor, Some(id), CARD, &sample::letter(1)).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();

    let found = papers(&house, &sponsor, id).await;
    assert_eq!(found.iter().map(|paper| paper.kind).collect::<Vec<_>>(), [CARD, FACE]);
    assert!(found.iter().all(|paper| paper.state == PaperState::Ready && paper.replaceable), "{found:?}");
    assert!(found[1].hints.contains(&PaperHint::OddShape), "a photo that lies: {:?}", found[1].pixels);
    for receipt in [&face, &card] {
        let opened = open(&house, &sponsor, receipt.id, 1).await.unwrap();
        assert_eq!((opened.person, opened.institution), (Some(id), sponsor.institution));
        assert!(opened.bytes.starts_with(b"\xFF\xD8"));
    }
    assert_eq!(verify::verify(&house.hands).await.unwrap().offenders, []);
}

#[tokio::test]
async fn a_family_card_may_be_a_photo_as_well_and_a_later_pdf_replaces_it() {
    let (house, sponsor, id) = home().await;

    let photo = send(&house, &sponsor, Some(id), CARD, &sample::small_photo(1)).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();
    let pdf = send(&house, &sponsor, Some(id), CARD, &sample::letter_of_pages(3)).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();

    let found = papers(&house, &sponsor, id).await;
    assert_eq!((found.len(), found[0].id, found[0].number, found[0].pages), (1, pdf.id, 2, 3));
    assert_eq!(found[0].hints, []);
    assert!(open(&house, &sponsor, photo.id, 1).await.is_ok(), "what was replaced is kept");
    assert!(open(&house, &sponsor, pdf.id, 3).await.is_ok());
    assert_eq!(problem(open(&house, &sponsor, pdf.id, 4).await), Problem::NotFound);
    assert_eq!(verify::verify(&house.hands).await.unwrap().offenders, []);
}

#[tokio::test]
async fn a_wrong_file_is_refused_at_the_door() {
    let (house, sponsor, id) = home().await;
    let large = [sample::letter(1), vec![0; CARD.max_bytes()]].concat();
    for (kind, bytes, fault) in [
        (FACE, &b"%PDF-1.7"[..], PaperFault::NotAPhoto(FileLook::Pdf)),
        (FACE, b"", PaperFault::Empty),
        (CARD, b"<svg></svg>", PaperFault::NeitherPhotoNorPdf(FileLook::Svg)),
        (CARD, b"MZ\x90\0", PaperFault::NeitherPhotoNorPdf(FileLook::Exe)),
        (CARD, &large, PaperFault::TooLarge),
    ] {
        let refused = problem(send(&house, &sponsor, Some(id), kind, bytes).await);
        assert_eq!(refused, Problem::Paper(fault));
    }
    assert!(papers(&house, &sponsor, id).await.is_empty());
}

#[tokio::test]
async fn what_the_decoder_refuses_is_told_by_mail_without_a_name_and_may_be_sent_again() {
    let (house, sponsor, id) = home().await;
    let photo = sample::small_photo(1);

    send(&house, &sponsor, Some(id), FACE, &photo[..photo.len() / 2]).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();

    let found = papers(&house, &sponsor, id).await;
    assert_eq!((found[0].state, found[0].fault), (PaperState::Refused, Some(PaperFault::Truncated)));
    let mail = house.mailer.sent().into_iter().last().unwrap();
    let link = format!("https://naungan.example.id/sponsor/orang/{id}/berkas/pas_foto");
    assert!(mail.text.contains(&link) && !mail.text.contains("Ketut"), "{}", mail.text);
    send(&house, &sponsor, Some(id), FACE, &photo).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();
    assert_eq!(papers(&house, &sponsor, id).await[0].state, PaperState::Ready);
}

#[tokio::test]
async fn a_paper_comes_to_its_own_kind_of_owner_and_to_nobody_elses_person() {
    let (house, sponsor, id) = home().await;
    let other = house.sponsor("Panti Lain", Progress::Confirmed).await;
    let photo = sample::small_photo(1);

    for (who, person, kind) in [
        (&sponsor, None, FACE),
        (&sponsor, Some(id), PaperKind::PremisesPhoto),
        (&sponsor, Some(PersonId(Uuid::new_v4())), FACE),
        (&other, Some(id), FACE),
    ] {
        assert_eq!(problem(send(&house, who, person, kind, &photo).await), Problem::NotFound);
    }

    let face = send(&house, &sponsor, Some(id), FACE, &photo).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();
    assert!(papers(&house, &other, id).await.is_empty());
    assert_eq!(problem(open(&house, &other, face.id, 1).await), Problem::NotFound);
    assert_eq!(problem(say_no_card(&house, &other, id, true).await), Problem::NotFound);
    assert_eq!(house.count("select count(*) from documents").await, 1);
}

#[tokio::test]
async fn the_database_ties_a_paper_to_a_person_of_the_same_sponsor_and_institution() {
    let (house, sponsor, id) = home().await;
    let thief = house.sponsor("Panti Lain", Progress::Confirmed).await;
    let own = someone(&house, &thief).await;
    for (person, kind, place) in [
        (id, "pas_foto", sponsor.institution),
        (id, "pas_foto", thief.institution),
        (own, "pas_foto", sponsor.institution),
        (own, "premises_photo", thief.institution),
    ] {
        let mut scope = house.hands.db.begin(&thief.actor).await.unwrap();
        let stolen = sqlx::query(
            "insert into documents (id, tenant_id, institution_id, person_id, kind, number, file_name, size, sha256,
                                    uploaded_by, received_at)
             values (gen_random_uuid(), $1, $2, $3, $4, 1, 'x', 1, sha256('x'), $5, now())",
        )
        .bind(thief.actor.tenant.unwrap().0)
        .bind(place.0)
        .bind(person.0)
        .bind(kind)
        .bind(thief.account.0)
        .execute(scope.conn())
        .await;
        assert!(stolen.is_err(), "{kind} of {person} at {place}");
    }
}

#[tokio::test]
async fn the_papers_of_people_are_none_of_what_an_institution_needs_or_sends() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kasih", Progress::Papered).await;
    let id = someone(&house, &sponsor).await;
    let face = send(&house, &sponsor, Some(id), FACE, &sample::small_photo(1)).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();

    let db = &house.hands.db;
    let own = db.write(&sponsor.actor, async |scope| institution::own(scope).await).await.unwrap();
    assert_eq!((own.papers.len(), own.tasks.len(), own.is_ready()), (2, 3, true));
    db.write(&sponsor.actor, async |scope| {
        institution::submit(scope, own.version, true, FormKey(scope.new_id())).await
    })
    .await
    .unwrap();

    let officer = house.officer("51.08").await;
    let hands = &house.hands;
    let seen = document::open(&hands.db, &officer, hands.store.as_ref(), face.id, View::Page(1)).await;
    assert_eq!(problem(seen), Problem::NotFound);
    let id = sponsor.institution;
    let (case, past) = db
        .write(&officer, async |scope| {
            Ok((document::current(scope, id).await?, document::history(scope, id).await?))
        })
        .await
        .unwrap();
    assert_eq!(case.len(), 2);
    assert!(past.iter().all(|entry| !entry.kind.is_of_person()), "{past:?}");
    let mut scope = db.begin(&officer).await.unwrap();
    for sql in [
        "select count(*) from documents where person_id is not null",
        "select count(*) from document_events where person_id is not null",
    ] {
        let seen: i64 = sqlx::query_scalar(sql).fetch_one(scope.conn()).await.unwrap();
        assert_eq!(seen, 0, "{sql}");
    }
    drop(scope);
    let reach = "select count(*) from documents d join document_events e on e.document_id = d.id
                  where d.person_id is not null and d.reach = '' and e.reach = ''";
    assert_eq!(house.count(reach).await, 1);
    assert_eq!(verify::verify(&house.hands).await.unwrap().offenders, []);
}

#[tokio::test]
async fn a_draft_that_is_taken_off_the_list_takes_its_papers_along_and_the_sweep_their_objects() {
    let (house, sponsor, id) = home().await;
    let stays = someone(&house, &sponsor).await;
    for person in [id, stays] {
        for bytes in [sample::small_photo(1), sample::small_photo(2)] {
            send(&house, &sponsor, Some(person), FACE, &bytes).await.unwrap();
            jobs::run_all_now(&house.hands).await.unwrap();
        }
    }

    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| {
        let revision = person::file(scope, id).await?.revision;
        person::remove(scope, id, revision, FormKey(Uuid::new_v4())).await
    })
    .await
    .unwrap();

    assert_eq!(house.count("select count(*) from documents").await, 2);
    assert_eq!(house.count("select count(distinct document_id) from document_events").await, 2);
    assert_eq!(papers(&house, &sponsor, stays).await.len(), 1);
    let tomorrow = Hands { db: db.shifted(Duration::hours(25)), ..house.hands.clone() };
    job::sweep(&tomorrow).await.unwrap();
    let later = Hands { db: db.shifted(Duration::hours(50)), ..house.hands.clone() };
    assert_eq!(verify::verify(&later).await.unwrap().offenders, []);
    let left = house.hands.store.list("quarantine/", None).await.unwrap().keys;
    assert_eq!(left.len(), 2, "of two versions that stay: {left:?}");
}

#[tokio::test]
async fn a_version_that_is_decoded_when_its_person_is_gone_is_let_be() {
    let (house, sponsor, id) = home().await;
    let face = send(&house, &sponsor, Some(id), FACE, &sample::small_photo(1)).await.unwrap();
    let db = &house.hands.db;
    db.write(&sponsor.actor, async |scope| person::remove(scope, id, 0, FormKey(Uuid::new_v4())).await)
        .await
        .unwrap();

    job::decode(&house.hands, sponsor.actor.tenant.unwrap(), face.id).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();

    assert_eq!(house.count("select count(*) from documents").await, 0);
}

#[tokio::test]
async fn the_history_of_somebody_who_is_there_or_is_seen_by_an_office_stays_whoever_asks() {
    let (house, sponsor, id) = home().await;
    send(&house, &sponsor, Some(id), FACE, &sample::small_photo(1)).await.unwrap();
    jobs::run_all_now(&house.hands).await.unwrap();
    let refused = async |sql: &'static str| {
        let error = house.try_change(sql).await.unwrap_err();
        error.as_database_error().and_then(DatabaseError::code).map(Cow::into_owned)
    };

    for sql in ["delete from document_events", "delete from documents"] {
        assert_eq!(refused(sql).await.as_deref(), Some("NA403"), "{sql}");
    }
    house.change("alter table document_events disable trigger document_events_append_only").await;
    house.change("update document_events set reach = '51.08.05.2002'").await;
    house.change("alter table document_events enable trigger document_events_append_only").await;
    assert_eq!(refused("delete from persons").await.as_deref(), Some("NA403"));
}

#[tokio::test]
async fn no_family_card_is_an_answer_and_a_card_that_comes_takes_it_back() {
    let (house, sponsor, id) = home().await;
    assert!(!says_no_card(&house, &sponsor, id).await);

    say_no_card(&house, &sponsor, id, true).await.unwrap();
    assert!(says_no_card(&house, &sponsor, id).await);
    say_no_card(&house, &sponsor, id, false).await.unwrap();
    assert!(!says_no_card(&house, &sponsor, id).await);

    say_no_card(&house, &sponsor, id, true).await.unwrap();
    send(&house, &sponsor, Some(id), FACE, &sample::small_photo(1)).await.unwrap();
    assert!(says_no_card(&house, &sponsor, id).await, "a photo is no card");
    send(&house, &sponsor, Some(id), CARD, &sample::letter(1)).await.unwrap();
    assert!(!says_no_card(&house, &sponsor, id).await);
}
