import Tensors

/// Each largest value passes its gradient to the place that it came from; of equal ones the first.
extension MaxPool: DifferentiableOperator {
  var gradientObstacle: String? { isColumnMajor ? "storage_order=1" : nil }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let gradient = try pass.gradient()
    var locating = self
    locating.givesIndices = true
    guard let places = try locating.outputs(of: pass.inputs)[1].integers else {
      throw OperatorError("gives no places")
    }
    return try pass.each { index throws(OperatorError) in
      var result = Tensor(zeros: try pass.float(index).shape)
      for (place, value) in zip(places, gradient.values) { result.values[place] += value }
      return result
    }
  }
}

/// Each value of a window gets the gradient over their number.
extension AveragePool: DifferentiableOperator {
  var gradientObstacle: String? { p == nil ? nil : "a p-norm" }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let gradient = try pass.gradient()
    return try pass.each { index throws(OperatorError) in
      let input = try pass.float(index)
      let pooling = try PoolingShape(input.shape, settings)
      let windows = pooling.windows
      var shares = gradient.values
      divide(&shares, windows)
      let table = windows.inputRows(0..<windows.rows)
      var result = Tensor(zeros: input.shape)
      for plane in 0..<pooling.planes {
        windows.forEachPiece(table: table, rows: windows.rows) { piece in
          let first =
            plane * windows.outputCount + piece.row * windows.outputWidth + piece.first
          let target = plane * windows.inputCount + piece.source
          for number in 0..<piece.end - piece.first {
            result.values[target + number * piece.step] += shares[first + number]
          }
        }
      }
      return result
    }
  }
}

extension GlobalPool: DifferentiableOperator {
  var gradientObstacle: String? { operation == "GlobalLpPool" ? "a p-norm" : nil }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let gradient = try pass.gradient()
    return try pass.each { index throws(OperatorError) in
      let input = try pass.float(index)
      let rows = AxisRows(input.shape, from: 2)
      var result = Tensor(zeros: input.shape)
      for row in 0..<rows.outer {
        let plane = row * rows.extent..<(row + 1) * rows.extent
        guard operation == "GlobalMaxPool" else {
          for place in plane { result.values[place] = gradient.values[row] / Float(rows.extent) }
          continue
        }
        let best = plane.max { input.values[$0] < input.values[$1] }
        if let best { result.values[best] = gradient.values[row] }
      }
      return result
    }
  }
}

/// Resizing is linear: the gradient goes back through the same taps.
extension Resize: DifferentiableOperator {
  var gradientObstacle: String? { coordinates == .cropAndResize ? "tf_crop_and_resize" : nil }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let input = try pass.float(0)
    let axes = try sizes.axes(of: input.shape, Inputs(pass.inputs), crops: false)
    let gradient = try pass.gradient()
    return try pass.each { index throws(OperatorError) in
      guard index == 0 else { return nil }
      var result = RealTensor(shape: gradient.shape, values: gradient.values)
      for (dimension, axis) in axes.enumerated() where !isWhole(axis) {
        var back = [[ResizeAxis.Tap]](repeating: [], count: axis.input)
        for (output, taps) in taps(axis).enumerated() {
          for tap in taps { back[tap.index].append(.init(index: output, weight: tap.weight)) }
        }
        result = Self.blended(result, dimension, back)
      }
      return Tensor(shape: result.shape, values: result.values)
    }
  }
}
