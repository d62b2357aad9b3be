import Tensors

/// NumPy's file of several named arrays: a zip archive of .npy files.
public enum NPZFile {
  /// What a reader is willing to unpack.
  public struct Limits: Sendable {
    public var maximumBytes: Int
    public var maximumArrays: Int

    /// VGG-16 in 32-bit floats takes 553 MB.
    public init(maximumBytes: Int = 1 << 31, maximumArrays: Int = 10_000) {
      (self.maximumBytes, self.maximumArrays) = (maximumBytes, maximumArrays)
    }
  }

  /// Arrays in the order of their names; the same arrays give the same bytes.
  public static func write(_ arrays: [String: TypedTensor]) throws(ModelExchangeError) -> [UInt8] {
    try ZipArchive.write(
      arrays.sorted { $0.key < $1.key }.map {
        .init(name: $0.key + ".npy", bytes: NPYFile.write($0.value))
      })
  }

  /// All arrays by name. Entries that are no .npy files are refused.
  public static func read(
    _ bytes: [UInt8], limits: Limits = Limits()
  ) throws(ModelExchangeError) -> [String: TypedTensor] {
    try read(.memory(bytes), limits)
  }

  /// The same, entry by entry, so that a file is never in memory twice.
  public static func read(
    file path: String, limits: Limits = Limits()
  ) throws(ModelExchangeError) -> [String: TypedTensor] {
    try read(.file(path: path), limits)
  }

  private static func read(
    _ origin: ZipArchive.Origin, _ limits: Limits
  ) throws(ModelExchangeError) -> [String: TypedTensor] {
    var arrays: [String: TypedTensor] = [:]
    try ZipArchive.read(
      origin, maximumBytes: limits.maximumBytes, maximumEntries: limits.maximumArrays
    ) { entry throws(ModelExchangeError) in
      let name = entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
      let array: TypedTensor
      do throws(ModelExchangeError) {
        array = try NPYFile.read(entry.bytes)
      } catch { throw .inEntry(name: entry.name, error) }
      guard arrays.updateValue(array, forKey: name) == nil else {
        throw .duplicateEntry(name: name)
      }
    }
    return arrays
  }
}
