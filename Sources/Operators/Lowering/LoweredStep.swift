import Tensors

/// What an operator does once all shapes are known: one of a few kinds of loops over 32-bit floats,
/// for whoever writes them in another language. Operands are places among the node's inputs.
public enum LoweredStep: Sendable, Equatable {
  /// y[i] = f(x[i])
  case function(ElementFunction, count: Int)
  /// y[i, j, ...] = f(a, b): each moves by strides of its own along the extents.
  case pairs(PairFunction, extents: [Int], left: [Int], right: [Int])
  /// For each output what of which input goes where.
  case movement([LoweredMovement])
  case product(LoweredProduct)
  /// Products of pairs of matrices [rows, depth] and [depth, columns], by where they begin.
  case matrices(left: [Int], right: [Int], rows: Int, depth: Int, columns: Int)
  case pooling(LoweredPooling)
  /// x [outer, extent, inner] -> [outer, inner]
  case reduction(ReductionFunction, LoweredRows)
  case softmax(LoweredRows, isLogarithm: Bool)
  /// y = factors[channel] x + shifts[channel] over [outer, channels, inner].
  case scaling(factors: [Float], shifts: [Float], LoweredRows)
  /// (x - mean) / deviation over rows, times input 1 plus input 2 where they are there.
  case normalization(rows: Int, length: Int, epsilon: Float, hasScale: Bool, hasShift: Bool)
  case recurrence(LoweredRecurrence)
}

public struct LoweredRows: Sendable, Equatable {
  public let outer: Int
  public let extent: Int
  public let inner: Int

  public init(outer: Int, extent: Int, inner: Int) {
    (self.outer, self.extent, self.inner) = (outer, extent, inner)
  }
}

public enum ElementFunction: Sendable, Equatable {
  case relu, negative, absolute, sigmoid, tanh, exponential, logarithm, squareRoot, square
  case reciprocal
  case errorFunction, hardSwish, softplus, gelu
  case leakyReLU(Float)
  case clip(Float, Float)
  /// min(max(slope x + offset, 0), 1)
  case hardSigmoid(Float, Float)
  case elu(Float)
}

public enum PairFunction: String, Sendable {
  case sum, difference, product, quotient, larger, smaller
  /// a < 0 ? a b : a
  case leak
}

public enum ReductionFunction: String, Sendable {
  case sum, mean, largest, smallest
}

/// Elements of the inputs that one output is made of.
public struct LoweredMovement: Sendable, Equatable {
  public struct Part: Sendable, Equatable {
    public let input: Int
    public let path: Path

    public init(input: Int, path: Path) { (self.input, self.path) = (input, path) }
  }

  public enum Path: Sendable, Equatable {
    /// y in order, from x[offset + Σ place · stride].
    case gather(extents: [Int], strides: [Int], offset: Int)
    /// x in order, to y[offset + Σ place · stride].
    case scatter(extents: [Int], strides: [Int], offset: Int)
    /// y in order, from these places of x.
    case table([Int32])
  }

  public let count: Int
  /// What stands where no input goes; nil where every place is filled.
  public let filling: Float?
  public let parts: [Part]
}

/// A sum of products with weights, which are constants.
public struct LoweredProduct: Sendable, Equatable {
  public enum Form: Sendable, Equatable {
    /// y = W x for so many vectors, W [outputs, inputs].
    case rows(vectors: Int)
    /// The same with W [inputs, outputs].
    case columns(vectors: Int)
    case windows(LoweredWindow, groups: Int)
    /// Each pixel adds a multiple of the kernel: W [channels, outputs / groups, kernel...], the
    /// window that of the convolution from the output to the input.
    case transposedWindows(LoweredWindow, groups: Int)
  }

  public let weights: Int
  /// nil: none.
  public let bias: Int?
  public let form: Form

  public init(weights: Int, bias: Int?, form: Form) {
    (self.weights, self.bias, self.form) = (weights, bias, form)
  }
}

/// Windows over an image of two dimensions; one dimension is an image of one row.
public struct LoweredWindow: Sendable, Equatable {
  public let channels: Int
  /// [height, width] each.
  public let input: [Int]
  public let kernel: [Int]
  public let stride: [Int]
  public let dilation: [Int]
  /// [top, left, bottom, right]
  public let padding: [Int]
  public let output: [Int]

  init(_ windows: SpatialWindows, channels: Int) throws(OperatorError) {
    guard (1...2).contains(windows.input.count) else {
      throw OperatorError("has windows of \(windows.input.count) dimensions")
    }
    func both(_ numbers: [Int], _ neutral: Int) -> [Int] {
      numbers.count == 1 ? [neutral] + numbers : numbers
    }
    guard (windows.leading + windows.trailing).allSatisfy({ $0 >= 0 }) else {
      throw OperatorError("has negative padding")
    }
    self.channels = channels
    (input, kernel) = (both(windows.input, 1), both(windows.kernel, 1))
    (stride, dilation) = (both(windows.stride, 1), both(windows.dilation, 1))
    padding = both(windows.leading, 0) + both(windows.trailing, 0)
    output = both(windows.output, 1)
  }
}

public struct LoweredPooling: Sendable, Equatable {
  public let isMaximum: Bool
  public let countsPadding: Bool
  public let window: LoweredWindow
}

/// An LSTM, GRU or RNN over [length, 1, inputs] with states that begin as zeros.
public struct LoweredRecurrence: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case lstm, gru, rnn
  }

  public let kind: Kind
  public let length: Int
  public let inputs: Int
  public let hidden: Int
  /// For each direction whether it goes from the end to the start.
  public let reverses: [Bool]
  public let resetsAfterProduct: Bool
  public let hasBias: Bool
}
