//! Counters before accounts, everywhere: nobody waits for somebody who waits for them.

use super::{EMAIL, PASSWORD, Portal, form, nobody, problem, wrong};
use domain::account::{Email, Password};
use domain::problem::Problem;
use services::account::{LinkState, register, reset};
use services::error::Result;
use sqlx::PgConnection;
use time::Duration;

/// Whether somebody waits for a lock.
async fn waits(watcher: &mut PgConnection) -> bool {
    sqlx::query_scalar(
        "select exists (select from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock')",
    )
    .fetch_one(watcher)
    .await
    .unwrap()
}

/// Runs `work` while somebody else holds every counter; meanwhile it must leave every account free.
async fn while_counters_are_held<T>(portal: &Portal, work: impl Future<Output = T>) -> T {
    let (mut holder, mut watcher) = (portal.house.behind().await, portal.house.behind().await);
    for hold in ["begin", "select from throttles for update"] {
        sqlx::query(hold).execute(&mut holder).await.unwrap();
    }
    let watch = async {
        while !waits(&mut watcher).await {
            tokio::task::yield_now().await;
        }
        let free = sqlx::query("select from accounts for update nowait").execute(&mut holder).await;
        sqlx::query("rollback").execute(&mut holder).await.unwrap();
        free
    };
    let (done, free) = tokio::join!(work, watch);
    assert!(free.unwrap().rows_affected() > 0, "an account was there, and nobody had locked it");
    done
}

#[tokio::test]
async fn a_new_password_takes_the_counter_before_the_account() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    assert_eq!(problem(portal.sign_in(EMAIL, "bukan sandi saya").await), wrong());
    portal.ask_reset(EMAIL).await;
    let link = portal.link("reset_password").await;

    let set =
        while_counters_are_held(&portal, Box::pin(portal.set_password(portal.db(), &link, PASSWORD))).await;

    assert!(matches!(set, LinkState::Ready(_)), "{set:?}");
}

#[tokio::test]
async fn another_mail_takes_the_counter_before_the_account() {
    let portal = Portal::new().await;
    let reference = portal.register(EMAIL, PASSWORD).await;
    let soon = portal.later(Duration::minutes(2));

    while_counters_are_held(&portal, Box::pin(portal.resend(&soon, &reference))).await.unwrap();

    assert_eq!(portal.mails("confirm_email").await, 2);
}

/// Whoever comes too late or too often is told; nobody is told that the portal is out of order.
fn check_told<T: std::fmt::Debug>(answer: Result<T>) {
    if let Err(error) = answer {
        let told = *error.problem() == wrong() || matches!(error.problem(), Problem::RateLimited(_));
        assert!(told, "{error:?}");
    }
}

#[tokio::test]
async fn many_new_passwords_and_sign_ins_at_once_all_get_an_answer() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    let email = Email::parse(EMAIL).unwrap();
    let hash = portal.passwords.hash(&Password::parse(PASSWORD).unwrap()).await.unwrap();

    for round in 1..=10 {
        let db = portal.later(Duration::hours(2 * round));
        db.write(&nobody(), async |scope| reset::ask(scope, &email).await).await.unwrap();
        let link = portal.link("reset_password").await;
        let sign_in = || portal.sign_in_at(&db, EMAIL, PASSWORD);
        let set = async || db.write(&nobody(), async |scope| reset::set(scope, &link, &hash).await).await;
        let ask = async || db.write(&nobody(), async |scope| reset::ask(scope, &email).await).await;

        let (one, set_one, two, asked, set_two, three) =
            tokio::join!(sign_in(), set(), sign_in(), ask(), set(), sign_in());

        for answer in [one, two, three] {
            check_told(answer);
        }
        asked.unwrap();
        let set = [set_one.unwrap(), set_two.unwrap()];
        let set = set.iter().filter(|set| matches!(set, LinkState::Ready(_))).count();
        assert!(set <= 1, "a link sets one password");
    }
}

#[tokio::test]
async fn many_registrations_and_other_mails_for_one_address_at_once_all_get_an_answer() {
    let portal = Portal::new().await;
    let mut reference = portal.register(EMAIL, PASSWORD).await;

    for round in 1..=10 {
        let db = portal.later(Duration::hours(2 * round));
        let form = form(EMAIL, PASSWORD);
        let again =
            async || db.write(&nobody(), async |scope| register::register(scope, &form, "-").await).await;
        let resend = || portal.resend(&db, &reference);

        let (mail, first, other_mail, second) = tokio::join!(resend(), again(), resend(), again());

        check_told(mail);
        check_told(other_mail);
        first.unwrap();
        reference = second.unwrap();
    }
}
