//! How issuers are spoken to: with time-outs, without redirects, and never reading more than is sensible.

use super::Fault;
use crate::error::{Error, Result};
use openidconnect::http::{self, Response};
use openidconnect::reqwest::{self, ClientBuilder, redirect};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, RequestTokenError};
use std::pin::Pin;
use std::time::Duration;

/// Most bytes of an answer. Key sets of real issuers have a few thousand.
pub(super) const MOST_BYTES: usize = 256 * 1024;
/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(4);
/// Longest wait for a whole answer.
const WHOLE: Duration = Duration::from_secs(8);

/// The client.
#[derive(Debug, Clone)]
pub(super) struct Wire(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum WireError {
    #[error("no answer: {0}")]
    Silent(#[from] reqwest::Error),
    #[error("an answer of more than {MOST_BYTES} bytes")]
    TooLong,
    #[error("no HTTP: {0}")]
    NotHttp(#[from] http::Error),
}

impl Wire {
    pub fn new() -> Result<Self> {
        ClientBuilder::new()
            // A redirect would let an issuer send our secret elsewhere.
            .redirect(redirect::Policy::none())
            // Only the configuration reads the environment.
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .build()
            .map(Self)
            .map_err(Error::internal)
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, WireError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut builder = Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            builder = builder.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > MOST_BYTES {
                return Err(WireError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(builder.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = WireError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, WireError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.exchange(request))
    }
}

/// What a failed exchange of the code means. The log learns the kind, never the words of the other side.
pub(super) fn fault<T>(issuer: &str, error: &RequestTokenError<WireError, T>) -> Fault
where
    T: openidconnect::ErrorResponse + 'static,
{
    match error {
        RequestTokenError::Request(why) => {
            tracing::warn!(issuer, error = %why, "an issuer does not answer");
            Fault::Unreachable
        }
        RequestTokenError::ServerResponse(_) => {
            tracing::warn!(issuer, "an issuer refused a code");
            Fault::Unproven
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            tracing::warn!(issuer, "an issuer answered a code with something else than tokens");
            Fault::Unproven
        }
    }
}
