import Inference
import Networks
import Tensors

/// One step of a pass: kernels with their arguments set, or a layer that only the host computes.
enum DeviceStep: Sendable {
  case kernels([Launch])
  case host(HostStep)
}

/// Steps in order: kernels between two layers of the host are one sequence.
enum DeviceWork: Sendable {
  case sequence(any LaunchSequence)
  case host(HostStep)

  /// Joins the kernels of neighbours.
  static func joined(_ steps: [DeviceStep], on connection: DeviceConnection) -> [DeviceWork] {
    var works: [DeviceWork] = []
    var launches: [Launch] = []
    func close() {
      guard !launches.isEmpty else { return }
      works.append(.sequence(connection.driver.sequence(launches)))
      launches = []
    }
    for step in steps {
      switch step {
      case .kernels(let more): launches += more
      case .host(let host):
        close()
        works.append(.host(host))
      }
    }
    close()
    return works
  }

  func run(batch: Int) throws(DeviceError) {
    switch self {
    case .sequence(let sequence): try sequence.enqueue()
    case .host(let host): try host.run(batch: batch)
    }
  }
}

/// A layer that no kernel computes: its inputs are fetched and its output brought back.
struct HostStep: Sendable {
  let layer: any FloatLayer
  let inputs: [DevicePlace]
  let output: DevicePlace

  func run(batch: Int) throws(DeviceError) {
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
