//! Refusals that many endpoints share, for the API description.

use std::collections::BTreeMap;

use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident { $($status:literal: $text:literal,)* })*) => {
        $(
            $(#[$doc])*
            pub(crate) struct $name;

            impl IntoResponses for $name {
                fn responses() -> BTreeMap<String, RefOr<Response>> {
                    BTreeMap::from([$(($status.to_owned(), problem($text)),)*])
                }
            }
        )*
    };
}

problems! {
    /// Of every endpoint.
    Always {
        "429": "Too many requests; see `Retry-After`",
        "500": "Our own fault; nothing was changed",
        "503": "The database cannot be reached or is busy",
    }
    /// Of endpoints that need a token.
    NeedsToken {
        "401": "`unauthenticated`, `token_expired` or `session_ended`",
    }
    /// Of endpoints with a JSON body.
    TakesJson {
        "400": "Not JSON, a wrong type, or a missing field",
        "413": "The body is larger than 64 KiB",
        "415": "The body is not `application/json`",
        "422": "A value is not acceptable; see `errors`",
    }
    /// Of endpoints with fields that are not JSON.
    TakesFields {
        "400": "Something is missing or cannot be read, or the body was cut off",
        "422": "A value is not acceptable; see `errors`",
    }
    /// Of endpoints with query parameters.
    TakesQuery {
        "400": "A parameter of a wrong type, or a missing one",
        "422": "A value is not acceptable; see `errors`",
    }
    /// Of endpoints that name a thing in the path.
    NamesThing {
        "404": "Not there, or not for this person to know of",
    }
}

fn problem(text: &str) -> RefOr<Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(text).content("application/problem+json", content).build().into()
}
