import Networks
import Tensors

extension Network {
  /// The network without units that nothing reads, and without those whose own weights are all
  /// zero: these give the same for every input, which goes into the biases of the layer that reads
  /// them. One goes on until no more unit dies, as removing one can leave another without readers.
  /// Outputs of inference stay the same but for the rounding of the biases. A layer keeps one unit;
  /// a unit that gives a constant stays where its reader has no biases, or is a convolution that
  /// pads it with zeros. Layers whose units cannot be followed stay as they are.
  public func withoutDeadUnits() throws(PruningError) -> Network {
    var network = self
    while let (name, living) = network.foldingFirstConstants() {
      network = try network.keepingUnits([name: living])
    }
    return network
  }

  /// The first layer that has units to remove, and those that stay; nil when there is none. What
  /// the units that go give is in the biases of their reader by then.
  private mutating func foldingFirstConstants() -> (name: String, living: [Int])? {
    for path in UnitPath.all(in: self) {
      let living = foldingConstants(of: path)
      let staying = living.isEmpty ? [0] : living
      if staying.count < path.unitCount {
        return (nodes[path.source].parameterNames[0], staying)
      }
    }
    return nil
  }

  /// The units that must stay, none when nothing reads any. What the others give, if anything reads
  /// it, is added to the biases of the reader.
  private mutating func foldingConstants(of path: UnitPath) -> [Int] {
    let (rows, columns) = unitSquares(path)
    let constants = constantOutputs(of: path)
    var living: [Int] = []
    var folded: [Int] = []
    for unit in 0..<path.unitCount where columns[unit] > 0 {
      if rows[unit] == 0 && canFold(constants[unit], path) {
        folded.append(unit)
      } else {
        living.append(unit)
      }
    }
    // The last unit of a layer stays, whatever it gives: its constant must not count twice.
    if living.isEmpty && !folded.isEmpty { living = [folded.removeFirst()] }
    if !folded.isEmpty { addToBiases(folded, constants, path) }
    return living
  }

  /// What each unit would give if its row were zero, at every place of its image: the bias, through
  /// the layers between.
  private func constantOutputs(of path: UnitPath) -> [[Float]] {
    guard let example = valueType(of: .node(path.source)).exampleShape else {
      return [[Float]](repeating: [], count: path.unitCount)
    }
    let shape = [1] + example
    let places = shape.reduce(1, *) / path.unitCount
    let bias =
      nodes[path.source].layer.parameters[0].bias?.values
      ?? [Float](repeating: 0, count: path.unitCount)
    var value = TypedTensor(
      Tensor(shape: shape, values: bias.flatMap { [Float](repeating: $0, count: places) }))
    for node in path.between { value = nodes[node].layer.forward([value])[0] }
    let values = value.tensor?.values ?? []
    let width = values.count / path.unitCount
    return (0..<path.unitCount).map { Array(values[$0 * width..<($0 + 1) * width]) }
  }

  private func canFold(_ constant: [Float], _ path: UnitPath) -> Bool {
    let reader = nodes[path.reader].layer
    guard !constant.isEmpty else { return false }
    if constant.allSatisfy({ $0 == 0 }) { return true }
    guard constant.allSatisfy(\.isFinite), reader.parameters[0].bias != nil else { return false }
    guard let convolution = reader as? Convolution2D else { return true }
    return convolution.layout.padding.allSatisfy { $0 == 0 }
      && constant.allSatisfy { $0 == constant[0] }
  }

  /// Adds what the units give to the reader's biases and takes away the weights that read them. A
  /// dense layer has a column for every place of a unit's image, a convolution one for every place
  /// of its kernel, all of which see the same constant.
  private mutating func addToBiases(_ units: [Int], _ constants: [[Float]], _ path: UnitPath) {
    var layer = nodes[path.reader].layer
    let weights = layer.parameters[0].values
    let outputs = layer.parameters[0].weights.shape[0]
    let columns = path.unitCount * path.columnsPerUnit
    var sums = (layer.parameters[0].bias?.values ?? []).map { Double($0) }
    for unit in units where constants[unit].contains(where: { $0 != 0 }) {
      for row in 0..<outputs {
        for place in 0..<path.columnsPerUnit {
          let constant = constants[unit][constants[unit].count == path.columnsPerUnit ? place : 0]
          let weight = weights[row * columns + unit * path.columnsPerUnit + place]
          sums[row] += Double(weight) * Double(constant)
        }
      }
    }
    Self.change(&layer) { parameter in
      if let bias = parameter.bias {
        parameter.bias = Bias(rounding: sums.map(Float.init), bits: bias.bits)
      }
    }
    replaceLayer(at: path.reader, with: layer)
  }
}
