import CompressedModels
import Networks
import Tensors

/// Where the results of a search's stages are kept: a search that was cut off goes on where it was,
/// one with another budget takes what both have in common. A result's name is a digest of all that
/// it depends on.
public struct SearchRecord: Sendable {
  /// nil where there is no file of that name.
  private let read: @Sendable (_ name: String) -> [UInt8]?
  private let write: @Sendable (_ name: String, _ bytes: [UInt8]) throws -> Void

  public init(
    read: @escaping @Sendable (String) -> [UInt8]?,
    write: @escaping @Sendable (String, [UInt8]) throws -> Void
  ) {
    (self.read, self.write) = (read, write)
  }

  /// What `make` gives, or gave before for a network with the same numbers, in the same state of
  /// `random`. `setting` says all else that it depends on.
  package func network(
    from network: Network, setting: String, random: inout RandomSource,
    make: (inout RandomSource) throws -> Network
  ) throws -> Network {
    let input =
      try PackedModel(storing: network).serialized() + Array("\(setting) \(random)".utf8)
    let digest = Checksums.sha256(input[...]).prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    let name = "stage-\(digest.joined()).dcz"
    if let (network, after) = read(name).flatMap(Self.result) {
      random = after
      return network
    }
    let made = try make(&random)
    var metadata = Metadata()
    metadata.randomState = "\(random)"
    try write(name, try PackedModel(storing: made, metadata: metadata).serialized())
    return made
  }

  /// nil for a file that is none of ours or damaged: the stage is done again.
  private static func result(_ bytes: [UInt8]) -> (Network, RandomSource)? {
    guard case .network(let network, let metadata)? = try? ContainerReader.read(bytes),
      let random = metadata.randomState.flatMap({ RandomSource($0) })
    else { return nil }
    return (network, random)
  }
}
