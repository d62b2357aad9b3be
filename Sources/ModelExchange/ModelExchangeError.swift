/// What can be wrong with arrays that come from other programs.
public enum ModelExchangeError: Error, Equatable, Sendable {
  // .npy
  case notAnNPYFile
  case unsupportedNPYVersion(major: Int, minor: Int)
  case malformedHeader(reason: String)
  case unsupportedElementType(String)
  case shapeTooLarge([Int])
  case wrongByteCount(expected: Int, found: Int)

  // .npz
  case notAZipFile(reason: String)
  case damagedEntry(name: String, reason: String)
  case duplicateEntry(name: String)
  /// More bytes, once unpacked, than the reader may use: a mistake, or a file made to fill the memory.
  case tooManyBytes(announced: UInt64, limit: Int)
  case tooManyEntries(count: Int, limit: Int)
  case cannotWrite(reason: String)
  /// Something is wrong inside the entry of that name.
  indirect case inEntry(name: String, ModelExchangeError)

  // Filling a network
  case missingArray(name: String)
  case unknownArray(name: String, expected: [String])
  case wrongShape(name: String, expected: [Int], found: [Int])
  case wrongElementType(name: String, expected: String)
  case codeWithoutCentroid(name: String, code: Int, centroids: Int)
  case tooManyCentroids(name: String, count: Int)
  case unusableChannels(layer: String)
}

extension ModelExchangeError: CustomStringConvertible {
  public var description: String { fileDescription ?? networkDescription }

  private var fileDescription: String? {
    switch self {
    case .notAnNPYFile: "this is not a .npy array"
    case .unsupportedNPYVersion(let major, let minor): "arrays of .npy version \(major).\(minor) cannot be read"
    case .malformedHeader(let reason): "the array's header is malformed: \(reason)"
    case .unsupportedElementType(let type): "arrays of type '\(type)' cannot be read; f2 f4 f8 u1 i4 i8 can"
    case .shapeTooLarge(let shape): "the shape \(shape) is too large"
    case .wrongByteCount(let expected, let found): "the array needs \(expected) bytes, but has \(found)"
    case .notAZipFile(let reason): "this is not a .npz file: \(reason)"
    case .damagedEntry(let name, let reason): "'\(name)' is damaged: \(reason)"
    case .duplicateEntry(let name): "'\(name)' is there twice"
    case .tooManyBytes(let announced, let limit): "\(announced) bytes unpacked are over the limit of \(limit)"
    case .tooManyEntries(let count, let limit): "\(count) arrays are over the limit of \(limit)"
    case .cannotWrite(let reason): "the .npz file cannot be made: \(reason)"
    case .inEntry(let name, let error): "'\(name)': \(error)"
    default: nil
    }
  }

  private var networkDescription: String {
    switch self {
    case .missingArray(let name): "there is no array '\(name)'"
    case .unknownArray(let name, let expected):
      "the network has no place for '\(name)'; it takes \(expected.joined(separator: ", "))"
    case .wrongShape(let name, let expected, let found): "'\(name)' has shape \(found) instead of \(expected)"
    case .wrongElementType(let name, let expected): "'\(name)' must hold \(expected)"
    case .codeWithoutCentroid(let name, let code, let centroids):
      "'\(name)' holds code \(code), but there are \(centroids) centroids"
    case .tooManyCentroids(let name, let count): "'\(name)' has \(count) centroids; 1 to 256 are possible"
    case .unusableChannels(let layer):
      "the parameters of '\(layer)' are not finite, or a variance is negative"
    default: ""
    }
  }
}
