import Networks

/// Where the values of a network lie while its steps run: which share a place, and how long each is
/// needed.
struct ValuePlan {
  let places: [Schedule.Place]
  let memory: MemoryPlan

  /// A node's value is a part of the value of `owner`, from `within` on; nil owns nothing: the
  /// network's input, or a value that is never there.
  private struct Part {
    var owner: Int
    var within: Int
  }

  init(_ network: Network, steps: [Schedule.Step], alignment: Int) {
    var builder = Builder(network, steps: steps)
    let parts = builder.parts()
    let lives = builder.lives(of: parts)
    let owners = lives.keys.sorted()
    memory = MemoryPlan(
      owners.map { owner in
        let size = network.outputShapes[owner].reduce(1, *)
        return MemoryPlan.Request(
          life: lives[owner] ?? 0...0,
          size: (size + alignment - 1) / alignment * alignment)
      })
    let offsets = Dictionary(uniqueKeysWithValues: zip(owners, memory.offsets))
    places = network.nodes.indices.map { node in
      guard let part = parts[node] else {
        if case .input(let number) = builder.root(of: .node(node)) { return .input(number) }
        return .nowhere
      }
      guard let offset = offsets[part.owner] else { return .nowhere }
      return .block(
        offset: offset, within: part.within, stride: network.outputShapes[part.owner].reduce(1, *))
    }
  }

  private struct Builder {
    let network: Network
    let steps: [Schedule.Step]
    /// The step that gives each node's value.
    let makers: [Int: Int]
    /// The last step that reads each value; one past all for what the network gives.
    private(set) var lastReads: [Int: Int] = [:]

    init(_ network: Network, steps: [Schedule.Step]) {
      (self.network, self.steps) = (network, steps)
      makers = Dictionary(
        uniqueKeysWithValues: steps.enumerated().map { ($1.output, $0) })
      for (number, step) in steps.enumerated() {
        for source in step.inputs + (step.addend.map { [$0] } ?? []) {
          if let node = root(of: source).node { lastReads[node] = number }
        }
      }
      for node in network.outputs.compactMap({ root(of: $0.source).node }) {
        lastReads[node] = steps.count
      }
    }

    /// The value itself, behind nodes that give on what they get.
    func root(of source: Network.Source) -> Network.Source {
      guard let node = source.node, network.nodes[node].layer.storage == .same else {
        return source
      }
      return root(of: network.nodes[node].inputs[0])
    }

    /// Whose memory each node's value is in; nil for the network's input and for what is never
    /// there.
    mutating func parts() -> [Int: Part] {
      var parts: [Int: Part] = [:]
      // Joined values first, outermost last: what they join lies in them.
      for step in steps.reversed() {
        if parts[step.output] == nil { parts[step.output] = Part(owner: step.output, within: 0) }
        guard !step.isProduct, network.nodes[step.output].layer.storage == .joined else { continue }
        place(step.inputs, inside: step.output, &parts)
      }
      for (number, step) in steps.enumerated() { reuse(step, number, &parts) }
      for node in network.nodes.indices {
        guard let source = root(of: .node(node)).node, source != node else { continue }
        parts[node] = parts[source]
      }
      return parts
    }

    /// What is joined is written into the whole, unless somebody else has placed it already.
    private func place(
      _ inputs: [Network.Source], inside whole: Int, _ parts: inout [Int: Part]
    ) {
      guard let outer = parts[whole] else { return }
      var within = outer.within
      for input in inputs {
        let value = root(of: input)
        if let source = value.node, parts[source] == nil, makers[source] != nil,
          inputs.filter({ root(of: $0) == value }).count == 1
        {
          parts[source] = Part(owner: outer.owner, within: within)
        }
        within += network.shape(of: input).reduce(1, *)
      }
    }

    /// An element-wise step writes over an input of its shape when nobody needs that any more.
    private func reuse(_ step: Schedule.Step, _ number: Int, _ parts: inout [Int: Part]) {
      guard !step.isProduct, network.nodes[step.output].layer.storage == .elementwise,
        parts[step.output]?.owner == step.output,
        let part = step.inputs.compactMap({
          free($0, after: number, as: network.outputShapes[step.output], parts)
        }).first
      else { return }
      // Whatever lay in the output's own place now lies in the input's.
      for (node, other) in parts where other.owner == step.output {
        parts[node] = Part(owner: part.owner, within: part.within + other.within)
      }
    }

    /// The place of a value that no later step reads, nor anything that lies with it.
    private func free(
      _ input: Network.Source, after number: Int, as shape: [Int], _ parts: [Int: Part]
    ) -> Part? {
      guard network.shape(of: input) == shape, let source = root(of: input).node,
        lastReads[source] == number, let part = parts[source],
        parts.allSatisfy({ $1.owner != part.owner || lastReads[$0, default: 0] <= number })
      else { return nil }
      return part
    }

    /// From the first step that writes into an owner's memory to the last that reads it.
    func lives(of parts: [Int: Part]) -> [Int: ClosedRange<Int>] {
      var lives: [Int: ClosedRange<Int>] = [:]
      for (node, part) in parts {
        guard let maker = makers[node] else { continue }
        let last = max(maker, lastReads[node] ?? maker)
        let before = lives[part.owner] ?? maker...last
        lives[part.owner] = min(before.lowerBound, maker)...max(before.upperBound, last)
      }
      return lives
    }
  }
}
