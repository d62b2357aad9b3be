import Foundation

/// Where data is looked for: the folder asked for, then `$DCS_DATA`, `Datasets/`,
/// `$XDG_DATA_HOME/dcs`, and Debian's folder of packaged data sets.
public struct DatasetSearch: Sendable {
  /// Folders that hold one sub-folder a data set, in the order in which they are tried.
  public let folders: [String]
  /// Whether the user named the one folder.
  let isAsked: Bool

  public init(folders: [String]) { (self.folders, isAsked) = (folders, false) }

  public init(
    directory: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    if let directory {
      (folders, isAsked) = ([directory], true)
      return
    }
    var found = (environment["DCS_DATA"] ?? "").split(separator: ":").map(String.init)
    found.append("Datasets")
    let dataHome = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
    found.append(dataHome + "/dcs")
    found.append("/usr/share/datasets")
    (folders, isAsked) = (found, false)
  }

  /// The first folder that has every one of `files` (or each with `.gz`), in a sub-folder `name`,
  /// in one of `otherFolders`, or directly.
  package func paths(
    of files: [String], dataset name: String, otherFolders: [String] = []
  ) throws(DatasetError) -> [String] {
    for folder in folders {
      for place in ([name] + otherFolders).map({ folder + "/" + $0 }) + [folder] {
        let paths = files.compactMap { Self.existing(place + "/" + $0) }
        if paths.count == files.count { return paths }
      }
    }
    throw .filesNotFound(dataset: name, missing: files, searched: folders)
  }

  private static func existing(_ path: String) -> String? {
    [path, path + ".gz"].first { FileManager.default.fileExists(atPath: $0) }
  }
}
