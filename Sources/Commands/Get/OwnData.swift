import Datasets
import Language
import ModelExchange

/// Data in files of one's own: an .npz file, a .csv file, or a folder of images.
struct OwnData {
  private enum Kind {
    case arrays, table, images
  }

  private let kind: Kind
  /// As the user wrote it, for messages.
  private let path: String

  /// nil for what is no such path.
  init?(path: String) {
    let lower = path.lowercased()
    if lower.hasSuffix(".npz") {
      kind = .arrays
    } else if lower.hasSuffix(".csv") || lower.hasSuffix(".csv.gz") {
      kind = .table
    } else if path.hasSuffix("/") || InputFile.folder(path) != nil {
      kind = .images
    } else {
      return nil
    }
    self.path = path
  }

  /// The arguments of `data` that mean something here.
  private var arguments: [any AnyParameter] {
    let common: [any AnyParameter] = [
      DataCommand.validation, DataCommand.test, DataCommand.seed, DataCommand.limit,
    ]
    return switch kind {
    case .arrays: common + [DataCommand.images, DataCommand.scale]
    case .table: common + [DataCommand.target]
    case .images: common + DataCommand.preparation
    }
  }

  func dataset(_ call: BoundCall) throws -> Dataset {
    try DataCommand.refuse(allBut: arguments, of: "'\(path)' takes", call)
    try call.require(DataCommand.seed, in: 0...9_007_199_254_740_992)
    return try DataCommand.located(call, source: DataCommand.dataset) {
      let split = try DataSplit(
        valid: call[DataCommand.validation] ?? 0.1, test: call[DataCommand.test] ?? 0.1,
        seed: UInt64(call[DataCommand.seed]))
      let (parts, facts) = try self.parts(call)
      try refuseShares(of: parts, call)
      let dataset = try split.dataset(name: path, parts)
      call.context.emit(.note(Self.story(dataset, parts, split, facts)))
      return dataset
    }
  }

  /// The examples, and what is remarkable about them.
  private func parts(_ call: BoundCall) throws -> (DataParts, facts: [String]) {
    switch kind {
    case .arrays:
      let arrays = try arrays()
      let form = NamedArrays.Form(
        images: call.isGiven(DataCommand.images) ? call[DataCommand.images] : nil,
        byteScale: try Self.byteScale(call))
      let scaled = call.isGiven(DataCommand.scale) ? "scale" : "1/255"
      return (try arrays.parts(form), arrays.hasBytes ? ["bytes times \(scaled)"] : [])
    case .table:
      let table = try CSVData(path: try file(), target: call[DataCommand.target])
      return (DataParts(train: table.examples), ["\(table.features.count) numbers an example"])
    case .images:
      guard let folder = InputFile.folder(path) else {
        throw Diagnostic(.file, "there is no folder '\(path)'")
      }
      let images = try ClassFolder(folder)
      let preparation = try Self.preparation(call, like: images.firstPath)
      let size = preparation.shape.map(String.init).joined(separator: "x")
      return (
        images.examples(preparation), ["images as \(size) \(preparation.values.channels.rawValue)"]
      )
    }
  }

  private func arrays() throws -> NamedArrays {
    let file = try file()
    do {
      return NamedArrays(try NPZFile.read(file: file), path: path)
    } catch {
      var hint: String?
      if case .inEntry(_, .unsupportedElementType) = error {
        hint = "inputs are numbers, labels whole numbers from 0; words are classes in .csv files"
      }
      throw Diagnostic(.format, "'\(path)': \(error)", hint: hint)
    }
  }

  private func file() throws -> String {
    let found = InputFile.found(path)
    _ = try InputFile.checkedSize(found)
    return found
  }

  private static func byteScale(_ call: BoundCall) throws -> Float {
    guard call.isGiven(DataCommand.scale) else { return 1 / 255 }
    let scale = call[DataCommand.scale].elements
    guard scale.count == 1, scale[0].isFinite else {
      throw call.fault(.value, at: DataCommand.scale, "scale is one number for arrays")
    }
    return Float(scale[0])
  }

  /// Where nothing else is said, images are as large as the first one, up to the 224 pixels of most
  /// networks for photographs, and their values are 0...1.
  private static func preparation(_ call: BoundCall, like path: String) throws -> ImagePreparation {
    func given<Argument>(_ parameter: Parameter<Argument>, or other: Argument) -> Argument {
      call.isGiven(parameter) ? call[parameter] : other
    }
    var size = call[DataCommand.size]
    if !call.isGiven(DataCommand.size) {
      let first = try ImageFile.image(of: path)
      size = max(
        min(first.width, first.height, 224),
        call.isGiven(DataCommand.crop) ? call[DataCommand.crop] : 0)
    }
    return try ImagePreparation(
      resize: call[DataCommand.resize], size: size, crop: given(DataCommand.crop, or: size),
      channels: given(DataCommand.channels, or: .rgb),
      mean: given(DataCommand.mean, or: OneOrMore([0])).elements.map(Float.init),
      scale: given(DataCommand.scale, or: OneOrMore([1 / 255])).elements.map(Float.init))
  }

  /// A share of a part that has examples of its own means nothing.
  private func refuseShares(of parts: DataParts, _ call: BoundCall) throws {
    for (parameter, part) in [
      (DataCommand.validation, parts.valid), (DataCommand.test, parts.test),
    ]
    where part != nil && call.isGiven(parameter) {
      throw call.fault(
        .argument, at: parameter, "'\(path)' has its own examples for \(parameter.name)",
        hint: "leave out \(parameter.name)=")
    }
  }

  private static func story(
    _ dataset: Dataset, _ parts: DataParts, _ split: DataSplit, _ facts: [String]
  ) -> String {
    let drawn = [("valid", parts.valid, split.valid), ("test", parts.test, split.test)]
      .filter { $0.1 == nil && $0.2 > 0 }.map(\.0).joined(separator: " and ")
    let counts =
      "\(dataset.train.count) training, \(dataset.valid.count) validation, "
      + "\(dataset.test.count) test examples"
    let choice =
      drawn.isEmpty ? [] : ["\(drawn) drawn from the training examples with seed \(split.seed)"]
    return "data: " + ([counts] + choice + facts).joined(separator: "; ")
  }
}
