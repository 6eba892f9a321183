//! The decoders against a corpus of honest, broken and hostile files, here and in the confined child.

#[cfg(test)]
mod child;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod photos;
#[cfg(test)]
mod samples;
