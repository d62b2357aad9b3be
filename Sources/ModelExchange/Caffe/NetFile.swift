import Networks
import Tensors

/// A `.net`: the format of the authors' own compressed models
/// (github.com/songhan/SqueezeNet-Deep-Compression). Little-endian; it has no magic number, no
/// names and no shapes, which the `.prototxt` must tell.
///
///     file  = { u32 } layer { layer } ;   one u32 a layer: its stored entries; layers whose name
///     contains conv, fc or ip
///     layer = { f32 } { f32 } codes gaps ;   codebook of 256 (conv) or 16 numbers, one bias an
///     output
///     codes = one byte each (conv) or four bits, low half first ;   gaps = four bits each, low
///     half first
///
/// Positions in the flattened weights: the first from -1, each gap + 1 further. A gap of 15 with
/// code 0 (whose value is 0.0) is a filler, which only moves on. Zeros behind the last entry are
/// not stored; nothing is entropy-coded.
public struct NetFile: Sendable {
  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The network with shared weights: codebooks and codes as they are stored, fillers dropped.
  public func network(_ description: CaffeNetwork, inputShape: [Int]? = nil)
    throws(ModelExchangeError) -> Network
  {
    var weights = try NetFileWeights(bytes, layers: description.weighted.map(\.name))
    return try description.network(weights: &weights, inputShape: inputShape)
  }
}

/// Hands out the file's layers in its order, which is that of the description.
struct NetFileWeights: CaffeWeights {
  private var rest: ArraySlice<UInt8>
  /// Entries of the layers to come.
  private var counts: ArraySlice<Int>

  init(_ bytes: [UInt8], layers: [String]) throws(ModelExchangeError) {
    let stored = layers.filter(Self.isStored)
    guard bytes.count >= 4 * stored.count else { throw .endsEarly(layer: stored.first ?? "") }
    counts = LittleEndian.numbers(bytes[..<(4 * stored.count)], UInt32.self).map { Int($0) }[...]
    rest = bytes[(4 * stored.count)...]
  }

  private static func isStored(_ layer: String) -> Bool {
    ["conv", "fc", "ip"].contains { layer.contains($0) }
  }

  mutating func parameters(of layer: String, shape: [Int], hasBias: Bool) throws(ModelExchangeError)
    -> (Weights, Bias?)
  {
    guard Self.isStored(layer), let count = counts.popFirst() else {
      throw .missingArray(name: layer)
    }
    // Pruned weights take no bytes here: the file's size is no limit.
    guard shape.reduce(1, *) <= GraphBuilder.largestWeightCount else {
      throw .tooManyWeights(limit: GraphBuilder.largestWeightCount)
    }
    let bits = layer.contains("conv") ? 8 : 4
    let codebook = try take(4 << bits, layer)
    let bias = try take(hasBias ? 4 * shape[0] : 0, layer)
    let codes = Self.numbers(try take((count * bits + 7) / 8, layer), bits: bits, count: count)
    let gaps = Self.numbers(try take((count + 1) / 2, layer), bits: 4, count: count)
    let shared = try Self.shared(
      layer, shape: shape, codes: codes, gaps: gaps,
      codebook: Codebook(centroids: Self.floats(codebook), precision: .float32), bits: bits)
    return (.shared(shared), hasBias ? .float32(Self.floats(bias)) : nil)
  }

  func blobs(of layer: String, shapes: [[Int]]) throws(ModelExchangeError) -> [[Float]] {
    throw .missingArray(name: layer)
  }

  func finish() throws(ModelExchangeError) {
    guard rest.isEmpty else { throw .unusedBytes(count: rest.count) }
  }

  private mutating func take(_ count: Int, _ layer: String) throws(ModelExchangeError)
    -> ArraySlice<UInt8>
  {
    guard count <= rest.count else { throw .endsEarly(layer: layer) }
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    LittleEndian.numbers(bytes, UInt32.self).map(Float.init(bitPattern:))
  }

  /// Four bits each, low half first, or eight.
  private static func numbers(_ bytes: ArraySlice<UInt8>, bits: Int, count: Int) -> [UInt8] {
    bits == 8 ? Array(bytes) : Array(bytes.flatMap { [$0 & 15, $0 >> 4] }.prefix(count))
  }

  private static func shared(
    _ layer: String, shape: [Int], codes: [UInt8], gaps: [UInt8], codebook: Codebook, bits: Int
  ) throws(ModelExchangeError) -> SharedWeights {
    let weights = shape.reduce(1, *)
    var isKept = [Bool](repeating: false, count: weights)
    var kept: [UInt8] = []
    kept.reserveCapacity(codes.count)
    var position = -1
    for (code, gap) in zip(codes, gaps) {
      position += Int(gap) + 1
      guard position < weights else {
        throw .positionBeyondWeights(layer: layer, position: position, weights: weights)
      }
      if gap == 15, code == 0 { continue }
      isKept[position] = true
      kept.append(code)
    }
    return SharedWeights(
      mask: Mask(shape: shape, isKept: isKept), codes: kept, codebook: codebook, bits: bits)
  }
}
