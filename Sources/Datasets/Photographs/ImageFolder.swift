import Foundation

/// A folder of images that says their classes: in sub-folders (`n01440764/x.JPEG`, `3/x.png`,
/// `tench/x.jpg`) or in the names of the files (`000_n01440764.jpg`, `n01440764_18.JPEG`,
/// `ILSVRC2012_val_00000293_n01440764.JPEG`). A number is the class itself. Other names, for
/// instance ImageNet's wnids, are numbered by `classes.txt` if the folder has it, line n for class
/// n from 0, else in ascending order, as ImageNet's are.
package struct ImageFolder: Sendable {
  /// Sorted by their place in the folder.
  package let paths: [String]
  package let labels: [Int32]
  /// Where classes have names: the last on each line of classes.txt.
  package let classNames: [String]

  package static let listOfClasses = "classes.txt"
  private static let largestClass = 1_000_000

  package init(_ folder: String) throws(DatasetError) {
    let files = try Self.images(in: folder)
    guard !files.isEmpty else { throw .noImages(folder: folder) }
    let known = try Self.classes(in: folder)
    var tags: [Tag] = []
    for file in files {
      guard let tag = Tag(file) else { throw .noClass(path: folder + "/" + file) }
      tags.append(tag)
    }
    // Names that stand beside numbers must be listed: nobody knows which numbers they have.
    let isNumbered = tags.contains { $0.number != nil }
    let names = known ?? (isNumbered ? [] : Set(tags.compactMap(\.name)).sorted().map { [$0] })
    let numbers = Dictionary(
      names.enumerated().flatMap { number, words in words.map { ($0, Int32(number)) } },
      uniquingKeysWith: { a, _ in a }
    )
    var labels: [Int32] = []
    for (file, tag) in zip(files, tags) {
      labels.append(try Self.label(tag, numbers, isListed: known != nil, path: folder + "/" + file))
    }
    paths = files.map { folder + "/" + $0 }
    self.labels = labels
    classNames = names.map { $0.last ?? "" }
  }

  /// What the place of a file says about its class.
  struct Tag: Equatable {
    var number: Int32?
    var name: String?

    init?(_ file: String) {
      if let slash = file.firstIndex(of: "/") {
        let folder = String(file[..<slash])
        number = Self.number(folder[...])
        name = number == nil ? folder : nil
        return
      }
      let words = file[..<(file.lastIndex(of: ".") ?? file.endIndex)].split(separator: "_")
      number = words.first.flatMap(Self.number)
      name = words.first(where: Self.isWordNetID).map(String.init)
      if number == nil && name == nil { return nil }
    }

    private static func number(_ word: Substring) -> Int32? {
      guard word.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int32(word),
        number < ImageFolder.largestClass
      else { return nil }
      return number
    }

    /// n and eight digits: the number of a noun in WordNet.
    private static func isWordNetID(_ word: Substring) -> Bool {
      word.count == 9 && word.first == "n"
        && word.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    }
  }

  /// A number counts; when the name has a number of its own in classes.txt, both must agree.
  private static func label(
    _ tag: Tag, _ numbers: [String: Int32], isListed: Bool, path: String
  ) throws(DatasetError) -> Int32 {
    let named = tag.name.flatMap { numbers[$0] }
    guard let number = tag.number else {
      guard let named else { throw .unlistedClass(path: path, name: tag.name ?? "") }
      return named
    }
    guard isListed, let name = tag.name, named != number else { return number }
    throw .classesDisagree(path: path, number: Int(number), name: name, listed: named.map(Int.init))
  }

  /// Words of each line: `n01440764 tench` may be asked for by its wnid or by its name.
  private static func classes(in folder: String) throws(DatasetError) -> [[String]]? {
    let path = folder + "/" + listOfClasses
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let text = String(decoding: try DataFile.content(of: path, limit: 1 << 24), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: " ", maxSplits: 1).map(String.init)
    }
  }

  /// Images straight in the folder, and in its sub-folders, as paths from the folder on.
  private static func images(in folder: String) throws(DatasetError) -> [String] {
    var found: [String] = []
    for entry in try FolderContents.entries(of: folder) {
      if FolderContents.isImage(entry) {
        found.append(entry)
      } else if FolderContents.isFolder(folder + "/" + entry) {
        found += try FolderContents.images(in: folder + "/" + entry).map { entry + "/" + $0 }
      }
    }
    return found.sorted()
  }
}
