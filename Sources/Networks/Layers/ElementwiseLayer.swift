import Tensors

/// A layer that maps each value alone, y = f(x), in batches of any shape.
public protocol ElementwiseLayer: FloatLayer {
  func value(at x: Float) -> Float
  /// dy / dx.
  func slope(x: Float, y: Float) -> Float
}

extension ElementwiseLayer {
  public func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] {
    [try onlyFloats(inputs, of: Self.operation)]
  }

  public var storage: OutputStorage { .elementwise }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    if let activation {
      let isInPlace = inputs[0].base == UnsafePointer(output.base)
      if !isInPlace { output.base.update(from: inputs[0].base, count: output.count) }
      return activation.finish(output.base, addend: nil, count: output.count)
    }
    for place in 0..<output.count { output.base[place] = value(at: inputs[0].base[place]) }
  }

  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    var gradient = outputGradient
    inputs[0].values.withUnsafeBufferPointer { x in
      activation.output.values.withUnsafeBufferPointer { y in
        gradient.values.withUnsafeMutableBufferPointer { dy in
          for position in dy.indices { dy[position] *= slope(x: x[position], y: y[position]) }
        }
      }
    }
    return LayerGradient(inputs: [gradient])
  }
}
