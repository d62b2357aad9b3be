import Networks
import Tensors

/// Functions of one value as the kernels number them.
struct DeviceActivation: Equatable {
  private let kind: Int32
  private var low: Float = 0
  private var high: Float = 0
  private var slope: Float = 1
  private var offset: Float = 0

  private init(kind: Int32) { self.kind = kind }

  init(_ function: ActivationFunction) {
    switch function {
    case .identity: self.init(kind: 0)
    case .clip(let low, let high):
      self.init(kind: 1)
      (self.low, self.high) = (low, high)
    case .leaky(let slope):
      self.init(kind: 2)
      self.slope = slope
    case .hardSigmoid(let slope, let offset):
      self.init(kind: 3)
      (self.slope, self.offset) = (slope, offset)
    case .hardSwish:
      self.init(kind: 4)
      (slope, offset) = (1 / 6, 0.5)
    }
  }

  /// nil for functions that no kernel has.
  init?(_ layer: any Layer) {
    if let function = layer.activation {
      self.init(function)
      return
    }
    switch layer {
    case let layer as ELU:
      self.init(kind: 5)
      slope = Float(layer.alpha)
    case is SiLU: self.init(kind: 6)
    case is Sigmoid: self.init(kind: 7)
    case is Tanh: self.init(kind: 8)
    default: return nil
    }
  }

  /// As a kernel takes them: `activation` in KernelSource.
  var numbers: [Int32] {
    [kind] + [low, high, slope, offset].map { Int32(bitPattern: $0.bitPattern) }
  }
}
