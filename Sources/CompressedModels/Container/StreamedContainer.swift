import CCrypto
import ModelExchange
import Networks
import Tensors

/// A container of a net without a graph (FORMAT.md, section 11) that leaves chunk by chunk, so that
/// no more than one parameter need be in memory. The bytes are those of `PackedModel` with the same
/// parameters.
public struct StreamedContainer {
  private var writer = ContainerWriter()
  private var digest = RunningDigest()
  private let parameters: [OriginParameter]
  private let options: PackingOptions
  private let append: ([UInt8]) throws -> Void
  /// The next parameter.
  private var next = 0
  /// Bytes of parameters without a chunk of their own.
  private var others: [UInt8] = []
  /// Bytes that left.
  public private(set) var bytes = 0
  public private(set) var weightCount = 0

  /// Writes what comes before the parameters. `append` gets the bytes, in order.
  public init(
    origin: NetworkOrigin, state: StoredState, options: PackingOptions, metadata: Metadata,
    append: @escaping ([UInt8]) throws -> Void
  ) throws {
    (self.options, self.append) = (options, append)
    parameters = try origin.parameters()
    try writer.begin(origin, state: state, metadata: metadata)
    try leave()
  }

  /// What the next parameter is; nil when all are there.
  public var nextParameter: OriginParameter? {
    next < parameters.count ? parameters[next] : nil
  }

  /// The next parameter, coded. It can be done by any thread, beside others.
  public static func coded(
    _ parameter: LayerParameter, number: Int, options: PackingOptions
  ) throws(PackingError) -> PackedLayer {
    var parameter = parameter
    if parameter.role == .integers {
      parameter.weights = .shared(SharedWeights(counting: parameter.weights.tensor))
    }
    return try PackedLayer(
      encoding: parameter, name: parameter.name, nodeIndex: number, options: options)
  }

  /// Writes the next parameter. Precondition: coded with its number.
  public mutating func write(_ layer: PackedLayer) throws {
    precondition(layer.nodeIndex == next && parameters[next].role != .scales)
    try writer.write(parameter: layer)
    weightCount += layer.weightCount
    next += 1
    try leave()
  }

  /// Keeps the next parameter as it is: numbers a channel, which are not coded.
  public mutating func keep(_ content: [UInt8]) {
    precondition(parameters[next].role == .scales && content.count == parameters[next].byteCount)
    others += content
    next += 1
  }

  /// Writes what comes behind the parameters. Precondition: all are there.
  public mutating func finish() throws {
    precondition(next == parameters.count)
    if !others.isEmpty { try writer.write(others: others) }
    try leave()
    try writer.end(digest.value)
    try leave()
  }

  private mutating func leave() throws {
    let leaving = writer.takeBytes()
    digest.add(leaving)
    bytes += leaving.count
    try append(leaving)
  }
}

/// SHA-256 of what comes piece by piece.
final class RunningDigest {
  private let context = EVP_MD_CTX_new()

  init() {
    let begun = EVP_DigestInit_ex(context, EVP_sha256(), nil)
    precondition(begun == 1, "libcrypto has no SHA-256")
  }

  deinit { EVP_MD_CTX_free(context) }

  func add(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Ends it.
  var value: [UInt8] {
    var digest = [UInt8](repeating: 0, count: ContainerFormat.digestBytes)
    EVP_DigestFinal_ex(context, &digest, nil)
    return digest
  }
}
