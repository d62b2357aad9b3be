import EntropyCoding

/// What the bytes of a file are for.
public enum SizePart: String, Sendable, CaseIterable {
  /// Coded weight codes.
  case codes
  /// Coded gaps, fillers and skips included.
  case gaps
  /// Weights as 32-bit floats.
  case values
  case codebooks
  case biases
  /// Code tables and lengths of streams.
  case tables
  /// The network's description and the texts about its origin.
  case metadata
  /// Signature, chunk frames, checksums, shapes and counts.
  case framing
}

/// Bytes for each purpose.
public struct PartSizes: Sendable, Equatable {
  private var bytes = [Int](repeating: 0, count: SizePart.allCases.count)

  public init() {}

  public internal(set) subscript(part: SizePart) -> Int {
    get { bytes[Self.index(of: part)] }
    set { bytes[Self.index(of: part)] = newValue }
  }

  public var total: Int { bytes.reduce(0, +) }

  private static func index(of part: SizePart) -> Int {
    SizePart.allCases.firstIndex(of: part) ?? 0
  }

  static func += (left: inout PartSizes, right: PartSizes) {
    for index in left.bytes.indices { left.bytes[index] += right.bytes[index] }
  }

  static func - (left: PartSizes, right: PartSizes) -> PartSizes {
    var difference = left
    for index in left.bytes.indices { difference.bytes[index] -= right.bytes[index] }
    return difference
  }
}

/// Where the bytes of a packed model go: counted while they are written or read, so that a report
/// cannot differ from the file.
public struct SizeBreakdown: Sendable, Equatable {
  public let layers: [LayerSizes]
  /// Every byte of the file: layers, network, metadata, frames and digest.
  public let parts: PartSizes

  /// Bytes of the whole file.
  public var bytes: Int { parts.total }
  /// Code tables, frames, descriptions: all that is neither codes, gaps, values, codebooks nor
  /// biases.
  public var overheadBytes: Int { parts[.tables] + parts[.metadata] + parts[.framing] }

  public func layer(_ name: String) -> LayerSizes? { layers.first { $0.name == name } }

  init(_ layers: [PackedLayer], layerParts: [PartSizes], parts: PartSizes) throws(ContainerFault) {
    var sizes: [LayerSizes] = []
    for (layer, parts) in zip(layers, layerParts) {
      sizes.append(try LayerSizes(layer, parts: parts))
    }
    (self.layers, self.parts) = (sizes, parts)
  }
}

/// One layer's row in the paper's Tables 2 to 5.
public struct LayerSizes: Sendable, Equatable {
  public let name: String
  public let weightCount: Int
  public let survivorCount: Int
  /// Bytes of the layer's chunk by purpose.
  public let parts: PartSizes
  /// Statistics of the weight codes; nil when weights are stored as floats.
  public let codes: SymbolSizes?
  /// Statistics of the gaps; nil when nothing says where survivors are.
  public let gaps: SymbolSizes?
  /// Width of a gap field; nil without an index.
  public let indexBits: Int?
  /// Stored entries that are no survivors.
  public let fillerCount: Int
  public let scanOrder: ScanOrder
  /// "dense", "values + gaps", "codes + gaps", "codes" or "arithmetic".
  public let coding: String

  public var bytes: Int { parts.total }
  /// Fraction of weights that survive.
  public var density: Double { Double(survivorCount) / Double(max(weightCount, 1)) }
}

/// How long symbols are and could be.
public struct SymbolSizes: Sendable, Equatable {
  public let histogram: SymbolHistogram
  /// Bits of a fixed-length code.
  public let fixedBits: Int
  /// Bits of a stored symbol in the mean: the paper's "bits P+Q+H".
  public let averageBits: Double

  /// Bits a symbol that no code of single symbols can beat.
  public var entropy: Double { histogram.entropy }
}

extension LayerSizes {
  init(_ layer: PackedLayer, parts: PartSizes) throws(ContainerFault) {
    name = layer.name
    weightCount = layer.weightCount
    survivorCount = layer.statistics.survivorCount
    self.parts = parts
    codes = try layer.codeSizes()
    gaps = try layer.gapSizes()
    indexBits = layer.index?.indexBits
    fillerCount = layer.index?.fillerCount ?? 0
    scanOrder = layer.scanOrder
    coding = layer.codingName
  }
}

extension PackedLayer {
  fileprivate func codeSizes() throws(ContainerFault) -> SymbolSizes? {
    guard let histogram = statistics.codes else { return nil }
    guard case .fixedLength(let bits) = SymbolCode.narrowest(for: histogram) else { return nil }
    do {
      return SymbolSizes(
        histogram: histogram, fixedBits: bits,
        averageBits: try content.averageCodeBits(histogram))
    } catch { throw .coding(error) }
  }

  fileprivate func gapSizes() throws(ContainerFault) -> SymbolSizes? {
    guard let index, let histogram = statistics.gaps else { return nil }
    do {
      return SymbolSizes(
        histogram: histogram, fixedBits: index.indexBits,
        averageBits: try index.gaps.code.averageLength(over: histogram))
    } catch { throw .coding(error) }
  }
}
