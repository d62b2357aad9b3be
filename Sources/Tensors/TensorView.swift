/// Numbers in memory of somebody else, in row-major order: what a layer reads while a program runs.
///
/// SAFETY: whoever makes it keeps the memory alive and lets nobody write meanwhile.
public struct TensorView: @unchecked Sendable {
  public let shape: [Int]
  public let base: UnsafePointer<Float>

  public init(shape: [Int], base: UnsafePointer<Float>) { (self.shape, self.base) = (shape, base) }

  public var count: Int { shape.reduce(1, *) }
  public var reader: SharedReader<Float> { SharedReader(base) }

  /// The same numbers as a value of their own.
  public func copied() -> Tensor {
    Tensor(shape: shape, values: [Float](UnsafeBufferPointer(start: base, count: count)))
  }
}

/// The same for writing. SAFETY: nobody else touches the memory meanwhile.
public struct MutableTensorView: @unchecked Sendable {
  public let shape: [Int]
  public let base: UnsafeMutablePointer<Float>

  public init(shape: [Int], base: UnsafeMutablePointer<Float>) {
    (self.shape, self.base) = (shape, base)
  }

  public var count: Int { shape.reduce(1, *) }
  public var pointer: SharedPointer<Float> { SharedPointer(base) }
}

extension Tensor {
  /// Calls `body` with views of all tensors.
  public static func withViews<Result>(
    of tensors: [Tensor], _ body: ([TensorView]) throws -> Result
  ) rethrows -> Result {
    func next(_ views: [TensorView]) throws -> Result {
      guard views.count < tensors.count else { return try body(views) }
      let tensor = tensors[views.count]
      return try tensor.values.withUnsafeBufferPointer { values in
        try withUnsafeTemporaryAllocation(of: Float.self, capacity: 1) { nothing in
          guard let base = values.baseAddress ?? UnsafePointer(nothing.baseAddress) else {
            return try body(views)
          }
          return try next(views + [TensorView(shape: tensor.shape, base: base)])
        }
      }
    }
    return try next([])
  }

  /// A tensor whose values `fill` writes, all of them.
  public init(shape: [Int], filledBy fill: (MutableTensorView) -> Void) {
    let size = shape.reduce(1, *)
    self.init(
      shape: shape,
      values: [Float](unsafeUninitializedCapacity: max(1, size)) { target, count in
        count = size
        guard let base = target.baseAddress, size > 0 else { return }
        fill(MutableTensorView(shape: shape, base: base))
      })
  }
}
