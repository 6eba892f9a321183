//! Use cases against a real PostgreSQL, as the doors reach it.

#[cfg(test)]
mod account;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod correction;
#[cfg(test)]
mod document;
#[cfg(test)]
mod house;
#[cfg(test)]
mod institution;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod notification;
#[cfg(test)]
mod office;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod person;
#[cfg(test)]
mod person_cost;
#[cfg(test)]
mod region;
#[cfg(test)]
mod tenancy;
#[cfg(test)]
mod verification;
#[cfg(test)]
mod verification_cost;
#[cfg(test)]
mod verify;
