//! Jobs: taken once, tried five times, lost never; and what comes round by itself.

use crate::house::{House, Mood};
use async_trait::async_trait;
use decode::Refusal;
use decode::protocol::{Decoded, Kind};
use domain::document::{PaperKind, PaperState};
use domain::id::{DocumentId, TenantId};
use services::context::Actor;
use services::demo::{Progress, Sponsor};
use services::document;
use services::error::Error;
use services::gateway::decoder::Decoder;
use services::jobs::{self, Figures, Hands, Runner, Task};
use std::sync::Arc;
use time::Duration;
use tokio::sync::Notify;
use uuid::Uuid;

const PHOTO: PaperKind = PaperKind::PremisesPhoto;
const LETTER: PaperKind = PaperKind::RecommendationLetter;
const NOW: Duration = Duration::ZERO;

impl House {
    async fn run(&self, later: Duration) -> usize {
        self.worker(later).run_all_now().await.unwrap()
    }

    async fn state(&self, sponsor: &Sponsor, kind: PaperKind) -> PaperState {
        let mut scope = self.hands.db.begin(&sponsor.actor).await.unwrap();
        let papers = document::current(&mut scope, sponsor.institution).await.unwrap();
        papers.iter().find(|paper| paper.kind == kind).unwrap().state
    }

    /// A sponsor with a complete profile, whose mail is out of the way.
    async fn profiled(&self, name: &str) -> Sponsor {
        let sponsor = self.sponsor(name, Progress::Profiled).await;
        self.change("delete from outbox").await;
        sponsor
    }

    async fn figures(&self, later: Duration) -> Figures {
        let mut scope = self.test.db.shifted(later).begin(&Actor::ops()).await.unwrap();
        jobs::figures(&mut scope).await.unwrap()
    }

    /// Runs everything that comes round by itself, `later` from now.
    async fn come_round(&self, later: Duration) {
        self.worker(later).run_periodic().await.unwrap();
    }
}

// ---- owed jobs

#[tokio::test]
async fn an_uploaded_paper_is_ready_when_the_worker_has_run() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Melati").await;
    house.upload(&sponsor, PHOTO).await;

    let handled = house.run(NOW).await;

    assert_eq!((handled, house.state(&sponsor, PHOTO).await), (1, PaperState::Ready));
    assert_eq!(house.run(NOW).await, 0);
    assert_eq!(house.count("select count(*) from jobs where done_at is not null").await, 1);
}

#[tokio::test]
async fn a_poison_job_leaves_after_five_tries_and_holds_up_nobody() {
    for (mood, why) in [(Mood::Panics, "panicked"), (Mood::Fails, "internal")] {
        let house = House::new().await;
        let sponsor = house.profiled("Panti Racun").await;
        house.decoder.set(mood);
        house.upload(&sponsor, PHOTO).await;
        house.upload(&sponsor, LETTER).await;

        house.run(NOW).await;
        let letter = house.state(&sponsor, LETTER).await;
        for hour in 1..10 {
            house.run(Duration::hours(hour)).await;
        }

        assert_eq!(letter, PaperState::Ready, "the letter behind the poison is read at once");
        assert_eq!(house.count("select attempts::bigint from jobs where failed_at is not null").await, 5);
        assert_eq!(house.text("select last_error from jobs where failed_at is not null").await, why);
        assert_eq!(house.figures(Duration::hours(10)).await.failed, 1);
    }
}

#[tokio::test]
async fn a_paper_that_could_not_be_checked_is_refused_and_its_sponsor_told() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Sabda").await;
    house.decoder.set(Mood::Fails);
    house.upload(&sponsor, PHOTO).await;

    for hour in 0..6 {
        assert!(house.state(&sponsor, PHOTO).await != PaperState::Refused || hour == 5);
        house.run(Duration::hours(hour)).await;
    }
    house.decoder.set(Mood::Works);
    house.upload(&sponsor, PHOTO).await;
    house.run(Duration::hours(7)).await;

    assert_eq!(house.text("select refusal from documents where state = 'replaced'").await, "not-checked");
    assert_eq!(house.mailer.sent_to(&sponsor.email).len(), 1);
    assert_eq!(house.state(&sponsor, PHOTO).await, PaperState::Ready, "the same file may be sent again");
}

#[tokio::test]
async fn a_job_that_failed_waits_longer_each_time() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Sabar").await;
    house.decoder.set(Mood::Fails);
    house.upload(&sponsor, PHOTO).await;

    let at_once = house.run(NOW).await;
    let too_early = house.run(Duration::seconds(9)).await;
    let second = house.run(Duration::seconds(11)).await;
    let too_early_again = house.run(Duration::seconds(49)).await;
    let third = house.run(Duration::seconds(52)).await;

    assert_eq!([at_once, too_early, second, too_early_again, third], [1, 0, 1, 0, 1]);
}

#[tokio::test]
async fn an_outage_of_a_neighbour_never_uses_up_the_tries() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Tenang").await;
    house.decoder.set(Mood::IsDown);
    house.upload(&sponsor, PHOTO).await;

    for minute in 0..20 {
        assert_eq!(house.run(Duration::minutes(minute)).await, 1);
    }
    house.decoder.set(Mood::Works);
    house.run(Duration::minutes(21)).await;

    assert_eq!(house.state(&sponsor, PHOTO).await, PaperState::Ready);
}

#[tokio::test]
async fn an_outage_of_three_days_by_the_database_s_clock_ends_the_job() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Sepi").await;
    house.decoder.set(Mood::IsDown);
    house.upload(&sponsor, PHOTO).await;

    house.run(Duration::hours(71)).await;
    let before = house.count("select attempts::bigint from jobs").await;
    for hour in 73..80 {
        house.run(Duration::hours(hour)).await;
    }

    assert_eq!(before, 0);
    assert_eq!(house.count("select attempts::bigint from jobs where failed_at is not null").await, 5);
    assert_eq!(house.state(&sponsor, PHOTO).await, PaperState::Refused);
}

/// A decoder that waits in the middle of its work and then fails.
#[derive(Default)]
struct Stuck {
    began: Notify,
    go_on: Notify,
}

#[async_trait]
impl Decoder for Stuck {
    async fn decode(&self, _: Kind, _: &[u8]) -> services::error::Result<Result<Decoded, Refusal>> {
        self.began.notify_one();
        self.go_on.notified().await;
        Err(Error::internal("a decoder that was stuck"))
    }
}

#[tokio::test]
async fn a_worker_that_lost_its_lease_writes_nothing_also_after_a_try_that_did_not_count() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Macet").await;
    let stuck = Arc::new(Stuck::default());
    let slow = Runner::new(Hands { decoder: stuck.clone(), ..house.hands.clone() });
    house.upload(&sponsor, PHOTO).await;

    let (ran, ()) = tokio::join!(slow.run_once(), async {
        stuck.began.notified().await;
        // The lease is over, another worker takes the job, finds the decoder down and gives the try back.
        house.decoder.set(Mood::IsDown);
        assert_eq!(house.run(Duration::seconds(61)).await, 1);
        assert_eq!(house.count("select attempts::bigint from jobs").await, 1);
        stuck.go_on.notify_one();
    });

    assert_eq!(ran.unwrap(), 1);
    assert_eq!(house.text("select last_error from jobs").await, "unavailable");
}

#[tokio::test]
async fn a_job_whose_worker_died_is_taken_again_when_its_lease_ends() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Putus").await;
    house.upload(&sponsor, PHOTO).await;
    house.change("update jobs set attempts = 1, lease_until = now() + interval '60 seconds'").await;

    let leased = house.run(NOW).await;
    let free = house.run(Duration::seconds(61)).await;

    assert_eq!((leased, free), (0, 1));
    assert_eq!(house.state(&sponsor, PHOTO).await, PaperState::Ready);
}

#[tokio::test]
async fn a_job_that_killed_five_workers_is_not_tried_a_sixth_time() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Bahaya").await;
    house.upload(&sponsor, PHOTO).await;
    house.change("update jobs set attempts = 5, lease_until = now() - interval '1 second'").await;

    house.run(NOW).await;

    assert_eq!(house.decoder.calls(), 0);
    assert_eq!(house.text("select last_error from jobs where failed_at is not null").await, "worker-died");
}

#[tokio::test]
async fn three_workers_run_each_job_once() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Ramai").await;
    house.upload(&sponsor, PHOTO).await;
    house.upload(&sponsor, LETTER).await;

    let (a, b, c) = tokio::join!(house.run(NOW), house.run(NOW), house.run(NOW));

    assert_eq!((a + b + c, house.decoder.calls()), (2, 2));
}

#[tokio::test]
async fn a_job_that_a_newer_version_owes_stays_for_it() {
    let house = House::new().await;
    house
        .change("insert into jobs (id, name, subject_id) values (gen_random_uuid(), 'card.print', gen_random_uuid())")
        .await;

    assert_eq!(house.run(NOW).await, 0);
    assert_eq!(house.count("select count(*) from jobs where attempts = 0 and failed_at is null").await, 1);
}

#[tokio::test]
async fn a_job_about_a_paper_that_is_gone_is_done() {
    let house = House::new().await;
    let task =
        Task::DecodeDocument { tenant: TenantId(Uuid::new_v4()), document: DocumentId(Uuid::new_v4()) };
    let owe = async |scope: &mut services::db::Scope| jobs::enqueue(scope, task).await;
    house.hands.db.write(&Actor::system(None), owe).await.unwrap();

    assert_eq!(house.run(NOW).await, 1);
    assert_eq!(house.count("select count(*) from jobs where done_at is not null").await, 1);
}

#[tokio::test]
async fn a_sponsor_owes_jobs_about_its_own_tenant_only() {
    let house = House::new().await;
    let sponsor = house.profiled("Panti Sendiri").await;
    let task =
        Task::DecodeDocument { tenant: TenantId(Uuid::new_v4()), document: DocumentId(Uuid::new_v4()) };

    let owed = house.hands.db.write(&sponsor.actor, async |scope| jobs::enqueue(scope, task).await).await;

    assert!(owed.is_err());
}

#[tokio::test]
async fn the_worker_goes_on_until_it_is_told_to_stop_and_is_woken_by_new_work() {
    let house = House::new().await;
    let worker = house.worker(NOW);
    let mailed = async {
        let sponsor = house.sponsor("Panti Siaga", Progress::Registered).await;
        while house.mailer.sent_to(&sponsor.email).is_empty() {
            tokio::task::yield_now().await;
        }
    };

    Box::pin(worker.run_until(mailed)).await;

    assert_eq!(house.count("select count(*) from outbox where sent_at is not null").await, 1);
}

// ---- figures

#[tokio::test]
async fn the_watcher_counts_what_is_owed_and_how_long() {
    let house = House::new().await;
    assert_eq!(house.figures(NOW).await, Figures::default());
    let sponsor = house.profiled("Panti Hitung").await;
    house.sponsor("Panti Surat", Progress::Registered).await;
    house.upload(&sponsor, PHOTO).await;

    let figures = house.figures(Duration::minutes(2)).await;

    assert_eq!((figures.due, figures.outbox_due, figures.failed, figures.outbox_failed), (1, 1, 0, 0));
    assert!((120..180).contains(&figures.oldest_age_s), "{figures:?}");
    assert!((120..180).contains(&figures.outbox_oldest_s), "{figures:?}");
}

// ---- what comes round

#[tokio::test]
async fn a_registration_that_nobody_confirmed_is_forgotten_with_all_that_came_with_it() {
    let house = House::new().await;
    let kept = house.sponsor("Panti Tetap", Progress::Confirmed).await;
    house.sponsor("Panti Lupa", Progress::Registered).await;

    house.come_round(Duration::days(6)).await;
    let in_time = house.count("select count(*) from accounts").await;
    house.come_round(Duration::days(8)).await;

    assert_eq!(in_time, 2);
    for (what, sql) in [
        ("accounts", "select count(*) from accounts"),
        ("addresses", "select count(*) from account_emails"),
        ("tenants", "select count(*) from tenants"),
        ("institutions", "select count(*) from institutions"),
        ("memberships", "select count(*) from memberships"),
        ("mails", "select count(*) from outbox"),
    ] {
        assert_eq!(house.count(sql).await, 1, "{what}");
    }
    assert_eq!(house.text("select email from accounts").await, kept.email);
}

#[tokio::test]
async fn a_registration_with_a_link_that_still_works_is_kept() {
    let house = House::new().await;
    house.sponsor("Panti Lambat", Progress::Registered).await;
    house.change("update email_tokens set expires_at = now() + interval '9 days'").await;

    house.come_round(Duration::days(8)).await;
    let kept = house.count("select count(*) from accounts").await;
    house.come_round(Duration::days(10)).await;

    assert_eq!((kept, house.count("select count(*) from accounts").await), (1, 0));
}

#[tokio::test]
async fn an_office_outlives_an_invitation_that_nobody_took_up() {
    let house = House::new().await;
    house.officer("51.08").await;
    house.change("update accounts set state = 'pending', confirmed_at = null").await;

    house.come_round(Duration::days(8)).await;

    assert_eq!(house.count("select count(*) from accounts").await, 0);
    assert_eq!(house.count("select count(*) from tenants").await, 1);
}

#[tokio::test]
async fn an_account_that_was_confirmed_once_is_never_forgotten() {
    let house = House::new().await;
    house.sponsor("Panti Sejarah", Progress::Submitted).await;
    house.change("update accounts set state = 'pending'").await;

    house.come_round(Duration::days(8)).await;

    assert_eq!(house.count("select count(*) from accounts").await, 1);
    assert_eq!(house.count("select count(*) from institution_events").await, 1);
}

#[tokio::test]
async fn a_tidying_transaction_deletes_a_thousand_rows_at_most() {
    let house = House::new().await;
    for sql in [
        "insert into throttles (key, failures, updated_at) select n::text, 1, now() from generate_series(1, 2500) n",
        "insert into outbox (id, message, tenant_id, payload, sent_at)
         select gen_random_uuid(), 'x', gen_random_uuid(), 'said', now() from generate_series(1, 2500)",
        "create function few() returns trigger language plpgsql as $$
         begin
             if (select count(*) from gone) > 1000 then raise exception 'too many at once'; end if;
             return null;
         end $$",
        "create trigger few after delete on throttles referencing old table as gone
            for each statement execute function few()",
        "create trigger few after update on outbox referencing old table as gone
            for each statement execute function few()",
    ] {
        house.change(sql).await;
    }

    house.come_round(Duration::days(8)).await;

    assert_eq!(house.count("select count(*) from throttles").await, 0);
    assert_eq!(house.count("select count(*) from outbox where payload <> ''").await, 0);
}

#[tokio::test]
async fn what_is_counted_or_deleted_by_age_or_by_its_account_has_an_index() {
    let house = House::new().await;
    let mut conn = house.behind().await;
    for (table, column) in [
        ("accounts", "created_at"),
        ("sessions", "expires_at"),
        ("sessions", "ended_at"),
        ("email_tokens", "expires_at"),
        ("throttles", "updated_at"),
        ("form_keys", "at"),
        ("parked_posts", "expires_at"),
        ("jobs", "done_at"),
        ("outbox", "sent_at"),
        ("outbox", "failed_at"),
        ("outbox", "account_id"),
        ("outbox", "tenant_id"),
        ("jobs", "created_at"),
        ("outbox", "created_at"),
    ] {
        let indexed: bool = sqlx::query_scalar(
            "select exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid
                             where i.indrelid = $1::regclass and a.attname = $2 and a.attnum = i.indkey[0])",
        )
        .bind(table)
        .bind(column)
        .fetch_one(&mut conn)
        .await
        .unwrap();
        assert!(indexed, "{table}.{column}");
    }
    // Every column by which a deleted tenant or account looks for what goes with it, or forbids it.
    let bare: Vec<String> = sqlx::query_scalar(
        "select c.conname::text from pg_constraint c
          where c.contype = 'f' and c.conparentid = 0
            and c.confrelid in ('tenants'::regclass, 'accounts'::regclass, 'institutions'::regclass, 'documents'::regclass)
            and not exists (select from pg_index i
                             where i.indrelid = c.conrelid
                               and (i.indkey::smallint[])[0:cardinality(c.conkey) - 1] @> c.conkey)",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    assert_eq!(bare, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_over_goes_a_week_later_and_what_was_typed_at_once() {
    let house = House::new().await;
    house.profiled("Panti Rapi").await;
    house
        .change("insert into parked_posts (key, path, body, expires_at) values ('k', '/sponsor', '', now() + interval '30 minutes')")
        .await;
    let left = async || {
        [
            house.count("select count(*) from parked_posts").await,
            house.count("select count(*) from throttles").await,
            house.count("select count(*) from sessions").await,
            house.count("select count(*) from email_tokens").await,
            house.count("select count(*) from form_keys").await,
        ]
    };

    let before = left().await;
    house.come_round(Duration::hours(1)).await;
    let soon = left().await;
    house.come_round(Duration::days(6)).await;
    let in_the_week = left().await;
    house.come_round(Duration::days(10)).await;

    assert!(before.iter().all(|count| *count > 0), "{before:?}");
    assert_eq!((soon[0], &soon[1..]), (0, &before[1..]));
    assert_eq!(in_the_week, soon);
    assert_eq!(left().await, [0; 5]);
}

#[tokio::test]
async fn a_mail_keeps_its_row_and_loses_its_secrets() {
    let house = House::new().await;
    house.sponsor("Panti Rahasia", Progress::Registered).await;
    house.run(NOW).await;

    house.come_round(Duration::hours(1)).await;
    let same_day = house.count("select count(*) from outbox where payload <> ''").await;
    house.come_round(Duration::hours(25)).await;

    assert_eq!(same_day, 1);
    assert_eq!(
        house.count("select count(*) from outbox where sent_at is not null and payload = ''").await,
        1
    );
}

#[tokio::test]
async fn a_mail_that_was_given_up_loses_its_secrets_too() {
    let house = House::new().await;
    house.sponsor("Panti Buntu", Progress::Registered).await;
    house.change("update outbox set failed_at = now()").await;

    house.come_round(Duration::hours(1)).await;
    let same_day = house.count("select count(*) from outbox where payload <> ''").await;
    house.come_round(Duration::hours(25)).await;

    assert_eq!(same_day, 1);
    assert_eq!(
        house.count("select count(*) from outbox where failed_at is not null and payload = ''").await,
        1
    );
}

#[tokio::test]
async fn two_workers_may_tidy_up_at_once() {
    let house = House::new().await;
    house.sponsor("Panti Satu", Progress::Registered).await;
    house.sponsor("Panti Dua", Progress::Registered).await;

    tokio::join!(house.come_round(Duration::days(8)), house.come_round(Duration::days(8)));

    assert_eq!(house.count("select count(*) from accounts").await, 0);
    assert_eq!(house.count("select count(*) from tenants").await, 0);
}
