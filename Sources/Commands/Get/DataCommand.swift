import Datasets
import Language

struct DataCommand: Command {
  static let name = "data"
  static let summary = "Loads a data set with its training, validation and test examples."
  static let details = """
    "mnist" and "fashion-mnist": 60 000 training and 10 000 test images of 28x28 pixels, 0...1, checked by MD5 of
    their unpacked content. "toy": four clouds of points, built in. The validation examples are the last of the
    training set. Looked for in `dir`, or else in the folders of `$DCS_DATA` (separated by colons), `Datasets/`,
    `$XDG_DATA_HOME/dcs` and `/usr/share/datasets`; plain or gzipped.
    """
  static let group = CommandGroup.get
  static let dataset = Parameter<String>("name", "\"mnist\", \"fashion-mnist\" or \"toy\"", choices: names)
  static let directory = Parameter<String?>("dir", "the folder that has the files, or a folder of them", default: nil)
  static let validation = Parameter<Int>("valid", "training examples held out for validation", default: 5_000)
  static let images = Parameter<Bool>("images", "keep images as [1, 28, 28] instead of flat [784]", default: false)
  static let limit = Parameter<Int?>(
    "limit", "keep at most so many training, validation and test examples, the first of each", default: nil)
  static let parameters: [any AnyParameter] = [dataset, directory, validation, images, limit]
  static let examples = [
    Example("print data(\"toy\", limit=100).train.count", prints: "100"),
    Example("try { data(\"mnist\", dir=\"/nowhere\", valid=0, images=true) } catch e { print e.kind }", prints: "file"),
  ]

  private static let names = MNISTFamily.all.map(\.name) + ["toy"]

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
    if name == "toy" { return try toy(call) }
    guard let family = MNISTFamily.all.first(where: { $0.name == name }) else {
      throw call.fault(
        .value, at: dataset, "there is no data set '\(name)'", hint: Suggestion.hint(for: name, among: names),
        notes: ["data sets: " + names.joined(separator: ", ")])
    }
    do {
      return try family.load(
        search: DatasetSearch(directory: call[directory]), validationCount: call[validation], isFlat: !call[images])
    } catch let error {
      var diagnostic = error.diagnostic
      diagnostic.span = call.span(of: culprit(error))
      if case .filesNotFound = error { diagnostic.hint = family.remedy }
      throw diagnostic
    }
  }

  private static func toy(_ call: BoundCall) throws -> Dataset {
    let files: [any AnyParameter] = [directory, validation, images]
    if let stranger = files.first(where: { call.isGiven($0) }) {
      throw call.fault(.argument, at: stranger, "the toy data takes no '\(stranger.name)'")
    }
    return ToyData.dataset()
  }

  /// Which argument an error is about.
  private static func culprit(_ error: DatasetError) -> any AnyParameter {
    if case .badValidationCount = error { return validation }
    return directory
  }
}
