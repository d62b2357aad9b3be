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
    survivorCount = Self.counts(isKept).reduce(0, +)
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
    let counts = Self.counts(isKept)
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    let places = starts
    return [Int32](unsafeUninitializedCapacity: survivorCount) { target, filled in
      filled = survivorCount
      guard let base = target.baseAddress.map({ SharedPointer($0) }) else { return }
      Parallel.forEach(counts.count) { block in
        var next = base.base + places[block]
        let end = base.base + places[block + 1]
        isKept.withUnsafeBufferPointer { isKept in
          var position = block * Self.blockSize
          // Stores without a branch: a place that is not kept is written over by the next.
          while next < end {
            next.pointee = Int32(truncatingIfNeeded: position)
            next += isKept[position] ? 1 : 0
            position += 1
          }
        }
      }
    }
  }

  /// Entries that one thread goes through at a time.
  private static let blockSize = 1 << 18

  /// Survivors of each block.
  private static func counts(_ isKept: [Bool]) -> [Int] {
    let blocks = (isKept.count + blockSize - 1) / blockSize
    return Parallel.map(blocks) { block in
      isKept.withUnsafeBufferPointer { isKept in
        var count = 0
        for position in block * blockSize..<min(isKept.count, (block + 1) * blockSize) {
          count += isKept[position] ? 1 : 0
        }
        return count
      }
    }
  }
}
