/// A part of the C source that every network takes as it is, if one of its layers needs it.
enum RuntimePart: Int, CaseIterable, Comparable {
  case numbers, symbols, weights, outputs, dense, window, convolution, maximumPooling,
    averagePooling, globalPooling
  case normalization, relu, leakyRelu, clip, exponential, sigmoid, tanh, softmax, copy, addition
  case hardSigmoid, hardSwish, silu, elu, prelu, multiplication, gathering, transposition
  case upsampling
  case squareRoot, squareRoots, logarithm, logarithms, exponentials, reciprocals, squares
  case negative, absolute, errorValue, errorFunction, gelu, softplus
  case pairs, scattering, looking, fill, spread, matrices, reduction, rowSoftmax
  case scaling, rowNormalization, vectors, transposedConvolution, recurrent, gateSigmoid
  case lstm, gru, rnn

  static func < (left: RuntimePart, right: RuntimePart) -> Bool { left.rawValue < right.rawValue }

  /// What its functions call.
  private var needs: [RuntimePart] {
    switch self {
    case .weights: [.numbers, .symbols]
    case .outputs: [.weights]
    case .dense: [.outputs]
    case .convolution: [.outputs, .window]
    case .maximumPooling, .averagePooling: [.window]
    case .normalization, .prelu: [.numbers]
    case .sigmoid, .tanh, .softmax, .silu, .elu, .exponentials, .errorValue: [.exponential]
    case .squareRoots, .rowNormalization: [.squareRoot]
    case .logarithms: [.logarithm]
    case .errorFunction, .gelu: [.errorValue]
    case .softplus, .rowSoftmax: [.exponential, .logarithm]
    case .spread, .scaling: [.numbers]
    case .vectors: [.weights]
    case .transposedConvolution: [.weights, .window]
    case .recurrent: [.weights, .tanh]
    case .gateSigmoid: [.exponential]
    case .transposition: [.gathering]
    case .lstm, .gru: [.recurrent, .gateSigmoid]
    case .rnn: [.recurrent]
    default: []
    }
  }

  /// The parts and all that they need, in the order in which C wants to see them.
  static func closure(of parts: Set<RuntimePart>) -> [RuntimePart] {
    var found = parts
    var open = Array(parts)
    while let part = open.popLast() {
      for needed in part.needs where found.insert(needed).inserted { open.append(needed) }
    }
    return found.sorted()
  }

  var source: String {
    switch self {
    case .numbers: RuntimeWeights.numbers
    case .symbols: RuntimeWeights.symbols
    case .weights: RuntimeWeights.weights
    case .outputs: RuntimeWeights.outputs
    case .dense: RuntimeLayers.dense
    case .window: RuntimeLayers.window
    case .convolution: RuntimeLayers.convolution
    case .maximumPooling: RuntimeLayers.maximumPooling
    case .averagePooling: RuntimeLayers.averagePooling
    case .globalPooling: RuntimeLayers.globalPooling
    case .normalization: RuntimeLayers.normalization
    case .relu: RuntimeElements.relu
    case .leakyRelu: RuntimeElements.leakyRelu
    case .clip: RuntimeElements.clip
    case .exponential: RuntimeElements.exponential
    case .sigmoid: RuntimeElements.sigmoid
    case .tanh: RuntimeElements.tanh
    case .softmax: RuntimeElements.softmax
    case .copy: RuntimeElements.copy
    case .addition: RuntimeElements.addition
    case .hardSigmoid: RuntimeGates.hardSigmoid
    case .hardSwish: RuntimeGates.hardSwish
    case .silu: RuntimeGates.silu
    case .elu: RuntimeGates.elu
    case .prelu: RuntimeGates.prelu
    case .multiplication: RuntimeGates.multiplication
    case .transposition: RuntimeMovement.transposition
    case .upsampling: RuntimeMovement.upsampling
    default: operatorSource
    }
  }

  private var operatorSource: String {
    switch self {
    case .squareRoot: RuntimeFunctions.squareRoot
    case .squareRoots: RuntimeFunctions.squareRoots
    case .logarithm: RuntimeFunctions.logarithm
    case .logarithms: RuntimeFunctions.logarithms
    case .exponentials: RuntimeFunctions.exponentials
    case .reciprocals: RuntimeFunctions.reciprocals
    case .squares: RuntimeFunctions.squares
    case .negative: RuntimeFunctions.negative
    case .absolute: RuntimeFunctions.absolute
    case .errorValue: RuntimeFunctions.errorValue
    case .errorFunction: RuntimeFunctions.errorFunction
    case .gelu: RuntimeFunctions.gelu
    case .softplus: RuntimeFunctions.softplus
    case .pairs: RuntimeOperators.pairs
    case .gathering: RuntimeOperators.gathering
    case .scattering: RuntimeOperators.scattering
    case .looking: RuntimeOperators.looking
    case .fill: RuntimeOperators.fill
    case .spread: RuntimeOperators.spread
    case .matrices: RuntimeOperators.matrices
    case .reduction: RuntimeOperators.reduction
    case .rowSoftmax: RuntimeOperators.rowSoftmax
    case .scaling: RuntimeOperators.scaling
    case .rowNormalization: RuntimeOperators.rowNormalization
    case .vectors: RuntimeProducts.vectors
    case .transposedConvolution: RuntimeProducts.transposedConvolution
    case .recurrent: RuntimeProducts.recurrent
    case .gateSigmoid: RuntimeProducts.gateSigmoid
    case .lstm: RuntimeProducts.lstm
    case .gru: RuntimeProducts.gru
    case .rnn: RuntimeProducts.rnn
    default: ""
    }
  }
}
