import CompressedModels
import DeepCompression
import Language
import ModelExchange
import Networks
import Tensors

/// What is written parameter by parameter, since it need not fit into memory.
protocol StreamedValue {
  /// Bytes of its files.
  var bytes: Int { get }
  /// What its weights are worth when they are written; nil for layers of our own.
  func unpacked(_ random: RandomSource) throws -> (origin: NetworkOrigin, weights: WeightSource)?
}

extension StreamedModel: StreamedValue {
  var bytes: Int { files.bytes }
}

extension ContainerFile: StreamedValue {
  func unpacked(_ random: RandomSource) throws -> (origin: NetworkOrigin, weights: WeightSource)? {
    try unpacked()
  }
}

/// The file that `save` makes of a model that stays in its files.
struct StreamedFile {
  let path: String
  let call: BoundCall
  let session: Session

  func write(_ value: any StreamedValue) throws {
    var endings = ["safetensors", "onnx"]
    if value is StreamedModel { endings.insert("dcz", at: 0) }
    let ending = try FileContent.ending(
      of: path, among: endings, for: "a model that stays in its files")
    if ending != "onnx" { try call.refuse([SaveCommand.weights]) }
    try OutputFile.prepareFolder(of: path)
    let random = session.nextRandom()
    if ending == "dcz", let stream = value as? StreamedModel { return try pack(stream, random) }
    guard let (origin, weights) = try value.unpacked(random) else {
      throw Diagnostic(
        .value, "the layers of a '.dcz' file of our own are not written one by one",
        hint: "load(path, lazy=false)")
    }
    if ending == "safetensors" {
      try writeArrays(try origin.arrays(weights), value)
    } else {
      try writeGraph(origin, weights, value)
    }
  }

  private func monitor(_ unit: String) -> WorkMonitor<WorkDone> {
    call.monitor(SaveCommand.name, in: unit, isTimed: true)
  }

  private func pack(_ stream: StreamedModel, _ random: RandomSource) throws {
    try OutputFile.onFirstRank {
      var outcome = StreamedModel.Outcome()
      try AtomicFile.write(to: UserPath.expanded(path)) { append in
        outcome = try stream.write(
          metadata: session.metadata, random: random, monitor: monitor("weights"), append: append)
      }
      tell(
        outcome.bytes, of: stream,
        outcome.relativeError.map { "RMS error \(OutcomeText.percent($0))" })
    }
  }

  private func writeArrays(_ arrays: [WrittenArray], _ value: any StreamedValue) throws {
    try OutputFile.onFirstRank {
      var count = 0
      try AtomicFile.write(to: UserPath.expanded(path)) { append in
        try SafetensorsFile.write(
          arrays, producer: session.metadata.tool, monitor: monitor("bytes")
        ) {
          count += $0.count
          try append($0)
        }
      }
      tell(count, of: value)
    }
  }

  /// With its numbers beside it where they are too many for one file, or `external=` asks for that.
  private func writeGraph(
    _ origin: NetworkOrigin, _ weights: @escaping WeightSource, _ value: any StreamedValue
  ) throws {
    let size = try origin.parameters().reduce(origin.skeleton.count) { $0 + $1.byteCount }
    let isExternal = call[SaveCommand.isExternal] ?? (size > session.largestModel)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let (model, data) = try origin.file(
      form: call[SaveCommand.weights] == .shared ? .shared : .values,
      dataFile: isExternal ? name + OutputFiles.dataEnding : nil, weights)
    guard model.count <= session.largestModel else {
      throw Diagnostic(
        .limit,
        "an .onnx file would have \(model.count) bytes; the format allows \(session.largestModel)",
        hint: "leave external= out, or write .safetensors")
    }
    let files = OutputFiles(bytes: model, data: data.flatMap { $0.bytes > 0 ? $0 : nil })
    try files.write(to: path, monitor("bytes"))
    tell(
      model.count, of: value, beside: files.data?.bytes ?? 0,
      files.data.map { "\(files.dataPath(path)), \(OutcomeText.count($0.bytes, "byte"))" })
  }

  private func tell(
    _ count: Int, of value: any StreamedValue, beside: Int = 0, _ more: String? = nil
  ) {
    let ratio = Double(value.bytes) / Double(max(1, count + beside))
    call.tellOutcome(
      SaveCommand.name, path, OutcomeText.count(count, "byte"),
      ratio > 1.01 ? OutcomeText.ratio(ratio) : nil, more)
  }
}
