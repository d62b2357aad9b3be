import Networks

extension ModelExchangeError: CustomStringConvertible {
  public var description: String {
    arrayDescription ?? structureDescription ?? graphDescription ?? fillingDescription ?? ""
  }

  private var arrayDescription: String? {
    switch self {
    case .notAnNPYFile: "this is not a .npy array"
    case .unsupportedNPYVersion(let major, let minor):
      "arrays of .npy version \(major).\(minor) cannot be read"
    case .malformedHeader(let reason): "the array's header is malformed: \(reason)"
    case .unsupportedElementType(let type):
      """
      arrays of type '\(type)' cannot be read; floats of 16, 32 and 64 bits, bytes, \
      and whole numbers of 32 and 64 can
      """
    case .shapeTooLarge(let shape): "the shape \(shape) is too large"
    case .wrongByteCount(let expected, let found):
      "the array needs \(expected) bytes, but has \(found)"
    case .notAZipFile(let reason): "this is not a .npz file: \(reason)"
    case .damagedEntry(let name, let reason): "'\(name)' is damaged: \(reason)"
    case .duplicateEntry(let name): "'\(name)' is there twice"
    case .tooManyBytes(let announced, let limit):
      "\(announced) bytes unpacked are over the limit of \(limit)"
    case .tooManyEntries(let count, let limit): "\(count) arrays are over the limit of \(limit)"
    case .memory(let shortage): shortage.description
    case .cannotWrite(let reason): "the file cannot be made: \(reason)"
    case .cannotMake(let name, let reason): "'\(name)': \(reason)"
    case .inEntry(let name, let error): "'\(name)': \(error)"
    default: nil
    }
  }

  private var structureDescription: String? {
    switch self {
    case .malformedMessage(let reason, let offset): "at byte \(offset): \(reason)"
    case .malformedText(let reason, let line): "line \(line): \(reason)"
    case .malformedJSON(let reason, let offset):
      "the header is malformed at byte \(offset): \(reason)"
    case .nestedTooDeeply(let limit): "it is nested deeper than \(limit) levels"
    case .outOfBounds(let name): "'\(name)' lies outside the file"
    case .overlapping(let name, let other): "'\(name)' and '\(other)' use the same bytes"
    case .unusedBytes(let count): "\(count) bytes belong to nothing"
    case .endsEarly(let layer): "the file ends within layer '\(layer)'"
    case .positionBeyondWeights(let layer, let position, let weights):
      "the gaps of layer '\(layer)' lead to position \(position) of \(weights) weights"
    default: nil
    }
  }

  private var graphDescription: String? {
    switch self {
    case .unsupportedOperations(let operations):
      "there is no layer for \(operations.joined(separator: ", "))"
    case .unsupportedSetting(let layer, let reason): "layer '\(layer)': \(reason)"
    case .unsupportedVersion(let version): "\(version) cannot be read"
    case .unknownValue(let layer, let value):
      "layer '\(layer)' reads '\(value)', which nothing before it gives (or layers form a circle)"
    case .network(let layer, let error): "layer '\(layer)': \(error)"
    case .noLayers: "there are no layers"
    case .tooManyWeights(let limit): "the layers have more than \(limit) weights together"
    case .inputs(let names):
      names.isEmpty
        ? "the network has no input"
        : "the network has several inputs: \(names.joined(separator: ", "))"
    case .openInputShape(let name): "the file leaves the shape of the input '\(name)' open"
    case .wrongInput(let name, let expected, let found):
      """
      one example of '\(name)' has shape \(expected), where names stand for any extent, \
      not \(found); the batch is left out
      """
    case .externalFile(let name, let reason): "the weights in '\(name)': \(reason)"
    default: nil
    }
  }

  private var fillingDescription: String? {
    switch self {
    case .missingArray(let name): "there is no array '\(name)'"
    case .unknownArray(let name, let expected):
      "the network has no place for '\(name)'; it takes \(expected.joined(separator: ", "))"
    case .wrongShape(let name, let expected, let found):
      "'\(name)' has shape \(found) instead of \(expected)"
    case .wrongElementType(let name, let expected): "'\(name)' must hold \(expected)"
    case .codeWithoutCentroid(let name, let code, let centroids):
      "'\(name)' holds code \(code), but there are \(centroids) centroids"
    case .tooManyCentroids(let name, let count):
      "'\(name)' has \(count) centroids; 1 to 256 are possible"
    case .unusableChannels(let layer):
      "the parameters of '\(layer)' are not finite, or a variance is negative"
    case .otherLayers(let expected, let found):
      """
      the net has the layers \(expected.joined(separator: ", ")), \
      the file \(found.joined(separator: ", "))
      """
    default: nil
    }
  }
}
