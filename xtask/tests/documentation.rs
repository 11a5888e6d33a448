//! The documentation's own promises: what it links to is there.

use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn every_link_to_a_file_of_the_repository_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut broken = Vec::new();
    let mut checked = 0;
    for page in pages(root) {
        let text = fs::read_to_string(&page).unwrap();
        let folder = page.parent().unwrap();
        for target in links(&text).filter(|target| !target.contains("://") && !target.starts_with('#')) {
            let file = target.split('#').next().unwrap_or_default();
            checked += 1;
            if !folder.join(file).exists() {
                broken.push(format!("{}: {target}", page.strip_prefix(root).unwrap().display()));
            }
        }
    }
    assert!(checked > 20, "only {checked} links were found; are they still written as [text](target)?");
    assert!(broken.is_empty(), "broken links: {broken:#?}");
}

/// The pages at the root and everything below `docs`.
fn pages(root: &Path) -> Vec<PathBuf> {
    let mut pages = markdown(root);
    let mut folders = vec![root.join("docs")];
    while let Some(folder) = folders.pop() {
        pages.extend(markdown(&folder));
        folders.extend(entries(&folder).into_iter().filter(|path| path.is_dir()));
    }
    pages
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    entries(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    entries.map(|entry| entry.expect("the folder can be listed").path()).collect()
}

/// What stands in the round brackets of `[text](target)`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
}
