//! Every route, tried by everybody who may not: anonymous, another role, another tenant. The victim's rows
//! carry canaries, and no refused answer holds one.

use crate::app::{Browser, Page, TestApp, own};
use app::routes::{Access, Route, TABLE};
use domain::office::OfficeKind;
use http::{HeaderMap, Method};
use services::demo::{Progress, Sponsor};
use services::document;

const CANARY: &str = "KANARI";

async fn ask(browser: &Browser, route: &Route, path: &str) -> Page {
    let mut browser = browser.clone();
    if route.method == "get" {
        return browser.get(path).await;
    }
    let mut headers: HeaderMap = own();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    browser.send(Method::POST, path, headers, b"versi=1&words=kata&declared=1".to_vec()).await
}

fn leaks(page: &Page) -> bool {
    page.body.contains(CANARY)
        || page.headers.values().any(|value| value.to_str().is_ok_and(|text| text.contains(CANARY)))
}

/// The route's path, pointed at the victim.
async fn at_victim(app: &TestApp, victim: &Sponsor, route: &Route) -> String {
    let papers = app
        .hands
        .db
        .write(&victim.actor, async |scope| document::current(scope, victim.institution).await)
        .await
        .unwrap();
    let paper = papers[0].id.to_string();
    let id = if route.path.starts_with("/sponsor") { paper.clone() } else { victim.institution.to_string() };
    route
        .path
        .replace("{id}", &id)
        .replace("{paper}", &paper)
        .replace("{kind}", "premises_photo")
        .replace("{page}", "1")
        .replace("{link}", "0")
        .replace("{issuer}", "tidak-ada")
}

#[tokio::test]
async fn nobody_gets_through_a_door_that_is_not_theirs() {
    let app = TestApp::start().await;
    let victim = app.sponsor("KANARI Panti", Progress::Submitted).await;
    let other = app.sponsor("Panti Lain", Progress::Submitted).await;
    app.officer(OfficeKind::DinsosKabkota, Some("51.71"), "made@dinsos.contoh.id").await;
    app.officer(OfficeKind::Pusdatin, None, "dewi@pusdatin.contoh.id").await;
    let anonymous = app.browser();
    let sponsor = app.signed_in(&other.email).await;
    let stranger = app.signed_in("made@dinsos.contoh.id").await;
    let national = app.signed_in("dewi@pusdatin.contoh.id").await;

    for route in TABLE {
        let path = at_victim(&app, &victim, route).await;
        let wrong: Vec<(&str, &Browser)> = match route.access {
            Access::Public => vec![],
            Access::Sponsor(_) => {
                vec![("anonymous", &anonymous), ("officer", &stranger), ("national", &national)]
            }
            Access::Office(_) | Access::Desk => vec![("anonymous", &anonymous), ("sponsor", &sponsor)],
        };
        for (who, browser) in wrong {
            let page = ask(browser, route, &path).await;
            assert!(!page.status.is_success(), "{who} {} {path}: {}", route.method, page.status);
            assert!(!leaks(&page), "{who} {} {path}", route.method);
        }
        // The right kind of door, the wrong tenant or area.
        let neighbours: Vec<(&str, &Browser)> = match route.access {
            Access::Sponsor(_) => vec![("another sponsor", &sponsor)],
            Access::Office(_) | Access::Desk => vec![("another area", &stranger), ("national", &national)],
            Access::Public => vec![],
        };
        for (who, browser) in neighbours {
            let page = ask(browser, route, &path).await;
            assert!(!leaks(&page), "{who} {} {path}", route.method);
            if route.path.contains("{id}") {
                assert!(page.status.is_client_error(), "{who} {} {path}: {}", route.method, page.status);
            }
        }
    }
}

#[tokio::test]
async fn a_hidden_case_and_an_absent_one_are_the_same_answer() {
    let app = TestApp::start().await;
    let victim = app.sponsor("KANARI Panti", Progress::Submitted).await;
    app.officer(OfficeKind::DinsosKabkota, Some("51.71"), "made@dinsos.contoh.id").await;
    let mut stranger = app.signed_in("made@dinsos.contoh.id").await;
    let absent_id = uuid::Uuid::new_v4().to_string();

    let hidden = stranger.get(&format!("/kantor/lembaga/{}", victim.institution)).await;
    let absent = stranger.get(&format!("/kantor/lembaga/{absent_id}")).await;

    let blank = |page: &Page, id: &str| {
        let request = page.headers["x-request-id"].to_str().unwrap().to_owned();
        page.body.replace(&request, "").replace(id, "")
    };
    assert_eq!(hidden.status, absent.status);
    assert_eq!(blank(&hidden, &victim.institution.to_string()), blank(&absent, &absent_id));
}
