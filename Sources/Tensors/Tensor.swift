/// A dense array of 32-bit floats in row-major order. A value: copies share storage until one is
/// written.
public struct Tensor: Sendable, Equatable {
  /// Extents, outermost first; [] is a scalar with one element.
  public let shape: [Int]
  public var values: [Float]

  /// Precondition: as many values as the shape holds. Sizes that come from files are checked by
  /// their readers.
  public init(shape: [Int], values: [Float]) {
    precondition(
      shape.reduce(1, *) == values.count, "\(values.count) values do not fill shape \(shape)")
    self.shape = shape
    self.values = values
  }

  public init(zeros shape: [Int]) {
    self.init(shape: shape, values: [Float](repeating: 0, count: shape.reduce(1, *)))
  }

  public var count: Int { values.count }

  /// The same values in another shape. Precondition: equal element counts.
  public func reshaped(_ shape: [Int]) -> Tensor { Tensor(shape: shape, values: values) }
}
