import EntropyCoding
import Memory
import ModelExchange
import Networks

/// What is wrong with a container, and where.
public struct ContainerError: Error, Equatable, Sendable {
  public let fault: ContainerFault
  public let place: Place

  /// A place in the file, as far as it is known.
  public struct Place: Equatable, Sendable {
    /// Bytes from the start of the file.
    public var offset: Int?
    /// Type of the chunk.
    public var chunk: String?
    public var layer: String?

    public init(offset: Int? = nil, chunk: String? = nil, layer: String? = nil) {
      (self.offset, self.chunk, self.layer) = (offset, chunk, layer)
    }
  }

  public init(_ fault: ContainerFault, at place: Place = Place()) {
    (self.fault, self.place) = (fault, place)
  }
}

/// Every rule of FORMAT.md that a file can break.
public enum ContainerFault: Error, Equatable, Sendable {
  // The file as a whole
  case notAContainer
  /// The signature's line ends were changed: the file went through a transfer as text.
  case damagedAsText
  case unsupportedVersion(found: Int, supported: Int)
  case checksumMismatch(stored: UInt32, computed: UInt32)
  case digestMismatch
  case truncated(needed: Int, available: Int)
  case bytesAfterEnd(count: Int)
  case missingChunk(type: String)
  case duplicateChunk(type: String)
  case misplacedChunk(type: String)
  /// A chunk of a newer format that may not be skipped.
  case unknownChunk(type: String)
  case malformedChunkType(bytes: [UInt8])
  case unreadBytes(count: Int)

  // Fields
  case overlongNumber
  case numberTooLarge(UInt64, limit: UInt64)
  case malformedText
  case unknownValue(field: String, value: Int)
  case wrongCount(field: String, expected: Int, found: Int)
  case notFinite(field: String)
  /// The bytes that a network had before units were removed.
  case badOriginalSize(String)

  // The network
  case duplicateName(String)
  /// Names of attributes and texts ascend.
  case unsortedName(String)
  case emptyNetwork
  case inputNotBefore(node: String)
  case emptyShape([Int])
  case tooManyWeights(limit: Int)
  case memory(MemoryShortage)
  case network(NetworkError)
  case weightsMissing
  case weightsOfPlainLayer(operation: String)
  /// The parameters of channels have coding 0.
  case codedChannels
  /// Something is wrong with the file of another program that is inside.
  case originalFile(ModelExchangeError)
  /// The compressed bytes of that file do not unpack as they should.
  case damagedDeflation
  /// Parameters of channels that are not finite, or negative variances.
  case unusableChannels

  // Layers
  /// A way to code weights that this program does not know.
  case unknownCoding(number: Int)
  case tooManyCentroids(count: Int, bits: Int)
  case coding(EntropyCodingError)
  case centroidOutOfRange
  case badGrid(step: Float, first: Int)
  case notMultiples(bits: Int)
  case index(RelativeIndexError)

  // Writing
  case chunkTooLarge(bytes: Int)
}

extension ContainerError: CustomStringConvertible {
  public var description: String {
    let places = [
      place.layer.map { "layer \($0)" }, place.chunk.map { "chunk \($0)" },
      place.offset.map { "byte \($0)" },
    ].compactMap(\.self)
    return places.isEmpty ? "\(fault)" : "\(fault) (\(places.joined(separator: ", ")))"
  }
}

extension ContainerFault: CustomStringConvertible {
  public var description: String { fileDescription ?? fieldDescription ?? modelDescription }

  private var fileDescription: String? {
    switch self {
    case .notAContainer: "this is not a .dcz file"
    case .damagedAsText:
      "the file was changed by a transfer in text mode: copy it again in binary mode"
    case .unsupportedVersion(let found, let supported):
      """
      the file has format version \(found), this program reads up to version \(supported): a newer \
      program is needed
      """
    case .checksumMismatch(let stored, let computed):
      """
      the chunk is damaged: checksum \(hexadecimal(stored)) stored, \
      \(hexadecimal(computed)) computed
      """
    case .digestMismatch: "the file is damaged or was changed: its SHA-256 does not match"
    case .truncated(let needed, let available):
      "the data ends early: \(needed) bytes needed, \(available) there"
    case .bytesAfterEnd(let count): "\(count) bytes follow the end of the file's last chunk"
    case .missingChunk(let type): "chunk \(type) is missing"
    case .duplicateChunk(let type): "chunk \(type) is there twice"
    case .misplacedChunk(let type): "chunk \(type) is not where it belongs"
    case .unknownChunk(let type):
      "chunk \(type) must be understood, but is unknown here: a newer program is needed"
    case .malformedChunkType(let bytes): "\(bytes) is no chunk type: four ASCII letters are"
    case .unreadBytes(let count): "\(count) bytes of the chunk have no meaning"
    default: nil
    }
  }

  private var fieldDescription: String? {
    switch self {
    case .overlongNumber: "a number is written with more bytes than it needs"
    case .numberTooLarge(let number, let limit): "\(number) is over the limit of \(limit)"
    case .malformedText: "a text is not UTF-8"
    case .centroidOutOfRange: "a step of the codebook leaves the floats"
    case .badGrid(let step, let first): "a codebook cannot start at \(first) times \(step)"
    case .notMultiples(let bits):
      "a codebook's centroids are not what multiples of \(bits) bits can be"
    case .unknownValue(let field, let value):
      "\(value) is no known \(field): a newer program may be needed"
    case .wrongCount(let field, let expected, let found):
      "\(found) \(field) where \(expected) belong"
    case .notFinite(let field): "the \(field) is not a finite number"
    case .badOriginalSize(let text):
      "'\(text)' is no number of bytes that a network had before units were removed"
    default: nil
    }
  }

  private var modelDescription: String {
    switch self {
    case .duplicateName(let name): "the name '\(name)' is there twice"
    case .unsortedName(let name):
      "the name '\(name)' is not in its place: names are sorted"
    case .emptyNetwork: "the network has no layers"
    case .inputNotBefore(let node): "an input of layer '\(node)' does not come before it"
    case .emptyShape(let shape): "the shape \(shape) holds nothing"
    case .tooManyWeights(let limit):
      "more than the \(limit) weights that a file of this size may have"
    case .memory(let shortage): "\(shortage)"
    case .network(let error): "\(error)"
    case .weightsMissing: "the weights are missing"
    case .weightsOfPlainLayer(let operation): "there are weights, but '\(operation)' has none"
    case .originalFile(let error): "the file inside: \(error)"
    case .damagedDeflation: "the file inside does not unpack to the length that is announced"
    case .codedChannels: "the parameters of channels are stored as floats only"
    case .unusableChannels: "the parameters of channels are not finite, or a variance is negative"
    case .unknownCoding(let number):
      "weights are coded in way \(number), unknown here: a newer program is needed"
    case .tooManyCentroids(let count, let bits):
      "\(count) centroids do not fit codes of \(bits) bits"
    case .coding(let error): "\(error)"
    case .index(let error): "\(error)"
    case .chunkTooLarge(let bytes): "\(bytes) bytes are too many for one chunk"
    default: ""
    }
  }
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
