import Networks
import Tensors

/// What the weights of a layer are multiplied with, as vectors: the rows of a matrix [samples,
/// depth], drawn from all places of a batch of inputs.
package struct ProductInputs: Sendable {
  package let form: ProductForm
  /// Of the weights.
  package let shape: [Int]

  package init(form: ProductForm, shape: [Int]) { (self.form, self.shape) = (form, shape) }

  /// Outputs; the weights as a matrix have as many rows.
  package var outputs: Int { form.outputs(of: shape) }
  /// Values of one vector.
  package var depth: Int { form.depth(of: shape) }
  /// Parts of the outputs that see inputs of their own.
  package var groups: Int { if case .windows(_, let groups) = form { groups } else { 1 } }

  /// Places of a batch that give a vector (for each group); nil for an input that the weights do
  /// not fit.
  package func places(in input: Tensor) -> Int? {
    switch form {
    case .rows, .columns: return input.shape.last == depth ? input.count / max(depth, 1) : nil
    case .windows: return windows(over: input).map { $0.pixels * input.shape[0] }
    }
  }

  private func windows(over input: Tensor) -> Windows? {
    guard case .windows(let layout, let groups) = form, [3, 4].contains(input.shape.count),
      input.shape.count == shape.count, input.shape[1] == shape[1] * groups
    else { return nil }
    let plane = input.shape.count == 3 ? [1, input.shape[2]] : Array(input.shape[2...])
    return Windows(over: [shape[1]] + plane, layout)
  }

  /// The vectors of `group` at some of the places: [places, depth].
  package func vectors(of input: Tensor, at places: [Int], group: Int) -> [Float] {
    guard let windows = windows(over: input) else {
      return places.flatMap { input.values[$0 * depth..<($0 + 1) * depth] }
    }
    var vectors = [Float](repeating: 0, count: places.count * depth)
    vectors.withUnsafeMutableBufferPointer { target in
      input.values.withUnsafeBufferPointer { source in
        guard let target = target.baseAddress, let source = source.baseAddress else { return }
        for (number, place) in places.enumerated() {
          let (image, pixel) = place.quotientAndRemainder(dividingBy: windows.pixels)
          let plane = source + (image * groups + group) * windows.imageSize
          windows.copyWindow(pixel, of: plane, to: target + number * depth)
        }
      }
    }
    return vectors
  }

  /// The weights as a matrix [outputs, depth].
  package func matrix<Element>(of weights: [Element]) -> [Element] {
    guard case .columns = form else { return weights }
    return transposed(weights, rows: depth, columns: outputs)
  }

  /// The tensor whose matrix is `matrix`.
  package func tensor<Element>(of matrix: [Element]) -> [Element] {
    guard case .columns = form else { return matrix }
    return transposed(matrix, rows: outputs, columns: depth)
  }

  private func transposed<Element>(_ matrix: [Element], rows: Int, columns: Int) -> [Element] {
    var transposed = matrix
    for row in 0..<rows {
      for column in 0..<columns { transposed[column * rows + row] = matrix[row * columns + column] }
    }
    return transposed
  }
}

extension Windows {
  /// The values of one window, zeros beyond the image. `target` has room for `depth` values that
  /// are zero.
  fileprivate func copyWindow(
    _ pixel: Int, of image: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>
  ) {
    let (row, column) = pixel.quotientAndRemainder(dividingBy: outputWidth)
    var next = target
    for channel in 0..<channels {
      for y in 0..<kernelHeight {
        let line = row * layout.stride[0] + y * layout.dilation[0] - layout.padding[0]
        for x in 0..<kernelWidth {
          let place = column * layout.stride[1] + x * layout.dilation[1] - layout.padding[1]
          if (0..<height).contains(line), (0..<width).contains(place) {
            next.pointee = image[(channel * height + line) * width + place]
          }
          next += 1
        }
      }
    }
  }
}
