import Tensors

extension Network {
  /// Parameters of the network that the descriptions make, counted without making them. A double:
  /// the product of what a user asks for may overflow. Throws what `init` would throw for shapes
  /// that do not fit.
  public static func parameterCount(inputShape: [Int], descriptions: [LayerDescription])
    throws(NetworkError) -> Double
  {
    var count = 0.0
    try walk(inputShape, descriptions) { description, _, _, types throws(NetworkError) in
      let type = try LayerRegistry.type(named: description.operation)
      let shapes = try type.parameterShapes(attributes: description.attributes, inputs: types)
      count += shapes.reduce(0) { $0 + $1.count }
      return try type.outputs(attributes: description.attributes, inputs: types)
    }
    return count
  }
}
