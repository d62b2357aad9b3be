extension Network {
  /// Multiplications of one example: each weight of a dense layer once, of a convolution once for
  /// each pixel that it gives. Operators may give nothing.
  public var multiplicationCount: Double {
    nodes.indices.reduce(0) { sum, index in
      let layer = nodes[index].layer
      let shape = valueTypes[index].first?.exampleShape ?? []
      return layer.products.reduce(sum) { sum, product in
        let places: [Int]
        switch product.form {
        case .rows, .columns: places = shape.dropLast()
        case .windows: places = Array(shape.dropFirst())
        }
        return sum + Double(layer.parameters[product.parameter].weights.count)
          * places.reduce(1) { $0 * Double($1) }
      }
    }
  }
}
