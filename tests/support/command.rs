//! Runs the program as a user does, with a time limit, and looks at what it leaves on disk.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    /// Exit status.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Both outputs.
    pub fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// No command may take longer.
const LIMIT: Duration = Duration::from_secs(60);

/// The program with its arguments.
pub fn wenshu<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wenshu"));
    command.args(arguments);
    command
}

/// The same as someone without rights over other people's files: a test run by root gives them up first.
pub fn wenshu_unprivileged<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let user = Command::new("id").arg("-u").output().expect("id").stdout;
    if user.trim_ascii() != b"0" {
        return wenshu(arguments);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", env!("CARGO_BIN_EXE_wenshu")]).args(arguments);
    command
}

/// Runs it, with `input` on standard input; panics when it does not end in time or says anything that is not UTF-8.
pub fn run(mut command: Command, input: &str) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input");
    // A program that does not read its input closes the pipe.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let (send, receive) = mpsc::channel();
    let read = |mut from: Box<dyn Read + Send>, name: &'static str| {
        let send = send.clone();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = from.read_to_end(&mut bytes);
            let _ = send.send((name, bytes));
        });
    };
    read(Box::new(child.stdout.take().expect("output")), "out");
    read(Box::new(child.stderr.take().expect("errors")), "err");
    let mut texts = BTreeMap::new();
    for _ in 0..2 {
        let Ok((name, bytes)) = receive.recv_timeout(LIMIT) else {
            let _ = child.kill();
            panic!("{command:?} hangs");
        };
        texts.insert(name, String::from_utf8(bytes).expect("what is said is UTF-8"));
    }
    let code = child.wait().expect("it ended").code().expect("not killed");
    Ran { code, out: texts["out"].clone(), err: texts["err"].clone() }
}

/// An empty folder that anyone may use, taken away at the end.
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// A new one, whatever else runs; `name` is for the eye.
    pub fn new(name: &str) -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("wenshu-test-{name}-{}-{count}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("scratch folder");
        let mut mode = std::fs::metadata(&folder).expect("scratch folder").permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o777);
        std::fs::set_permissions(&folder, mode).expect("scratch folder");
        Scratch(folder)
    }
    /// A path in it, as an argument.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
    /// A file in it.
    pub fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).expect("a file");
        self.path(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Every file below a folder with its bytes; empty when there is no such folder.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        for entry in std::fs::read_dir(&current).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                out.insert(name, std::fs::read(&path).unwrap_or_default());
            }
        }
    }
    out
}
