//! `[storage]`: the files that people send.

use std::path::{Path, PathBuf};

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// The files that people send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// Where they lie. A relative path in the setting was resolved against the data directory.
    pub folder: PathBuf,
    /// Bytes of one file at most.
    pub max_file_size: u64,
    /// Bytes of all files of one person at most.
    pub quota_per_user: u64,
}

impl Storage {
    pub(crate) fn read(layers: &Layers, data_dir: &Path) -> Result<Self, ConfigError> {
        let url = layers.given(&URL);
        let folder = match url.text()? {
            None => data_dir.join(DEFAULT_FOLDER),
            Some(text) => folder(&text, data_dir).ok_or_else(|| url.refusal())?,
        };
        let bytes = |setting| {
            let given = layers.given(setting);
            given.text()?.and_then(|text| size(&text)).ok_or_else(|| given.refusal())
        };
        Ok(Self { folder, max_file_size: bytes(&MAX_FILE_SIZE)?, quota_per_user: bytes(&QUOTA_PER_USER)? })
    }
}

fn folder(text: &str, data_dir: &Path) -> Option<PathBuf> {
    let path = text.strip_prefix("file:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    // Options after a question mark would be silently lost.
    (!path.is_empty() && !path.contains('?')).then(|| data_dir.join(path))
}

/// A size such as `2GiB`, within what is sensible.
pub(crate) fn size(text: &str) -> Option<u64> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let number: u64 = text[..digits].parse().ok()?;
    let unit: u64 = match text[digits..].trim() {
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "TB" => 1_000_000_000_000,
        _ => return None,
    };
    number.checked_mul(unit).filter(|bytes| (SMALLEST..=LARGEST).contains(bytes))
}

/// Less than a photo would be a mistake in the unit.
const SMALLEST: u64 = 1 << 20;
const LARGEST: u64 = 1 << 50;

const DEFAULT_FOLDER: &str = "files";

const URL: Setting = Setting {
    section: "storage",
    key: "url",
    default: "",
    allowed: "\"file:FOLDER\"",
    display: Display::Shown,
};
const MAX_FILE_SIZE: Setting = Setting {
    section: "storage",
    key: "max_file_size",
    default: "2GiB",
    allowed: "a size from 1MiB to 1024TiB with its unit, such as \"500MiB\" or \"2GiB\"",
    display: Display::Shown,
};
const QUOTA_PER_USER: Setting = Setting {
    section: "storage",
    key: "quota_per_user",
    default: "10GiB",
    allowed: "a size from 1MiB to 1024TiB with its unit, such as \"500MiB\" or \"10GiB\"",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&URL, &MAX_FILE_SIZE, &QUOTA_PER_USER];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_unit_and_bounds() {
        assert_eq!(size("2GiB"), Some(2_147_483_648));
        assert_eq!(size("500 MB"), Some(500_000_000));
        for wrong in ["", "5", "GiB", "-1GiB", "1.5GiB", "1KiB", "2000TiB", "99999999999999999999GiB", "2gib"]
        {
            assert_eq!(size(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_relative_folder_begins_in_the_data_directory() {
        let data = Path::new("/data");
        assert_eq!(folder("file:media", data), Some("/data/media".into()));
        assert_eq!(folder("file:///mnt/media", data), Some("/mnt/media".into()));
        assert_eq!(folder("s3://bucket", data), None);
        assert_eq!(folder("file:", data), None);
    }
}
