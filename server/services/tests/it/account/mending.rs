//! A wrong address: the registration under it goes when its sender has registered again.

use super::*;
use services::account::withdraw::withdraw;

const WRONG: &str = "sari@cotoh.id";

impl Portal {
    async fn withdraw(&self, reference: &str) {
        withdraw(self.db(), reference).await.unwrap();
    }

    async fn accounts(&self) -> i64 {
        self.house.count("select count(*) from accounts").await
    }
}

#[tokio::test]
async fn a_registration_under_the_right_address_leaves_none_under_the_wrong_one() {
    let portal = Portal::new().await;
    let wrongs = portal.register(WRONG, PASSWORD).await;
    let (link, code) = (portal.link("confirm_email").await, portal.code().await);
    let rights = portal.register(EMAIL, PASSWORD).await;

    portal.withdraw(&wrongs).await;

    for table in ["accounts", "account_emails", "tenants", "institutions", "outbox", "email_tokens"] {
        let mut behind = portal.house.behind().await;
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(&mut behind)
            .await
            .unwrap();
        assert_eq!(rows, 1, "{table}");
    }
    assert_eq!(portal.look(portal.db(), &link).await, LinkState::Unknown);
    assert_eq!(problem(portal.enter(portal.db(), &wrongs, &code).await), Problem::NotFound);
    signed_in(portal.enter(portal.db(), &rights, &portal.code().await).await.unwrap());
}

#[tokio::test]
async fn the_owner_of_the_wrong_address_may_register_with_it_afterwards() {
    let portal = Portal::new().await;
    let wrongs = portal.register(WRONG, PASSWORD).await;
    portal.withdraw(&wrongs).await;

    let owners = portal.register(WRONG, OTHER).await;
    signed_in(portal.enter(portal.db(), &owners, &portal.code().await).await.unwrap());

    token(portal.sign_in(WRONG, OTHER).await);
}

#[tokio::test]
async fn a_confirmed_account_and_a_newer_registration_are_not_taken_back() {
    let portal = Portal::new().await;
    let first = portal.register(EMAIL, OTHER).await;
    let newer = portal.register(EMAIL, PASSWORD).await;
    portal.withdraw(&first).await;
    assert_eq!(portal.accounts().await, 1, "somebody registered anew");

    signed_in(portal.enter(portal.db(), &newer, &portal.code().await).await.unwrap());
    // Registering with an address that has an account answers alike, and so does taking it back.
    let told = portal.register(EMAIL, OTHER).await;
    for reference in [first.as_str(), &newer, &told, "terka", ""] {
        portal.withdraw(reference).await;
    }

    assert_eq!(portal.accounts().await, 1);
    token(portal.sign_in(EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn a_stranger_takes_no_invitation_back() {
    let portal = Portal::new().await;
    portal.invite("made@contoh.go.id").await;
    let invitation = portal.link("invitation").await;
    let strangers = portal.register("made@contoh.go.id", OTHER).await;

    portal.withdraw(&strangers).await;

    assert!(matches!(portal.set_password(portal.db(), &invitation, PASSWORD).await, LinkState::Ready(_)));
    token(portal.sign_in("made@contoh.go.id", PASSWORD).await);
}

#[tokio::test]
async fn a_mail_that_was_sent_again_can_still_be_taken_back() {
    let portal = Portal::new().await;
    let first = portal.register(WRONG, PASSWORD).await;
    let again = portal.resend(&portal.later(Duration::minutes(2)), &first).await.unwrap();

    portal.withdraw(&first).await;
    assert_eq!(portal.accounts().await, 1, "the newest reference counts");
    portal.withdraw(&again).await;

    assert_eq!(portal.accounts().await, 0);
}
