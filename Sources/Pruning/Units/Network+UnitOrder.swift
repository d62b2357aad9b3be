import Networks

extension Network {
  /// The same function with the units of each layer in falling order of how many weights are left
  /// to them, their own and those that read them (of equals, the first first). The order of units
  /// is free; survivors that stand together have smaller gaps, and more equal ones. Layers whose
  /// units cannot be followed stay as they are; sums may round differently.
  public func sortingUnits() throws(PruningError) -> Network {
    var order: [String: [Int]] = [:]
    for path in UnitPath.all(in: self) {
      let counts = unitCounts(path)
      order[nodes[path.source].parameterNames[0]] = counts.indices.sorted {
        (counts[$0], -$0) > (counts[$1], -$1)
      }
    }
    return try order.isEmpty ? self : keepingUnits(order)
  }

  private func unitCounts(_ path: UnitPath) -> [Int] {
    func isKept(_ node: Int) -> [Bool] {
      let weights = nodes[node].layer.parameters[0].weights
      return weights.mask?.isKept ?? weights.tensor.values.map { $0 != 0 }
    }
    let own = isKept(path.source)
    let rowLength = own.count / path.unitCount
    let readerColumns = path.unitCount * path.columnsPerUnit
    var counts = [Int](repeating: 0, count: path.unitCount)
    for (position, kept) in own.enumerated() where kept { counts[position / rowLength] += 1 }
    for (position, kept) in isKept(path.reader).enumerated() where kept {
      counts[position % readerColumns / path.columnsPerUnit] += 1
    }
    return counts
  }
}
