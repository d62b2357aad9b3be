import Tensors

extension Convolution2D {
  /// The definition, one product at a time and in double precision: what the fast path is tested
  /// against. image: [in, H, W] -> [out, H', W'], `windows` over the channels of one group.
  package static func naive(
    _ image: [Double], weights: [Double], bias: [Double], windows: Windows, groups: Int
  ) -> [Double] {
    let outputs = weights.count / windows.depth
    var result: [Double] = []
    for output in 0..<outputs {
      let firstChannel = output / (outputs / groups) * windows.channels
      for row in 0..<windows.outputHeight {
        for column in 0..<windows.outputWidth {
          var sum = bias.isEmpty ? 0 : bias[output]
          for place in 0..<windows.depth {
            let (channel, rest) = place.quotientAndRemainder(
              dividingBy: windows.kernelHeight * windows.kernelWidth)
            let (stride, dilation, padding) = (
              windows.layout.stride, windows.layout.dilation, windows.layout.padding
            )
            let y = row * stride[0] + rest / windows.kernelWidth * dilation[0] - padding[0]
            let x = column * stride[1] + rest % windows.kernelWidth * dilation[1] - padding[1]
            guard (0..<windows.height).contains(y), (0..<windows.width).contains(x) else {
              continue
            }
            let pixel = ((firstChannel + channel) * windows.height + y) * windows.width + x
            sum += weights[output * windows.depth + place] * image[pixel]
          }
          result.append(sum)
        }
      }
    }
    return result
  }
}
