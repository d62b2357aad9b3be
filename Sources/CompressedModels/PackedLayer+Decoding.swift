import EntropyCoding
import Networks
import Tensors

extension PackedLayer {
  /// A layer from a file. Its streams are decoded here, once; what they hold is checked, counted
  /// and kept. Throws the first rule that they break.
  init(
    reading content: any WeightCoding, of header: LayerHeader, bias: Bias?
  ) throws(ContainerFault) {
    let symbols = try content.symbols()
    let entries = try content.entries(symbols, shape: header.shape)
    do {
      try self.init(
        name: header.name, nodeIndex: header.nodeIndex, shape: header.shape, bias: bias,
        content: content, symbols: symbols, decoded: entries)
    } catch { throw .coding(error) }
  }

  /// The weights exactly as they were packed.
  public func weights() throws(ContainerFault) -> Weights {
    content.weights(try entries(), shape: shape)
  }

  /// Rows of codes for inference, made without a dense matrix. nil for layers that have no codes,
  /// or more than 65 536 columns.
  public func sparseCodes() throws(ContainerFault) -> CodebookMatrix? {
    guard codebook != nil, MatrixShape(shape).columns <= 1 << 16 else { return nil }
    guard case .rows(let matrix) = try entries() else { return nil }
    return matrix
  }

  /// The same layer in codings of symbols and floats, for those who read nothing else.
  package func withPlainSymbols() throws(ContainerFault) -> PackedLayer {
    let plain = try content.withPlainSymbols(shape: shape)
    guard !plain.isEqual(to: content) else { return self }
    do {
      return try PackedLayer(
        name: name, nodeIndex: nodeIndex, shape: shape, bias: bias, content: plain,
        symbols: try plain.symbols())
    } catch let error as EntropyCodingError {
      throw .coding(error)
    } catch let fault as ContainerFault {
      throw fault
    } catch { throw .weightsMissing }
  }

  /// What reading decoded, if nobody took it yet.
  private func entries() throws(ContainerFault) -> LayerEntries {
    if let kept = decoded.take() { return kept }
    return try content.entries(try content.symbols(), shape: shape)
  }
}

extension LayerEntries {
  func shared(_ codebook: PackedCodebook, shape: [Int]) -> SharedWeights {
    switch self {
    case .rows(let matrix):
      return SharedWeights(
        mask: matrix.mask.reshaped(shape), codes: matrix.rowCodes.codes,
        codebook: codebook.codebook, bits: codebook.bits)
    case .listed(let places, let codes):
      let mask = Mask(shape: shape, survivors: places)
      var codeAt = [UInt8](repeating: 0, count: mask.count)
      for (place, code) in zip(places, codes) { codeAt[Int(place)] = code }
      return SharedWeights(
        mask: mask, codes: mask.survivors.map { codeAt[Int($0)] }, codebook: codebook.codebook,
        bits: codebook.bits)
    }
  }
}
