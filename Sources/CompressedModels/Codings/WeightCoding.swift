import EntropyCoding
import Networks
import Tensors

/// One way to store the weights of a layer: all that a coding number of FORMAT.md, section 6,
/// stands for. A new way is a type that conforms, and its number in `WeightCodings`.
package protocol WeightCoding: Sendable, Equatable {
  static var number: UInt8 { get }
  /// The word for it in reports.
  static var name: String { get }

  /// The order in which weights, or survivors, are stored.
  var scanOrder: ScanOrder { get }
  /// Where survivors are, when gaps say so.
  var index: PackedIndex? { get }
  /// nil when weights are floats.
  var codebook: PackedCodebook? { get }
  /// Codes that are symbols of their own.
  var codes: CodedSymbols? { get }
  /// About the bytes of floats and streams.
  var byteCount: Int { get }

  /// What the streams hold: decoded, and checked.
  func symbols() throws(ContainerFault) -> LayerSymbols
  /// Survivors in scan order, fillers and pruned weights left out.
  func entries(_ symbols: LayerSymbols, shape: [Int]) throws(ContainerFault) -> LayerEntries
  /// The weights whose survivors those are.
  func weights(_ entries: LayerEntries, shape: [Int]) -> Weights
  /// Bits of a stored code in the mean; `histogram` counts the codes.
  func averageCodeBits(_ histogram: SymbolHistogram) throws(EntropyCodingError) -> Double
  /// The same weights for those who read symbols and floats only.
  func withPlainSymbols(shape: [Int]) throws(ContainerFault) -> any WeightCoding

  /// The fields behind the biases; `init(reading:_:)` reads them without looking into streams.
  func write(to writer: inout ByteWriter)
  init(reading reader: inout ByteReader, _ header: LayerHeader) throws(ContainerError)
}

extension WeightCoding {
  package var scanOrder: ScanOrder { index?.scanOrder ?? .rowMajor }
  package var index: PackedIndex? { nil }
  package var codebook: PackedCodebook? { nil }
  package var codes: CodedSymbols? { nil }

  package func averageCodeBits(_ histogram: SymbolHistogram) throws(EntropyCodingError) -> Double {
    try codes?.code.averageLength(over: histogram) ?? 0
  }

  package func withPlainSymbols(shape: [Int]) throws(ContainerFault) -> any WeightCoding { self }

  /// Weights of codes.
  package func weights(_ entries: LayerEntries, shape: [Int]) -> Weights {
    guard let codebook else { return .absent(shape: shape) }
    return .shared(entries.shared(codebook, shape: shape))
  }

  package func isEqual(to other: any WeightCoding) -> Bool { (other as? Self) == self }
}

/// The ways by their numbers.
package enum WeightCodings {
  package static let all: [any WeightCoding.Type] = [
    DenseWeights.self, IndexedValues.self, IndexedCodes.self, DirectCodes.self,
    ArithmeticCodes.self,
  ]

  package static func type(number: UInt8) -> (any WeightCoding.Type)? {
    all.first { $0.number == number }
  }
}
