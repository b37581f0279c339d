//! Stops the build where the compiler would be missing from the package.

use std::path::Path;

fn main() {
    let manifest = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| ".".into());
    let init = Path::new(&manifest).join("../fraiseql/compiler/__init__.py");
    println!("cargo::rerun-if-changed={}", init.display());
    if !init.is_file() {
        println!(
            "cargo::error=fraiseql/compiler/__init__.py is missing. fraiseql/compiler is a symbolic link to \
             ../compiler, and this copy of the source has lost it, so the package would be built without its \
             compiler. Clone again with symbolic links (`git config --global core.symlinks true`; on Windows \
             also turn on developer mode), or restore it: `ln -s ../compiler fraiseql/compiler`."
        );
    }
}
