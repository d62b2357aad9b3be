import Memory
import Networks

/// What can be wrong with arrays and networks that come from other programs.
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
  /// More bytes, once unpacked, than the reader may use: a mistake, or a file made to fill the
  /// memory.
  case tooManyBytes(announced: UInt64, limit: Int)
  case tooManyEntries(count: Int, limit: Int)
  case memory(MemoryShortage)
  case cannotWrite(reason: String)
  /// The numbers of the array of that name, which are made when they are written.
  case cannotMake(name: String, reason: String)
  /// Something is wrong inside the entry of that name.
  indirect case inEntry(name: String, ModelExchangeError)

  // Protobuf, text and JSON
  case malformedMessage(reason: String, offset: Int)
  case malformedText(reason: String, line: Int)
  case malformedJSON(reason: String, offset: Int)
  case nestedTooDeeply(limit: Int)

  // Arrays beside one another
  case outOfBounds(name: String)
  case overlapping(name: String, other: String)
  case unusedBytes(count: Int)

  // Graphs
  case unsupportedOperations([String])
  case unsupportedSetting(layer: String, reason: String)
  case unsupportedVersion(String)
  /// Nothing before the layer gives that value; so it is, too, when layers form a circle.
  case unknownValue(layer: String, value: String)
  case network(layer: String, NetworkError)
  case noLayers
  case tooManyWeights(limit: Int)
  case inputs([String])
  case openInputShape(String)
  /// `input=` is no shape of one example; open extents have names.
  case wrongInput(name: String, expected: String, found: [Int])
  case externalFile(name: String, reason: String)

  // .net
  case endsEarly(layer: String)
  case positionBeyondWeights(layer: String, position: Int, weights: Int)

  // Filling a network
  case missingArray(name: String)
  case unknownArray(name: String, expected: [String])
  case wrongShape(name: String, expected: [Int], found: [Int])
  case wrongElementType(name: String, expected: String)
  case codeWithoutCentroid(name: String, code: Int, centroids: Int)
  case tooManyCentroids(name: String, count: Int)
  case unusableChannels(layer: String)
  case otherLayers(expected: [String], found: [String])
}

extension ModelExchangeError {
  /// What `body` gives; its other errors say why the array of that name cannot be made.
  package static func making<Result>(_ name: String, _ body: () throws -> Result)
    throws(ModelExchangeError) -> Result
  {
    do { return try body() } catch let error as ModelExchangeError {
      throw error
    } catch { throw .cannotMake(name: name, reason: "\(error)") }
  }
}
