import Devices
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// What tests run on: PoCL's device where there is no other of OpenCL's, and CUDA's kernels on the
/// processor (`EmulatedDriver`).
enum TestDevice {
  static let device: Device? = try? Device.chosen(
    among: Device.all(of: .openCL), asked: nil)
  static let missing: Comment = "no OpenCL device is here (apt-get install pocl-opencl-icd)"

  static var isThere: Bool { device != nil }
  static var hasEmulatedDriver: Bool { (try? EmulatedDriver.library.get()) != nil }

  private static let cuda = Result { try EmulatedDriver.connection(EmulatedDriver.cuda()) }

  /// The process's connection to OpenCL's device: kernels are built once for all tests.
  static func connection() throws -> DeviceConnection {
    try DeviceConnection.to(try #require(device), store: .none)
  }

  /// That, and CUDA's.
  static func connections() throws -> [DeviceConnection] {
    [try connection()] + (hasEmulatedDriver ? [try cuda.get()] : [])
  }

  /// What a network gives on the device, and the relative error against the program on the host:
  /// the larger one of both back ends.
  static func outputs(
    of network: Network, for x: Tensor, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (Tensor, error: Double) {
    let program = Program(network, on: Machine())
    let expected = try program.outputs(of: x)
    let found = try connections().map { try DeviceProgram(program, on: $0).run([x])[0] }
    for tensor in found {
      #expect(tensor.shape == expected.shape, sourceLocation: sourceLocation)
    }
    let errors = found.map { relativeError($0.values, expected.values) }
    // One that is no number is larger than all others.
    return (found[0], error: errors.contains(where: \.isNaN) ? .nan : errors.max() ?? .nan)
  }
}

extension Network {
  /// A chain of one layer.
  static func of(_ layer: any Layer, input: [Int]) throws -> Network {
    try Network(inputShape: input, chain: [layer])
  }

  /// With weights of so many centroids, so large that values keep their size from layer to layer
  /// (He et al. 2015).
  func shared(centroids: Int, density: (String) -> Float) -> Network {
    var network = self
    for (number, name) in weightNames.enumerated() {
      let density = density(name)
      network.updateParameter(name) { layer in
        let inputs = layer.weights.shape.dropFirst().reduce(1, *)
        layer.weights = .drawn(
          layer.weights.shape, density: density, centroids: centroids,
          seed: UInt64(number), deviation: (2 / (Float(inputs) * density)).squareRoot())
      }
    }
    return network
  }
}

extension Weights {
  /// Shared weights with so many centroids, of which some survive.
  static func drawn(
    _ shape: [Int], density: Float, centroids: Int, seed: UInt64, deviation: Float = 0.125
  ) -> Weights {
    let mask = density >= 1 ? Mask(full: shape) : Mask.random(shape, density: density, seed: seed)
    var random = RandomSource(seed: seed &+ 1)
    return .shared(
      SharedWeights(
        mask: mask,
        codes: (0..<mask.survivorCount).map { _ in UInt8(random.below(centroids)) },
        codebook: Codebook(
          centroids: (0..<centroids).map { _ in deviation * random.normal() }, precision: .float32),
        bits: 8))
  }
}
