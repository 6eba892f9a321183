//! A house with a quiet mail server, a store in memory, and a decoder that can be made to fail.

use async_trait::async_trait;
use decode::Refusal;
use decode::protocol::{Decoded, Kind};
use domain::document::PaperKind;
use domain::id::{AccountId, FormKey, InstitutionId, TenantId};
use domain::office::OfficeKind;
use domain::problem::Problem;
use services::context::Actor;
use services::demo::{Progress, Sponsor, SponsorBuilder, actor, invite_officer, open_office};
use services::document::{self, Receipt, Upload};
use services::error::{Error, Result};
use services::gateway::decoder::{Decoder, InProcessDecoder};
use services::gateway::mail::MemoryMailer;
use services::gateway::object_store::MemoryStore;
use services::jobs::{Hands, Runner};
use services::testkit::TestDb;
use sqlx::PgConnection;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use time::Duration;
use uuid::Uuid;

/// What a decoder does with photos; letters are always opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Works,
    Panics,
    Fails,
    IsDown,
}

/// A decoder with moods.
pub struct MoodyDecoder {
    mood: Mutex<Mood>,
    calls: AtomicUsize,
}

impl MoodyDecoder {
    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap_or_else(PoisonError::into_inner) = mood;
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl Decoder for MoodyDecoder {
    async fn decode(&self, kind: Kind, bytes: &[u8]) -> Result<std::result::Result<Decoded, Refusal>> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let mood = *self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        match (kind, mood) {
            (Kind::Letter, _) | (_, Mood::Works) => InProcessDecoder.decode(kind, bytes).await,
            (_, Mood::Panics) => panic!("a decoder that panics"),
            (_, Mood::Fails) => Err(Error::internal("a decoder that fails")),
            (_, Mood::IsDown) => Err(Problem::Unavailable.into()),
        }
    }
}

/// One database, one worker.
pub struct House {
    pub test: TestDb,
    pub hands: Hands,
    pub mailer: Arc<MemoryMailer>,
    pub decoder: Arc<MoodyDecoder>,
}

impl House {
    pub async fn new() -> Self {
        let test = TestDb::fresh().await;
        let mailer = Arc::new(MemoryMailer::new());
        let decoder = Arc::new(MoodyDecoder { mood: Mutex::new(Mood::Works), calls: AtomicUsize::new(0) });
        let hands = Hands {
            db: test.db.clone(),
            store: Arc::new(MemoryStore::default()),
            mailer: mailer.clone(),
            decoder: decoder.clone(),
            public_url: "https://naungan.example.id".to_owned(),
        };
        Self { test, hands, mailer, decoder }
    }

    /// The worker as it would be after `later` has passed.
    pub fn worker(&self, later: Duration) -> Runner {
        Runner::new(Hands { db: self.test.db.shifted(later), ..self.hands.clone() })
    }

    pub async fn sponsor(&self, name: &str, progress: Progress) -> Sponsor {
        SponsorBuilder::new(name).with_a_small_photo().build(&self.hands, "-", progress).await.unwrap()
    }

    /// An officer of Buleleng, or of another area.
    pub async fn officer(&self, area: &str) -> Actor {
        let email = format!("petugas.{}@contoh.go.id", area.replace('.', "-"));
        self.officer_called(area, &email).await
    }

    pub async fn upload(&self, sponsor: &Sponsor, kind: PaperKind) {
        self.try_upload(sponsor, kind).await.unwrap();
    }

    pub async fn try_upload(&self, sponsor: &Sponsor, kind: PaperKind) -> Result<Receipt> {
        let bytes = match kind {
            PaperKind::PremisesPhoto => decode::sample::small_photo(2),
            _ => decode::sample::letter(2),
        };
        let upload = Upload {
            kind,
            person: None,
            file_name: "berkas".to_owned(),
            bytes,
            form_key: FormKey(Uuid::new_v4()),
        };
        document::receive(&self.hands.db, &sponsor.actor, self.hands.store.as_ref(), upload).await
    }

    /// A connection that sees and changes everything.
    pub async fn behind(&self) -> PgConnection {
        self.test.superuser().await
    }

    /// Runs one statement behind the doors.
    pub async fn change(&self, sql: &'static str) -> u64 {
        sqlx::query(sql).execute(&mut self.behind().await).await.unwrap().rows_affected()
    }

    /// Counts behind the doors.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&mut self.behind().await).await.unwrap()
    }

    /// One text behind the doors; empty for null.
    pub async fn text(&self, sql: &'static str) -> String {
        let text: Option<String> = sqlx::query_scalar(sql).fetch_one(&mut self.behind().await).await.unwrap();
        text.unwrap_or_default()
    }
}

/// Ids that belong to nobody.
pub fn strangers() -> (AccountId, TenantId, InstitutionId) {
    (AccountId(Uuid::new_v4()), TenantId(Uuid::new_v4()), InstitutionId(Uuid::new_v4()))
}

impl House {
    /// Another officer of the same office.
    pub async fn second_officer(&self, area: &str) -> Actor {
        self.officer_called(area, "petugas.kedua@contoh.go.id").await
    }

    /// An officer of this area with this address.
    pub async fn officer_called(&self, area: &str, email: &str) -> Actor {
        let (kind, name) = (OfficeKind::DinsosKabkota, format!("Dinas Sosial {area}"));
        let office = open_office(&self.hands.db, kind, &name, Some(area)).await.unwrap();
        let officer = invite_officer(&self.hands.db, &office, "Made Arta", email, "-").await.unwrap();
        actor(&self.hands.db, officer.account).await.unwrap()
    }

    /// Runs one statement behind the doors, which may fail.
    pub async fn try_change(&self, sql: &'static str) -> std::result::Result<u64, sqlx::Error> {
        Ok(sqlx::query(sql).execute(&mut self.behind().await).await?.rows_affected())
    }

    /// So many institutions that were sent, over all regencies of Bali.
    pub async fn many_institutions(&self, count: i32) {
        let mut conn = self.behind().await;
        sqlx::raw_sql("set session_replication_role = replica").execute(&mut conn).await.unwrap();
        sqlx::query(
            "with made as (
                 insert into tenants (id, kind, name)
                 select gen_random_uuid(), 'sponsor', 'Panti ' || n from generate_series(1, $1) n returning id, name)
             insert into institutions (id, tenant_id, kind, name, in_charge, phone, residents, village_code,
                 region_edition, street, receipt, sent_by, state, version, reach, due_on, submitted_at,
                 sent_name, sent_kind, sent_region_path)
             select gen_random_uuid(), id, 'panti', name, 'X', '', 1, '51.08.05.2002', '2025', 'Jalan', name,
                    gen_random_uuid(), 'submitted', 1,
                    '51.0' || (1 + abs(hashtext(name)) % 8) || '.05.2002', '2026-12-01'::date + abs(hashtext(name)) % 30,
                    now(), name, 'panti', 'Panji'
               from made",
        )
        .bind(count)
        .execute(&mut conn)
        .await
        .unwrap();
        sqlx::raw_sql("vacuum analyze institutions").execute(&mut conn).await.unwrap();
    }
}
