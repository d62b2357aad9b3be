import Foundation
import Testing

/// dcs on a pseudo-terminal: what a person types goes in, what the screen would show comes out.
final class TerminalSession {
  struct Silence: Error, CustomStringConvertible {
    let awaited: String
    let seen: String
    var description: String {
      "waited in vain for \(awaited.debugDescription); the terminal showed:\n\(seen)"
    }
  }

  private static let setsid: Int16 = 0x80  // POSIX_SPAWN_SETSID, which Glibc's module does not show
  // What unlockpt and ptsname do, which it does not show either: TIOCSPTLCK and TIOCGPTN.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
  private static let patience: TimeInterval = 20
  private let master: Int32
  private let process: pid_t
  /// Everything shown so far, without escape sequences.
  private(set) var screen = ""
  /// Where the next `wait` begins to look.
  private var position: String.Index { screen.index(screen.startIndex, offsetBy: consumed) }
  private var consumed = 0

  init(
    _ arguments: [String] = [], in folder: Folder, columns: UInt16 = 100, rows: UInt16 = 24,
    variables: [String: String] = [:]
  ) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (isLocked, number): (Int32, Int32) = (0, -1)
    try #require(
      ioctl(master, Self.setLock, &isLocked) == 0 && ioctl(master, Self.getNumber, &number) == 0)
    let slave = "/dev/pts/\(number)"
    Self.setSize(of: master, columns, rows)
    process = try Self.spawn(
      [try #require(Binary.path)] + arguments, terminal: slave,
      Binary.environment(home: folder).merging(variables) { $1 })
  }

  /// As a person who draws the window larger or smaller. A prompt that stands there is drawn again.
  func resize(columns: UInt16, rows: UInt16) {
    Self.setSize(of: master, columns, rows)
    kill(process, SIGWINCH)
  }

  private static func setSize(of terminal: Int32, _ columns: UInt16, _ rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  deinit {
    kill(process, SIGKILL)
    close(master)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// A new session whose first opened terminal, as descriptor 0, becomes its controlling one:
  /// Ctrl-C works.
  private static func spawn(_ words: [String], terminal: String, _ environment: [String: String])
    throws -> pid_t
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, setsid)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    var process: pid_t = 0
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for string in arguments + variables { free(string) } }
    try #require(posix_spawn(&process, words[0], &actions, &attributes, arguments, variables) == 0)
    return process
  }

  // MARK: Typing

  static let interrupt = "\u{3}"
  static let endOfInput = "\u{4}"
  static let tab = "\t"
  static let up = "\u{1B}[A"

  func type(_ text: String) {
    _ = text.withCString { write(master, $0, strlen($0)) }
  }

  func enter(_ line: String) { type(line + "\r") }

  /// As a terminal with bracketed paste hands over the clipboard.
  func paste(_ text: String) { type("\u{1B}[200~\(text)\u{1B}[201~") }

  // MARK: Looking

  /// Waits until `text` shows up behind what was awaited before; gives what came before it.
  @discardableResult func wait(for text: String) throws -> String {
    let deadline = Date().addingTimeInterval(Self.patience)
    while true {
      if let found = screen.range(of: text, range: position..<screen.endIndex) {
        let before = String(screen[position..<found.lowerBound])
        consumed = screen.distance(from: screen.startIndex, to: found.upperBound)
        return before
      }
      guard Date() < deadline, readSome() else { throw Silence(awaited: text, seen: screen) }
    }
  }

  /// The exit code, once the process ends by itself.
  func exitCode() throws -> Int32 {
    let deadline = Date().addingTimeInterval(Self.patience)
    while Date() < deadline {
      _ = readSome()
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128
      }
    }
    throw Silence(awaited: "the end of the process", seen: screen)
  }

  /// Takes what is there, waiting a tenth of a second for it; false at the end of the output.
  private func readSome() -> Bool {
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, 100) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    raw += buffer[..<count]
    screen = Self.visible(raw)
    return true
  }

  private var raw: [UInt8] = []

  /// Without escape sequences, bells and carriage returns.
  private static func visible(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.filter { $0 != 7 && $0 != 13 }, as: UTF8.self)
      .replacing(#/\x1B\[[0-9;?]*[A-Za-z]/#, with: "")
  }
}
