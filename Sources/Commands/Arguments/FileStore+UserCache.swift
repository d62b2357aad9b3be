import Devices
import Foundation
import Language

extension FileStore {
  /// `$XDG_CACHE_HOME/dcs`. Whoever cannot write there keeps nothing.
  static var userCache: FileStore {
    cache(in: folder(in: ProcessInfo.processInfo.environment))
  }

  package static func cache(in folder: String?) -> FileStore {
    guard let folder else { return .none }
    return FileStore(
      read: { name in
        FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) }
      },
      write: { name, bytes in
        try? FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try? AtomicFile.write(bytes, to: folder + "/" + name)
      })
  }

  /// nil where there is no home folder.
  package static func folder(in environment: [String: String]) -> String? {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/dcs" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.cache/dcs"
  }
}
