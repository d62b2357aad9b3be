/// What the file of another program says beside the numbers of a network's parameters: enough to
/// write it again, every name and setting as it was.
public struct NetworkOrigin: Sendable, Equatable {
  /// The file without those numbers, in the form of the format's reader.
  public let skeleton: [UInt8]
  /// The parameters whose numbers are missing, in the order of the file.
  public let parameterNames: [String]

  public init(skeleton: [UInt8], parameterNames: [String]) {
    (self.skeleton, self.parameterNames) = (skeleton, parameterNames)
  }
}
