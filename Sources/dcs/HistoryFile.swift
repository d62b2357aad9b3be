import Foundation

/// `$XDG_STATE_HOME/dcs/history`: what was typed at the prompt, readable by its owner only.
struct HistoryFile {
  let path: String

  /// Nil when there is no home folder to keep it in.
  init?(environment: [String: String]) {
    let state: String
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
      state = folder
    } else if let home = environment["HOME"], !home.isEmpty {
      state = home + "/.local/state"
    } else {
      return nil
    }
    path = state + "/dcs/history"
  }

  /// Creates file and folder when missing; false when that cannot be done, and then nothing is
  /// kept.
  func prepare() -> Bool {
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    fchmod(descriptor, 0o600)
    close(descriptor)
    return true
  }
}
