import Networks
import Quantization
import Tensors
import TestSupport
import Testing

struct ProductInputsTests {
  /// What the vectors are for: W x at every place is what the layer gives.
  @Test(arguments: [1, 2])
  func windowsTimesWeightsAreTheConvolution(groups: Int) throws {
    let layout = WindowLayout(
      kernel: [3, 2], stride: [2, 1], padding: [1, 0, 2, 1], dilation: [1, 2])
    let weights = Tensor.wholeNumbers([4, 6 / groups, 3, 2], seed: 1)
    let layer = Convolution2D(
      weights: .dense(weights), bias: nil, layout: layout, groups: groups)
    let input = Tensor.wholeNumbers([2, 6, 7, 6], seed: 2)
    let output = layer.forward([input])
    let inputs = ProductInputs(form: try #require(layer.products.first).form, shape: weights.shape)
    let places = try #require(inputs.places(in: input))
    #expect(places == 2 * output.shape[2] * output.shape[3])
    #expect(inputs.outputs == 4 && inputs.depth == 36 / groups && inputs.groups == groups)
    let pixels = output.shape[2] * output.shape[3]
    for group in 0..<groups {
      let vectors = inputs.vectors(of: input, at: Array(0..<places), group: group)
      for row in group * 4 / groups..<(group + 1) * 4 / groups {
        for place in 0..<places {
          var sum: Float = 0
          for column in 0..<inputs.depth {
            let weight = weights.values[row * inputs.depth + column]
            sum += weight * vectors[place * inputs.depth + column]
          }
          let image = place / pixels
          #expect(sum == output.values[(image * 4 + row) * pixels + place % pixels])
        }
      }
    }
  }

  /// One row of an image is a signal.
  @Test func signalsAreImagesOfOneRow() {
    let layout = WindowLayout(kernel: [1, 2])
    let inputs = ProductInputs(form: .windows(layout, groups: 1), shape: [1, 2, 2])
    let signal = Tensor(shape: [1, 2, 3], values: [1, 2, 3, 4, 5, 6])
    #expect(inputs.places(in: signal) == 2)
    #expect(inputs.vectors(of: signal, at: [1], group: 0) == [2, 3, 5, 6])
  }

  @Test func columnsAreTransposed() {
    let inputs = ProductInputs(form: .columns, shape: [2, 3])
    #expect(inputs.outputs == 3 && inputs.depth == 2)
    #expect(inputs.matrix(of: [1, 2, 3, 4, 5, 6]) == [1, 4, 2, 5, 3, 6])
    #expect(inputs.tensor(of: [1, 4, 2, 5, 3, 6]) == [1, 2, 3, 4, 5, 6])
    let input = Tensor(shape: [2, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(inputs.places(in: input) == 4)
    #expect(inputs.vectors(of: input, at: [1, 3], group: 0) == [3, 4, 7, 8])
  }

  /// The rows of all directions of a recurrent layer.
  @Test func rowsMayHaveMoreExtents() {
    let inputs = ProductInputs(form: .rows, shape: [2, 4, 3])
    #expect(inputs.outputs == 8 && inputs.depth == 3)
    #expect(inputs.matrix(of: [1, 2]) == [1, 2])
  }

  @Test func whatDoesNotFitHasNoPlaces() {
    let rows = ProductInputs(form: .rows, shape: [2, 3])
    #expect(rows.places(in: Tensor(zeros: [2, 4])) == nil)
    let windows = ProductInputs(
      form: .windows(WindowLayout(kernel: [3, 3]), groups: 1), shape: [1, 2, 3, 3])
    for shape in [[1, 3, 4, 4], [1, 2, 2, 4], [2, 18], [1, 2, 9]] {
      #expect(windows.places(in: Tensor(zeros: shape)) == nil)
    }
  }
}
