//! Offices: one of a kind over an area, founded by an operator, and what its people may then see.

use crate::house::House;
use domain::account::Name;
use domain::office::OfficeKind;
use domain::problem::{Problem, Rule};
use domain::region::RegionCode;
use services::context::Actor;
use services::error::Result;
use services::office::{Founding, Office, found};

impl House {
    async fn found(&self, kind: OfficeKind, name: &str, region: Option<&str>) -> Result<Office> {
        let region = region.map(|code| RegionCode::parse(code).unwrap());
        let founding = Founding { kind, name: Name::parse(name).unwrap(), region };
        self.hands.db.write(&Actor::system(None), async |scope| found(scope, &founding).await).await
    }
}

#[tokio::test]
async fn an_area_has_one_office_of_a_kind_whatever_it_is_called() {
    let house = House::new().await;
    let dinsos = OfficeKind::DinsosKabkota;

    let (one, same) = tokio::join!(
        house.found(dinsos, "Dinas Sosial Kabupaten Buleleng", Some("51.08")),
        house.found(dinsos, "Dinsos Buleleng", Some("51.08")),
    );
    let province = house.found(OfficeKind::DinsosProvinsi, "Dinas Sosial Provinsi Bali", Some("51")).await;
    let pusdatin = house.found(OfficeKind::Pusdatin, "Pusdatin Kesos", None).await;
    let again = house.found(OfficeKind::Pusdatin, "Pusdatin", None).await.unwrap();

    let one = one.unwrap();
    assert_eq!(one, same.unwrap(), "it keeps its first name");
    assert_ne!(one.tenant, province.unwrap().tenant);
    assert_eq!(again, pusdatin.unwrap());
    assert_eq!(house.count("select count(*) from tenants where kind <> 'sponsor'").await, 3);
}

#[tokio::test]
async fn an_office_without_a_region_of_its_level_is_not_founded() {
    let house = House::new().await;
    for (region, rule) in [
        (None, Rule::Missing),
        (Some("51"), Rule::NotAChoice),
        (Some("51.99"), Rule::UnknownRegion),
        // Merauke moved to another province.
        (Some("91.01"), Rule::UnknownRegion),
    ] {
        let refused = house.found(OfficeKind::DinsosKabkota, "Dinas Sosial", region).await.unwrap_err();

        assert_eq!(refused.problem(), &Problem::field("region", rule), "{region:?}");
    }
}

#[tokio::test]
async fn only_an_operator_founds_offices() {
    let house = House::new().await;
    let officer = house.officer("51.08").await;
    let founding =
        Founding { kind: OfficeKind::Pusdatin, name: Name::parse("Pusdatin Palsu").unwrap(), region: None };

    let refused = house.hands.db.write(&officer, async |scope| found(scope, &founding).await).await;

    assert!(refused.is_err());
    assert_eq!(house.count("select count(*) from tenants where kind = 'pusdatin'").await, 0);
}
