//! An uploaded file, of any bytes: it is looked into, a picture is freed of what it tells about its maker, and whatever
//! is wrong with it is said of the file.

use std::sync::LazyLock;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use zvonilka_files::{FilesError, Vault};

struct Room {
    runtime: Runtime,
    vault: Vault,
    folder: TempDir,
}

static ROOM: LazyLock<Room> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let folder = TempDir::new().expect("a folder");
    let vault = runtime.block_on(Vault::open(folder.path())).expect("a vault");
    Room { runtime, vault, folder }
});

/// Takes the bytes of an upload.
pub fn uploaded_file(bytes: &[u8]) {
    let Room { runtime, vault, folder } = &*ROOM;
    let path = folder.path().join("arrived");
    std::fs::write(&path, bytes).expect("the file can be written");
    match runtime.block_on(vault.look_into(&path, None)) {
        Ok(_) | Err(FilesError::UnreadablePicture) => {}
        Err(error) => panic!("a fault of ours and not of the file: {error}"),
    }
}
