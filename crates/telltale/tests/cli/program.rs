//! Runs the program in a folder of its own, without the environment of whoever runs the tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Exit status 0: done.
pub(crate) const DONE: i32 = 0;
/// Exit status 2: wrong usage or input.
pub(crate) const WRONG: i32 = 2;
/// Exit status 4: ledger damaged or locked.
pub(crate) const DAMAGED: i32 = 4;

/// What a run of the program came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Standard output of a run that is done.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, DONE, "{}", self.stderr);
        self.stdout
    }

    /// Standard output of a run that is done, as JSON.
    #[track_caller]
    pub(crate) fn json(self) -> Value {
        serde_json::from_str(&self.done()).expect("JSON on standard output")
    }

    /// Standard error of a run that was refused, with nothing on standard output.
    #[track_caller]
    pub(crate) fn refused(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (WRONG, ""), "{}", self.stderr);
        self.stderr
    }
}

/// A temporary folder in which the program runs.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A folder with the new case `NAME` in it.
    pub(crate) fn with_case(name: &str) -> Folder {
        let folder = Folder::new();
        folder.run(&["case", "new", name]).done();
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program, to be run in this folder. Neither the environment nor the terminal reaches it.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_telltale"));
        command.args(args).env_clear().current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        outcome(&mut self.command(args))
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs_err::read_to_string(self.path(name)).expect("a text")
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs_err::write(self.path(name), bytes).expect("the folder is writable");
    }

    /// Replaces the first `from` of a file by `to`.
    #[track_caller]
    pub(crate) fn edit(&self, name: &str, from: &str, to: &[u8]) {
        let text = self.read(name);
        let (before, after) = text.split_once(from).expect("the file has what is replaced");
        self.write(name, [before.as_bytes(), to, after.as_bytes()].concat());
    }

    /// Every file below a folder, with its bytes.
    pub(crate) fn contents(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(name), &mut files);
        assert!(!files.is_empty(), "{name} has files");
        files
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs_err::read_dir(folder).expect("a folder") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let bytes = fs_err::read(&path).expect("a readable file");
            files.insert(path, bytes);
        }
    }
}

/// Runs a command to its end.
pub(crate) fn outcome(command: &mut Command) -> Ran {
    let output = command.output().expect("the program starts");
    Ran {
        code: output.status.code().expect("the program ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
    }
}

/// Runs the program in an empty folder.
pub(crate) fn run(args: &[&str]) -> Ran {
    Folder::new().run(args)
}

/// The brief of the embedded case as JSON.
pub(crate) fn brief_json(as_of: &str, language: &str) -> Value {
    run(&["brief", "--as-of", as_of, "--lang", language, "--format", "json"]).json()
}

/// The elements of an array.
#[track_caller]
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

/// A text.
#[track_caller]
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
