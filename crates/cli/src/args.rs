//! The command line.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf, time::Duration};

use clap::{Args as ClapArgs, Parser, Subcommand as ClapSubcommand};
use zvonilka_model::{InviteCode, Login};

use crate::owner::{Command, Lifetime, Uses};

/// The program's options.
#[derive(Debug, Parser)]
#[command(name = "zvonilka", version, about = "A messenger with calls on your own server")]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) subcommand: Subcommand,
}

/// What to do.
#[derive(Debug, ClapSubcommand)]
pub(crate) enum Subcommand {
    /// Run the server; what is missing is created
    Serve(Serve),
    /// Run the STUN and TURN relay for calls alone, on another machine
    Relay(Place),
    /// Invitations
    Invite(Invite),
    /// Accounts
    User(User),
    /// Print the description of the API (OpenAPI 3.1, JSON)
    Openapi,
}

/// Where the data and the settings are.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Place {
    /// Where everything is kept
    #[arg(long, value_name = "DIR", default_value = "./data", global = true)]
    pub(crate) data_dir: PathBuf,
    /// The settings file [default: zvonilka.toml in the data directory, if there is one]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
}

/// `serve`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The address and port to listen on; overrides the settings
    #[arg(long, value_name = "ADDR:PORT")]
    pub(crate) listen: Option<SocketAddr>,
}

/// `invite`.
#[derive(Debug, ClapArgs)]
pub(crate) struct Invite {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: InviteCommand,
}

/// What to do with invitations.
#[derive(Debug, ClapSubcommand)]
pub(crate) enum InviteCommand {
    /// Make an invitation; its code is on the last line
    Create {
        /// Whoever uses it becomes an admin
        #[arg(long)]
        admin: bool,
        /// How many people may use it: a number, or `any`
        #[arg(long, value_name = "N", default_value = "1", value_parser = uses)]
        uses: Uses,
        /// For how long: `7d`, `12h` …, or `never` for always
        #[arg(long, value_name = "TIME", default_value = "7d", value_parser = lifetime)]
        expires: Lifetime,
        /// A code of your choice, such as a family word
        #[arg(long, value_name = "WORD", value_parser = code)]
        code: Option<InviteCode>,
        /// What it is for
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// List the newest invitations
    List,
    /// Take an invitation back
    Revoke {
        /// Its code
        #[arg(value_parser = code)]
        code: InviteCode,
    },
}

/// `user`.
#[derive(Debug, ClapArgs)]
pub(crate) struct User {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: UserCommand,
}

/// What to do with accounts.
#[derive(Debug, ClapSubcommand)]
pub(crate) enum UserCommand {
    /// List everybody
    List,
    /// Make an account; its password is on the last line
    Create {
        #[arg(value_parser = login)]
        login: Login,
        /// The name to show [default: the login]
        #[arg(long)]
        name: Option<String>,
        /// Make them an admin
        #[arg(long)]
        admin: bool,
    },
    /// Make somebody an admin
    SetAdmin {
        #[arg(value_parser = login)]
        login: Login,
    },
    /// Make an admin an ordinary member again
    UnsetAdmin {
        #[arg(value_parser = login)]
        login: Login,
    },
    /// Shut an account and sign it out everywhere
    Disable {
        #[arg(value_parser = login)]
        login: Login,
    },
    /// Open a shut account again
    Enable {
        #[arg(value_parser = login)]
        login: Login,
    },
    /// Make a link, printed on the last line, with which somebody sets a new password: once and within an hour
    ResetLink {
        #[arg(value_parser = login)]
        login: Login,
    },
    /// Ask an account for no codes any more, when its owner lost them all; the password stays
    TwoStepOff {
        #[arg(value_parser = login)]
        login: Login,
    },
    /// Give an account a new random password, printed on the last line, and sign it out everywhere
    ResetPassword {
        #[arg(value_parser = login)]
        login: Login,
    },
}

impl From<InviteCommand> for Command {
    fn from(command: InviteCommand) -> Self {
        match command {
            InviteCommand::Create { admin, uses, expires, code, note } => {
                let code = code.map(InviteCode::into_string);
                Self::CreateInvite { code, admin, uses, lifetime: expires, note }
            }
            InviteCommand::List => Self::ListInvites,
            InviteCommand::Revoke { code } => Self::RevokeInvite { code: code.into_string() },
        }
    }
}

impl From<UserCommand> for Command {
    fn from(command: UserCommand) -> Self {
        let text = Login::into_string;
        match command {
            UserCommand::List => Self::ListUsers,
            UserCommand::Create { login, name, admin } => {
                Self::CreateUser { login: text(login), name, admin }
            }
            UserCommand::SetAdmin { login } => Self::SetAdmin { login: text(login), admin: true },
            UserCommand::UnsetAdmin { login } => Self::SetAdmin { login: text(login), admin: false },
            UserCommand::Disable { login } => Self::SetDisabled { login: text(login), disabled: true },
            UserCommand::Enable { login } => Self::SetDisabled { login: text(login), disabled: false },
            UserCommand::ResetLink { login } => Self::ResetLink { login: text(login) },
            UserCommand::TwoStepOff { login } => Self::TwoStepOff { login: text(login) },
            UserCommand::ResetPassword { login } => Self::ResetPassword { login: text(login) },
        }
    }
}

fn uses(text: &str) -> Result<Uses, String> {
    if text == "any" {
        return Ok(Uses::Any);
    }
    text.parse::<NonZeroU32>()
        .map(|n| Uses::UpTo(n.get()))
        .map_err(|_| "a number from 1, or `any`".to_owned())
}

fn lifetime(text: &str) -> Result<Lifetime, String> {
    const LONGEST: Duration = Duration::from_secs(3_650 * 24 * 3_600);
    if text == "never" {
        return Ok(Lifetime::Always);
    }
    match humantime::parse_duration(text) {
        Ok(time) if (Duration::from_secs(1)..=LONGEST).contains(&time) => {
            Ok(Lifetime::Seconds(time.as_secs()))
        }
        _ => Err("a length of time from 1s to 3650d, such as `7d` or `12h`, or `never`".to_owned()),
    }
}

fn code(text: &str) -> Result<InviteCode, String> {
    InviteCode::parse(text).map_err(|problem| format!("the code {problem}"))
}

fn login(text: &str) -> Result<Login, String> {
    Login::parse(text).map_err(|problem| format!("the login {problem}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn options_that_others_rely_on_are_understood() {
        for line in [
            "zvonilka serve --data-dir d --listen 127.0.0.1:0 --config f",
            "zvonilka relay --data-dir d",
            "zvonilka invite create --data-dir d --admin --uses 3 --expires 7d",
            "zvonilka invite --data-dir d create --uses any --expires never --code бабушка",
            "zvonilka user reset-password --data-dir d anna",
        ] {
            assert!(Args::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        for line in ["zvonilka invite create --uses 0", "zvonilka invite create --expires soon", "zvonilka"] {
            assert!(Args::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
