/// Every operator that dcs computes, by name.
public enum OperatorRegistry {
  private static let types: [any Operator.Type] =
    ElementwiseOperators.types + ShapeOperators.types + ReductionOperators.types
    + ProductOperators.types + WindowOperators.types + NormalizationOperators.types
    + RecurrentOperators.types + QuantizationOperators.types + SelectionOperators.types
    + ControlOperators.types

  private static let byName: [String: any Operator.Type] = {
    var table: [String: any Operator.Type] = [:]
    for type in types { for name in type.names { table[name] = type } }
    return table
  }()

  public static var names: [String] { byName.keys.sorted() }

  public static func knows(_ name: String) -> Bool { byName[name] != nil }

  /// The node's operator. Throws for unknown ones, and for settings that are not understood, each
  /// by name.
  public static func make(_ node: OperatorNode) throws(OperatorError) -> any Operator {
    guard let type = byName[node.name] else {
      throw OperatorError("there is no operator \(node.name)")
    }
    if let most = InputCounts.most(node.name), node.inputs.count > most {
      throw OperatorError(
        "takes at most \(most) input\(most == 1 ? "" : "s"), not \(node.inputs.count)")
    }
    var node = node
    let made = try type.init(&node)
    guard node.unreadAttributes.isEmpty else {
      throw OperatorError("'\(node.unreadAttributes.joined(separator: "', '"))' is not understood")
    }
    return made
  }
}
