/// Where the state of a training is kept after every epoch: one that was cut off goes on there, and
/// ends with the same bits as one that was not.
public struct TrainingRecord: Sendable {
  /// nil where nothing was kept yet.
  let read: @Sendable () throws -> [UInt8]?
  let write: @Sendable (_ bytes: [UInt8]) throws -> Void

  public init(
    read: @escaping @Sendable () throws -> [UInt8]?,
    write: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    (self.read, self.write) = (read, write)
  }
}
