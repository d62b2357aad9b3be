import Tensors

/// Weights that a product is made from: [outputs, ...], as floats or as codes.
public enum ProductWeights: Sendable {
  case floats(Tensor)
  case codes(CodebookMatrix)

  /// What can be known of weights before they are decoded.
  public enum Kind: Sendable {
    case floats
    /// `isFull`: no weight is missing.
    case codes(isFull: Bool, centroids: Int)
  }
}

/// Chooses how a product is computed. The only file that does.
public enum ProductChoice {
  /// What a choice among the forms of one product depends on, beside its weights: batches of one
  /// class go by the same form.
  public enum BatchClass: Sendable, Hashable {
    case vectors
    case batches
  }

  /// The class of a batch for weights [outputs, inputs].
  public static func batchClass(
    _ batch: Int, of weights: ProductWeights.Kind, on machine: Machine
  ) -> BatchClass {
    switch weights {
    case .floats: batch == 1 ? .vectors : .batches
    case .codes(let isFull, let centroids):
      batch < smallestTiledBatch(isFull, centroids, machine) ? .vectors : .batches
    }
  }

  /// y = f(W · x + b) with W: [outputs, inputs].
  public static func matrix(
    _ weights: ProductWeights, bias: [Float]?, activation: ActivationFunction,
    batches: BatchClass, on machine: Machine
  ) -> any Product {
    machine.run {
      switch (weights, batches) {
      case (.floats(let tensor), _):
        DenseMatrix(
          weights: tensor, bias: bias, activation: activation, level: machine.level)
      case (.codes(let matrix), .batches):
        BatchProduct(tiles: BatchTiles(matrix), bias: bias, activation: activation)
      case (.codes(let matrix), .vectors):
        vectors(matrix, bias: bias, activation: activation, on: machine)
      }
    }
  }

  private static func smallestTiledBatch(
    _ isFull: Bool, _ centroids: Int, _ machine: Machine
  ) -> Int {
    if isFull, DenseCodes.areQuick(at: machine.level) { return DenseCodes.smallestTiledBatch }
    let hasSteps = machine.level == .avx512 && centroids <= WideSteps.largestCodebook
    return hasSteps ? WideSteps.smallestTiledBatch : RowBlocks.smallestTiledBatch
  }

  private static func vectors(
    _ matrix: CodebookMatrix, bias: [Float]?, activation: ActivationFunction, on machine: Machine
  ) -> any Product {
    func product<Layout: VectorLayout>(_ layout: Layout) -> any Product {
      VectorProduct(
        layout: layout, columns: matrix.columns, entryCount: matrix.entryCount, bias: bias,
        activation: activation)
    }
    if DenseCodes.areQuick(at: machine.level), let codes = DenseCodes(matrix) {
      return product(codes)
    }
    if machine.level == .avx512, let steps = WideSteps(matrix) { return product(steps) }
    if let blocks = RowBlocks(matrix) { return product(blocks) }
    return product(SparseRows(matrix))
  }

  /// y = f(W * x + b) with W: [outputs, channels of a group, height, width]. `windows` are those
  /// over the channels of one group.
  public static func convolution(
    _ weights: ProductWeights, windows: Windows, groups: Int, bias: [Float]?,
    activation: ActivationFunction, on machine: Machine
  ) -> any Product {
    machine.run {
      let floats: Tensor
      switch weights {
      case .floats(let tensor): floats = tensor
      case .codes(let matrix):
        if machine.convolutionForm != .dense,
          let product = SparseConvolution(
            matrix, windows: windows, groups: groups, bias: bias, activation: activation,
            level: machine.level, always: machine.convolutionForm == .planes)
        {
          return product
        }
        floats = matrix.dense()
      }
      return dense(
        floats.values, windows: windows, groups: groups, bias: bias, activation: activation,
        level: machine.level)
    }
  }

  private static func dense(
    _ weights: [Float], windows: Windows, groups: Int, bias: [Float]?,
    activation: ActivationFunction, level: ProcessorLevel
  ) -> any Product {
    if windows.channels == 1, groups > 1 {
      return DepthwiseConvolution(
        weights: weights, windows: windows, groups: groups, bias: bias, activation: activation,
        level: level)
    }
    return DenseConvolution(
      weights: weights, windows: windows, groups: groups, bias: bias, activation: activation,
      level: level)
  }
}

extension ProductWeights {
  /// Weights that survive pruning; of floats, those that are not zero.
  public var survivorCount: Int {
    switch self {
    case .floats(let tensor): tensor.values.reduce(0) { $0 + ($1 == 0 ? 0 : 1) }
    case .codes(let matrix): matrix.entryCount
    }
  }

  /// Every weight as a float.
  public func dense(_ shape: [Int]) -> Tensor {
    switch self {
    case .floats(let tensor): tensor.reshaped(shape)
    case .codes(let matrix): matrix.dense().reshaped(shape)
    }
  }
}
