/// Which weights of a tensor survive pruning.
public struct Mask: Sendable, Equatable {
  public let shape: [Int]
  /// One entry a weight, row-major; true survives.
  public let isKept: [Bool]
  public let survivorCount: Int

  public init(shape: [Int], isKept: [Bool]) {
    precondition(shape.reduce(1, *) == isKept.count)
    self.shape = shape
    self.isKept = isKept
    survivorCount = isKept.reduce(0) { $0 + ($1 ? 1 : 0) }
  }

  /// Every weight survives.
  public init(full shape: [Int]) {
    self.init(shape: shape, isKept: [Bool](repeating: true, count: shape.reduce(1, *)))
  }

  /// The same survivors in another shape. Precondition: equal element counts.
  public func reshaped(_ shape: [Int]) -> Mask { Mask(shape: shape, isKept: isKept) }

  public var count: Int { isKept.count }
  /// Fraction of survivors; 1 for an empty tensor.
  public var density: Double { count == 0 ? 1 : Double(survivorCount) / Double(count) }
  public var sparsity: Double { 1 - density }

  /// Positions of the survivors in row-major order, ascending.
  public var survivors: [Int32] {
    var positions: [Int32] = []
    positions.reserveCapacity(survivorCount)
    for (position, kept) in isKept.enumerated() where kept { positions.append(Int32(position)) }
    return positions
  }
}
