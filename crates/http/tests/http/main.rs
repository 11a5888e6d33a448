//! The edge through real sockets, on a real database.

mod access_matrix;
mod adding;
mod attachments;
mod bad_input;
mod call_reports;
mod calls;
mod contacts;
mod documents;
mod files;
mod groups;
mod headers;
mod mail;
mod messages;
mod newcomers;
mod photos;
mod pictures;
mod previews;
mod privacy;
mod push;
mod search;
mod sessions;
mod socket;
mod someone;
mod uploads;
mod wire;
