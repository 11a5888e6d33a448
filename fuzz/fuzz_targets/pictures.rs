//! An uploaded file, of any bytes: it is looked into, a picture is freed of what it tells about its maker, and whatever
//! is wrong with it is said of the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use zvonilka_hostile::uploaded_file;

fuzz_target!(|bytes: &[u8]| uploaded_file(bytes));
