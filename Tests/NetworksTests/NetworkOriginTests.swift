import Networks
import Testing

struct NetworkOriginTests {
  /// A network keeps its origin while its layers are that file's, and loses it with them.
  @Test func changedGraphsHaveNoOrigin() throws {
    let origin = NetworkOrigin(skeleton: [1], parameterNames: [])
    let nodes = [Network.Node(name: "r", layer: ReLU(), inputs: [.input])]
    let input = Network.Input(name: "x", type: .examples([2]))
    let network = try Network(
      inputs: [input], nodes: nodes, outputs: [.init(name: "y", source: .node(0))], origin: origin)
    #expect(network.origin == origin)
    #expect(try network.bound(to: ["batch": 3]).origin == origin)
    #expect(try network.rebuilt(from: nodes) { $0 }.origin == nil)
  }
}
