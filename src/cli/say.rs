//! Printing. A closed pipe is no failure (`wenshu list causes | head`); a full disk is one, for the whole command.

use crate::diag::Diagnostic;
use crate::output::findings;
use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Something was printed and is lost.
static LOST: AtomicBool = AtomicBool::new(false);

/// To standard output.
pub fn out(text: &str) {
    bytes(text.as_bytes());
}

/// A file to standard output.
pub fn bytes(bytes: &[u8]) {
    let mut out = std::io::stdout();
    // flushed here: what is written when the program ends fails unseen
    let Err(fault) = out.write_all(bytes).and_then(|()| out.flush()) else { return };
    if fault.kind() == ErrorKind::BrokenPipe || LOST.swap(true, Ordering::Relaxed) {
        return;
    }
    let why = match fault.kind() {
        ErrorKind::StorageFull => "磁盘已满".to_string(),
        ErrorKind::QuotaExceeded => "超出磁盘配额".to_string(),
        _ => format!("系统错误 {}", fault.raw_os_error().unwrap_or_default()),
    };
    error(&format!("标准输出写不出去，内容不全：{why}。腾出空间或者换一个地方，再运行一次"));
}

/// Whether something that was to be printed is lost.
pub fn is_lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// A line to standard error.
pub fn line(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// A failure to standard error.
pub fn error(text: &str) {
    line(&format!("错误：{text}"));
}

/// Findings for people, worst first, with the source lines of `source` where they stand in `file`.
pub fn findings(all: &[Diagnostic], file: &str, source: &str) {
    line(findings::text(all, file, source).trim_end());
}
