//! The load generator behind `cargo xtask bench`: starts the program itself, so that its memory and processor
//! time can be read, and prints one JSON object a benchmark on stdout.

mod chats;
mod fanout;
mod figures;
mod history;
mod idle;
mod listener;
mod messages;
mod pairs;
mod people;
mod seed;
mod startup;
mod storm;

use std::{path::PathBuf, time::Duration};

use anyhow::bail;

/// Texts as long as the reference measurements used.
const TEXT: &str = "A message of about one hundred and twenty bytes, which is what people really write to one another in a chat, on average.";

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are this program's output")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(which), Some(binary)) = (arguments.next(), arguments.next()) else {
        bail!(
            "usage: load startup|messages|pairs|fanout|idle|storm|history|search|chats BINARY [COUNT] [SECONDS]"
        );
    };
    let count = arguments.next().map(|n| n.parse()).transpose()?;
    let seconds = Duration::from_secs(arguments.next().map(|n| n.parse()).transpose()?.unwrap_or(10));
    let binary = PathBuf::from(binary);
    let figures = match which.as_str() {
        "startup" => startup::run(binary, count.unwrap_or(9)).await?,
        "messages" => messages::run(binary, count.unwrap_or(200), seconds).await?,
        "pairs" => pairs::run(binary, count.unwrap_or(50), seconds).await?,
        "fanout" => fanout::run(binary, count.unwrap_or(1_000), seconds).await?,
        "storm" => storm::run(binary, count.unwrap_or(1_000)).await?,
        "history" => history::pages(binary, count.unwrap_or(1_000_000)).await?,
        "search" => history::search(binary, count.unwrap_or(1_000_000)).await?,
        "chats" => chats::run(binary, count.unwrap_or(1_000)).await?,
        "idle" => idle::run(binary, count.unwrap_or(10_000)).await?,
        other => bail!("no benchmark named {other}"),
    };
    println!("{figures}");
    Ok(())
}
