/// A folder of one's own images, with a sub-folder a class; or with folders train, valid (val) and
/// test of such sub-folders. Classes are numbered in ascending order of their names, by value when
/// all are numbers.
package struct ClassFolder: Sendable {
  package let classNames: [String]
  private let train: Files
  private let valid: Files?
  private let test: Files?

  /// Paths, and the name of each one's class.
  private struct Files: Sendable {
    var paths: [String] = []
    var classes: [String] = []
  }

  private static let parts = [
    "train": ["train", "training"], "valid": ["valid", "val", "validation", "dev"],
    "test": ["test", "testing"],
  ]

  package init(_ folder: String) throws(DatasetError) {
    let entries = try FolderContents.folders(in: folder)
    func files(_ part: String) throws(DatasetError) -> Files? {
      let words = Self.parts[part] ?? []
      guard let entry = entries.first(where: { words.contains($0.lowercased()) }) else {
        return nil
      }
      return try Self.files(in: folder + "/" + entry)
    }
    if let train = try files("train") {
      (self.train, valid, test) = (train, try files("valid"), try files("test"))
    } else {
      (train, valid, test) = (try Self.files(in: folder), nil, nil)
    }
    classNames = Self.sorted(
      Set([train, valid, test].compactMap { $0 }.flatMap(\.classes)))
  }

  /// The first training image: others are taken to be as large.
  package var firstPath: String { train.paths[0] }

  package func examples(_ preparation: ImagePreparation) -> DataParts {
    let numbers = Dictionary(
      uniqueKeysWithValues: classNames.enumerated().map { ($1, Int32($0)) })
    func examples(_ files: Files) -> Examples {
      Examples(
        photographs: Photographs(paths: files.paths, preparation: preparation),
        labels: files.classes.compactMap { numbers[$0] }, classNames: classNames)
    }
    return DataParts(
      train: examples(train), valid: valid.map(examples), test: test.map(examples))
  }

  /// Images of the sub-folders, in the order of their places. Sub-folders without any are no
  /// classes.
  private static func files(in folder: String) throws(DatasetError) -> Files {
    var files = Files()
    for name in try FolderContents.folders(in: folder) {
      for image in try FolderContents.images(in: folder + "/" + name) {
        files.paths.append(folder + "/" + name + "/" + image)
        files.classes.append(name)
      }
    }
    guard !files.paths.isEmpty else { throw .noClassFolders(folder: folder) }
    return files
  }

  private static func sorted(_ names: Set<String>) -> [String] {
    let numbers = names.compactMap { Int($0) }
    guard numbers.count == names.count else { return names.sorted() }
    return names.sorted { (Int($0) ?? 0, $0) < (Int($1) ?? 0, $1) }
  }
}
