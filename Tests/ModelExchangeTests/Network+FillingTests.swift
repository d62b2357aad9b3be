import Foundation
import ModelExchange
import Networks
import Tensors
import Testing

struct NetworkFillingTests {
  private func weights(_ network: Network, _ name: String) -> Weights? {
    network.parameter(name)?.weights
  }

  @Test("Writing a network and filling an empty one with it gives the same parameters")
  func exportThenFillIsIdentity() throws {
    let network = try SmallNetwork.filled()
    let again = try SmallNetwork.empty().filled(from: NPZFile.read(NPZFile.write(network)))
    for name in ["fc1", "fc2"] {
      #expect(weights(again, name) == weights(network, name))
      #expect(again.parameter(name)?.bias == network.parameter(name)?.bias)
    }
  }

  private static func normalized() throws -> Network {
    let normalization = BatchNormalization(
      scale: [1, -2], shift: [3, 4], mean: [5, 6], variance: [7, 8])
    return try Network(inputShape: [2], chain: [normalization])
  }

  @Test("Normalization has an array a kind of parameter")
  func normalizationIsExchanged() throws {
    let arrays = try NPZFile.read(NPZFile.write(Self.normalized()))
    #expect(arrays.mapValues(\.floats)["batchnorm1.shift"] == [3, 4])
    let empty = try Network(inputShape: [2], chain: [BatchNormalization(channels: 2)])
    let again = try empty.filled(from: arrays).nodes[0].layer as? BatchNormalization
    #expect(again?.parameters.flatMap(\.values) == [1, -2, 3, 4, 5, 6, 7, 8])
    var wrong = arrays
    wrong["batchnorm1.variance"] = TypedTensor(shape: [2], .float32([1, -1]))
    #expect(throws: ModelExchangeError.unusableChannels(layer: "batchnorm1")) {
      try empty.filled(from: wrong)
    }
    wrong["batchnorm1.variance"] = TypedTensor(shape: [1], .float32([1]))
    #expect(
      throws: ModelExchangeError.wrongShape(name: "batchnorm1.variance", expected: [2], found: [1])
    ) {
      try empty.filled(from: wrong)
    }
    wrong["batchnorm1.variance"] = nil
    #expect(throws: ModelExchangeError.missingArray(name: "batchnorm1.variance")) {
      try empty.filled(from: wrong)
    }
  }

  @Test("Masks make pruned weights")
  func masksMakePrunedWeights() throws {
    var arrays = try SmallNetwork.filled().arrays()
    arrays["fc1.codes"] = nil
    arrays["fc1.codebook"] = nil
    guard case .pruned(let pruned) = weights(try SmallNetwork.empty().filled(from: arrays), "fc1")
    else {
      Issue.record("not pruned")
      return
    }
    #expect(pruned.mask.survivorCount == 4)
  }

  @Test(
    "NumPy can rebuild the weights from codes, mask and codebook", .enabled(if: Python.hasNumPy))
  func numPyRebuildsWeights() throws {
    try Python.inFolder { folder in
      try folder.write(NPZFile.write(SmallNetwork.filled()), to: "net.npz")
      try Python.run(
        """
        n = np.load(folder + 'net.npz')
        w = n['fc1.codebook'].astype(np.float32)[n['fc1.codes']] * n['fc1.mask']
        assert (w == n['fc1.weight']).all() and w.shape == (3, 4)
        assert n['fc1.bias'].dtype == np.float16
        """, folder: folder)
    }
  }

  @Test func wrongArraysAreNamed() throws {
    let network = try SmallNetwork.empty()
    let arrays = try SmallNetwork.filled().arrays()
    func expect(_ error: ModelExchangeError, _ change: (inout [String: TypedTensor]) -> Void) {
      var changed = arrays
      change(&changed)
      #expect(throws: error) { try network.filled(from: changed) }
    }
    expect(.missingArray(name: "fc2.weight")) { $0["fc2.weight"] = nil }
    expect(.missingArray(name: "fc1.bias")) { $0["fc1.bias"] = nil }
    expect(.missingArray(name: "fc1.codebook")) { $0["fc1.codebook"] = nil }
    expect(.missingArray(name: "fc1.mask")) { $0["fc1.mask"] = nil }
    expect(.wrongShape(name: "fc2.weight", expected: [2, 3], found: [6])) {
      $0["fc2.weight"] = TypedTensor(shape: [6], .float32([1, 2, 3, 4, 5, 6]))
    }
    expect(.wrongElementType(name: "fc1.mask", expected: "bytes (u1) or booleans (b1)")) {
      $0["fc1.mask"] = TypedTensor(
        shape: [3, 4], .float32([Float](repeating: 1, count: 12)))
    }
    expect(.codeWithoutCentroid(name: "fc1.codes", code: 9, centroids: 3)) {
      $0["fc1.codes"] = TypedTensor(shape: [3, 4], .uint8([UInt8](repeating: 9, count: 12)))
    }
    expect(.tooManyCentroids(name: "fc1.codebook", count: 257)) {
      $0["fc1.codebook"] = TypedTensor(
        shape: [257], .float32([Float](repeating: 1, count: 257)))
    }
    let names =
      ["bias", "codebook", "codes", "mask", "weight"].map { "fc1." + $0 }
      + ["codebook", "codes", "mask", "weight"].map { "fc2." + $0 }
    expect(.unknownArray(name: "fc3.weight", expected: names)) {
      $0["fc3.weight"] = TypedTensor(shape: [1], .uint8([1]))
    }
  }

  @Test func partsAreFilledWhereNameAndShapeAreTheSame() throws {
    var arrays = try SmallNetwork.filled().arrays()
    arrays["fc2.weight"] = TypedTensor(shape: [1, 3], .float32([1, 2, 3]))
    arrays["fc3.weight"] = TypedTensor(shape: [1], .float32([1]))
    let (network, names) = try SmallNetwork.empty().partlyFilled(from: arrays)
    #expect(names == ["fc1"])
    #expect(weights(network, "fc1") == weights(try SmallNetwork.filled(), "fc1"))
    #expect(weights(network, "fc2") == weights(try SmallNetwork.empty(), "fc2"))
    arrays["fc1.codes"] = TypedTensor(shape: [3, 4], .uint8([UInt8](repeating: 9, count: 12)))
    #expect(
      throws: ModelExchangeError.codeWithoutCentroid(name: "fc1.codes", code: 9, centroids: 3)
    ) { try SmallNetwork.empty().partlyFilled(from: arrays) }
  }
}
