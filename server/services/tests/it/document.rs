//! Papers: from the upload to the page that an officer looks at, as the doors reach the database.

use decode::sample;
use domain::document::{FileLook, MOST_VERSIONS_A_DAY, PaperAction, PaperFault, PaperKind, PaperState};
use domain::id::{DocumentId, FormKey, TenantId};
use domain::lang::Lang;
use domain::office::OfficeKind;
use domain::problem::Problem;
use domain::verification::{Faults, Item, ReturnReason, State};
use domain::workflow::Refusal;
use services::context::Actor;
use services::demo::{Progress, Sponsor, SponsorBuilder, actor, invite_officer, open_office};
use services::document::{self, Happening, Opened, Paper, PaperEntry, Receipt, Upload, View, job, keys};
use services::error::Result;
use services::gateway::decoder::InProcessDecoder;
use services::gateway::mail::MemoryMailer;
use services::gateway::object_store::{MemoryStore, ObjectStore};
use services::institution;
use services::jobs::Hands;
use services::testkit::TestDb;
use services::verification;
use std::sync::Arc;
use time::Duration;
use uuid::Uuid;

const PHOTO: PaperKind = PaperKind::PremisesPhoto;
const LETTER: PaperKind = PaperKind::RecommendationLetter;

// ---- receiving

#[tokio::test]
async fn an_upload_is_acknowledged_with_its_hash_and_lies_sealed() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Melati").await;
    let bytes = sample::premises_photo(1);

    let receipt = house.upload(&sponsor, PHOTO, "C:\\fakepath\\foto\u{202e}.jpg", &bytes).await.unwrap();

    assert_eq!(receipt.size, bytes.len());
    assert_eq!(receipt.sha256.len(), 64);
    let paper = &house.papers(&sponsor).await[0];
    assert_eq!((paper.id, paper.state, paper.number), (receipt.id, PaperState::Received, 1));
    assert_eq!((paper.sha256.as_str(), paper.file_name.as_str()), (receipt.sha256.as_str(), "foto.jpg"));
    let key = keys::quarantine(sponsor.tenant(), receipt.id);
    assert_eq!(house.store.keys(), [key.as_str()]);
    let sealed = house.store.peek(&key).unwrap();
    assert!(!contains(&sealed, &bytes[..64]), "the object must not be readable");
    assert_eq!(house.hands.db.keys().open_blob(&key, &sealed).unwrap(), bytes);
}

#[tokio::test]
async fn a_wrong_file_is_refused_at_the_door_and_nothing_is_kept() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kenanga").await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let cases: [(PaperKind, &[u8], PaperFault); 5] = [
        (PHOTO, b"", PaperFault::Empty),
        (PHOTO, heic, PaperFault::Heic),
        (PHOTO, b"%PDF-1.7 ...", PaperFault::NotAPhoto(FileLook::Pdf)),
        (
            PHOTO,
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            PaperFault::NotAPhoto(FileLook::Svg),
        ),
        (LETTER, b"\xFF\xD8\xFF\xE0 a photo", PaperFault::NotAPdf(FileLook::Jpeg)),
    ];

    for (kind, bytes, fault) in cases {
        let refused = house.upload(&sponsor, kind, "foto.jpg", bytes).await;

        assert_eq!(problem(refused), Problem::Paper(fault));
    }

    let large = vec![0xFF; PHOTO.max_bytes() + 1];
    assert_eq!(
        problem(house.upload(&sponsor, PHOTO, "a.jpg", &large).await),
        Problem::Paper(PaperFault::TooLarge)
    );
    assert!(house.papers(&sponsor).await.is_empty());
    assert!(house.store.keys().is_empty());
}

#[tokio::test]
async fn while_the_store_is_down_nothing_is_acknowledged_and_the_same_form_works_afterwards() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Dahlia").await;
    let key = FormKey(Uuid::new_v4());

    house.store.set_down(true);
    let refused = house.send(&sponsor.actor, key, PHOTO, &sample::premises_photo(1)).await;
    house.store.set_down(false);

    assert_eq!(problem(refused), Problem::Unavailable);
    assert!(house.papers(&sponsor).await.is_empty());
    house.send(&sponsor.actor, key, PHOTO, &sample::premises_photo(1)).await.unwrap();
    assert_eq!(house.papers(&sponsor).await.len(), 1);
}

#[tokio::test]
async fn the_same_form_sent_twice_leaves_one_paper() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Teratai").await;
    let (key, bytes) = (FormKey(Uuid::new_v4()), sample::premises_photo(1));

    let (first, second) = tokio::join!(
        house.send(&sponsor.actor, key, PHOTO, &bytes),
        house.send(&sponsor.actor, key, PHOTO, &bytes),
    );
    let third = house.send(&sponsor.actor, key, PHOTO, &bytes).await;

    let (taken, repeated) = if first.is_ok() { (first, second) } else { (second, first) };
    assert!(taken.is_ok());
    assert_eq!(problem(repeated), Problem::Duplicate("/sponsor".to_owned()));
    assert_eq!(problem(third), Problem::Duplicate("/sponsor".to_owned()));
    assert_eq!(house.history(&sponsor).await.len(), 1);
}

#[tokio::test]
async fn two_tabs_that_send_at_once_leave_one_current_paper_and_no_gap() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Mawar").await;
    let bytes = sample::premises_photo(1);

    let (first, second) = tokio::join!(
        house.upload(&sponsor, PHOTO, "1.jpg", &bytes),
        house.upload(&sponsor, PHOTO, "2.jpg", &bytes)
    );

    assert!(first.is_ok() && second.is_ok());
    let papers = house.papers(&sponsor).await;
    assert_eq!((papers.len(), papers[0].number), (1, 2));
}

#[tokio::test]
async fn only_a_sponsor_uploads() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;

    let by_officer = house.send(&officer, FormKey(Uuid::new_v4()), PHOTO, b"\xFF\xD8\xFF").await;
    let by_nobody =
        house.send(&Actor::public(Lang::Id), FormKey(Uuid::new_v4()), PHOTO, b"\xFF\xD8\xFF").await;

    assert_eq!(problem(by_officer), Problem::Forbidden);
    assert_eq!(problem(by_nobody), Problem::Unauthenticated);
}

// ---- decoding

#[tokio::test]
async fn a_photo_becomes_ready_and_is_shown_as_our_own_picture() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Anggrek").await;
    let receipt = house.upload(&sponsor, PHOTO, "depan.png", &sample::premises_photo(1)).await.unwrap();

    house.decode(&sponsor, receipt.id).await.unwrap();

    let paper = &house.papers(&sponsor).await[0];
    assert_eq!((paper.state, paper.pages, paper.fault), (PaperState::Ready, 1, None));
    assert!(paper.pixels.is_some() && paper.replaceable);
    let page = house.open(&sponsor.actor, receipt.id, View::Page(1)).await.unwrap();
    assert_eq!(page.file_name, "depan.jpg");
    assert!(page.bytes.starts_with(b"\xFF\xD8\xFF"));
    let preview = house.open(&sponsor.actor, receipt.id, View::Preview).await.unwrap();
    assert!(preview.bytes.len() < page.bytes.len());
    for number in [0, 2, u32::MAX] {
        let beyond = house.open(&sponsor.actor, receipt.id, View::Page(number)).await;
        assert_eq!(problem(beyond), Problem::NotFound);
    }
}

#[tokio::test]
async fn a_letter_becomes_pages_and_its_file_leaves_the_house_no_more() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Cempaka").await;
    let bytes = sample::letter(1);
    let receipt = house.upload(&sponsor, LETTER, "Surat Rekomendasi.pdf", &bytes).await.unwrap();

    house.decode(&sponsor, receipt.id).await.unwrap();

    let paper = &house.papers(&sponsor).await[0];
    assert_eq!((paper.state, paper.pixels), (PaperState::Ready, None));
    assert!(paper.pages >= 1);
    let page = house.open(&sponsor.actor, receipt.id, View::Page(1)).await.unwrap();
    assert_eq!(page.file_name, "Surat Rekomendasi-1.jpg");
    assert!(page.bytes.starts_with(b"\xFF\xD8\xFF"), "a picture of the letter, never the file itself");
    for key in house.store.keys() {
        let sealed = house.store.peek(&key).unwrap();
        assert!(!sealed.starts_with(b"\xFF\xD8") && !sealed.starts_with(b"%PDF"), "{key} is not sealed");
    }
}

#[tokio::test]
async fn nobody_fills_the_store_with_versions_of_one_paper() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Tekun").await;
    let bytes = sample::premises_photo(1);
    for _ in 0..MOST_VERSIONS_A_DAY {
        house.upload(&sponsor, PHOTO, "foto.jpg", &bytes).await.unwrap();
    }

    let beyond = house.upload(&sponsor, PHOTO, "foto.jpg", &bytes).await;
    let letter = house.upload(&sponsor, LETTER, "surat.pdf", &sample::letter(1)).await;

    assert!(matches!(problem(beyond), Problem::RateLimited(_)));
    assert!(letter.is_ok(), "another paper has its own count");
}

#[tokio::test]
async fn a_broken_file_is_refused_with_a_reason_and_a_mail_and_can_be_replaced() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Flamboyan").await;
    let mut cut = sample::premises_photo(1);
    cut.truncate(cut.len() / 2);
    let receipt = house.upload(&sponsor, PHOTO, "foto.jpg", &cut).await.unwrap();

    house.decode(&sponsor, receipt.id).await.unwrap();
    house.decode(&sponsor, receipt.id).await.unwrap();

    let paper = &house.papers(&sponsor).await[0];
    assert_eq!(
        (paper.state, paper.fault, paper.pages),
        (PaperState::Refused, Some(PaperFault::Truncated), 0)
    );
    assert!(paper.replaceable);
    assert_eq!(house.count("select count(*) from outbox where message = 'paper_refused'").await, 1);
    for view in [View::Page(1), View::Preview] {
        assert_eq!(problem(house.open(&sponsor.actor, receipt.id, view).await), Problem::NotFound);
    }
    house.upload(&sponsor, PHOTO, "foto.jpg", &sample::premises_photo(1)).await.unwrap();
    let paper = &house.papers(&sponsor).await[0];
    assert_eq!((paper.state, paper.number, paper.fault), (PaperState::Received, 2, None));
}

#[tokio::test]
async fn decoding_again_or_after_a_crash_in_the_middle_changes_nothing() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Seroja").await;
    let receipt = house.upload(&sponsor, LETTER, "surat.pdf", &sample::letter(1)).await.unwrap();
    // What a run leaves that was killed before its last transaction: objects, and a row that still waits.
    let half = keys::preview(sponsor.tenant(), receipt.id);
    house.store.put(&half, b"half".to_vec()).await.unwrap();

    let (first, second) =
        tokio::join!(house.decode(&sponsor, receipt.id), house.decode(&sponsor, receipt.id));
    first.unwrap();
    second.unwrap();
    house.decode(&sponsor, receipt.id).await.unwrap();

    let moves = house.history(&sponsor).await;
    assert_eq!(moves.iter().filter(|e| e.what == Happening::Moved(PaperAction::Pass)).count(), 1);
    assert!(
        house.open(&sponsor.actor, receipt.id, View::Preview).await.unwrap().bytes.starts_with(b"\xFF\xD8")
    );
}

#[tokio::test]
async fn a_version_that_was_replaced_before_it_was_decoded_is_left_alone() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kamboja").await;
    let old = house.upload(&sponsor, PHOTO, "1.jpg", &sample::premises_photo(1)).await.unwrap();
    house.upload(&sponsor, PHOTO, "2.jpg", &sample::premises_photo(2)).await.unwrap();

    house.decode(&sponsor, old.id).await.unwrap();

    assert_eq!(house.papers(&sponsor).await[0].state, PaperState::Received);
    assert_eq!(problem(house.open(&sponsor.actor, old.id, View::Page(1)).await), Problem::NotFound);
    assert!(house.store.keys().iter().all(|key| key.starts_with("quarantine/")));
}

#[tokio::test]
async fn decoding_while_the_store_is_down_is_tried_again_later() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Bakung").await;
    let receipt = house.upload(&sponsor, PHOTO, "1.jpg", &sample::premises_photo(1)).await.unwrap();

    house.store.set_down(true);
    let failed = house.decode(&sponsor, receipt.id).await;
    house.store.set_down(false);

    assert_eq!(problem(failed), Problem::Unavailable);
    assert_eq!(house.papers(&sponsor).await[0].state, PaperState::Received);
    house.decode(&sponsor, receipt.id).await.unwrap();
    assert_eq!(house.papers(&sponsor).await[0].state, PaperState::Ready);
}

// ---- who sees it

#[tokio::test]
async fn a_foreign_paper_looks_like_one_that_does_not_exist() {
    let house = House::new().await;
    let (owner, stranger) = (house.sponsor("Panti Sedap").await, house.sponsor("Panti Lain").await);
    let receipt = house.ready(&owner, PHOTO, 1).await;
    let early = house.officer("51.08").await;

    for nosy in [&stranger.actor, &early] {
        for id in [receipt.id, DocumentId(Uuid::new_v4())] {
            assert_eq!(problem(house.open(nosy, id, View::Page(1)).await), Problem::NotFound);
        }
        let mut scope = house.hands.db.begin(nosy).await.unwrap();
        assert!(document::current(&mut scope, owner.institution).await.unwrap().is_empty());
        assert!(document::history(&mut scope, owner.institution).await.unwrap().is_empty());
    }
    let nobody = house.open(&Actor::public(Lang::Id), receipt.id, View::Page(1)).await;
    assert_eq!(problem(nobody), Problem::Unauthenticated);
}

#[tokio::test]
async fn an_officer_of_the_area_opens_it_and_the_look_is_logged() {
    let house = House::new().await;
    let sponsor = house.submitted("Panti Wijaya").await;
    let id = house.papers(&sponsor).await[0].id;
    let verifier = house.officer("51.08").await;
    let province = house.officer("51").await;
    let elsewhere = house.officer("51.71").await;

    house.open(&verifier, id, View::Preview).await.unwrap();
    house.open(&verifier, id, View::Page(1)).await.unwrap();
    house.open(&province, id, View::Page(1)).await.unwrap();
    let hidden = house.open(&elsewhere, id, View::Page(1)).await;
    house.open(&sponsor.actor, id, View::Page(1)).await.unwrap();

    assert_eq!(problem(hidden), Problem::NotFound);
    let looks = |look: &str| {
        format!(
            "select count(*) from access_log where look = '{look}' and ids[1] = '{id}'
                and subject_tenant = '{}'",
            sponsor.tenant()
        )
    };
    assert_eq!(house.count(&looks("case")).await, 1, "the small picture is part of the case's page");
    assert_eq!(house.count(&looks("paper")).await, 2);
}

// ---- rounds

#[tokio::test]
async fn a_paper_that_was_sent_to_the_office_is_not_replaced() {
    let house = House::new().await;
    let sponsor = house.submitted("Panti Utama").await;

    let refused = house.upload(&sponsor, PHOTO, "lain.jpg", &sample::premises_photo(3)).await;

    assert_eq!(problem(refused), Problem::Refused(Refusal::WrongState));
    assert!(house.papers(&sponsor).await.iter().all(|paper| !paper.replaceable));
}

#[tokio::test]
async fn after_a_return_only_the_bad_paper_is_asked_for_again() {
    let house = House::new().await;
    let sponsor = house.submitted("Panti Asih").await;
    let verifier = house.officer("51.08").await;
    house.return_letter(&verifier, &sponsor).await;

    let papers = house.papers(&sponsor).await;
    let (photo, letter) = (&papers[0], &papers[1]);
    assert_eq!((photo.state, photo.replaceable), (PaperState::Accepted, false));
    assert_eq!((letter.state, letter.replaceable), (PaperState::Returned, true));
    let returned = letter.returned.as_ref().unwrap();
    assert_eq!((returned.reason, returned.words.as_str()), (ReturnReason::NotSigned, "Belum ada stempel."));
    let kept = house.upload(&sponsor, PHOTO, "lain.jpg", &sample::premises_photo(3)).await;
    assert_eq!(problem(kept), Problem::Refused(Refusal::WrongState));

    let second = house.ready(&sponsor, LETTER, 2).await;
    let letter = &house.papers(&sponsor).await[1];
    assert_eq!((letter.id, letter.number, letter.returned.clone()), (second.id, 2, None));
    assert!(letter.replaceable, "what was sent in this round is the sponsor's own to change");
    house.upload(&sponsor, LETTER, "surat-3.pdf", &sample::letter(3)).await.unwrap();
    assert_eq!(house.papers(&sponsor).await[1].number, 3);
}

#[tokio::test]
async fn the_history_tells_every_version_and_every_move_newest_first() {
    let house = House::new().await;
    let sponsor = house.submitted("Panti Kasih").await;
    let verifier = house.officer("51.08").await;
    house.return_letter(&verifier, &sponsor).await;
    house.ready(&sponsor, LETTER, 2).await;

    let history = house.history(&sponsor).await;

    let letter: Vec<(u32, Happening)> =
        history.iter().filter(|e| e.kind == LETTER).map(|e| (e.number, e.what)).collect();
    assert_eq!(
        letter,
        [
            (2, Happening::Moved(PaperAction::Pass)),
            (2, Happening::Received),
            (1, Happening::Moved(PaperAction::Replace)),
            (1, Happening::Moved(PaperAction::Return)),
            (1, Happening::Moved(PaperAction::Pass)),
            (1, Happening::Received),
        ]
    );
    let reason = history.iter().find_map(|e| e.returned.clone()).unwrap();
    assert_eq!(reason.reason, ReturnReason::NotSigned);
}

#[tokio::test]
async fn an_officer_who_is_slower_on_a_paper_is_told() {
    let house = House::new().await;
    let sponsor = house.submitted("Panti Cepat").await;
    let verifier = house.officer("51.08").await;
    let id = house.papers(&sponsor).await[0].id;
    let mut slower = house.hands.db.begin(&verifier).await.unwrap();
    let mut faster = house.hands.db.begin(&verifier).await.unwrap();

    document::accept(&mut faster, id).await.unwrap();
    let waiting = tokio::spawn(async move { document::accept(&mut slower, id).await });
    let blocked = "select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'";
    while house.count(blocked).await == 0 {}
    faster.commit().await.unwrap();

    assert_eq!(problem(waiting.await.unwrap()), Problem::Stale);
    let by_sponsor =
        house.hands.db.write(&sponsor.actor, async |scope| document::accept(scope, id).await).await;
    assert_eq!(problem(by_sponsor), Problem::Refused(Refusal::WrongRole));
}

// ---- sweeping

#[tokio::test]
async fn only_an_old_object_without_a_row_is_swept() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Bersih").await;
    let receipt = house.ready(&sponsor, LETTER, 1).await;
    let known = house.store.keys();
    let orphan = {
        let scope = house.hands.db.begin(&sponsor.actor).await.unwrap();
        DocumentId(scope.new_id())
    };
    for key in [
        keys::quarantine(sponsor.tenant(), orphan),
        keys::preview(sponsor.tenant(), orphan),
        "strange".into(),
    ] {
        house.store.put(&key, vec![0]).await.unwrap();
    }

    job::sweep(&house.hands).await.unwrap();
    assert_eq!(house.store.keys().len(), known.len() + 3, "nothing young is touched");

    let tomorrow = Hands { db: house.hands.db.shifted(Duration::hours(25)), ..house.hands.clone() };
    job::sweep(&tomorrow).await.unwrap();
    job::sweep(&tomorrow).await.unwrap();

    let mut left = known;
    left.push("strange".to_owned());
    assert_eq!(house.store.keys(), left);
    assert!(house.open(&sponsor.actor, receipt.id, View::Page(1)).await.is_ok());
}

// ---- the house

struct House {
    test: TestDb,
    hands: Hands,
    store: Arc<MemoryStore>,
}

trait Owner {
    fn tenant(&self) -> TenantId;
}

impl Owner for Sponsor {
    fn tenant(&self) -> TenantId {
        self.actor.tenant.unwrap()
    }
}

impl House {
    async fn new() -> Self {
        let test = TestDb::fresh().await;
        let store = Arc::new(MemoryStore::default());
        let hands = Hands {
            db: test.db.clone(),
            store: store.clone(),
            mailer: Arc::new(MemoryMailer::new()),
            decoder: Arc::new(InProcessDecoder),
            public_url: "http://127.0.0.1:3000".to_owned(),
        };
        Self { test, hands, store }
    }

    async fn sponsor(&self, name: &str) -> Sponsor {
        SponsorBuilder::new(name)
            .with_a_small_photo()
            .build(&self.hands, "-", Progress::Profiled)
            .await
            .unwrap()
    }

    async fn submitted(&self, name: &str) -> Sponsor {
        let sponsor = self.sponsor(name).await;
        self.ready(&sponsor, PHOTO, 1).await;
        self.ready(&sponsor, LETTER, 1).await;
        let send = async |scope: &mut services::db::Scope| {
            let version = institution::own(scope).await?.version;
            institution::submit(scope, version, true, FormKey(scope.new_id())).await
        };
        self.hands.db.write(&sponsor.actor, send).await.unwrap();
        sponsor
    }

    /// An officer of the social office of this regency or province.
    async fn officer(&self, area: &str) -> Actor {
        let kind = if area.len() == 2 { OfficeKind::DinsosProvinsi } else { OfficeKind::DinsosKabkota };
        let name = format!("Dinas Sosial {area}");
        let office = open_office(&self.hands.db, kind, &name, Some(area)).await.unwrap();
        let email = format!("petugas.{}@contoh.go.id", area.replace('.', "-"));
        let officer = invite_officer(&self.hands.db, &office, "Made Arta", &email, "-").await.unwrap();
        actor(&self.hands.db, officer.account).await.unwrap()
    }

    async fn upload(&self, sponsor: &Sponsor, kind: PaperKind, name: &str, bytes: &[u8]) -> Result<Receipt> {
        let upload = Upload {
            kind,
            person: None,
            file_name: name.to_owned(),
            bytes: bytes.to_vec(),
            form_key: FormKey(Uuid::new_v4()),
        };
        document::receive(&self.hands.db, &sponsor.actor, self.store.as_ref(), upload).await
    }

    async fn send(&self, actor: &Actor, form_key: FormKey, kind: PaperKind, bytes: &[u8]) -> Result<Receipt> {
        let upload =
            Upload { kind, person: None, file_name: "foto.jpg".to_owned(), bytes: bytes.to_vec(), form_key };
        document::receive(&self.hands.db, actor, self.store.as_ref(), upload).await
    }

    async fn decode(&self, sponsor: &Sponsor, id: DocumentId) -> Result<()> {
        job::decode(&self.hands, sponsor.tenant(), id).await
    }

    /// Uploads a good paper and decodes it.
    async fn ready(&self, sponsor: &Sponsor, kind: PaperKind, seed: u64) -> Receipt {
        let bytes = if kind == PHOTO { sample::premises_photo(seed) } else { sample::letter(seed) };
        let receipt = self.upload(sponsor, kind, "berkas", &bytes).await.unwrap();
        self.decode(sponsor, receipt.id).await.unwrap();
        receipt
    }

    async fn papers(&self, sponsor: &Sponsor) -> Vec<Paper> {
        let mut scope = self.hands.db.begin(&sponsor.actor).await.unwrap();
        document::current(&mut scope, sponsor.institution).await.unwrap()
    }

    async fn history(&self, sponsor: &Sponsor) -> Vec<PaperEntry> {
        let mut scope = self.hands.db.begin(&sponsor.actor).await.unwrap();
        document::history(&mut scope, sponsor.institution).await.unwrap()
    }

    async fn open(&self, actor: &Actor, id: DocumentId, view: View) -> Result<Opened> {
        document::open(&self.hands.db, actor, self.store.as_ref(), id, view).await
    }

    /// The verifier takes the file, opens both papers, and returns the letter.
    async fn return_letter(&self, verifier: &Actor, sponsor: &Sponsor) {
        let id = sponsor.institution;
        self.hands.db.write(verifier, async |scope| verification::take(scope, id).await).await.unwrap();
        for paper in self.papers(sponsor).await {
            self.open(verifier, paper.id, View::Page(1)).await.unwrap();
        }
        let marked = vec![(
            Item::RecommendationLetter,
            Some(ReturnReason::NotSigned),
            "Belum ada stempel.".to_owned(),
        )];
        let faults = Faults::parse(marked).unwrap();
        self.hands
            .db
            .write(verifier, async |scope| {
                let version = verification::open(scope, id).await?.version;
                verification::return_(scope, id, version, &faults, FormKey(scope.new_id())).await
            })
            .await
            .unwrap();
        let own =
            self.hands.db.write(&sponsor.actor, async |scope| institution::own(scope).await).await.unwrap();
        assert_eq!(own.state, State::Returned);
    }

    async fn count(&self, sql: &str) -> i64 {
        let mut conn = self.test.superuser().await;
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut conn).await.unwrap()
    }
}

fn problem<T>(answer: Result<T>) -> Problem {
    match answer {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.into_problem(),
    }
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}
