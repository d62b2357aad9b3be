import Foundation

/// What is in a folder; files whose names begin with a dot do not count.
enum FolderContents {
  static func entries(of folder: String) throws(DatasetError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
        !$0.hasPrefix(".")
      }
    } catch {
      throw .unreadable(path: folder, reason: (error as NSError).localizedDescription)
    }
  }

  /// Names of the images straight in the folder, sorted.
  static func images(in folder: String) throws(DatasetError) -> [String] {
    try entries(of: folder).filter(isImage).sorted()
  }

  /// Names of the sub-folders, sorted.
  static func folders(in folder: String) throws(DatasetError) -> [String] {
    try entries(of: folder).filter { isFolder(folder + "/" + $0) }.sorted()
  }

  static func isImage(_ name: String) -> Bool {
    let lower = name.lowercased()
    return ImageFile.endings.contains { lower.hasSuffix("." + $0) }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
