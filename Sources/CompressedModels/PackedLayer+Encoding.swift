import EntropyCoding
import Networks
import Tensors

extension PackedLayer {
  /// What a file has for the layer or parameter of that number; nil for layers without parameters.
  init?(
    encoding number: Int, of graph: StoredGraph, _ network: Network, options: PackingOptions
  ) throws(PackingError) {
    switch graph {
    case .layers:
      try self.init(encoding: network.nodes[number], index: number, options: options)
    case .file(_, let parameters):
      guard var parameter = network.parameter(parameters[number].name) else {
        throw .weightsAbsent(layer: parameters[number].name)
      }
      if parameter.role == .integers {
        parameter.weights = .shared(SharedWeights(counting: parameter.weights.tensor))
      }
      try self.init(
        encoding: parameter, name: parameters[number].name, nodeIndex: number, options: options)
    }
  }

  /// What version 1 writes for a node that has parameters; nil for others.
  init?(encoding node: Network.Node, index: Int, options: PackingOptions) throws(PackingError) {
    let parameters = node.layer.parameters
    guard let first = parameters.first else { return nil }
    if VersionOne.joinsParameters(type(of: node.layer).operation) {
      try self.init(joining: parameters, name: node.name, nodeIndex: index)
    } else {
      try self.init(encoding: first, name: node.name, nodeIndex: index, options: options)
    }
  }

  /// Packs one parameter without loss. Among the forms that the options allow it takes the one with
  /// the fewest bits.
  init(
    encoding parameter: LayerParameter, name: String, nodeIndex: Int, options: PackingOptions
  ) throws(PackingError) {
    let encoder = LayerEncoder(name: name, options: options)
    guard parameter.weights.count > 0 else { throw .emptyLayer(layer: name) }
    guard parameter.weights.count <= Int(Int32.max) else {
      throw .layerTooLarge(layer: name, weights: parameter.weights.count)
    }
    let (content, symbols) = try encoder.content(of: parameter.weights)
    do {
      try self.init(
        name: name, nodeIndex: nodeIndex, shape: parameter.weights.shape, bias: parameter.bias,
        content: content, symbols: symbols)
    } catch { throw .coding(layer: name, error) }
  }
}

/// Finds the smallest form of one layer's weights.
private struct LayerEncoder {
  let name: String
  let options: PackingOptions

  /// The weights in coded form, and the symbols that went into the streams.
  typealias Packed = (content: any WeightCoding, symbols: LayerSymbols)

  func content(of weights: Weights) throws(PackingError) -> Packed {
    switch weights {
    case .dense(let tensor): return (DenseWeights(tensor), LayerSymbols())
    case .pruned(let pruned): return try pack(pruned)
    case .shared(let shared): return try pack(shared)
    case .absent: throw .weightsAbsent(layer: name)
    }
  }

  /// Values are stored as they are, so skips (which need none) are always better than filler zeros,
  /// and safe where a survivor happens to be zero: the convention is `escape`.
  private func pack(_ pruned: PrunedWeights) throws(PackingError) -> Packed {
    let plan = try smallestPlan(mask: pruned.mask, convention: .escape) { _ throws(PackingError) in
      0
    }
    let values = pruned.survivors
    let ordered = plan.scanOrder.ordered(values, of: pruned.mask)
    return (
      IndexedValues(try index(plan), values: ordered), LayerSymbols(gaps: plan.index.gaps)
    )
  }

  private func pack(_ shared: SharedWeights) throws(PackingError) -> Packed {
    let packed = try packWithSymbols(shared)
    guard options.coding == .arithmetic, let codebook = packed.content.codebook else {
      return packed
    }
    let symbols = directCodes(shared)
    let arithmetic = ArithmeticCodes(
      encoding: symbols, shape: shared.shape, codebook: codebook, streams: options.streams)
    guard Self.byteCount(arithmetic) < Self.byteCount(packed.content) else { return packed }
    return (arithmetic, LayerSymbols(codes: symbols))
  }

  private static func byteCount(_ content: any WeightCoding) -> Int {
    var writer = ByteWriter()
    content.write(to: &writer)
    return writer.bytes.count
  }

  /// Codes, and gaps unless every weight has a code, each as symbols of their own.
  private func packWithSymbols(_ shared: SharedWeights) throws(PackingError) -> Packed {
    let codebook = packed(shared.codebook, bits: shared.bits)
    let filler = shared.codebook.count
    let histogram = try coding { () throws(EntropyCodingError) in
      try SymbolHistogram(counting: shared.codes.map(UInt16.init), alphabetSize: filler)
    }
    let plan = try smallestPlan(mask: shared.mask, convention: options.convention) {
      fillers throws(PackingError) in
      try codeBits(histogram, adding: options.convention == .paper ? fillers : 0, of: filler)
    }
    if options.allowsDirectCodes {
      let bits = try codeBits(histogram, adding: shared.mask.count - shared.codes.count, of: filler)
      if bits < plan.bits {
        let symbols = directCodes(shared)
        let codes = try coded(symbols, alphabetSize: filler + 1)
        return (
          DirectCodes(.rowMajor, codebook: codebook, codes: codes), LayerSymbols(codes: symbols)
        )
      }
    }
    let symbols = indexedCodes(shared, plan: plan)
    let codes = try coded(symbols, alphabetSize: filler + 1)
    return (
      IndexedCodes(try index(plan), codebook: codebook, codes: codes),
      LayerSymbols(codes: symbols, gaps: plan.index.gaps)
    )
  }

  /// Multiples of a width go as such; other 32-bit centroids as a grid where they are one, else as
  /// multiples or steps, whichever is smaller. The paper's format has them plain, fixed lengths all
  /// but multiples of a width, and 16-bit ones would gain next to nothing.
  private func packed(_ codebook: Codebook, bits: Int) -> PackedCodebook {
    var packed = PackedCodebook(codebook: codebook, bits: bits)
    guard options.convention == .escape, codebook.precision.float == .float32 else {
      return packed
    }
    let multiples = CentroidMultiples(codebook.centroids)
    if multiples != nil, codebook.precision != .float32 {
      packed.form = .multiples
      return packed
    }
    guard options.coding != .fixedLength else { return packed }
    if codebook.count > 1, CentroidGrid(codebook.centroids) != nil {
      packed.form = .grid
      return packed
    }
    var least = 4 * codebook.count
    let steps = CentroidSteps.bytes(of: codebook.centroids).count
    if steps < least { (packed.form, least) = (.steps, steps) }
    if let multiples, 4 + multiples.bytes.count < least { packed.form = .multiples }
    return packed
  }

  private func directCodes(_ shared: SharedWeights) -> [UInt16] {
    var symbols = [UInt16](repeating: UInt16(shared.codebook.count), count: shared.mask.count)
    for (position, code) in zip(shared.mask.survivors, shared.codes) {
      symbols[Int(position)] = UInt16(code)
    }
    return symbols
  }

  private func indexedCodes(_ shared: SharedWeights, plan: IndexPlan) -> [UInt16] {
    let filler = UInt16(shared.codebook.count)
    let fillerGap = UInt16((1 << plan.index.indexBits) - 1)
    let codes = plan.scanOrder.ordered(shared.codes, of: shared.mask)
    guard plan.index.convention == .paper, plan.fillers > 0 else {
      return codes.map { UInt16($0) }
    }
    var left = codes.makeIterator()
    var symbols: [UInt16] = []
    symbols.reserveCapacity(plan.index.gaps.count)
    // A field of ones is a filler exactly when the walk has not yet reached the next survivor.
    var position: Int32 = -1
    var survivors = plan.positions[...]
    for gap in plan.index.gaps {
      position += Int32(gap) + 1
      if gap == fillerGap, survivors.first != position {
        symbols.append(filler)
      } else if let code = left.next() {
        survivors = survivors.dropFirst()
        symbols.append(UInt16(code))
      }
    }
    return symbols
  }
}

extension LayerEncoder {
  /// One way to write the index, with all that the codes need to follow it.
  struct IndexPlan {
    var scanOrder: ScanOrder
    var index: RelativeIndex
    var positions: [Int32]
    var fillers: Int
    /// Bits of gaps, codes and their tables.
    var bits: Int
  }

  /// Tries every allowed scan order and width. `otherBits` tells what the codes take with so many
  /// fillers.
  func smallestPlan(
    mask: Mask, convention: GapConvention, otherBits: (_ fillers: Int) throws(PackingError) -> Int
  ) throws(PackingError) -> IndexPlan {
    var best: (order: ScanOrder, width: Int, fillers: Int, bits: Int)?
    let orders = options.scanOrders.isEmpty ? [.rowMajor] : options.scanOrders
    for (order, statistics) in zip(orders, GapStatistics.all(of: mask, in: orders)) {
      for width in try widths() {
        let (histogram, fillers) = statistics.gapHistogram(indexBits: width, convention: convention)
        let bits = try totalBits(histogram, width: width) + otherBits(fillers)
        if best.map({ bits < $0.bits }) ?? true { best = (order, width, fillers, bits) }
      }
    }
    let choice = best ?? (.rowMajor, 1, 0, 0)
    let positions = choice.order.positions(of: mask)
    return IndexPlan(
      scanOrder: choice.order,
      index: RelativeIndex(positions: positions, indexBits: choice.width, convention: convention),
      positions: positions, fillers: choice.fillers, bits: choice.bits)
  }

  private func widths() throws(PackingError) -> [Int] {
    guard let asked = options.indexBits[name] else { return Array(1...RelativeIndex.widestIndex) }
    guard (1...RelativeIndex.widestIndex).contains(asked) else {
      throw .indexBitsOutOfRange(layer: name, bits: asked)
    }
    return [asked]
  }

  func index(_ plan: IndexPlan) throws(PackingError) -> PackedIndex {
    let histogram = try coding { () throws(EntropyCodingError) in
      try SymbolHistogram(counting: plan.index.gaps, alphabetSize: 1 << plan.index.indexBits)
    }
    let code = try code(for: histogram, fixedBits: plan.index.indexBits)
    return PackedIndex(
      scanOrder: plan.scanOrder, convention: plan.index.convention, indexBits: plan.index.indexBits,
      survivorCount: plan.positions.count,
      gaps: try coding { () throws(EntropyCodingError) in
        try CodedSymbols(encoding: plan.index.gaps, with: code)
      })
  }

  func coded(_ symbols: [UInt16], alphabetSize: Int) throws(PackingError) -> CodedSymbols {
    let histogram = try coding { () throws(EntropyCodingError) in
      try SymbolHistogram(counting: symbols, alphabetSize: alphabetSize)
    }
    let code = try code(for: histogram, fixedBits: nil)
    return try coding { () throws(EntropyCodingError) in
      try CodedSymbols(encoding: symbols, with: code)
    }
  }

  /// Fixed-length gaps keep the width that was asked for; fixed-length codes take the bits that
  /// their symbols need.
  private func code(for histogram: SymbolHistogram, fixedBits: Int?) throws(PackingError)
    -> SymbolCode
  {
    switch options.coding {
    case .fixedLength: return fixedBits.map { .fixedLength(bits: $0) } ?? .narrowest(for: histogram)
    case .huffman, .arithmetic:
      return try coding { () throws(EntropyCodingError) in try .smallest(for: histogram) }
    }
  }

  private func totalBits(_ histogram: SymbolHistogram, width: Int?) throws(PackingError) -> Int {
    let code = try code(for: histogram, fixedBits: width)
    return try coding { () throws(EntropyCodingError) in
      try code.tableBitCount + code.encodedBitCount(of: histogram)
    }
  }

  func codeBits(_ histogram: SymbolHistogram, adding count: Int, of symbol: Int)
    throws(PackingError) -> Int
  {
    var extended = histogram
    if count > 0 { extended.add(count, of: symbol) }
    return try totalBits(extended, width: nil)
  }

  /// Names the layer in an entropy coder's refusal.
  func coding<Result>(_ body: () throws(EntropyCodingError) -> Result) throws(PackingError)
    -> Result
  {
    do { return try body() } catch { throw .coding(layer: name, error) }
  }
}

extension SharedWeights {
  /// Whole numbers of one byte as codes of themselves. Precondition: at most 256 different ones,
  /// between -128 and 255.
  init(counting tensor: Tensor) {
    let values = Set(tensor.values).sorted()
    let codes = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, UInt8($0)) })
    self.init(
      mask: Mask(full: tensor.shape), codes: tensor.values.map { codes[$0] ?? 0 },
      codebook: Codebook(centroids: values, precision: .float16), bits: 8)
  }
}
