import CompressedModels
import Foundation
import Networks
import Tensors
import Testing

/// Files of every kind: they must be written the same for ever, and read to the same network.
enum AcceptedFile: String, CaseIterable {
  case workedExample = "worked-example"
  case dense, pruned, shared
  case packedSkips = "packed-skips"
  case packedFillers = "packed-fillers"
  case packedDirect = "packed-direct"
  case packedInterleaved = "packed-interleaved"
  case packedSteps = "packed-steps"
  case packedGrid = "packed-grid"
  case packedMultiples = "packed-multiples"
  case packedSixBits = "packed-six-bits"
  case noBias = "no-bias"
  case narrowed
  case deflated
  case normalized
  case graph
  case arithmetic
  case arithmeticPlanes = "arithmetic-planes"
  case arithmeticStreams = "arithmetic-streams"

  var path: String { "accepted/\(rawValue).dcz" }

  func network() throws -> Network {
    switch self {
    case .workedExample: return try Self.workedExample()
    case .dense: return try SampleNetworks.dense([9, 6, 3])
    case .pruned: return try SampleNetworks.pruned([40, 12, 5])
    case .shared: return try SampleNetworks.shared([40, 12, 5], dropout: 0.5)
    case .packedSkips:
      return try SampleNetworks.shared(
        [200, 40, 10], styles: [.init(density: 0.05), .init(density: 0.3)], dropout: 0.25)
    case .packedFillers:
      let style = SampleNetworks.LayerStyle(
        density: 0.03, bits: 3, precision: .float32, biasBits: 32)
      return try SampleNetworks.shared([300, 30, 10], styles: [style, style])
    case .packedDirect:
      return try SampleNetworks.shared(
        [50, 20, 10],
        styles: [.init(density: 0.95, bits: 3, biasBits: 16), .init(density: 1, bits: 5)])
    case .packedInterleaved:
      return try SampleNetworks.shared([600, 120], styles: [.init(density: 0.93, bits: 1)])
    case .packedSteps, .packedMultiples:
      let style = SampleNetworks.LayerStyle(
        density: 0.4, bits: 6, precision: .float32, biasBits: 32)
      return try SampleNetworks.shared(
        [60, 20, 10], styles: [style, .init(density: 0.5, bits: 8, precision: .float32)])
    case .packedSixBits:
      return try SampleNetworks.shared(
        [60, 20, 10],
        styles: [
          .init(density: 0.4, bits: 5, precision: .multiples(bits: 6)),
          .init(density: 0.5, bits: 2, precision: .multiples(bits: 3)),
        ])
    case .packedGrid:
      var (wide, narrow) = (SampleNetworks.LayerStyle(), SampleNetworks.LayerStyle())
      (wide.density, wide.bits, narrow.density, narrow.bits) = (0.9, 5, 0.3, 4)
      (wide.precision, wide.isGrid, narrow.precision, narrow.isGrid) = (
        .float32, true, .float32, true
      )
      return try SampleNetworks.shared([60, 20, 10], styles: [wide, narrow])
    case .noBias: return try Self.withoutBias()
    case .narrowed:
      let network = try SampleNetworks.shared(
        [40, 12, 5], styles: [.init(density: 0.3, biasBits: 5), .init(density: 0.4, biasBits: 2)])
      return try network.narrowed(to: network.nodes.map(\.layer))
    case .deflated: return try SampleNetworks.shared([8, 6, 6, 6, 6, 4])
    case .normalized: return try Self.normalized()
    case .graph: return try Self.branches()
    case .arithmetic:
      return try SampleNetworks.shared(
        [200, 40, 10], styles: [.init(density: 0.05), .init(density: 1, bits: 3)])
    case .arithmeticPlanes: return try Self.smoothFilters()
    case .arithmeticStreams:
      return try SampleNetworks.shared([30, 400], styles: [.init(density: 0.3, bits: 5)])
    }
  }

  func model() throws -> PackedModel {
    let metadata = Metadata(tool: "dcs tests", seed: 7, texts: ["study": rawValue])
    let network = try network()
    switch self {
    case .dense, .pruned, .shared, .normalized, .graph:
      return try PackedModel(storing: network, metadata: metadata)
    case .packedFillers:
      let widths = ["fc1": 3, "fc2": 5]
      return try PackedModel(
        encoding: network, options: .paper(indexBits: widths), metadata: metadata)
    case .workedExample:
      return try PackedModel(
        encoding: network,
        options: PackingOptions(
          indexBits: ["fc1": 2], scanOrders: [.rowMajor], allowsDirectCodes: false),
        metadata: Metadata(tool: "dcs", seed: 7))
    case .packedSkips, .packedDirect, .packedInterleaved, .packedSteps, .packedMultiples,
      .packedSixBits, .packedGrid, .narrowed, .deflated:
      return try PackedModel(encoding: network, metadata: metadata)
    case .noBias: return try PackedModel(encoding: network)
    case .arithmetic, .arithmeticPlanes:
      return try PackedModel(
        encoding: network, options: PackingOptions(coding: .arithmetic), metadata: metadata)
    case .arithmeticStreams:
      var options = PackingOptions(coding: .arithmetic)
      options.streams = 3
      return try PackedModel(encoding: network, options: options, metadata: metadata)
    }
  }

  /// One layer of 4 x 8 weights, 14 survivors of which most share one centroid: small enough to
  /// explain.
  private static func workedExample() throws -> Network {
    var network = try Network(
      inputShape: [8],
      descriptions: [LayerDescription(operation: "dense", attributes: ["outputs": .integers([4])])])
    let survivors = [0, 3, 4, 9, 10, 11, 15, 18, 19, 24, 25, 26, 30, 31]
    let mask = Mask(shape: [4, 8], isKept: (0..<32).map(survivors.contains))
    let codebook = Codebook(centroids: [-0.5, 0.25, 1.5], precision: .float16)
    network.updateParameter("fc1") { layer in
      layer.weights = .shared(
        SharedWeights(
          mask: mask, codes: [1, 1, 0, 1, 1, 1, 2, 1, 1, 1, 1, 0, 1, 1], codebook: codebook, bits: 2
        ))
      layer.bias = .integers(bits: 8, scale: 0.125, multiples: [1, -1, 127, 0])
    }
    return network
  }

  /// Batch normalization, a number of each kind for every channel.
  private static func normalized() throws -> Network {
    let normalization = BatchNormalization(
      scale: [1.5, -2], shift: [0.25, 0], mean: [-0.5, 3], variance: [0.75, 0], epsilon: 0.001,
      rate: 0.5)
    let convolution = Convolution2D(
      weights: .dense(Tensor(shape: [2, 1, 2, 1], values: [1, -1, 0.5, 2])), bias: nil,
      layout: WindowLayout(kernel: [2, 1]))
    return try Network(inputShape: [1, 3, 2], chain: [convolution, normalization, ReLU()])
  }

  /// Branches that join again, and every operation that the other files do not have.
  private static func branches() throws -> Network {
    func layer(
      _ operation: String, _ settings: [String: Attribute] = [:], name: String? = nil,
      from inputs: [String]? = nil
    ) -> LayerDescription {
      LayerDescription(operation: operation, attributes: settings, name: name, inputs: inputs)
    }
    let wide: [String: Attribute] = [
      "outputs": .integers([2]), "kernel": .integers([1, 3]), "padding": .integers([0, 1]),
      "bias": .integers([0]),
    ]
    let holes: [String: Attribute] = [
      "outputs": .integers([4]), "kernel": .integers([2]), "padding": .integers([0, 1, 2, 1]),
      "dilation": .integers([2]), "groups": .integers([2]),
    ]
    var network = try Network(
      inputShape: [2, 6, 6],
      descriptions: [
        layer("convolution", wide, name: "a"),
        layer("leaky_relu", ["slope": .number(0.125)], name: "x"),
        layer("convolution", holes, name: "b", from: ["input"]), layer("sigmoid", name: "y"),
        layer("concat", from: ["x", "y"]),
        layer("clip", ["low": .number(0), "high": .number(6)], name: "z"),
        layer("tanh"), layer("add", from: ["z", "tanh1"]),
        layer(
          "maxpool",
          ["kernel": .integers([2, 3]), "stride": .integers([2, 1]), "ceil": .integers([1])]),
        layer(
          "avgpool",
          [
            "kernel": .integers([2]), "padding": .integers([1, 0, 0, 1]),
            "count_padding": .integers([0]),
          ]),
        layer("lrn", ["size": .integers([3])]), layer("global_avgpool"),
        layer("reshape", ["shape": .integers([2, 3])]),
        layer("flatten"), layer("dense", ["outputs": .integers([3])]), layer("softmax"),
      ])
    for name in network.weightNames {
      network.updateParameter(name) { layer in
        let shape = layer.weights.shape
        let values = (0..<shape.reduce(1, *)).map { Float($0 * 5 % 9) / 8 - 0.5 }
        layer.weights = .dense(Tensor(shape: shape, values: values))
      }
    }
    return network
  }

  /// 24 filters of 12 x 3 x 3 that are smooth: neighbours foretell neighbours.
  private static func smoothFilters() throws -> Network {
    var random = SampleNetworks.random(9)
    let values = (0..<24 * 12).flatMap { _ -> [Float] in
      let (level, slope) = (Float(random.below(17)) - 8, Float(random.below(5)) - 2)
      return (0..<9).map { level + slope * (Float($0 % 3) - 1) + Float(random.below(3)) - 1 }
    }
    let isKept = values.map { abs($0) > 2 }
    let centroids = (-12...12).map { Float($0) / 8 }
    let shape = [24, 12, 3, 3]
    let weights = SharedWeights(
      mask: Mask(shape: shape, isKept: isKept),
      codes: zip(values, isKept).filter { $1 }.map { UInt8(min(max($0.0, -12), 12) + 12) },
      codebook: Codebook(centroids: centroids, precision: .float16), bits: 5)
    let convolution = Convolution2D(
      weights: .shared(weights), bias: nil, layout: WindowLayout(kernel: [3, 3]))
    return try Network(inputShape: [12, 5, 5], chain: [convolution])
  }

  private static func withoutBias() throws -> Network {
    let attributes: [String: Attribute] = ["outputs": .integers([6]), "bias": .integers([0])]
    var network = try Network(
      inputShape: [30],
      descriptions: [LayerDescription(operation: "dense", attributes: attributes, name: "schön")])
    var random = SampleNetworks.random(3)
    network.updateParameter("schön") {
      $0.weights = .shared(
        SampleNetworks.sharedWeights(shape: [6, 30], style: .init(density: 0.4), random: &random))
    }
    return network
  }
}

struct AcceptedFilesTests {
  /// What was written as steps is written as multiples now, and read as it was.
  @Test(
    "Writing gives the kept file, byte for byte",
    arguments: AcceptedFile.allCases.filter { $0 != .packedSteps })
  func bytesAreKept(file: AcceptedFile) throws {
    try GoldenFolder.expect(file.model().serialized(), equal: file.path)
  }

  @Test("Reading the kept file gives the network", arguments: AcceptedFile.allCases)
  func keptFilesAreRead(file: AcceptedFile) throws {
    let network =
      switch try ContainerReader.read(GoldenFolder.bytes(file.path)) {
      case .network(let network, _): network
      case .packed(let model): try model.decoded()
      }
    #expect(network.isIdentical(to: try file.network()))
    let inspection = ContainerInspection(try GoldenFolder.bytes(file.path))
    #expect(inspection.isSound && inspection.digestMatches == true)
    #expect(inspection.chunks.allSatisfy { $0.checksumMatches && $0.meaning != "unknown" })
  }

  @Test("The files cover all codings, scan orders, conventions and numbers of streams")
  func filesCoverTheFormat() throws {
    let layers = try AcceptedFile.allCases.flatMap { try $0.model().layers }
    #expect(Set(layers.map(\.codingName)) == Set(WeightCodings.all.map { $0.name }))
    #expect(Set(layers.compactMap { $0.ranks?.streams.count }) == [1, 3])
    let models = layers.compactMap { $0.ranks?.model }
    #expect(Set(models.map { $0.neighbourhood != nil }) == [false, true])
    #expect(Set(layers.map(\.scanOrder)) == Set(ScanOrder.allCases))
    let indices = layers.compactMap(\.index)
    #expect(Set(indices.map(\.convention)) == Set(GapConvention.allCases))
    #expect(indices.contains { $0.fillerCount > 0 && $0.convention == .paper })
    #expect(indices.contains { $0.fillerCount > 0 && $0.convention == .escape })
    #expect(Set(layers.compactMap { $0.codes?.streams.count }) == [1, 4])
    #expect(Set(layers.map { $0.bias?.bits }) == [nil, 2, 5, 8, 16, 32])
  }
}
