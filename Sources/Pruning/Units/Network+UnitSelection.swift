import Networks
import Tensors

extension Network {
  /// The network with some units of the named layers, in the order given: rows of their weights and
  /// biases, and the columns that read them. Removes units, or only orders them anew. The network
  /// remembers its bytes before. Precondition: units of the layers, at least one of each.
  func keepingUnits(_ kept: [String: [Int]]) throws(PruningError) -> Network {
    var layers = nodes.map(\.layer)
    for (name, units) in kept.sorted(by: { $0.key < $1.key }) {
      let path = try UnitPath(of: name, in: self)
      Self.change(&layers[path.source]) { parameter in
        parameter.weights = parameter.weights.keepingRows(units)
        parameter.bias = parameter.bias?.keeping(units)
      }
      Self.change(&layers[path.reader]) { parameter in
        parameter.weights = parameter.weights.keepingColumns(units, width: path.columnsPerUnit)
      }
    }
    do { return try narrowed(to: layers) } catch { throw .network(error) }
  }

  static func change(_ layer: inout any Layer, _ body: (inout LayerParameter) -> Void) {
    var parameters = layer.parameters
    body(&parameters[0])
    layer.parameters = parameters
  }

  /// Weights of the layers that have and that read the units of a path, each unit's squared: of its
  /// row, and of its columns.
  func unitSquares(_ path: UnitPath) -> (rows: [Double], columns: [Double]) {
    func values(_ node: Int) -> [Float] { nodes[node].layer.parameters[0].values }
    let own = values(path.source)
    let readers = values(path.reader)
    let rowLength = own.count / path.unitCount
    let readerColumns = path.unitCount * path.columnsPerUnit
    var rows = [Double](repeating: 0, count: path.unitCount)
    var columns = rows
    for (position, value) in own.enumerated() {
      rows[position / rowLength] += Double(value) * Double(value)
    }
    for (position, value) in readers.enumerated() {
      let unit = position % readerColumns / path.columnsPerUnit
      columns[unit] += Double(value) * Double(value)
    }
    return (rows, columns)
  }
}
