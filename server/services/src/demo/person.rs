//! A person in care, answered as far as a test or the demo world wants, by the portal's own use cases.

use super::sponsor::form_key;
use crate::context::Actor;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::person::{self, Answers};
use domain::id::PersonId;
use domain::person::{
    BirthInput, ConsentInput, Consenter, Criterion, Disability, GroundInput, HomeInput, IdentityInput, Lives,
    Method, NoMother, NoNik, Parents, Precision, Sex,
};
use time::Date;

/// What a person is made of. Without more words: a name, and papers that lie with the family.
#[derive(Clone)]
pub struct PersonBuilder {
    identity: IdentityInput,
    birth: Option<BirthInput>,
    home: Option<HomeInput>,
    ground: Option<GroundInput>,
    consent: Option<ConsentInput>,
}

impl PersonBuilder {
    /// A person of this name and sex, whose NIK is not known.
    pub fn new(name: &str, sex: Sex) -> Self {
        let identity = IdentityInput {
            name: name.to_owned(),
            sex: sex.word().to_owned(),
            has_nik: "belum".to_owned(),
            no_nik: NoNik::WithFamily.word().to_owned(),
            ..IdentityInput::default()
        };
        Self { identity, birth: None, home: None, ground: None, consent: None }
    }

    /// With this NIK.
    #[must_use]
    pub fn nik(mut self, digits: &str) -> Self {
        "ya".clone_into(&mut self.identity.has_nik);
        digits.clone_into(&mut self.identity.nik);
        self
    }

    /// Without a NIK, for this reason.
    #[must_use]
    pub fn without_nik(mut self, reason: NoNik) -> Self {
        "belum".clone_into(&mut self.identity.has_nik);
        reason.word().clone_into(&mut self.identity.no_nik);
        self
    }

    /// Known by other names as well.
    #[must_use]
    pub fn also_called(mut self, aliases: &str) -> Self {
        aliases.clone_into(&mut self.identity.aliases);
        self
    }

    /// Born there on this day, of a mother whose name is not known.
    #[must_use]
    pub fn born(mut self, place: &str, day: u8, month: u8, year: i32) -> Self {
        self.birth = Some(BirthInput {
            place: place.to_owned(),
            day: day.to_string(),
            month: month.to_string(),
            year: year.to_string(),
            precision: Precision::Day.word().to_owned(),
            has_mother: "tidak".to_owned(),
            no_mother: NoMother::Unknown.word().to_owned(),
            ..BirthInput::default()
        });
        self
    }

    /// The date is known only so exactly.
    #[must_use]
    pub fn known_to(mut self, precision: Precision) -> Self {
        if let Some(birth) = &mut self.birth {
            precision.word().clone_into(&mut birth.precision);
        }
        self
    }

    /// Born of this mother.
    #[must_use]
    pub fn of_mother(mut self, name: &str) -> Self {
        if let Some(birth) = &mut self.birth {
            "ya".clone_into(&mut birth.has_mother);
            name.clone_into(&mut birth.mother);
        }
        self
    }

    /// On this family card.
    #[must_use]
    pub fn on_card(mut self, digits: &str) -> Self {
        if let Some(birth) = &mut self.birth {
            digits.clone_into(&mut birth.kk);
        }
        self
    }

    /// Lives in the institution since this month, with no other address.
    #[must_use]
    pub fn lives_inside(mut self, month: u8, year: i32, room: &str) -> Self {
        self.home = Some(HomeInput {
            lives: Lives::Inside.word().to_owned(),
            since_month: month.to_string(),
            since_year: year.to_string(),
            room: room.to_owned(),
            has_address: "tidak".to_owned(),
            ..HomeInput::default()
        });
        self
    }

    /// Lives outside, in care since this month.
    #[must_use]
    pub fn lives_outside(mut self, month: u8, year: i32, village: &str, street: &str) -> Self {
        self.home = Some(HomeInput {
            lives: Lives::Outside.word().to_owned(),
            since_month: month.to_string(),
            since_year: year.to_string(),
            ..HomeInput::default()
        });
        self.with_address(village, street)
    }

    /// The address of the family card, or of the place outside.
    #[must_use]
    pub fn with_address(mut self, village: &str, street: &str) -> Self {
        if let Some(home) = &mut self.home {
            "ya".clone_into(&mut home.has_address);
            village.clone_into(&mut home.village);
            street.clone_into(&mut home.street);
            "2".clone_into(&mut home.rt);
        }
        self
    }

    /// On this ground.
    #[must_use]
    pub fn because(mut self, criterion: Criterion, parents: Parents) -> Self {
        self.ground = Some(GroundInput {
            criterion: criterion.word().to_owned(),
            parents: parents.word().to_owned(),
            ..GroundInput::default()
        });
        self
    }

    /// With this disability, and a note about it.
    #[must_use]
    pub fn with(mut self, disability: Disability, note: &str) -> Self {
        if let Some(ground) = &mut self.ground {
            ground.disabilities.push(disability.word().to_owned());
            note.clone_into(&mut ground.note);
        }
        self
    }

    /// The person agreed, before a witness.
    #[must_use]
    pub fn agreed(self, witness: &str) -> Self {
        let form =
            ConsentInput { witness: witness.to_owned(), ..consent(Consenter::Oneself, Method::Witnessed) };
        Self { consent: Some(form), ..self }
    }

    /// This parent signed.
    #[must_use]
    pub fn agreed_by_parent(self, name: &str) -> Self {
        let form =
            ConsentInput { consenter: name.to_owned(), ..consent(Consenter::Parent, Method::Signature) };
        Self { consent: Some(form), ..self }
    }

    /// The institution signed as guardian, on this ground.
    #[must_use]
    pub fn agreed_by_institution(self, name: &str, basis: &str) -> Self {
        let form = ConsentInput {
            consenter: name.to_owned(),
            basis: basis.to_owned(),
            ..consent(Consenter::Institution, Method::Signature)
        };
        Self { consent: Some(form), ..self }
    }

    /// Enters the person on the actor's list, group by group.
    ///
    /// # Errors
    /// Whatever a use case on the way says.
    pub async fn add(self, db: &Db, actor: &Actor) -> Result<PersonId> {
        let identity = self.identity.parse().map_err(Error::from)?;
        let id = db.write(actor, async |scope| person::add(scope, &identity, form_key(scope)).await).await?;
        let today = db.begin(actor).await?.today();
        for (revision, answers) in (0..).zip(&self.rest(today)?) {
            db.write(actor, async |scope| person::save(scope, id, revision, answers, form_key(scope)).await)
                .await?;
        }
        Ok(id)
    }

    /// The groups behind the first, read on this day.
    fn rest(&self, today: Date) -> Result<Vec<Answers>> {
        let mut groups = Vec::new();
        let mut born = None;
        if let Some(birth) = &self.birth {
            let birth = birth.parse(today).map_err(Error::from)?;
            born = Some(birth.date);
            groups.push(Answers::Birth(birth));
        }
        if let Some(home) = &self.home {
            groups.push(Answers::Home(home.parse(today).map_err(Error::from)?));
        }
        if let Some(ground) = &self.ground {
            groups.push(Answers::Ground(ground.parse().map_err(Error::from)?));
        }
        if let Some(consent) = &self.consent {
            let consent = ConsentInput {
                day: today.day().to_string(),
                month: u8::from(today.month()).to_string(),
                year: today.year().to_string(),
                ..consent.clone()
            };
            groups.push(Answers::Consent(consent.parse(today, born).map_err(Error::from)?));
        }
        Ok(groups)
    }
}

/// The fifth group without names and without its day, which is that of entering.
fn consent(by: Consenter, method: Method) -> ConsentInput {
    ConsentInput {
        by: by.word().to_owned(),
        method: method.word().to_owned(),
        agreed: "ya".to_owned(),
        ..ConsentInput::default()
    }
}
