//! A known device: its owner's tries are their own.

use super::*;
use services::account::device::remember;

impl Portal {
    /// A sponsor, and what the browser in which they signed in carries.
    async fn sponsor_on_a_device(&self) -> String {
        let session = self.sponsor().await;
        let actor = self.who(&session).await.unwrap();
        remember(self.db(), &actor, None).await.unwrap()
    }

    async fn on(&self, device: &str, password: &str) -> Result<SignIn> {
        self.sign_in_on(Some(device), self.db(), EMAIL, password).await
    }

    /// A stranger guesses until there are no free tries left.
    async fn guess_in_vain(&self) {
        for _ in 0..5 {
            assert_eq!(problem(self.sign_in(EMAIL, OTHER).await), wrong());
        }
        assert!(matches!(problem(self.sign_in(EMAIL, PASSWORD).await), Problem::RateLimited(_)));
    }
}

#[tokio::test]
async fn a_stranger_who_keeps_guessing_does_not_keep_the_owners_browser_out() {
    let portal = Portal::new().await;
    let device = portal.sponsor_on_a_device().await;
    portal.guess_in_vain().await;

    token(portal.on(&device, PASSWORD).await);

    let strangers = problem(portal.sign_in(EMAIL, OTHER).await);
    assert!(
        matches!(strangers, Problem::RateLimited(_)),
        "the owner's sign-in gives a stranger no new tries"
    );
}

#[tokio::test]
async fn a_known_device_has_five_tries_of_its_own_and_then_waits_in_line() {
    let portal = Portal::new().await;
    let device = portal.sponsor_on_a_device().await;

    let mut looked_at = 0;
    while problem(portal.on(&device, OTHER).await) == wrong() {
        looked_at += 1;
    }

    assert_eq!(looked_at, 10, "five here, and the five that everybody has");
    assert!(matches!(problem(portal.on(&device, PASSWORD).await), Problem::RateLimited(1..=16)));
    let soon = portal.later(Duration::seconds(17));
    token(portal.sign_in_on(Some(&device), &soon, EMAIL, PASSWORD).await);
    token(portal.on(&device, PASSWORD).await);
}

#[tokio::test]
async fn many_tries_at_once_on_a_known_device_are_not_many_free_tries() {
    let portal = Portal::new().await;
    let device = portal.sponsor_on_a_device().await;

    let answers = futures::future::join_all((0..20).map(|_| portal.on(&device, OTHER))).await;

    let looked_at = answers.into_iter().filter(|answer| *answer.as_ref().unwrap_err().problem() == wrong());
    assert_eq!(looked_at.count(), 10);
}

#[tokio::test]
async fn a_device_of_somebody_else_and_a_forged_one_count_as_strangers() {
    let portal = Portal::new().await;
    let device = portal.sponsor_on_a_device().await;
    officer(&portal).await;
    let officers = token(portal.sign_in("made@contoh.go.id", PASSWORD).await);
    let officers = portal.who(&officers).await.unwrap();
    let others = remember(portal.db(), &officers, None).await.unwrap();
    let forged = format!("{}.{}", &device[..32], "0".repeat(32));
    portal.guess_in_vain().await;

    for cookie in [others.as_str(), forged.as_str(), "terka", ""] {
        let answer = problem(portal.on(cookie, PASSWORD).await);
        assert!(matches!(answer, Problem::RateLimited(_)), "{cookie}: {answer:?}");
    }
    // A phone that both use lets both in.
    let shared = remember(portal.db(), &officers, Some(&device)).await.unwrap();
    token(portal.on(&shared, PASSWORD).await);
    token(portal.sign_in_on(Some(&shared), portal.db(), "made@contoh.go.id", PASSWORD).await);
}

#[tokio::test]
async fn a_new_password_also_ends_the_wait_of_a_known_device() {
    let portal = Portal::new().await;
    let device = portal.sponsor_on_a_device().await;
    while problem(portal.on(&device, PASSWORD_FORGOTTEN).await) == wrong() {}
    portal.ask_reset(EMAIL).await;
    let link = portal.link("reset_password").await;

    portal.set_password(portal.db(), &link, OTHER).await;

    token(portal.on(&device, OTHER).await);
}

const PASSWORD_FORGOTTEN: &str = "bukan yang ini lagi";

#[tokio::test]
async fn nobody_is_remembered_without_a_session() {
    let portal = Portal::new().await;

    assert_eq!(problem(remember(portal.db(), &nobody(), None).await), Problem::Unauthenticated);
}
