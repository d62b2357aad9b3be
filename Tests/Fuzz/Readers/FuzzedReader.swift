import Commands
import CompressedModels
import Console
import Datasets
import Foundation
import Inference
import Language
import ModelExchange
import Networks
import Plotting
import Tensors

/// A reader, what it reads well, and what to do with what it made of an input. Everything that it
/// throws is fine; a trap ends the process, and so fails.
public struct FuzzedReader: Sendable {
  public let name: String
  /// Files that the code made itself: small, and never out of date.
  public let own: @Sendable () throws -> [[UInt8]]
  public let attempt: @Sendable ([UInt8]) throws -> Void
  /// For texts: what they are made of.
  public var words: [String] = []
  /// Whether checksums are mended.
  public var isContainer = false

  /// What is changed: its own files, and what fuzzing found.
  public func corpus() throws -> [[UInt8]] { try own() + KeptInputs.inputs(of: name) }

  private struct Missing: Error {}

  public static let all = models + arrays + data + texts
  /// What the reader "operators" guesses, by the number that its inputs begin with.
  public static var operatorNames: [String] { OperatorGuess.names }

  /// 6 -> 4 -> relu -> 3, pruned and shared.
  private static func small() throws -> Network {
    var network = try Network(
      inputShape: [6],
      descriptions: [
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([4])]),
        LayerDescription(operation: "relu"),
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([3])]),
      ])
    network.updateParameter("fc1") {
      let mask = Mask(shape: [4, 6], isKept: (0..<24).map { $0 % 3 == 0 })
      $0.weights = .shared(
        SharedWeights(
          mask: mask, codes: [0, 1, 2, 0, 1, 2, 0, 1],
          codebook: Codebook(centroids: [-1, 0.5, 2], precision: .float16), bits: 2))
    }
    return network
  }

  private static let arraysOfSorts: [String: TypedTensor] = [
    "a": TypedTensor(shape: [2, 3], [1, 2, 3, 4, 5, 6] as [Float]),
    "b": TypedTensor(shape: [4], [1, 2, 3, 4] as [UInt8]),
    "c": TypedTensor(shape: [], [7] as [Int64]),
  ]

  // MARK: Models

  private static let models = [
    FuzzedReader(
      name: "dcz",
      own: {
        let network = try small()
        var arithmetic = PackingOptions()
        arithmetic.coding = .arithmetic
        return [
          try PackedModel(storing: network).serialized(),
          try PackedModel(encoding: network).serialized(),
          try PackedModel(encoding: network, options: .paper()).serialized(),
          try PackedModel(encoding: network, options: arithmetic).serialized(),
          try PackedModel(
            encoding: ONNXFile.read(onnx()) { _ in throw Missing() }
          ).serialized(),
        ]
      },
      attempt: { bytes in
        let limits = ContainerLimits(maximumWeights: 1 << 18)
        let isSound = ContainerInspection(bytes, limits: limits).isSound
        let packed = try ContainerReader.readPacked(bytes, limits: limits)
        precondition(isSound, "read, but not sound")
        // What is vouched for can be used.
        guard (try? packed.decoded()) != nil,
          (try? ContainerReader.read(bytes, limits: limits)) != nil
        else { preconditionFailure("sound, but of no use") }
        try ModelRun.attempt(Evaluation(packed))
      }, isContainer: true),
    FuzzedReader(
      name: "onnx", own: { [try onnx(), try operators()] },
      attempt: { bytes in
        guard ONNXFile.recognizes(bytes) else { return }
        let network = try ONNXFile.read(bytes) { _ in throw Missing() }
        try ModelRun.attempt(Evaluation(network))
      }),
    FuzzedReader(
      name: "caffemodel", own: { [caffe] },
      attempt: { bytes in
        let network = try small()
        _ = try network.filled(from: CaffeModelFile(bytes).arrays(for: network))
      }),
    FuzzedReader(
      name: "net",
      own: {
        [
          [8, 0, 0, 0] + [UInt8](repeating: 0x3F, count: 64 + 12) + [
            0x10, 0x32, 0x10, 0x32, 1, 2, 3, 4,
          ]
        ]
      },
      attempt: { _ = try NetFile($0).network(CaffeNetwork(prototxt)) }),
    FuzzedReader(
      name: "operators", own: { OperatorGuess.corpus(goesBack: false) },
      attempt: { bytes in
        var guess = OperatorGuess(bytes)
        try guess.attempt(goesBack: false)
      }),
    FuzzedReader(
      name: "gradients", own: { OperatorGuess.corpus(goesBack: true) },
      attempt: { bytes in
        var guess = OperatorGuess(bytes)
        try guess.attempt(goesBack: true)
      }),
  ]

  private static func onnx() throws -> [UInt8] {
    try ONNXFile.write(small())
  }

  /// A graph of operators that is no classical network.
  private static func operators() throws -> [UInt8] {
    try ONNXFile.write(
      ONNXFile.network(of: arraysOfSorts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
  }

  private static let caffe = ProtobufWriter.message { net in
    for (name, shape) in [("fc1", [4, 6]), ("fc2", [3, 4])] {
      net.message(100) { layer in
        layer.text(1, name)
        for extents in [shape, [shape[0]]] {
          layer.message(7) { blob in
            blob.message(7) { $0.packed(1, integers: extents) }
            blob.bytes(5, [UInt8](repeating: 0x3F, count: 4 * extents.reduce(1, *)))
          }
        }
      }
    }
  }

  // MARK: Arrays

  private static let arrays = [
    FuzzedReader(
      name: "npy", own: { arraysOfSorts.values.map(NPYFile.write) },
      attempt: { _ = try NPYFile.read($0) }),
    FuzzedReader(
      name: "npz", own: { [try NPZFile.write(arraysOfSorts)] },
      attempt: { _ = try NPZFile.read($0, limits: .init(maximumBytes: 1 << 24)) }),
    FuzzedReader(
      name: "safetensors", own: { [SafetensorsFile.write(arraysOfSorts)] },
      attempt: { _ = try SafetensorsFile.read($0) }),
  ]

  // MARK: Data

  private static let data = [
    FuzzedReader(
      name: "idx", own: { [[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2] + (1...8)] },
      attempt: { _ = try IDXFile($0, path: "x") }),
    FuzzedReader(
      name: "wav", own: { [wav] }, attempt: { _ = try WAVFile($0, path: "x") }),
    FuzzedReader(
      name: "image",
      own: {
        [try encodePNG(PixelCanvas(width: 9, height: 7, background: .white), texts: [])]
      },
      attempt: { _ = try ImageFile.decode($0, path: "x") }),
    FuzzedReader(
      name: "csv", own: { [Array("a,b,label\n1,2,x\n3,-4.5e2,\"y, z\"\n".utf8)] },
      attempt: { _ = try CSVData($0, path: "x", target: "label") },
      words: [",", "\"", "\n", "\r\n", "1e308", "nan", "-", "label", "\u{FEFF}"]),
  ]

  private static let wav: [UInt8] =
    Array("RIFF".utf8) + [44, 0, 0, 0] + Array("WAVEfmt ".utf8)
    + [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0]
    + Array("data".utf8) + [8, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0]

  // MARK: Texts

  private static let prototxt = """
    input: "data" input_dim: 1 input_dim: 6
    layer { name: "ip" type: "InnerProduct" bottom: "data" top: "ip"
      inner_product_param { num_output: 3 } }
    layer { name: "s" type: "Softmax" bottom: "ip" top: "s" }
    """

  private static let script = """
    param epochs = 5 "passes"
    fn f(n, k=2) { if n > 0 { f(n - 1) } else { "a{n:.2%}b" } }
    for s in 50%..90% step 10% { x = {fc1: s, "conv*": [1, 2]} |> keys }
    try { y = f(3)[0:2] } catch e { print e.message }
    check f(2) == "x", "why"
    """

  /// Looking at a script changes nothing in them.
  private static let commands = StandardCommands.table(session: Session())

  private static let texts = [
    FuzzedReader(
      name: "prototxt", own: { [Array(prototxt.utf8)] },
      attempt: { bytes in
        let graph = try CaffeNetwork(String(decoding: bytes, as: UTF8.self))
        _ = try NetFile([UInt8](repeating: 0, count: 80)).network(graph)
      },
      words: [
        "{", "}", ":", "\"", "layer", "type", "bottom", "top", "input_dim", "-1", "999999999999",
        "\"Convolution\"", "\"Concat\"", "\"Eltwise\"", "\"Slice\"", "convolution_param", "#", "\n",
      ]),
    FuzzedReader(
      name: "script", own: { [Array(script.utf8)] },
      attempt: { bytes in
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        let console = Console(commands: commands, sink: { _ in })
        let faults = console.faults(in: SourceText(name: "fuzz", text: text))
        for fault in faults { _ = DiagnosticRenderer().text(fault) }
        _ = console.isComplete(text)
        _ = console.complete(text, cursor: text.utf8.count / 2)
        if let fault = faults.first { throw fault }
      },
      words: [
        "{", "}", "(", ")", "[", "]", "\"", "'", "#", "##", "|>", "..", "step", "fn", "if", "else",
        "for", "in", "while", "try", "catch", "e", "include", "param", "check", "and", "not", "^",
        "@", "%", "1e999", "\n", "\\", "{x:", ";", "=", "+=", "prune", "sparsity", "\u{301}",
      ]),
  ]
}
