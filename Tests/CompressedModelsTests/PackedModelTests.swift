import CompressedModels
import EntropyCoding
import Networks
import Tensors
import Testing

struct PackedModelTests {
  private func readBack(_ model: PackedModel) throws -> Network {
    switch try ContainerReader.read(model.serialized()) {
    case .network(let network, let metadata):
      #expect(metadata == model.metadata)
      return network
    case .packed(let packed):
      #expect(packed == model && packed.sizes == model.sizes)
      return try packed.decoded()
    }
  }

  @Test(
    "Packing, writing, reading and unpacking give every weight back",
    arguments: [
      PackingOptions(), .paper(), PackingOptions(coding: .fixedLength),
      .paper(coding: .fixedLength),
    ],
    [0.02, 0.3, 0.97, 1.0])
  func packingIsLossless(options: PackingOptions, density: Double) throws {
    // The paper's format has centroids one by one.
    let multiples = options.convention == .paper ? [] : [CentroidPrecision.multiples(bits: 5)]
    for precision in [.float16, .float32] + multiples {
      for biasBits in [8, 16, 32] {
        let style = SampleNetworks.LayerStyle(
          density: density, bits: 3, precision: precision, biasBits: biasBits)
        let network = try SampleNetworks.shared([60, 30, 7], styles: [style, style])
        #expect(
          try readBack(PackedModel(encoding: network, options: options)).isIdentical(to: network))
      }
    }
  }

  @Test("So do networks of every state, mixed ones included")
  func everyStateIsLossless() throws {
    var mixed = try SampleNetworks.shared([20, 10, 5, 4])
    let dense = try #require(try SampleNetworks.dense([20, 10]).parameter("fc1"))
    mixed.updateParameter("fc1") { $0.weights = dense.weights }
    let networks = [
      try SampleNetworks.dense([20, 10, 3]), try SampleNetworks.pruned([20, 10, 3]),
      try SampleNetworks.shared([20, 10, 3], dropout: 0.5), mixed,
    ]
    for (network, state) in zip(networks, [StoredState.dense, .pruned, .shared, .shared]) {
      let stored = try PackedModel(
        storing: network, metadata: Metadata(tool: "t", seed: 5, texts: ["a": "b"]))
      #expect(stored.state == state)
      #expect(try readBack(stored).isIdentical(to: network))
      #expect(try readBack(PackedModel(encoding: network)).isIdentical(to: network))
    }
  }

  @Test("Masks without survivors, codebooks of one centroid, 8-bit codes")
  func extremesAreLossless() throws {
    var styles = [
      SampleNetworks.LayerStyle(density: 0), .init(density: 0.5, bits: 1),
      .init(density: 0.9, bits: 8),
    ]
    var network = try SampleNetworks.shared([40, 30, 20, 10], styles: styles)
    network.updateParameter("fc2") {
      let mask = Mask(full: [20, 30])
      let codebook = Codebook(centroids: [0.5], precision: .float32)
      $0.weights = .shared(
        SharedWeights(
          mask: mask, codes: [UInt8](repeating: 0, count: 600), codebook: codebook, bits: 1))
    }
    for options in [PackingOptions(), .paper()] {
      #expect(
        try readBack(PackedModel(encoding: network, options: options)).isIdentical(to: network))
    }
    styles[0].density = 0.0005
    let sparse = try SampleNetworks.shared([4000, 10], styles: styles)
    for width in 1...12 {
      for convention in GapConvention.allCases {
        let options = PackingOptions(indexBits: ["fc1": width], convention: convention)
        #expect(
          try readBack(PackedModel(encoding: sparse, options: options)).isIdentical(to: sparse))
      }
    }
  }

  @Test("A survivor whose weight is exactly zero stays a survivor")
  func zeroSurvivorsStay() throws {
    var network = try SampleNetworks.pruned([100, 4])
    network.updateParameter("fc1") {
      guard let mask = $0.weights.mask else { return }
      $0.weights = .pruned(PrunedWeights(values: Tensor(zeros: mask.shape), mask: mask))
    }
    #expect(
      try readBack(PackedModel(encoding: network, options: .paper())).isIdentical(to: network))
  }

  @Test("The width that is chosen gives the smallest file of all widths")
  func chosenWidthIsTheBest() throws {
    for density in [0.01, 0.1, 0.5] {
      let network = try SampleNetworks.shared([200, 100], styles: [.init(density: density)])
      for convention in GapConvention.allCases {
        var options = PackingOptions(
          convention: convention, scanOrders: [.rowMajor], allowsDirectCodes: false)
        let chosen = try PackedModel(encoding: network, options: options).bytes
        for width in 1...12 {
          options.indexBits = ["fc1": width]
          // Paddings and the lengths of counts may differ by a few bytes.
          #expect(chosen <= (try PackedModel(encoding: network, options: options).bytes) + 4)
        }
      }
    }
  }

  @Test("Columns of dead pixels are walked by column, dead units by row")
  func scanOrderFollowsTheMask() throws {
    for (isAliveByColumn, order) in [(true, ScanOrder.columnMajor), (false, .rowMajor)] {
      var network = try SampleNetworks.shared([64, 64])
      var random = RandomSource(seed: 11)
      let isKept = (0..<64 * 64).map { position in
        (isAliveByColumn ? position % 64 : position / 64) < 8 && random.uniform() < 0.8
      }
      network.updateParameter("fc1") {
        let mask = Mask(shape: [64, 64], isKept: isKept)
        let codes = (0..<mask.survivorCount).map { _ in UInt8(random.below(16)) }
        let codebook = Codebook(centroids: (0..<16).map { Float($0) }, precision: .float16)
        $0.weights = .shared(SharedWeights(mask: mask, codes: codes, codebook: codebook, bits: 4))
      }
      let model = try PackedModel(encoding: network)
      #expect(model.layers[0].scanOrder == order)
      #expect(try readBack(model).isIdentical(to: network))
    }
  }

  @Test("A nearly dense layer stores no gaps")
  func nearlyDenseLayersHaveNoIndex() throws {
    let network = try SampleNetworks.shared([50, 20], styles: [.init(density: 0.99)])
    let model = try PackedModel(encoding: network)
    #expect(model.layers[0].codingName == "codes")
    #expect(model.sizes.parts[.gaps] == 0)
    let indexed = try PackedModel(
      encoding: network, options: PackingOptions(allowsDirectCodes: false))
    #expect(model.bytes < indexed.bytes)
  }

  @Test("The skeleton has every shape and bias, and no weights; rows of codes are the weights")
  func skeletonAndRowsOfCodes() throws {
    let network = try SampleNetworks.shared(
      [64, 32, 10], styles: [.init(density: 0.1), .init(density: 0.99)])
    let model = try PackedModel(encoding: network)
    let skeleton = try model.skeleton()
    #expect(skeleton.outputShapes == network.outputShapes)
    for name in ["fc1", "fc2"] {
      let (empty, layer) = (
        try #require(skeleton.parameter(name)), try #require(network.parameter(name))
      )
      #expect(empty.weights == .absent(shape: layer.weights.shape) && empty.bias == layer.bias)
      let rows = try #require(try model.layer(name)?.sparseCodes())
      #expect(rows.dense().reshaped(layer.weights.shape) == layer.weights.tensor)
    }
    #expect(throws: PackingError.weightsAbsent(layer: "fc1")) {
      try PackedModel(encoding: skeleton)
    }
  }

  @Test("Equal networks give equal bytes; nothing of the time or machine gets in")
  func bytesAreDeterministic() throws {
    let first = try PackedModel(
      encoding: SampleNetworks.lenet300(), metadata: Metadata(tool: "dcs", seed: 1))
    let second = try PackedModel(
      encoding: SampleNetworks.lenet300(), metadata: Metadata(tool: "dcs", seed: 1))
    #expect(first.serialized() == second.serialized())
  }

  @Test func wrongOptionsAreRefused() throws {
    let network = try SampleNetworks.shared([10, 5])
    for bits in [0, 13, 40] {
      #expect(throws: PackingError.indexBitsOutOfRange(layer: "fc1", bits: bits)) {
        try PackedModel(encoding: network, options: PackingOptions(indexBits: ["fc1": bits]))
      }
    }
    #expect(throws: PackingError.unknownLayer(name: "fc7", weightedLayers: ["fc1"])) {
      try PackedModel(encoding: network, options: PackingOptions(indexBits: ["fc7": 5]))
    }
  }
}
