import Datasets
import Language

struct DataCommand: Command {
  static let name = "data"
  static let summary = "Loads a data set with its training, validation and test examples."
  static let details = """
    "mnist" and "fashion-mnist": 60 000 training and 10 000 test images of 28x28 pixels, 0...1,
    checked by MD5 of their unpacked content. "digits": MNIST, or where that is missing
    Fashion-MNIST, or else "toy-digits"; a note says which. "toy-digits": 5000 images of 28x28
    pixels with the digits of a pocket calculator, built in. "toy": four clouds of points, built in.
    The validation
    examples are the last of the training set. Looked for in `dir`, or else in the folders of
    `$DCS_DATA` (separated by colons), `Datasets/`, `$XDG_DATA_HOME/dcs` and `/usr/share/datasets`;
    plain or gzipped.

    "imagenet": a folder of JPEG and PNG files of any size, in one sub-folder a class
    (n01440764/x.JPEG, 3/x.png), or with the class in their names (000_n01440764.jpg,
    n01440764_18.JPEG); without `dir`, a folder imagenet* in those above. A number is the class.
    Wnids and other names get the number of their line in the folder's classes.txt, from 0, or else
    are numbered in ascending order, as ImageNet's 1000 are; then all classes must be there. All
    images are `.test`; `dataset(d.test, test=50%)` makes a training part of them. They are decoded
    in parallel when a batch needs them and never held together. An input is [3, crop, crop]: (pixel
    - mean) * scale with pixels 0...255; the resize is antialiased and agrees with Pillow's bilinear
    one to the bit. The defaults are those of Caffe's AlexNet and SqueezeNet; VGG-16 takes crop=224,
    PyTorch's networks resize="aspect", crop=224, channels="RGB", mean=[123.675, 116.28, 103.53],
    scale=[0.01712, 0.01751, 0.01743].

    "cifar10": 50 000 training and 10 000 test images, [3, 32, 32], 0...1, from the binary files
    data_batch_1.bin ... test_batch.bin; names of the classes from batches.meta.txt.

    The path of one's own: an .npz file with arrays x and y (or x_train, y_train, x_test, ...),
    labels from 0; bytes are pixels, times 1/255 unless `scale` says otherwise. A .csv file with a
    header and a column `target`, words or whole numbers from 0; all other columns are inputs, and
    must be numbers. A folder of images, a sub-folder a class, or with folders train, valid and test
    of such; prepared as for "imagenet", but as large as the first image (up to 224), RGB, 0...1
    unless arguments say otherwise. Parts that the files do not have are drawn from the training
    examples, the same ones for the same `seed`.
    """
  static let group = CommandGroup.get
  static let dataset = Parameter<String>(
    "name",
    """
    "mnist", "fashion-mnist", "digits", "cifar10", "toy", "toy-digits", "imagenet", or the path of \
    an .npz file, a .csv file or a folder of images
    """, choices: names, takesOtherWords: true)
  static let directory = Parameter<String?>(
    "dir", "the folder that has the files, or a folder of them", default: nil)
  static let validation = Parameter<Double?>(
    "valid",
    """
    held out of the training examples for validation: of MNIST and CIFAR-10 a number of examples \
    (none: 5000), of own data a share (none: 10%)
    """, default: nil)
  static let test = Parameter<Double?>(
    "test", "own data: share that is held out for testing; none: 10%", default: nil)
  static let seed = Parameter<Int>(
    "seed", "own data: chooses the random examples that are held out, 0 or more", default: 0)
  static let target = Parameter<String?>(
    "target", "own .csv files: the column that is the class", default: nil)
  static let images = Parameter<Bool>(
    "images",
    """
    MNIST: images as [1, 28, 28] instead of flat [784]; arrays: true makes them [channels, height, \
    width], false flat
    """, default: false)
  static let limit = Parameter<Int?>(
    "limit", "keep at most so many training, validation and test examples, the first of each",
    default: nil)
  static let resize = Parameter<ImagePreparation.Resize>(
    "resize", "images: \"warp\" to size x size, or \"aspect\", the shorter side to size",
    default: .warp,
    choices: ImagePreparation.Resize.words)
  static let size = Parameter<Int>("size", "images: side after resizing, in pixels", default: 256)
  static let crop = Parameter<Int>(
    "crop", "images: side of the square cut from the middle, in pixels", default: 227)
  static let channels = Parameter<ImagePreparation.Channels>(
    "channels", "images: the order of colours, or \"grey\"", default: .bgr,
    choices: ImagePreparation.Channels.words)
  static let mean = Parameter<OneOrMore<Double>>(
    "mean",
    "images: subtracted from 0...255, one number or one a channel, in the order of `channels`",
    default: OneOrMore([104, 117, 123]))
  static let scale = Parameter<OneOrMore<Double>>(
    "scale", "images: multiplied with what is left, one number or one a channel",
    default: OneOrMore([1]))
  static let parameters: [any AnyParameter] =
    [dataset, directory, validation, images, limit] + preparation + [test, seed, target]
  static let preparation: [any AnyParameter] = [resize, size, crop, channels, mean, scale]
  static let examples = [
    Example("print data(\"toy\", limit=100).train.count", prints: "100"),
    Example(
      "try { data(\"mnist\", dir=\"/tmp/dcs-no\", valid=0, images=true) } catch e { print e.kind }",
      prints: "file"),
    Example(
      """
      heatmap(rand(8, 8), to="/tmp/dcs-images/3/a.png"); \
      d = data("imagenet", dir="/tmp/dcs-images", size=32, crop=24); \
      print d.test.x.shape, d.test.y.values
      """, prints: "[1, 3, 24, 24] [3]"),
    Example(
      """
      try { data("imagenet", dir="/tmp/dcs-no", resize="aspect", size=256, crop=224, \
      channels="RGB", mean=127.5, scale=1/127.5) } catch e { print e.kind }
      """, prints: "file"),
    Example(
      """
      save({x: rand(20, 3), y: floor(3 * rand(20))}, "/tmp/dcs-own.npz"); \
      d = data("/tmp/dcs-own.npz", valid=10%, test=20%, seed=1); \
      print d.train.count, d.valid.count, d.test.count
      """, prints: "14 2 4"),
    Example(
      """
      save("length,width,kind\\n1,2,cat\\n3,4,dog\\n5,6,cat\\n", "/tmp/dcs-own.csv"); \
      print data("/tmp/dcs-own.csv", target="kind", valid=0, test=1/3).names
      """, prints: "[\"cat\", \"dog\"]"),
  ]

  private static let names =
    MNISTFamily.all.map(\.name) + [
      anyDigits, CIFAR10.name, "toy", ToyDigits.name, ImageNet.name,
    ]
  /// Whatever there is of 28x28 pixels and ten classes.
  private static let anyDigits = "digits"

  func run(_ call: BoundCall) throws -> Value {
    let limit = call[Self.limit]
    if let limit, limit < 1 {
      throw call.fault(.value, at: Self.limit, "at least one example must be kept, not \(limit)")
    }
    let dataset = try Self.dataset(call)
    for (file, checksum) in dataset.checksums.sorted(by: { $0.key < $1.key }) {
      call.context.emit(.used(path: "\(dataset.name): \(file)", checksum: "MD5 \(checksum)"))
    }
    return .object(limit.map { dataset.limited(to: $0) } ?? dataset)
  }

  private static func dataset(_ call: BoundCall) throws -> Dataset {
    let name = call[dataset]
    if name == "toy" {
      try refuse(allBut: [limit], of: "the toy data takes", call)
      return ToyData.dataset()
    }
    if name == ToyDigits.name {
      try refuse(allBut: [images, limit], of: "\(name) takes", call)
      return ToyDigits.dataset(isFlat: !call[images])
    }
    if name == anyDigits { return try digits(call) }
    if name == ImageNet.name {
      try refuse(allBut: [directory, limit] + preparation, of: "\(name) takes", call)
      return try located(call, remedy: ImageNet.remedy) {
        try ImageNet.load(
          search: DatasetSearch(directory: call[directory].map(UserPath.expanded)),
          preparation: preparation(call))
      }
    }
    if name == CIFAR10.name {
      try refuse(allBut: [directory, validation, limit], of: "\(name) takes", call)
      return try located(call, remedy: CIFAR10.remedy) {
        try CIFAR10.load(
          search: DatasetSearch(directory: call[directory].map(UserPath.expanded)),
          validationCount: try validationCount(call))
      }
    }
    guard let family = MNISTFamily.all.first(where: { $0.name == name }) else {
      guard let own = OwnData(path: name) else { throw unknown(name, call) }
      return try own.dataset(call)
    }
    return try dataset(of: family, call)
  }

  /// The first of MNIST and Fashion-MNIST whose files are there, or else the built-in digits.
  private static func digits(_ call: BoundCall) throws -> Dataset {
    for family in MNISTFamily.all {
      do {
        let found = try dataset(of: family, call)
        if family.name != MNISTFamily.mnist.name {
          call.warn(name, "MNIST is not here, so this is \(family.name), which is harder")
        }
        return found
      } catch let fault as Diagnostic where fault.kind == .file {
        continue
      }
    }
    call.warn(
      name, "neither MNIST nor Fashion-MNIST is here, so this is \(ToyDigits.name), drawn by dcs")
    return ToyDigits.dataset(isFlat: !call[images])
  }

  private static func dataset(of family: MNISTFamily, _ call: BoundCall) throws -> Dataset {
    let name = family.name
    try refuse(allBut: [directory, validation, images, limit], of: "\(name) takes", call)
    return try located(call, remedy: family.remedy) {
      try family.load(
        search: DatasetSearch(directory: call[directory].map(UserPath.expanded)),
        validationCount: try validationCount(call), isFlat: !call[images])
    }
  }

  private static func unknown(_ name: String, _ call: BoundCall) -> Diagnostic {
    call.fault(
      .value, at: dataset, "there is no data set '\(name)'",
      hint: Suggestion.hint(for: name, among: names)
        ?? "own data is an .npz file, a .csv file or a folder of images",
      notes: ["data sets: " + names.joined(separator: ", ")])
  }

  private static func validationCount(_ call: BoundCall) throws -> Int {
    guard call.isGiven(validation), let given = call[validation] else { return 5_000 }
    guard given == given.rounded(), given.magnitude < 1e9 else {
      throw call.fault(
        .value, at: validation,
        "valid is a number of examples here, not \(Value.number(given).text)")
    }
    return Int(given)
  }

  private static func preparation(_ call: BoundCall) throws(DatasetError) -> ImagePreparation {
    try ImagePreparation(
      resize: call[resize], size: call[size], crop: call[crop], channels: call[channels],
      mean: call[mean].elements.map(Float.init), scale: call[scale].elements.map(Float.init))
  }

  /// An argument that means nothing for this data set is a mistake.
  static func refuse(
    allBut known: [any AnyParameter], of sentence: String, _ call: BoundCall
  ) throws {
    let names = [dataset.name] + known.map(\.name)
    for stranger in parameters where call.isGiven(stranger) && !names.contains(stranger.name) {
      throw call.fault(.argument, at: stranger, "\(sentence) no '\(stranger.name)'")
    }
  }

  /// Errors point at the argument that they are about; `source` is the one that says where the data
  /// is.
  static func located(
    _ call: BoundCall, source: any AnyParameter = directory, remedy: String? = nil,
    _ load: () throws -> Dataset
  ) throws -> Dataset {
    do {
      return try load()
    } catch let error as DatasetError {
      var diagnostic = error.diagnostic
      let argument: any AnyParameter = argumentAtFault(error, call) ?? source
      diagnostic.span = call.span(of: argument)
      switch error {
      case .filesNotFound, .noImages: diagnostic.hint = remedy
      default: break
      }
      throw diagnostic
    } catch {
      return try call.locating(source) { throw error }
    }
  }

  /// Which argument an error is about.
  private static func argumentAtFault(_ error: DatasetError, _ call: BoundCall) -> (
    any AnyParameter
  )? {
    switch error {
    case .badValidationCount: validation
    case .badShares: call.isGiven(validation) ? validation : test
    case .noColumn: target
    case .badPreparation(.channels, _): channels
    case .badPreparation(.size, _): size
    case .badPreparation(.crop, _): crop
    case .badPreparation(.mean, _): mean
    case .badPreparation(.scale, _): scale
    default: nil
    }
  }
}

extension ImagePreparation.Resize: Choice {}
extension PixelValues.Channels: Choice {}
