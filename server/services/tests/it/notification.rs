//! Mails: owed in the transaction of their cause, sent by the job, whatever the mail server does.

use crate::house::{House, strangers};
use domain::event::Message;
use domain::id::TenantId;
use domain::lang::Lang;
use domain::problem::Problem;
use serde_json::json;
use services::context::Actor;
use services::demo::{Progress, Sponsor};
use services::error::Result;
use services::notification::{self, Addressee, Round};
use time::Duration;

const NOW: Duration = Duration::ZERO;

impl House {
    /// One round of `outbox.send`, `later` from now.
    async fn post(&self, later: Duration) -> Round {
        let db = self.test.db.shifted(later);
        notification::send(&db, self.mailer.as_ref(), &self.hands.public_url).await.unwrap()
    }

    async fn owe_receipt(&self, by: &Actor, to: TenantId) -> Result<()> {
        let facts = json!({ "receipt": "NG-1", "due_on": "2026-12-04" });
        let message = Message::InstitutionSubmitted;
        self.hands
            .db
            .write(by, async |scope| {
                notification::owe(scope, message, Addressee::Tenant(to), None, &facts).await
            })
            .await
    }

    /// A sponsor whose registration mail is out of the way.
    async fn quiet_sponsor(&self, name: &str) -> (Sponsor, TenantId) {
        let sponsor = self.sponsor(name, Progress::Confirmed).await;
        self.change("delete from outbox").await;
        let tenant = sponsor.actor.tenant.unwrap();
        (sponsor, tenant)
    }
}

// ---- sending

#[tokio::test]
async fn a_registration_is_answered_by_one_mail_with_link_and_code() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Melati", Progress::Registered).await;

    let round = house.post(NOW).await;
    let again = house.post(NOW).await;

    assert_eq!(round, Round { taken: 1, sent: 1, failed: 0, unreachable: false });
    assert_eq!(again, Round::default());
    let mails = house.mailer.sent_to(&sponsor.email);
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].lang, mails[0].subject.as_str()), (Lang::Id, "Konfirmasi alamat email Anda"));
    assert!(mails[0].text.contains("https://naungan.example.id/konfirmasi/"));
    assert!(mails[0].text.lines().any(|l| l.len() == 11 && l.trim().replace(' ', "").parse::<u32>().is_ok()));
    assert_eq!(house.text("select id::text from outbox").await, mails[0].id.to_string());
}

#[tokio::test]
async fn a_mail_is_written_in_the_language_of_whoever_reads_it() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Kenanga", Progress::Registered).await;
    house.change("update accounts set lang = 'en'").await;

    house.post(NOW).await;

    assert_eq!(house.mailer.sent_to(&sponsor.email)[0].subject, "Confirm your e-mail address");
}

#[tokio::test]
async fn while_the_mail_server_is_down_people_go_on_and_the_mail_comes_later() {
    let house = House::new().await;
    house.mailer.set_down(true);
    house.sponsor("Panti Dahlia", Progress::Registered).await;
    house.sponsor("Panti Cempaka", Progress::Registered).await;

    let down = house.post(NOW).await;
    house.mailer.set_down(false);
    let too_early = house.post(NOW).await;
    let later = house.post(Duration::minutes(1)).await;

    assert_eq!((down.sent, down.unreachable), (0, true));
    assert_eq!(too_early.taken, 0);
    assert_eq!((later.sent, later.unreachable), (2, false));
}

#[tokio::test]
async fn after_an_hours_outage_every_mail_leaves_within_ten_minutes() {
    let house = House::new().await;
    house.mailer.set_down(true);
    for name in ["Panti Satu", "Panti Dua", "Panti Tiga"] {
        house.sponsor(name, Progress::Registered).await;
    }

    for minute in 0..=60 {
        house.post(Duration::minutes(minute)).await;
    }
    house.mailer.set_down(false);
    let mut sent = 0;
    for minute in 61..=70 {
        sent += house.post(Duration::minutes(minute)).await.sent;
    }

    assert_eq!(sent, 3);
}

#[tokio::test]
async fn one_full_mailbox_holds_up_nobody_else() {
    let house = House::new().await;
    let full = house.sponsor("Panti Penuh", Progress::Registered).await;
    let other = house.sponsor("Panti Lain", Progress::Registered).await;
    house.mailer.set_full(&full.email, true);

    let round = house.post(NOW).await;
    house.mailer.set_full(&full.email, false);
    let later = house.post(Duration::minutes(1)).await;

    assert_eq!((round.sent, round.unreachable), (1, false));
    assert_eq!(house.mailer.sent_to(&other.email).len(), 1);
    assert_eq!((later.sent, house.mailer.sent_to(&full.email).len()), (1, 1));
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_fails_for_good_and_leaves_no_address_behind() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Hilang", Progress::Registered).await;
    house.mailer.refuse(&sponsor.email);

    let round = house.post(NOW).await;
    let later = house.post(Duration::days(1)).await;

    assert_eq!((round.failed, later.taken), (1, 0));
    assert_eq!(
        house.text("select last_error from outbox where failed_at is not null").await,
        "refused with 550"
    );
}

#[tokio::test]
async fn a_mail_that_could_not_leave_for_three_days_fails() {
    let house = House::new().await;
    house.sponsor("Panti Lama", Progress::Registered).await;
    house.mailer.set_down(true);

    let before = house.post(Duration::hours(71)).await;
    let after = house.post(Duration::hours(73)).await;

    assert_eq!((before.failed, after.failed), (0, 1));
    assert!(house.text("select last_error from outbox").await.starts_with("gave up: mail server not usable"));
}

#[tokio::test]
async fn three_workers_send_each_mail_once() {
    let house = House::new().await;
    let (sponsor, tenant) = house.quiet_sponsor("Panti Ramai").await;
    for _ in 0..90 {
        house.owe_receipt(&sponsor.actor, tenant).await.unwrap();
    }

    let (a, b, c) = tokio::join!(house.post(NOW), house.post(NOW), house.post(NOW));

    assert_eq!(a.sent + b.sent + c.sent, 90);
    let mut ids: Vec<_> = house.mailer.sent().into_iter().map(|letter| letter.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 90);
}

#[tokio::test]
async fn a_worker_killed_while_sending_is_replaced_when_its_lease_ends() {
    let house = House::new().await;
    house.sponsor("Panti Putus", Progress::Registered).await;
    house.change("update outbox set attempts = 1, lease_until = now() + interval '60 seconds'").await;

    let leased = house.post(NOW).await;
    let free = house.post(Duration::seconds(61)).await;

    assert_eq!((leased.taken, free.sent), (0, 1));
}

#[tokio::test]
async fn a_mail_sent_twice_is_the_same_mail_to_the_mailbox() {
    let house = House::new().await;
    house.sponsor("Panti Kembar", Progress::Registered).await;
    house.post(NOW).await;
    // As if the worker had been killed after the server took the mail and before the row said so.
    house.change("update outbox set sent_at = null").await;

    house.post(NOW).await;

    let sent = house.mailer.sent();
    assert_eq!((sent.len(), sent[0].id), (2, sent[1].id));
}

#[tokio::test]
async fn what_a_newer_version_owes_stays_for_it() {
    let house = House::new().await;
    house.sponsor("Panti Baru", Progress::Registered).await;
    house.change("update outbox set message = 'card_printed'").await;

    let round = house.post(NOW).await;

    assert_eq!((round.sent, round.failed), (0, 0));
    assert_eq!(house.count("select count(*) from outbox where failed_at is null and attempts = 0").await, 1);
}

#[tokio::test]
async fn a_payload_that_was_tampered_with_is_not_sent() {
    let house = House::new().await;
    house.sponsor("Panti Rusak", Progress::Registered).await;
    house.change("update outbox set payload = payload || '\\x00'").await;

    let round = house.post(NOW).await;

    assert_eq!((round.failed, house.mailer.tries()), (1, 0));
    assert_eq!(house.text("select last_error from outbox").await, "payload unreadable");
}

// ---- who gets it

#[tokio::test]
async fn an_institutions_mail_goes_to_its_owners_of_today() {
    let house = House::new().await;
    let (sponsor, tenant) = house.quiet_sponsor("Panti Bersama").await;
    house
        .change(
            "with people as (
                 insert into accounts (id, email, name, state)
                 values (gen_random_uuid(), 'kedua@contoh.id', 'Kedua', 'active'),
                        (gen_random_uuid(), 'pergi@contoh.id', 'Pergi', 'active'),
                        (gen_random_uuid(), 'dilarang@contoh.id', 'Dilarang', 'suspended')
                 returning id, email)
             insert into memberships (id, account_id, tenant_id, role, ended_at)
             select gen_random_uuid(), p.id, t.id, 'sponsor_owner', case when p.email like 'pergi%' then now() end
               from people p, tenants t where t.kind = 'sponsor'",
        )
        .await;
    house.owe_receipt(&sponsor.actor, tenant).await.unwrap();

    house.post(NOW).await;

    let mut to: Vec<_> = house.mailer.sent().into_iter().map(|letter| letter.to).collect();
    to.sort();
    assert_eq!(to, ["kedua@contoh.id", "pantibersama@contoh.id"]);
}

#[tokio::test]
async fn one_owner_without_a_mailbox_does_not_keep_the_mail_from_the_other() {
    let house = House::new().await;
    let (sponsor, tenant) = house.quiet_sponsor("Panti Dua Orang").await;
    house
        .change(
            "with one as (insert into accounts (id, email, name, state)
                          values (gen_random_uuid(), 'mati@contoh.id', 'Mati', 'active') returning id)
             insert into memberships (id, account_id, tenant_id, role)
             select gen_random_uuid(), one.id, t.id, 'sponsor_owner' from one, tenants t where t.kind = 'sponsor'",
        )
        .await;
    house.mailer.refuse("mati@contoh.id");
    house.owe_receipt(&sponsor.actor, tenant).await.unwrap();

    let round = house.post(NOW).await;

    assert_eq!((round.sent, house.mailer.sent_to(&sponsor.email).len()), (1, 1));
}

#[tokio::test]
async fn a_mail_to_nobody_fails_and_is_seen() {
    let house = House::new().await;
    let (sponsor, tenant) = house.quiet_sponsor("Panti Kosong").await;
    house.owe_receipt(&sponsor.actor, tenant).await.unwrap();
    house.change("update memberships set ended_at = now()").await;

    let round = house.post(NOW).await;

    assert_eq!(round.failed, 1);
    assert_eq!(house.text("select last_error from outbox").await, "nobody to send it to");
}

// ---- owing

#[tokio::test]
async fn what_was_undone_is_never_mailed() {
    let house = House::new().await;
    let (sponsor, tenant) = house.quiet_sponsor("Panti Batal").await;

    let undone: Result<()> = house
        .hands
        .db
        .write(&sponsor.actor, async |scope| {
            let facts = json!({ "receipt": "NG-1", "due_on": "2026-12-04" });
            let to = Addressee::Tenant(tenant);
            notification::owe(scope, Message::InstitutionSubmitted, to, None, &facts).await?;
            Err(Problem::Stale.into())
        })
        .await;

    assert!(undone.is_err());
    assert_eq!(house.post(NOW).await.taken, 0);
}

#[tokio::test]
async fn facts_that_no_sentence_can_be_made_of_are_refused_when_they_are_owed() {
    let house = House::new().await;
    let (sponsor, tenant) = house.quiet_sponsor("Panti Keliru").await;

    let owed = house
        .hands
        .db
        .write(&sponsor.actor, async |scope| {
            let (message, to) = (Message::InstitutionSubmitted, Addressee::Tenant(tenant));
            notification::owe(scope, message, to, None, &json!({ "receipt": "NG-1" })).await
        })
        .await;

    assert_eq!(owed.unwrap_err().into_problem(), Problem::Internal);
    assert_eq!(house.count("select count(*) from outbox").await, 0);
}

#[tokio::test]
async fn a_sponsor_owes_mail_to_its_own_people_only() {
    let house = House::new().await;
    let (sponsor, _) = house.quiet_sponsor("Panti Sendiri").await;
    let (_, stranger, _) = strangers();

    let to_stranger = house.owe_receipt(&sponsor.actor, stranger).await;
    let to_owner = house
        .hands
        .db
        .write(&sponsor.actor, async |scope| {
            let to = Addressee::Account(sponsor.account);
            notification::owe(scope, Message::PasswordChanged, to, None, &json!({})).await
        })
        .await;

    assert!(to_stranger.is_err());
    to_owner.unwrap();
    assert_eq!(house.post(NOW).await.sent, 1);
}

#[tokio::test]
async fn the_public_door_owes_mail_to_the_account_that_it_serves_only() {
    let house = House::new().await;
    let (sponsor, _) = house.quiet_sponsor("Panti Umum").await;
    let owe = async |served: bool| {
        house
            .hands
            .db
            .write(&Actor::public(Lang::Id), async |scope| {
                if served {
                    scope.as_account(sponsor.account).await?;
                }
                let to = Addressee::Account(sponsor.account);
                notification::owe(scope, Message::AlreadyRegistered, to, None, &json!({})).await
            })
            .await
    };

    assert!(owe(false).await.is_err());
    assert!(owe(true).await.is_ok());
    assert_eq!(house.post(NOW).await.sent, 1);
}

#[tokio::test]
async fn an_office_owes_mail_about_the_files_of_its_area_only_and_in_its_own_name() {
    let house = House::new().await;
    let sponsor = house.sponsor("Panti Buleleng", Progress::Submitted).await;
    house.post(NOW).await;
    let tenant = sponsor.actor.tenant.unwrap();
    let (here, elsewhere) = (house.officer("51.08").await, house.officer("35.78").await);
    let owe = async |officer: &Actor| {
        house
            .hands
            .db
            .write(officer, async |scope| {
                let (message, to) = (Message::InstitutionVerified, Addressee::Tenant(tenant));
                notification::owe(scope, message, to, Some(sponsor.institution), &json!({})).await
            })
            .await
    };

    let by_neighbour = owe(&elsewhere).await;
    let by_office = owe(&here).await;
    house.post(NOW).await;

    assert!(by_office.is_ok());
    let receipt = house.text("select receipt from institutions").await;
    let mails = house.mailer.sent_to(&sponsor.email);
    let mail = mails.last().unwrap();
    assert!(mail.text.contains("sudah diverifikasi oleh Dinas Sosial 51.08."), "{}", mail.text);
    assert!(mail.text.contains(&format!("- Nomor tanda terima: {receipt}\n")), "{}", mail.text);
    assert!(by_neighbour.is_err(), "a neighbour must not write about this file");
}
