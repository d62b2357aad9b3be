import Inference
import Networks
import Tensors

/// One step of a pass: kernels with their arguments set, or a layer that only the host computes.
enum DeviceStep: Sendable {
  case kernels([Launch])
  case host(HostStep)
}

/// Steps one after the other: kernels between two layers of the host are one sequence.
struct DeviceSteps: Sendable {
  private enum Piece: Sendable {
    case sequence(any LaunchSequence)
    case host(HostStep)
  }

  private let pieces: [Piece]

  init(_ steps: [DeviceStep], on connection: DeviceConnection) {
    var pieces: [Piece] = []
    var launches: [Launch] = []
    func close() {
      guard !launches.isEmpty else { return }
      pieces.append(.sequence(connection.driver.sequence(launches)))
      launches = []
    }
    for step in steps {
      switch step {
      case .kernels(let more): launches += more
      case .host(let host):
        close()
        pieces.append(.host(host))
      }
    }
    close()
    self.pieces = pieces
  }

  /// Does not wait for the last one.
  func run(batch: Int) throws(DeviceError) {
    for piece in pieces {
      switch piece {
      case .sequence(let sequence): try sequence.enqueue()
      case .host(let host): try host.run(batch: batch)
      }
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
