import CKernels
import Tensors

/// The extents of each example in another order: images [H, W, C] become [C, H, W] with the axes
/// 2, 0, 1.
public struct Transpose: BatchLayer {
  public static let operation = "transpose"

  /// Which extent of the input each extent of the output is, the batch not counted.
  public let axes: [Int]

  /// Precondition: each number from 0 on once.
  public init(axes: [Int]) {
    precondition(axes.sorted() == Array(axes.indices))
    self.axes = axes
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    guard let attribute = attributes["axes"] else {
      throw .missingAttribute(operation: Self.operation, name: "axes")
    }
    guard case .integers(let axes) = attribute, (1...Reshape.largestRank).contains(axes.count),
      axes.sorted() == Array(axes.indices)
    else {
      throw .badAttribute(
        operation: Self.operation, name: "axes",
        reason: "must be the whole numbers from 0 on, at most eight, each once")
    }
    self.axes = axes
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] { ["axes": .integers(axes)] }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape.count == axes.count else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "\(axes.count) extents", found: shape)
    }
    return axes.map { shape[$0] }
  }

  /// How far apart neighbours along each extent of the output are in the input, `shape`.
  public func strides(over shape: [Int]) -> [Int] {
    axes.map { shape[($0 + 1)...].reduce(1, *) }
  }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let input = inputs[0]
    let shape = Array(input.shape.dropFirst())
    let (extents, strides) = Self.joined(axes.map { shape[$0] }, strides(over: shape))
    let size = shape.reduce(1, *)
    for example in 0..<input.shape[0] where size > 0 {
      Self.move(
        input.base + example * size, to: output.base + example * size, extents, strides)
    }
  }

  /// Neighbours of the output that are neighbours in the input, too, are one longer extent.
  private static func joined(_ extents: [Int], _ strides: [Int]) -> ([Int], [Int]) {
    var joined: (extents: [Int], strides: [Int]) = ([], [])
    for (extent, stride) in zip(extents, strides) {
      if let last = joined.strides.last, last == extent * stride {
        joined.extents[joined.extents.count - 1] *= extent
        joined.strides[joined.strides.count - 1] = stride
      } else {
        joined.extents.append(extent)
        joined.strides.append(stride)
      }
    }
    return joined
  }

  /// Row by row of the output, whose values are a constant stride apart in the input.
  private static func move(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ extents: [Int],
    _ strides: [Int]
  ) {
    let (length, step) = (extents[extents.count - 1], strides[strides.count - 1])
    var place = [Int](repeating: 0, count: extents.count - 1)
    var (from, written) = (0, 0)
    while true {
      dcs_copy_every(source + from, step, target + written, length)
      written += length
      var axis = place.count - 1
      while axis >= 0 {
        (place[axis], from) = (place[axis] + 1, from + strides[axis])
        if place[axis] < extents[axis] { break }
        (place[axis], from) = (0, from - extents[axis] * strides[axis])
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// The gradient goes back by the inverse order.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    var inverse = axes
    for (place, axis) in axes.enumerated() { inverse[axis] = place }
    return LayerGradient(inputs: [Transpose(axes: inverse).forward([outputGradient])])
  }
}
