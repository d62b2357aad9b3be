import Inference
import Networks
import Tensors

/// One step of a pass: kernels with their arguments set, or a layer that only the host computes.
enum DeviceStep: Sendable {
  case kernels([Launch])
  /// Its inputs are fetched and its output brought back.
  case host(any FloatLayer, inputs: [DevicePlace], output: DevicePlace)

  func run(batch: Int) throws(DeviceError) {
    switch self {
    case .kernels(let launches):
      for launch in launches { try launch.enqueue() }
    case .host(let layer, let inputs, let output):
      var tensors: [Tensor] = []
      for input in inputs {
        tensors.append(Tensor(shape: [batch] + input.shape, values: try input.read(batch: batch)))
      }
      let result = Tensor(shape: [batch] + output.shape) { target in
        Tensor.withViews(of: tensors) { layer.compute($0, into: target) }
      }
      try output.write(result.values, batch: batch)
    }
  }
}
