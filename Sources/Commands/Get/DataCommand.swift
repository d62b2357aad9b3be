import Datasets
import Language

struct DataCommand: Command {
  static let name = "data"
  static let summary = "Loads a data set with its training, validation and test examples."
  static let details = """
    "mnist" and "fashion-mnist": 60 000 training and 10 000 test images of 28x28 pixels, 0...1,
    checked by MD5 of their unpacked content. "toy": four clouds of points, built in. The validation
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
    """
  static let group = CommandGroup.get
  static let dataset = Parameter<String>(
    "name", "\"mnist\", \"fashion-mnist\", \"toy\" or \"imagenet\"", choices: names)
  static let directory = Parameter<String?>(
    "dir", "the folder that has the files, or a folder of them", default: nil)
  static let validation = Parameter<Int>(
    "valid", "MNIST: training examples held out for validation", default: 5_000)
  static let images = Parameter<Bool>(
    "images", "MNIST: images as [1, 28, 28] instead of flat [784]", default: false)
  static let limit = Parameter<Int?>(
    "limit", "keep at most so many training, validation and test examples, the first of each",
    default: nil)
  static let resize = Parameter<ImagePreparation.Resize>(
    "resize", "ImageNet: \"warp\" to size x size, or \"aspect\", the shorter side to size",
    default: .warp,
    choices: ImagePreparation.Resize.words)
  static let size = Parameter<Int>("size", "ImageNet: side after resizing, in pixels", default: 256)
  static let crop = Parameter<Int>(
    "crop", "ImageNet: side of the square cut from the middle, in pixels", default: 227)
  static let channels = Parameter<ImagePreparation.Channels>(
    "channels", "ImageNet: the order of colours", default: .bgr,
    choices: ImagePreparation.Channels.words)
  static let mean = Parameter<OneOrMore<Double>>(
    "mean",
    "ImageNet: subtracted from 0...255, one number or one a channel, in the order of `channels`",
    default: OneOrMore([104, 117, 123]))
  static let scale = Parameter<OneOrMore<Double>>(
    "scale", "ImageNet: multiplied with what is left, one number or one a channel",
    default: OneOrMore([1]))
  static let parameters: [any AnyParameter] =
    [dataset, directory, validation, images, limit] + preparation
  private static let preparation: [any AnyParameter] = [resize, size, crop, channels, mean, scale]
  static let examples = [
    Example("print data(\"toy\", limit=100).train.count", prints: "100"),
    Example(
      "try { data(\"mnist\", dir=\"/nowhere\", valid=0, images=true) } catch e { print e.kind }",
      prints: "file"),
    Example(
      """
      heatmap(rand(8, 8), to="/tmp/dcs-images/3/a.png"); \
      d = data("imagenet", dir="/tmp/dcs-images", size=32, crop=24); \
      print d.test.x.shape, d.test.y.values
      """, prints: "[1, 3, 24, 24] [3]"),
    Example(
      """
      try { data("imagenet", dir="/nowhere", resize="aspect", size=256, crop=224, channels="RGB", \
      mean=127.5, scale=1/127.5) } catch e { print e.kind }
      """, prints: "file"),
  ]

  private static let names = MNISTFamily.all.map(\.name) + ["toy", ImageNet.name]

  func run(_ call: BoundCall) throws -> Value {
    let limit = call[Self.limit]
    if let limit, limit < 1 {
      throw call.fault(.value, at: Self.limit, "at least one example must be kept, not \(limit)")
    }
    let dataset = try Self.dataset(call)
    return .object(limit.map { dataset.limited(to: $0) } ?? dataset)
  }

  private static func dataset(_ call: BoundCall) throws -> Dataset {
    let name = call[dataset]
    if name == "toy" {
      try refuse([directory, validation, images] + preparation, of: "the toy data takes", call)
      return ToyData.dataset()
    }
    if name == ImageNet.name {
      try refuse([validation, images], of: "\(name) takes", call)
      return try located(call, remedy: ImageNet.remedy) { () throws(DatasetError) in
        try ImageNet.load(
          search: DatasetSearch(directory: call[directory]), preparation: preparation(call))
      }
    }
    guard let family = MNISTFamily.all.first(where: { $0.name == name }) else {
      throw call.fault(
        .value, at: dataset, "there is no data set '\(name)'",
        hint: Suggestion.hint(for: name, among: names),
        notes: ["data sets: " + names.joined(separator: ", ")])
    }
    try refuse(preparation, of: "\(name) takes", call)
    return try located(call, remedy: family.remedy) { () throws(DatasetError) in
      try family.load(
        search: DatasetSearch(directory: call[directory]), validationCount: call[validation],
        isFlat: !call[images])
    }
  }

  private static func preparation(_ call: BoundCall) throws(DatasetError) -> ImagePreparation {
    try ImagePreparation(
      resize: call[resize], size: call[size], crop: call[crop], channels: call[channels],
      mean: call[mean].elements.map(Float.init), scale: call[scale].elements.map(Float.init))
  }

  /// An argument that means nothing for this data set is a mistake.
  private static func refuse(
    _ strangers: [any AnyParameter], of sentence: String, _ call: BoundCall
  ) throws {
    guard let stranger = strangers.first(where: { call.isGiven($0) }) else { return }
    throw call.fault(.argument, at: stranger, "\(sentence) no '\(stranger.name)'")
  }

  private static func located(
    _ call: BoundCall, remedy: String, _ load: () throws(DatasetError) -> Dataset
  ) throws -> Dataset {
    do {
      return try load()
    } catch let error {
      var diagnostic = error.diagnostic
      diagnostic.span = call.span(of: argumentAtFault(error))
      switch error {
      case .filesNotFound, .noImages: diagnostic.hint = remedy
      default: break
      }
      throw diagnostic
    }
  }

  /// Which argument an error is about.
  private static func argumentAtFault(_ error: DatasetError) -> any AnyParameter {
    switch error {
    case .badValidationCount: validation
    case .badPreparation(.size, _): size
    case .badPreparation(.crop, _): crop
    case .badPreparation(.mean, _): mean
    case .badPreparation(.scale, _): scale
    default: directory
    }
  }
}

extension ImagePreparation.Resize: Choice {}
extension ImagePreparation.Channels: Choice {}
