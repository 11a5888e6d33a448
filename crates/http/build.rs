//! Makes sure that the folder of the built page exists, so that the server also compiles before the page was
//! ever built; it then says how to build it.

use std::{env, fs, path::Path};

fn main() -> std::io::Result<()> {
    let here = env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| std::io::Error::other("not run by cargo"))?;
    let page = Path::new(&here).join("../../web/dist");
    fs::create_dir_all(&page)?;
    println!("cargo::rerun-if-changed=../../web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
