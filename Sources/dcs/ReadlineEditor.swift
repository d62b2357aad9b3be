@preconcurrency import CReadline
import CTerminal
import Console
import Glibc

/// Line editing, history and completion by GNU Readline.
///
/// Readline is one per process and calls plain C functions, which cannot capture: what they need is
/// in this file's variables, touched only by the thread that runs the prompt.
final class ReadlineEditor: LineEditor {
  static let longestHistory: Int32 = 10_000
  let isInteractive = true
  private let history: HistoryFile?

  /// `complete` is asked with the entry so far and the cursor's byte offset in it.
  init(
    history: HistoryFile?, complete: @escaping (_ text: String, _ cursor: Int) -> EntryCompletion
  ) {
    self.history = history
    completionSource = complete
    rl_readline_name = UnsafePointer(strdup("dcs"))  // lets ~/.inputrc say $if dcs
    rl_getc_function = readByte
    rl_attempted_completion_function = attemptCompletion
    rl_completer_word_break_characters = UnsafePointer(strdup(" \t\n\"'()[]{},:;=+-*/^@|<>.?"))
    rl_sort_completion_matches = 0
    using_history()
    stifle_history(Self.longestHistory)
    // With these two, an entry of several lines comes back as one.
    history_comment_char = CChar(UInt8(ascii: "#"))
    history_write_timestamps = 1
    if let history { readHistory(history.path) }
  }

  func readLine(prompt: String, earlier: String) -> LineInput {
    earlierText = earlier
    dcs_clear_interrupts()
    guard let line = readline(prompt) else { return .endOfInput }
    defer { free(line) }
    guard dcs_interrupt_count() == 0 else {
      dcs_clear_interrupts()
      return .interrupted
    }
    return .line(String(cString: line))
  }

  func remember(_ entry: String) {
    guard entry != lastEntry else { return }
    add_history(entry)
    if let history, history.prepare() { append_history(1, history.path) }
  }

  private var lastEntry: String? {
    guard history_length > 0, let entry = history_get(history_base + history_length - 1) else {
      return nil
    }
    return String(cString: entry.pointee.line)
  }

  private func readHistory(_ path: String) {
    read_history(path)
    if history_length >= Self.longestHistory { history_truncate_file(path, Self.longestHistory) }
  }
}

nonisolated(unsafe) private var completionSource: ((String, Int) -> EntryCompletion)?
nonisolated(unsafe) private var earlierText = ""
nonisolated(unsafe) private var matches: [String] = []

/// One byte from the terminal. A Ctrl-C during the wait clears the line and hands it in empty:
/// readline looks at `rl_done` only after a key, so the interrupted read must be seen here. The
/// kernel may deliver the signal to another thread, which interrupts no wait of this one: hence the
/// short waits.
private func readByte(_ stream: UnsafeMutablePointer<FILE>?) -> Int32 {
  while true {
    rl_check_signals()
    if dcs_was_continued() != 0 { rl_forced_update_display() }
    if dcs_interrupt_count() > 0 { return keyAfterInterrupt() }
    var input = pollfd(fd: fileno(stream), events: Int16(POLLIN), revents: 0)
    guard poll(&input, 1, longestWait) > 0 else { continue }
    var byte: UInt8 = 0
    let count = read(fileno(stream), &byte, 1)
    if count == 1 { return Int32(byte) }
    if count == 0 || errno != EINTR { return EOF }
  }
}

/// In milliseconds.
private let longestWait: Int32 = 100

/// A question such as "Display all 105 possibilities?" takes no line for an answer and is aborted
/// first.
private func keyAfterInterrupt() -> Int32 {
  let isAsking = rl_readline_state & UInt(RL_STATE_MOREINPUT) != 0
  if isAsking { return abortKey }
  rl_replace_line("", 0)
  rl_done = 1
  return Int32(UInt8(ascii: "\n"))
}

/// Ctrl-G.
private let abortKey: Int32 = 7

/// Readline asks how the word between `start` and `end` may go on.
private func attemptCompletion(
  _ word: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  rl_attempted_completion_over = 1  // never readline's own file names
  rl_completion_append_character = 0
  guard let completionSource, let buffer = rl_line_buffer else { return nil }
  let text = earlierText + String(cString: buffer)
  let offset = earlierText.utf8.count
  let completion = completionSource(text, offset + Int(end))
  if isSecondTab, let signature = completion.signature { showAbove(signature) }
  matches = completion.candidates.map {
    fitted($0, from: completion.start, to: offset + Int(start), in: text)
  }
  return rl_completion_matches(word) { _, number in
    Int(number) < matches.count ? strdup(matches[Int(number)]) : nil
  }
}

/// The candidate replaces the text from `own`; readline wants what replaces its word, which begins
/// at `word`.
private func fitted(_ candidate: String, from own: Int, to word: Int, in text: String) -> String {
  if own <= word { return String(decoding: candidate.utf8.dropFirst(word - own), as: UTF8.self) }
  return String(decoding: text.utf8.dropFirst(word).prefix(own - word), as: UTF8.self) + candidate
}

private var isSecondTab: Bool {
  guard let last = rl_last_func else { return false }
  let complete: @convention(c) (Int32, Int32) -> Int32 = rl_complete
  return unsafeBitCast(last, to: Int.self) == unsafeBitCast(complete, to: Int.self)
}

/// Prints `text` under the line being edited, then draws the line again.
private func showAbove(_ text: String) {
  fputs("\n\(text)\n", rl_outstream)
  rl_on_new_line()
}
