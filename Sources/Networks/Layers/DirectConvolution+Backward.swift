import CKernels
import Tensors

extension DirectConvolution {
  /// As `ConvolutionPass.backward`. A thread takes some outputs of the weights' gradient through
  /// the whole batch, or some images of the input's: no sum depends on the number of threads.
  func backward(
    _ outputGradient: [Float], input: Tensor, weights: [Float], wantsInputGradient: Bool
  ) -> ConvolutionPass.Gradients {
    var sums = [Float](repeating: 0, count: weights.count)
    var biases = [Float](repeating: 0, count: pass.outputs)
    var inputGradient: Tensor?
    outputGradient.withUnsafeBufferPointer { dy in
      guard let dy = dy.baseAddress else { return }
      addWeightGradients(SharedReader(dy), input.values, to: &sums, &biases)
      if wantsInputGradient {
        inputGradient = Tensor(
          shape: input.shape, values: self.inputGradient(SharedReader(dy), weights, input.count))
      }
    }
    return ConvolutionPass.Gradients(
      input: wantsInputGradient ? inputGradient ?? Tensor(zeros: input.shape) : nil, weights: sums,
      bias: biases)
  }

  /// Outputs of one part: a multiple of four, since the kernels take two or four at a time, in at
  /// most eight parts a group.
  private var grain: Int { max(4, (planes.count + 31) / 32 * 4) }

  private func addWeightGradients(
    _ dy: SharedReader<Float>, _ input: [Float], to sums: inout [Float], _ biases: inout [Float]
  ) {
    let parts = (planes.count + grain - 1) / grain
    sums.withUnsafeMutableBufferPointer { sums in
      biases.withUnsafeMutableBufferPointer { biases in
        guard let sums = sums.baseAddress, let biases = biases.baseAddress else { return }
        let totals = (weights: SharedPointer(sums), bias: SharedPointer(biases))
        Parallel.forEach(pass.groups * parts) { task in
          let (group, part) = task.quotientAndRemainder(dividingBy: parts)
          let outputs = part * grain..<min(planes.count, (part + 1) * grain)
          input.withUnsafeBufferPointer { input in
            guard let input = input.baseAddress else { return }
            addPart(outputs, of: group, dy.base, input, totals.weights.base, totals.bias.base)
          }
        }
      }
    }
  }

  private func addPart(
    _ outputs: Range<Int>, of group: Int, _ dy: UnsafePointer<Float>, _ input: UnsafePointer<Float>,
    _ sums: UnsafeMutablePointer<Float>, _ biases: UnsafeMutablePointer<Float>
  ) {
    let (first, pixels) = (group * planes.count, pass.windows.pixels)
    withGeometry { geometry in
      var geometry = geometry
      dcs_direct_weight_gradient(
        ProcessorLevel.current.kernel, &geometry, input + group * pass.windows.imageSize,
        dy + first * pixels,
        pass.images,
        sums + first * taps.count, outputs.lowerBound, outputs.upperBound)
    }
    for image in 0..<pass.images {
      let plane = dy + image * pass.outputSize + (first + outputs.lowerBound) * pixels
      dcs_add_plane_sums(plane, biases + first + outputs.lowerBound, outputs.count, pixels)
    }
  }

  private func inputGradient(_ dy: SharedReader<Float>, _ weights: [Float], _ count: Int) -> [Float]
  {
    let panels = packedChannels(weights)
    return [Float](unsafeUninitializedCapacity: count) { target, filled in
      filled = count
      guard let base = target.baseAddress else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(of: pass.images, grain: max(1, (pass.images + 15) / 16)) { range in
        let scratch = UnsafeMutablePointer<Float>.allocate(
          capacity: tapsPerChannel * pass.windows.pixels)
        defer { scratch.deallocate() }
        for image in range {
          let start = target.base + image * pass.inputSize
          start.initialize(repeating: 0, count: pass.inputSize)
          panels.withUnsafeBufferPointer { panels in
            if let panels = panels.baseAddress {
              addInputGradient(of: image, dy.base, panels: panels, to: start, scratch: scratch)
            }
          }
        }
      }
    }
  }

  private func addInputGradient(
    of image: Int, _ dy: UnsafePointer<Float>, panels: UnsafePointer<Float>,
    to start: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    withGeometry { geometry in
      var geometry = geometry
      for group in 0..<pass.groups {
        dcs_direct_input_gradient(
          ProcessorLevel.current.kernel, &geometry,
          panels + group * pass.windows.channels * channelSize,
          dy + image * pass.outputSize + group * planes.count * pass.windows.pixels,
          start + group * pass.windows.imageSize, scratch)
      }
    }
  }
}
