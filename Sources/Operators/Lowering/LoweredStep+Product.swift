import Tensors

extension MatMul: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let (left, right) = (try trace.shape(0), try trace.shape(1))
    if trace.isDynamic[0], !trace.isDynamic[1], right.count == 2 {
      let vectors = left.dropLast().reduce(1, *)
      return .product(LoweredProduct(weights: 1, bias: nil, form: .columns(vectors: vectors)))
    }
    let layout = try ProductLayout(left, right)
    return .matrices(
      left: layout.leftMatrices.map { $0 * layout.rows * layout.depth },
      right: layout.rightMatrices.map { $0 * layout.depth * layout.columns }, rows: layout.rows,
      depth: layout.depth, columns: layout.columns)
  }
}

extension Gemm: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let (left, right) = (try trace.shape(0), try trace.shape(1))
    let outputs = transposesRight ? right[0] : right[1]
    guard alpha == 1, !transposesLeft, activation == nil, trace.isDynamic[0], !trace.isDynamic[1],
      !trace.has(2) || beta == 1 && !trace.isDynamic[2]
    else { throw OperatorError("with these settings has no loop") }
    if trace.has(2) {
      guard try trace.shape(2).reduce(1, *) == outputs else {
        throw OperatorError("with a C of shape \(try trace.shape(2)) has no loop")
      }
    }
    return .product(
      LoweredProduct(
        weights: 1, bias: trace.has(2) ? 2 : nil,
        form: transposesRight ? .rows(vectors: left[0]) : .columns(vectors: left[0])))
  }
}

extension Convolution: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let (input, weights) = (try trace.shape(0), try trace.shape(1))
    guard activation == nil, input[0] == 1, trace.isDynamic[0], !trace.isDynamic[1],
      !trace.has(2) || !trace.isDynamic[2]
    else { throw OperatorError("with these settings has no loop") }
    let pass = try ConvolutionPass(input, weights, settings: settings, groups: groups)
    return .product(
      LoweredProduct(
        weights: 1, bias: trace.has(2) ? 2 : nil,
        form: .windows(
          try LoweredWindow(pass.windows, channels: input[1]), groups: groups)))
  }
}

extension TransposedConvolution: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let (input, weights) = (try trace.shape(0), try trace.shape(1))
    guard input[0] == 1, trace.isDynamic[0], !trace.isDynamic[1],
      !trace.has(2) || !trace.isDynamic[2]
    else { throw OperatorError("with these settings has no loop") }
    let windows = try windows(Array(input[2...]), kernel: Array(weights[2...]))
    return .product(
      LoweredProduct(
        weights: 1, bias: trace.has(2) ? 2 : nil,
        form: .transposedWindows(
          try LoweredWindow(windows, channels: groups * weights[1]), groups: groups)))
  }
}

extension MaxPool: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let shape = try trace.shape(0)
    let pooling = try PoolingShape(shape, settings)
    guard !givesIndices, pooling.windows.dilation.allSatisfy({ $0 == 1 }) else {
      throw OperatorError("with places or dilations has no loop")
    }
    return .pooling(
      LoweredPooling(
        isMaximum: true, countsPadding: false,
        window: try LoweredWindow(pooling.windows, channels: pooling.planes)))
  }
}

extension AveragePool: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    let pooling = try PoolingShape(try trace.shape(0), settings)
    guard p == nil, pooling.windows.dilation.allSatisfy({ $0 == 1 }) else {
      throw OperatorError("with a norm or dilations has no loop")
    }
    return .pooling(
      LoweredPooling(
        isMaximum: false, countsPadding: countsPadding,
        window: try LoweredWindow(pooling.windows, channels: pooling.planes)))
  }
}

extension GlobalPool: LoweredOperator {
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep {
    guard operation != "GlobalLpPool" else { throw OperatorError("has no loop") }
    let rows = AxisRows(try trace.shape(0), from: 2)
    return .reduction(
      operation == "GlobalMaxPool" ? .largest : .mean,
      LoweredRows(outer: rows.outer, extent: rows.extent, inner: 1))
  }
}
