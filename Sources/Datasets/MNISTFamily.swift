/// MNIST and the data sets made to replace it: 60 000 training and 10 000 test images of 28x28 grey
/// pixels.
public struct MNISTFamily: Sendable {
  public let name: String
  /// MD5 of the unpacked files, in the order of `files`: gzip archives of the same content differ
  /// between packagers.
  let checksums: [String]
  /// What to do when the files are missing.
  public let remedy: String
  /// Of class 0, 1, and so on; none where they are the digits.
  let classNames: [String]

  package init(name: String, checksums: [String], remedy: String, classNames: [String] = []) {
    (self.name, self.checksums) = (name, checksums)
    (self.remedy, self.classNames) = (remedy, classNames)
  }

  package static let files = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  public static let mnist = MNISTFamily(
    name: "mnist",
    checksums: [
      "6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624",
      "2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637",
    ],
    remedy:
      """
      run Datasets/fetch mnist, or put the four files into Datasets/mnist or a folder named in \
      DCS_DATA
      """
  )

  public static let fashion = MNISTFamily(
    name: "fashion-mnist",
    checksums: [
      "f4a8712d7a061bf5bd6d2ca38dc4d50a", "9018921c3c673c538a1fc5bad174d6f9",
      "8181f5470baa50b63fa0f6fddb340f0a", "15d484375f8d13e6eb1aabb0c3f46965",
    ],
    remedy:
      "install Debian's package dataset-fashion-mnist (apt-get install dataset-fashion-mnist)",
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ])

  public static let all = [mnist, fashion]

  /// Pixels become 0...1. Images are flat [784] vectors unless `isFlat` is false: [1, 28, 28].
  public func load(search: DatasetSearch, validationCount: Int = 5_000, isFlat: Bool = true)
    throws(DatasetError) -> Dataset
  {
    let paths = try search.paths(of: Self.files, dataset: name)
    var parts: [IDXFile] = []
    for (path, checksum) in zip(paths, checksums) {
      let content = try DataFile.content(of: path, limit: 1 << 28)
      let found = try DataFile.md5(content)
      guard found == checksum else {
        throw .wrongChecksum(path: path, expected: checksum, found: found)
      }
      parts.append(try IDXFile(content, path: path))
    }
    let training = try Self.examples(images: parts[0], labels: parts[1], isFlat: isFlat)
    let test = try Self.examples(images: parts[2], labels: parts[3], isFlat: isFlat)
    return try Dataset(
      name: name, training: training.named(classNames), test: test.named(classNames),
      validationCount: validationCount,
      checksums: Dictionary(uniqueKeysWithValues: zip(Self.files, checksums)))
  }

  package static func examples(images: IDXFile, labels: IDXFile, isFlat: Bool) throws(DatasetError)
    -> Examples
  {
    guard images.shape[0] == labels.elements.count else {
      throw .countMismatch(images: images.shape[0], labels: labels.elements.count)
    }
    let image = Array(images.shape.dropFirst())
    return Examples(
      bytes: images.elements, scale: 1 / 255, shape: isFlat ? [image.reduce(1, *)] : [1] + image,
      labels: labels.elements.map(Int32.init))
  }
}
