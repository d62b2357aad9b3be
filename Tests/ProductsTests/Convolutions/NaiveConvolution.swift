import Products
import Tensors

/// The twin of sparse convolutions: the definition, term after term, in doubles.
struct NaiveConvolution {
  /// [outputs, channels of a group, kernel height, kernel width]
  let weights: [Float]
  /// Over the channels of one group.
  let windows: Windows
  let groups: Int
  var bias: [Float]?
  var activation = ActivationFunction.identity

  var outputs: Int { weights.count / windows.depth }

  /// output[o, y, x] = f(bias[o] + addend[o, y, x] + sum over c, ky, kx of weight[o, c, ky, kx] ·
  /// input[c, y · stride + ky · dilation - top, x · stride + kx · dilation - left]), of one image;
  /// and the sum of the magnitudes, by which errors are measured.
  func output(of input: [Float], addend: [Float]? = nil) -> (values: [Double], magnitudes: [Double])
  {
    var (values, magnitudes): ([Double], [Double]) = ([], [])
    for output in 0..<outputs {
      for y in 0..<windows.outputHeight {
        for x in 0..<windows.outputWidth {
          var terms = self.terms(of: input, output: output, y: y, x: x)
          if let bias { terms.append(Double(bias[output])) }
          if let addend { terms.append(Double(addend[values.count])) }
          values.append(activated(terms.reduce(0, +)))
          magnitudes.append(terms.reduce(0) { $0 + abs($1) })
        }
      }
    }
    return (values, magnitudes)
  }

  private func terms(of input: [Float], output: Int, y: Int, x: Int) -> [Double] {
    let (layout, group) = (windows.layout, output / (outputs / groups))
    var terms: [Double] = []
    for channel in 0..<windows.channels {
      for ky in 0..<windows.kernelHeight {
        for kx in 0..<windows.kernelWidth {
          let row = y * layout.stride[0] + ky * layout.dilation[0] - layout.padding[0]
          let column = x * layout.stride[1] + kx * layout.dilation[1] - layout.padding[1]
          guard 0..<windows.height ~= row, 0..<windows.width ~= column else { continue }
          let place = (output * windows.channels + channel) * windows.kernelHeight + ky
          let pixel = ((group * windows.channels + channel) * windows.height + row) * windows.width
          terms.append(
            Double(weights[place * windows.kernelWidth + kx]) * Double(input[pixel + column]))
        }
      }
    }
    return terms
  }

  private func activated(_ value: Double) -> Double {
    switch activation {
    case .identity: value
    case .clip(let low, let high): min(max(value, Double(low)), Double(high))
    case .leaky(let slope): value < 0 ? Double(slope) * value : value
    case .hardSigmoid(let slope, let offset):
      min(max(Double(slope) * value + Double(offset), 0), 1)
    case .hardSwish: value * min(max(value / 6 + 0.5, 0), 1)
    }
  }
}
