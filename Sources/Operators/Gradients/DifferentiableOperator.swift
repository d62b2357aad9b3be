import Tensors

/// An operator through which training goes back. Gradients are of 32-bit floats; those of other
/// types are none.
public protocol DifferentiableOperator: Operator {
  /// What this node says for which there are no gradients all the same; nil when there are.
  var gradientObstacle: String? { get }
  /// Gradients of the loss by the inputs, one each: nil for one that is left out, is no tensor of
  /// floats, is not wanted, or that no output depends on. Precondition: no obstacle.
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?]
}

extension DifferentiableOperator {
  public var gradientObstacle: String? { nil }
}

/// What an operator read and gave, and what is known of the loss.
public struct OperatorPass: Sendable {
  public let inputs: [TypedTensor?]
  public let outputs: [TypedTensor]
  /// Of the loss by each output; nil for one that it does not depend on.
  public let gradients: [Tensor?]
  /// Whether anybody wants the gradient by each input.
  public let wanted: [Bool]

  public init(
    inputs: [TypedTensor?], outputs: [TypedTensor], gradients: [Tensor?], wanted: [Bool]
  ) {
    (self.inputs, self.outputs, self.gradients) = (inputs, outputs, gradients)
    self.wanted = wanted
  }

  /// An input of floats whose gradient is wanted.
  func wants(_ index: Int) -> Bool {
    inputs.indices.contains(index) && inputs[index]?.type == .float32 && wanted[index]
  }

  func float(_ index: Int) throws(OperatorError) -> Tensor {
    guard inputs.indices.contains(index), let tensor = inputs[index]?.tensor else {
      throw OperatorError("has gradients by 32-bit floats only")
    }
    return tensor
  }

  func reals(_ index: Int) throws(OperatorError) -> RealTensor<Float> {
    let tensor = try float(index)
    return RealTensor(shape: tensor.shape, values: tensor.values)
  }

  func output(_ index: Int = 0) throws(OperatorError) -> Tensor {
    guard outputs.indices.contains(index), let tensor = outputs[index].tensor else {
      throw OperatorError("has gradients by 32-bit floats only")
    }
    return tensor
  }

  /// Throws when the loss depends on another output than the first.
  func requireFirstOnly() throws(OperatorError) {
    guard gradients.dropFirst().allSatisfy({ $0 == nil }) else {
      throw OperatorError("has gradients by its first output only")
    }
  }

  /// By the first output; zeros when the loss does not depend on it.
  func gradient() throws(OperatorError) -> Tensor {
    guard let gradient = gradients.first.flatMap({ $0 }) else {
      return Tensor(zeros: try output().shape)
    }
    return gradient
  }

  /// One an input, computed for those that are wanted.
  func each(_ gradient: (Int) throws(OperatorError) -> Tensor?) throws(OperatorError) -> [Tensor?] {
    var all: [Tensor?] = []
    for index in inputs.indices {
      guard wants(index) else {
        all.append(nil)
        continue
      }
      all.append(try gradient(index))
    }
    return all
  }
}

extension Tensor {
  /// The gradient by a tensor that was broadcast to this shape: sums over what was repeated.
  func summed(to target: [Int]) -> Tensor {
    guard shape != target else { return self }
    let strides = Shape.broadcastStrides(of: target, to: shape)
    let loop = StridedLoop(shape, strides: [strides])
    var sums = [Float](repeating: 0, count: target.reduce(1, *))
    var place = 0
    loop.forEachRun(from: [0]) { starts in
      let (start, step) = (starts[0], loop.steps[0])
      for index in 0..<loop.length { sums[start + index * step] += values[place + index] }
      place += loop.length
    }
    return Tensor(shape: target, values: sums)
  }

  /// Its values as if it were broadcast to a shape.
  func repeated(to shape: [Int]) -> [Float] {
    TypedTensor(self).broadcast(to: shape).tensor?.values ?? []
  }
}
