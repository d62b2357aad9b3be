/// The most inputs that an operator's definition has, in any of its versions
/// (onnx.ai/onnx/operators; ONNX Runtime's own: docs/ContribOperators.md). A node with more says
/// something that nobody would do.
enum InputCounts {
  /// nil for operators of any number of inputs.
  static func most(_ name: String) -> Int? { table[name] }

  private static let table: [String: Int] = {
    var table: [String: Int] = [:]
    for (count, names) in names {
      for name in names.split(separator: " ") { table[String(name)] = count }
    }
    return table
  }()

  private static let names: [Int: String] = [
    0: """
    Constant
    """,
    1: """
    Abs Acos Acosh ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BitCast BitwiseNot \
    BlackmanWindow Cast Ceil Celu ConstantOfShape Cos Cosh DepthToSpace Det \
    DynamicQuantizeLinear Elu Erf Exp EyeLike Flatten Floor Gelu GlobalAveragePool \
    GlobalLpPool GlobalMaxPool HammingWindow HannWindow HardSigmoid HardSwish Hardmax \
    Identity If IsInf IsNaN LRN LeakyRelu Log LogSoftmax LpNormalization LpPool MaxPool \
    MeanVarianceNormalization Mish Neg NonZero Not Reciprocal Relu Round Selu Shape Shrink \
    Sigmoid Sign Sin Sinh Size Softmax Softplus Softsign SpaceToDepth Sqrt Swish Tan Tanh \
    ThresholdedRelu Transpose Unique ai.onnx.ml.Binarizer ai.onnx.ml.LinearClassifier \
    ai.onnx.ml.LinearRegressor ai.onnx.ml.Normalizer ai.onnx.ml.Scaler \
    ai.onnx.ml.TreeEnsemble ai.onnx.ml.TreeEnsembleClassifier \
    ai.onnx.ml.TreeEnsembleRegressor com.microsoft.Gelu com.microsoft.QuickGelu
    """,
    2: """
    Add AffineGrid And BitShift BitwiseAnd BitwiseOr BitwiseXor CastLike CenterCropPad \
    Compress CumProd CumSum Div Equal Expand Gather GatherElements GatherND Greater \
    GreaterOrEqual GridSample Less LessOrEqual MatMul MaxRoiPool Mod Mul Or PRelu Pow \
    RMSNormalization ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean \
    ReduceMin ReduceProd ReduceSum ReduceSumSquare Reshape ReverseSequence Split Squeeze Sub \
    SimplifiedLayerNormalization SwiGLU TopK Trilu Unsqueeze Upsample Xor \
    ai.onnx.ml.ArrayFeatureExtractor com.microsoft.BiasGelu com.microsoft.FastGelu \
    com.microsoft.FusedMatMul com.microsoft.SimplifiedLayerNormalization
    """,
    3: """
    Clip Col2Im Conv ConvTranspose DFT DequantizeLinear Dropout Gemm GroupNormalization \
    InstanceNormalization LayerNormalization MaxUnpool NegativeLogLikelihoodLoss OneHot \
    QuantizeLinear Range RoiAlign Scatter ScatterElements ScatterND SoftmaxCrossEntropyLoss \
    TensorScatter Tile Where com.microsoft.FusedGemm
    """,
    4: """
    ConvInteger MatMulInteger Pad Resize RotaryEmbedding STFT com.microsoft.FusedConv \
    com.microsoft.SkipSimplifiedLayerNormalization
    """,
    5: """
    BatchNormalization DeformConv MelWeightMatrix NonMaxSuppression Slice \
    com.microsoft.SkipLayerNormalization
    """,
    6: """
    GRU RNN
    """,
    7: """
    Attention
    """,
    8: """
    LSTM QLinearMatMul
    """,
    9: """
    QLinearConv
    """,
    12: """
    com.microsoft.DynamicQuantizeLSTM
    """,
  ]
}
