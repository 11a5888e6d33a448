//! Defaults, file and environment laid over each other, with the origin of every value kept for refusals.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Toml},
    value::{Dict, Map, Value},
};

use crate::{
    ConfigError,
    setting::{self, Display, Setting, VARIABLE_PREFIX},
};

/// The merged settings before they are typed.
pub(crate) struct Layers(Figment);

/// One value as it was written, and where.
pub(crate) struct Given {
    setting: &'static Setting,
    value: Value,
    origin: String,
}

/// Reads a file that has to be there.
pub(crate) fn read(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })
}

/// Reads a file that may be missing.
pub(crate) fn read_if_present(path: &Path) -> Result<Option<String>, ConfigError> {
    match read(path) {
        Ok(text) => Ok(Some(text)),
        Err(ConfigError::Unreadable { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(None),
        Err(other) => Err(other),
    }
}

impl Layers {
    /// Lays `file` and `environment` over the defaults and refuses names that mean nothing.
    pub(crate) fn new(
        file: Option<(PathBuf, String)>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Layer::defaults());
        if let Some((path, text)) = file {
            let dict = parse(&path, &text)?;
            refuse_unknown(&dict, &path)?;
            figment = figment.merge(Layer { origin: path.display().to_string(), dict });
        }
        Ok(Self(figment.merge(Layer::environment(environment)?)))
    }

    /// The value that counts for `setting`.
    pub(crate) fn given(&self, setting: &'static Setting) -> Given {
        let name = format!("{}.{}", setting.section, setting.key);
        let value = self.0.find_value(&name).expect("the defaults name every setting");
        let origin =
            self.0.get_metadata(value.tag()).map_or("the defaults", |layer| layer.name.as_ref()).to_owned();
        Given { setting, value, origin }
    }
}

impl Given {
    /// Text, or `None` when it is empty.
    pub(crate) fn text(&self) -> Result<Option<String>, ConfigError> {
        let text = self.value.as_str().ok_or_else(|| self.refusal())?.trim();
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    /// Yes or no.
    pub(crate) fn flag(&self) -> Result<bool, ConfigError> {
        let written = self.value.as_str().and_then(|text| text.trim().parse().ok());
        written.or_else(|| self.value.to_bool()).ok_or_else(|| self.refusal())
    }

    /// A whole number within `bounds`.
    pub(crate) fn count(&self, bounds: std::ops::RangeInclusive<u32>) -> Result<u32, ConfigError> {
        let written = self.value.as_str().and_then(|text| text.trim().parse().ok());
        let number = written.or_else(|| self.value.to_i128().and_then(|number| u32::try_from(number).ok()));
        number.filter(|number| bounds.contains(number)).ok_or_else(|| self.refusal())
    }

    /// A length of time such as `45s`, within `bounds`.
    pub(crate) fn span(&self, bounds: std::ops::RangeInclusive<Duration>) -> Result<Duration, ConfigError> {
        let text = self.text()?.ok_or_else(|| self.refusal())?;
        let span = humantime::parse_duration(&text).map_err(|_| self.refusal())?;
        if bounds.contains(&span) { Ok(span) } else { Err(self.refusal()) }
    }

    /// A list: an array of texts in TOML, separated by commas in the environment. Each item goes through `parse`.
    pub(crate) fn list<T>(&self, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ConfigError> {
        let items: Vec<&str> = if let Some(text) = self.value.as_str() {
            text.split(',').map(str::trim).filter(|item| !item.is_empty()).collect()
        } else {
            let items = self.value.as_array().ok_or_else(|| self.refusal())?;
            let texts = items.iter().map(|item| item.as_str().map(str::trim));
            texts.collect::<Option<_>>().ok_or_else(|| self.refusal())?
        };
        items
            .into_iter()
            .map(|item| parse(item).ok_or_else(|| self.refusal_of(&format!("{item:?}"))))
            .collect()
    }

    /// The sentence that refuses the whole value.
    pub(crate) fn refusal(&self) -> ConfigError {
        self.refusal_of(&written(&self.value))
    }

    fn refusal_of(&self, value: &str) -> ConfigError {
        let value = match self.setting.display {
            Display::Shown => value.to_owned(),
            Display::Hidden => "(hidden)".to_owned(),
        };
        ConfigError::Invalid {
            setting: self.setting.to_string(),
            value,
            origin: self.origin.clone(),
            allowed: self.setting.allowed.to_owned(),
        }
    }
}

/// One source of settings.
struct Layer {
    origin: String,
    dict: Dict,
}

impl Layer {
    fn defaults() -> Self {
        let mut layer = Self { origin: "the defaults".to_owned(), dict: Dict::new() };
        for setting in setting::all() {
            layer.insert(setting, setting.default.to_owned());
        }
        layer
    }

    fn environment(pairs: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut layer = Self { origin: "the environment".to_owned(), dict: Dict::new() };
        for (name, value) in pairs {
            if !name.starts_with(VARIABLE_PREFIX) || is_no_setting(&name) {
                continue;
            }
            match setting::all().find(|setting| setting.variable() == name) {
                Some(setting) => layer.insert(setting, value),
                None => {
                    return Err(ConfigError::Unknown {
                        known: known_variables(&name),
                        name,
                        origin: layer.origin,
                    });
                }
            }
        }
        Ok(layer)
    }

    fn insert(&mut self, setting: &Setting, value: String) {
        let section = self.dict.entry(setting.section.to_owned()).or_insert_with(|| Value::from(Dict::new()));
        if let Value::Dict(_, keys) = section {
            keys.insert(setting.key.to_owned(), Value::from(value));
        }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.origin.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.dict.clone()))
    }
}

/// Variables with our prefix that belong to the project's own tests and development commands.
fn is_no_setting(name: &str) -> bool {
    ["ZVONILKA_BIN", "ZVONILKA_SERVER"].contains(&name) || name.starts_with("ZVONILKA_TEST_")
}

fn parse(path: &Path, text: &str) -> Result<Dict, ConfigError> {
    let not_toml = |error: figment::Error| ConfigError::NotToml {
        path: path.to_owned(),
        // The parser draws the line with a caret below it; an owner reads one line in a log.
        reason: error.to_string().split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let mut profiles = Toml::string(text).data().map_err(not_toml)?;
    Ok(profiles.remove(&Profile::Default).unwrap_or_default())
}

fn refuse_unknown(dict: &Dict, path: &Path) -> Result<(), ConfigError> {
    let unknown = |name: String, known: String| ConfigError::Unknown {
        name,
        origin: path.display().to_string(),
        known,
    };
    for (section, value) in dict {
        let keys: Vec<&str> =
            setting::all().filter(|setting| setting.section == section).map(|setting| setting.key).collect();
        let Value::Dict(_, given) = value else {
            return Err(unknown(section.clone(), sections()));
        };
        if keys.is_empty() {
            return Err(unknown(format!("[{section}]"), sections()));
        }
        if let Some(key) = given.keys().find(|key| !keys.contains(&key.as_str())) {
            return Err(unknown(format!("[{section}] {key}"), keys.join(", ")));
        }
    }
    Ok(())
}

fn sections() -> String {
    let mut names: Vec<String> = setting::all().map(|setting| format!("[{}]", setting.section)).collect();
    names.dedup();
    names.join(", ")
}

/// The variables of the same section, or all sections' prefixes when the section is unknown too.
fn known_variables(name: &str) -> String {
    let section = name[VARIABLE_PREFIX.len()..].split('_').next().unwrap_or_default().to_lowercase();
    let same: Vec<String> =
        setting::all().filter(|setting| setting.section == section).map(Setting::variable).collect();
    if same.is_empty() { sections() } else { same.join(", ") }
}

/// A value in the form in which its owner wrote it.
fn written(value: &Value) -> String {
    match value {
        Value::String(_, text) => format!("{text:?}"),
        Value::Char(_, character) => format!("{character:?}"),
        Value::Bool(_, flag) => flag.to_string(),
        Value::Num(_, number) => match (number.to_i128(), number.to_f64()) {
            (Some(whole), _) => whole.to_string(),
            (None, Some(fraction)) => fraction.to_string(),
            (None, None) => "a number".to_owned(),
        },
        Value::Empty(..) => "nothing".to_owned(),
        Value::Dict(..) => "a table".to_owned(),
        Value::Array(_, items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
    }
}
