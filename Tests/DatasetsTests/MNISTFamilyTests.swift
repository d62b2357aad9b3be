import Datasets
import Tensors
import TestSupport
import Testing

struct MNISTFamilyTests {
  /// Four tiny files: 6 training and 3 test images of 2x2. MD5 by Python:
  /// `hashlib.md5(content).hexdigest()`.
  private static let files: [[UInt8]] = [
    idx([6, 2, 2], Array(0..<24)), idx([6], [5, 0, 4, 1, 9, 2]), idx([3, 2, 2], Array(100..<112)),
    idx([3], [7, 2, 1]),
  ]
  private static let tiny = MNISTFamily(
    name: "tiny",
    checksums: [
      "535e9ef09e52011759556d4cab304c17", "0208d485f9ac2f60d6e92112d1cf4267",
      "96c568406f90cc3afeadf6e86a2a08a9",
      "95cb6c54ea3c0cf91e8411f0a9fd1728",
    ], remedy: "")

  private func write(_ files: [[UInt8]], suffix: String = "", to folder: TemporaryFolder) throws {
    for (name, content) in zip(MNISTFamily.files, files) {
      try folder.write(content, to: "tiny/" + name + suffix)
    }
  }

  @Test(arguments: [false, true])
  func plainAndGzippedFilesAreRead(isGzipped: Bool) throws {
    let folder = try TemporaryFolder()
    let files = isGzipped ? Self.files.map(gzipped) : Self.files
    try write(files, suffix: isGzipped ? ".gz" : "", to: folder)
    let data = try Self.tiny.load(search: DatasetSearch(folders: [folder.path]), validationCount: 2)
    #expect(data.name == "tiny")
    #expect(
      data.train.labels == [5, 0, 4, 1] && data.valid.labels == [9, 2]
        && data.test.labels == [7, 2, 1])
    #expect(data.train.shape == [4])
    #expect(try ulpDistance(data.valid.inputs(at: [1]).values[3], 23.0 / 255) <= 1)
    #expect(data.checksums["t10k-labels-idx1-ubyte"] == "95cb6c54ea3c0cf91e8411f0a9fd1728")
  }

  @Test func imagesMayKeepTheirShape() throws {
    let folder = try TemporaryFolder()
    try write(Self.files, to: folder)
    let data = try Self.tiny.load(
      search: DatasetSearch(folders: [folder.path]), validationCount: 0, isFlat: false)
    #expect(data.train.shape == [1, 2, 2])
    #expect(try data.train.inputs(at: [0, 1]).shape == [2, 1, 2, 2])
  }

  @Test func anotherContentIsRefusedByItsChecksum() throws {
    let folder = try TemporaryFolder()
    var files = Self.files
    files[2][20] ^= 1
    try write(files, to: folder)
    #expect {
      try Self.tiny.load(search: DatasetSearch(folders: [folder.path]), validationCount: 0)
    } throws: { error in
      guard case DatasetError.wrongChecksum(let path, let expected, _) = error else { return false }
      return path.hasSuffix("t10k-images-idx3-ubyte")
        && expected == "96c568406f90cc3afeadf6e86a2a08a9"
    }
  }

  @Test func imagesAndLabelsMustBeAsMany() throws {
    let images = try IDXFile(Self.files[0], path: "i")
    let labels = try IDXFile(Self.files[3], path: "l")
    #expect(throws: DatasetError.countMismatch(images: 6, labels: 3)) {
      try MNISTFamily.examples(images: images, labels: labels, isFlat: true)
    }
  }

  @Test func missingFilesAreNamed() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: DatasetError.filesNotFound(
        dataset: "mnist", missing: MNISTFamily.files, searched: [folder.path])
    ) { try MNISTFamily.mnist.load(search: DatasetSearch(folders: [folder.path])) }
  }

  // MARK: The real files, where they are installed

  private static func isInstalled(_ family: MNISTFamily) -> Bool {
    (try? DatasetSearch(directory: nil).paths(of: MNISTFamily.files, dataset: family.name)) != nil
  }

  /// By NumPy: the first training labels, the mean of all training pixels over 255, `bincount` of
  /// the test labels.
  private func expectFacts(
    _ family: MNISTFamily, firstLabels: [Int32], mean: Double, testLabels: [Int]
  ) throws {
    let data = try family.load(search: DatasetSearch(directory: nil))
    #expect(data.train.count == 55_000 && data.valid.count == 5_000 && data.test.count == 10_000)
    #expect(Array(data.train.labels.prefix(6)) == firstLabels)
    let sum = try data.train.inputs(at: 0..<55_000).sum + data.valid.inputs(at: 0..<5_000).sum
    // Each pixel is rounded to 24 bits: far below 1e-7 in the mean.
    #expect(abs(sum / (60_000 * 784) - mean) < 1e-7)
    #expect((0..<10).map { label in data.test.labels.count { $0 == label } } == testLabels)
  }

  @Test(
    .enabled("MNIST is not installed: run Datasets/fetch mnist, or set DCS_DATA") {
      isInstalled(.mnist)
    })
  func mnistIsTheKnownOne() throws {
    try expectFacts(
      .mnist, firstLabels: [5, 0, 4, 1, 9, 2], mean: 0.1306604762738429,
      testLabels: [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
  }

  @Test(
    .enabled("Fashion-MNIST is not installed: apt-get install dataset-fashion-mnist") {
      isInstalled(.fashion)
    })
  func fashionIsTheKnownOne() throws {
    try expectFacts(
      .fashion, firstLabels: [9, 0, 0, 3, 0, 2], mean: 0.2860405969887955,
      testLabels: [Int](repeating: 1000, count: 10))
  }
}
