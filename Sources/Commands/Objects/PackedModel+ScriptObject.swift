import CompressedModels
import Language
import Networks

extension PackedModel: ScriptObject {
  public var typeName: String { "packed" }

  public var summary: String {
    "packed \(layersText), \(ByteText.text(bytes)), "
      + (isArithmetic ? "arithmetic, " : "")
      + "\(Value.number(ratio).brief(significantDigits: 3)) times smaller than 32-bit floats"
  }

  private var layersText: String {
    let names = weightedLayers.map(\.name)
    return names.count > LayersText.mostNames
      ? "of \(names.count) layers" : names.joined(separator: "-")
  }

  public var display: Displayed { .table(ReportTables.packed(self)) }

  public var facts: ObjectFacts {
    ObjectFacts(shape: inputShape, bytes: bytes, sparsity: 1 - density, bits: nil)
  }

  /// Bytes of all parameters as 32-bit floats, removed units included, divided by the bytes of the
  /// file.
  var ratio: Double { Double(originalBytes) / Double(bytes) }

  var density: Double {
    let layers = weightedLayers.compactMap { sizes.layer($0.name) }
    let survivors = layers.reduce(0) { $0 + $1.survivorCount }
    let count = layers.reduce(0) { $0 + $1.weightCount }
    return count == 0 ? 1 : Double(survivors) / Double(count)
  }

  public var fieldNames: [String] {
    layers.map(\.name) + [
      "layers", "bytes", "dense_bytes", "ratio", "overhead", "density", "sparsity", "seed", "parts",
      "coding",
    ]
  }

  public func field(_ name: String) throws -> Value? {
    switch name {
    case "layers": .list(weightedLayers.map { .string($0.name) })
    case "bytes": .number(Double(bytes))
    case "dense_bytes": .number(Double(originalBytes))
    case "ratio": .number(ratio)
    case "overhead": .number(Double(sizes.overheadBytes))
    case "density": .number(density)
    case "sparsity": .number(1 - density)
    case "parts": .object(ReportTables.parts(sizes))
    case "coding": .object(ReportTables.coding(self))
    case "seed": metadata.seed.map { .number(Double($0)) } ?? Value.none
    default: try layer(name) == nil ? nil : decoded().field(name)
    }
  }

  /// `packed["fc1"]`, as of a net.
  public func element(at subscripts: [Subscript]) throws -> Value {
    try decoded().element(at: subscripts)
  }

  public func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = other as? PackedModel else { return false }
    return self == other
  }
}

extension PackedModel: ValueConvertible {
  public static var typeDescription: String { "a packed net" }

  public init(_ value: Value) throws {
    switch value {
    case .object(let packed as PackedModel): self = packed
    case .object(is Network):
      throw Diagnostic(
        .type, "expected a packed net, got a net", hint: "huffman packs a net")
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  public var asValue: Value { .object(self) }
}

/// Bytes as people read them.
enum ByteText {
  /// "27.1 KB", 1 KB = 1000 bytes.
  static func text(_ bytes: Int) -> String {
    (try? Value.number(Double(bytes)).formatted("b")) ?? "\(bytes) B"
  }
}
