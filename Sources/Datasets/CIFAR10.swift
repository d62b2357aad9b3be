/// CIFAR-10 in its binary form (cs.toronto.edu/~kriz/cifar.html): five files of training images and
/// one of test images. A record is a byte for the label and 3072 for the pixels, red, green and
/// blue planes of 32x32.
public enum CIFAR10 {
  public static let name = "cifar10"
  /// What to do when the files are missing.
  public static let remedy =
    """
    unpack cifar-10-binary.tar.gz (https://www.cs.toronto.edu/~kriz/cifar.html) in one of \
    DCS_DATA's folders, or say where it is: dir="FOLDER"
    """

  static let trainingFiles = (1...5).map { "data_batch_\($0).bin" }
  static let testFile = "test_batch.bin"
  /// One name a line.
  private static let namesFile = "batches.meta.txt"
  /// The folder in the archive.
  private static let archiveFolder = "cifar-10-batches-bin"

  private static let shape = [3, 32, 32]
  private static let pixels = 3 * 32 * 32
  private static let classCount = 10

  /// Pixels become 0...1. The last `validationCount` training images are held out.
  public static func load(search: DatasetSearch, validationCount: Int = 5_000) throws(DatasetError)
    -> Dataset
  {
    let files = trainingFiles + [testFile]
    let paths = try search.paths(
      of: files, dataset: name, otherFolders: [archiveFolder, name + "/" + archiveFolder])
    let names = names(beside: paths[0])
    var checksums: [String: String] = [:]
    var (pixels, labels): ([UInt8], [Int32]) = ([], [])
    for (file, path) in zip(trainingFiles, paths) {
      checksums[file] = try append(path, to: &pixels, &labels)
    }
    let training = examples(pixels, labels, names)
    (pixels, labels) = ([], [])
    checksums[testFile] = try append(paths[trainingFiles.count], to: &pixels, &labels)
    return try Dataset(
      name: name, training: training, test: examples(pixels, labels, names),
      validationCount: validationCount, checksums: checksums)
  }

  private static func examples(_ pixels: [UInt8], _ labels: [Int32], _ names: [String]) -> Examples
  {
    Examples(bytes: pixels, scale: 1 / 255, shape: shape, labels: labels, classNames: names)
  }

  /// Gives the MD5 of the file.
  private static func append(_ path: String, to pixels: inout [UInt8], _ labels: inout [Int32])
    throws(DatasetError) -> String
  {
    let content = try DataFile.content(of: path, limit: 1 << 28)
    let record = 1 + Self.pixels
    guard !content.isEmpty, content.count.isMultiple(of: record) else {
      throw .damagedRecords(
        path: path, reason: "its \(content.count) bytes are no records of \(record)")
    }
    for start in stride(from: 0, to: content.count, by: record) {
      guard content[start] < classCount else {
        throw .damagedRecords(
          path: path, reason: "record \(start / record) has the label \(content[start])")
      }
      labels.append(Int32(content[start]))
      pixels += content[start + 1..<start + record]
    }
    return try DataFile.md5(content)
  }

  /// Ten names, or none.
  private static func names(beside path: String) -> [String] {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    guard let content = try? DataFile.content(of: folder + "/" + namesFile, limit: 1 << 16) else {
      return []
    }
    let names = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline)
    return names.count == classCount ? names.map(String.init) : []
  }
}
