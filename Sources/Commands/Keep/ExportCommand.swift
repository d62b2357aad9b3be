import CodeExport
import CompressedModels
import Language
import Networks

struct ExportCommand: Command {
  static let name = "export"
  static let summary =
    "Writes a net as source text that computes it: C99 for firmware, weights still packed."
  static let details = """
    `NAME.c`, `NAME.h` and `NAME_weights.h` compile with any C99 compiler and need nothing else: no
    heap, no library, no operating system, no floating-point unit. The weights stay as `huffman`
    coded them and are decoded one at a time in every call, so they take the flash of the packed net
    and no memory; a convolution goes through its weights once for all pixels. Between layers there
    is one block of memory, which the caller provides and whose size `NAME.h` tells.
    `NAME_example.c` shows a call. A net that is not packed is packed first, without loss. Layers
    that can be written: dense, conv, maxpool, avgpool, global_avgpool, batchnorm, relu, leaky_relu,
    prelu, elu, silu, hard_swish, hard_sigmoid, clip, sigmoid, tanh, softmax, add, multiply, concat,
    slice, transpose, upsample, flatten, reshape, dropout; a net with others is refused.

    A graph of operators is written for inputs of one shape (an open batch is 1, other open extents
    take `shapes=`), with any number of inputs and outputs of floats: functions of one
    and of two values, movements, products, convolutions of one and two dimensions and their
    transposes, pooling, reductions, softmax, normalization, LSTM, GRU and RNN whose states begin as
    zeros. What has no loop in C is named.

    The source is under 0BSD: paste it anywhere. Gives a record of the files and the bytes of
    constant data and of memory.
    """
  static let group = CommandGroup.keep
  static let model = Parameter<ExportedModel>("net", "a net, or a packed one")
  static let folder = Parameter<String>("folder", "where the files go")
  static let target = Parameter<ExportTarget>(
    "target", "the language", default: .c, choices: ExportTarget.words)
  static let fileName = Parameter<String>(
    "name", "what files and functions are called: letters, digits and _", default: "network")
  static let shapes = Parameter<InputShapes?>(
    "shapes", "shapes of a graph's inputs, for instance {x: [1, 3, 48, 192]}", default: nil)
  static let parameters: [any AnyParameter] = [model, folder, target, fileName, shapes]
  static let examples = [
    Example(
      """
      p = lenet300() |> prune(sparsity=90%) |> quantize(bits=5) |> huffman
      e = export(p, "/tmp/dcs-export", target="c", name="digits"); \
      print len(e.files), e.memory_bytes
      """, prints: "4 1600"),
    Example(
      "export(lenet300(), \"/tmp/dcs-export\", shapes={input: [1, 784]})"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let packed = try call.locating(Self.model) { try call[Self.model].packed(session.metadata) }
    let source = try call.locating(by: Self.argumentAtFault) { () throws(CodeExportError) in
      try CSource(
        packed, name: call[Self.fileName], origin: session.metadata.tool,
        shapes: call[Self.model].shapes.merging(call[Self.shapes]?.shapes ?? [:]) { $1 })
    }
    let paths = source.files.map { "\(call[Self.folder])/\($0.name)" }
    for (path, file) in zip(paths, source.files) {
      try call.context.checkInterruption()
      try call.locating(Self.folder) { try OutputFile.write(file.bytes, to: path) }
    }
    call.tellWritten(
      Self.name, paths.joined(separator: " "),
      bytes: source.files.reduce(0) { $0 + $1.bytes.count })
    return .record(
      Record([
        ("files", .list(paths.map { .string($0) })),
        ("weight_bytes", .number(Double(source.weightBytes))),
        ("memory_bytes", .number(Double(source.memoryBytes))),
      ]))
  }

  private static func argumentAtFault(_ error: CodeExportError) -> any AnyParameter {
    if case .notAnIdentifier = error { return fileName }
    return model
  }
}

enum ExportTarget: String, Choice {
  case c
}

/// A net in any state, or a packed one.
struct ExportedModel: ValueConvertible {
  private enum Form {
    case network(Network)
    case packed(PackedModel)
  }

  private let form: Form
  let asValue: Value

  static var typeDescription: String { "a net or a packed net" }

  init(_ value: Value) throws {
    asValue = value
    switch value {
    case .object(let network as Network): form = .network(network)
    case .object(let packed as PackedModel): form = .packed(packed)
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  /// Of inputs that a net was loaded with shapes for.
  var shapes: [String: [Int]] {
    guard case .network(let network) = form else { return [:] }
    var shapes: [String: [Int]] = [:]
    for input in network.inputs {
      let extents = input.type.extents.map(\.number)
      if extents.allSatisfy({ $0 != nil }) { shapes[input.name] = extents.compactMap { $0 } }
    }
    return shapes
  }

  /// Packed without loss when it was not.
  func packed(_ metadata: Metadata) throws -> PackedModel {
    switch form {
    case .network(let network): try PackedModel(encoding: network, metadata: metadata)
    case .packed(let packed): packed
    }
  }
}
