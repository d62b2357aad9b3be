/// The parameters of a network by name, each once, whoever holds it; in the order of their first
/// holders.
struct ParameterRegister: Sendable {
  struct Holder: Sendable, Equatable {
    let node: Int
    /// Among the parameters of its layer.
    let position: Int
  }

  struct Entry: Sendable {
    let name: String
    let role: ParameterRole
    /// One, or all layers that are tied by it.
    var holders: [Holder]
  }

  private(set) var entries: [Entry] = []
  private var places: [String: Int] = [:]

  /// Throws when nodes that hold a parameter together do not agree on its shape, and when two have
  /// one of the same name without saying so.
  init(_ nodes: [Network.Node]) throws(NetworkError) {
    for (index, node) in nodes.enumerated() where !node.parameterNames.isEmpty {
      let parameters = node.layer.parameters
      let ownNames = Network.Node.ownNames(of: node.layer, called: node.name)
      guard parameters.count == node.parameterNames.count else {
        throw .wrongParameterCount(
          layer: node.name, expected: parameters.count, found: node.parameterNames.count)
      }
      for (position, name) in node.parameterNames.enumerated() {
        let holder = Holder(node: index, position: position)
        guard let place = places[name] else {
          places[name] = entries.count
          entries.append(Entry(name: name, role: parameters[position].role, holders: [holder]))
          continue
        }
        let first = entries[place].holders[0]
        let other = nodes[first.node]
        let isByChance =
          name == ownNames[position]
          && name == Network.Node.ownNames(of: other.layer, called: other.name)[first.position]
        guard !isByChance else { throw .duplicateParameter(name) }
        let own = other.layer.parameters[first.position]
        guard own.weights.shape == parameters[position].weights.shape,
          own.role == parameters[position].role,
          own.bias?.count == parameters[position].bias?.count
        else {
          throw .wrongParameterShape(
            layer: node.name, expected: own.weights.shape,
            found: parameters[position].weights.shape)
        }
        entries[place].holders.append(holder)
      }
    }
  }

  func entry(_ name: String) -> Entry? { places[name].map { entries[$0] } }
}
