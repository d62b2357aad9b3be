import CompressedModels
import Inference
import Networks

/// A network as C99 source: packed weights in a constant array, a decoder, and one function that
/// computes the outputs. It allocates nothing, calls no library, and needs neither an operating
/// system nor a floating-point unit. Weights are decoded one at a time from the very streams of the
/// `.dcz` file, so that they take no more room than there.
public struct CSource: Sendable {
  /// One file of the folder.
  public struct File: Sendable {
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
  }

  /// The header, the source, the weights, and a program that shows how to call them.
  public let files: [File]
  /// Of the constant array.
  public let weightBytes: Int
  /// Of the one block that the caller hands over: all outputs between layers.
  public let memoryBytes: Int

  /// `name` begins every public name. `origin` says in a comment which program wrote the files.
  /// `shapes` are those of inputs with open extents, by name: graphs of operators need them all.
  public init(
    _ model: PackedModel, name: String = "network", origin: String = "dcs",
    shapes: [String: [Int]] = [:]
  ) throws(CodeExportError) {
    guard Self.isIdentifier(name) else { throw .notAnIdentifier(name) }
    let skeleton: Network
    do { skeleton = try model.skeleton() } catch { throw .container(error) }
    self =
      Schedule.plans(skeleton)
      ? try Self.source(ofLayers: skeleton, model, name: name, origin: origin)
      : try Self.source(ofOperators: model, name: name, origin: origin, shapes: shapes)
  }

  private init(
    _ name: String, header: String, source: String, example: String, _ image: WeightImage,
    floats: Int
  ) {
    (weightBytes, memoryBytes) = (image.bytes.count, 4 * max(1, floats))
    files = [
      File(name: "\(name).h", bytes: Array(header.utf8)),
      File(name: "\(name).c", bytes: Array(source.utf8)),
      File(name: "\(name)_weights.h", bytes: CText.weights(name: name, image)),
      File(name: "\(name)_example.c", bytes: Array(example.utf8)),
    ]
  }

  private static func source(
    ofLayers skeleton: Network, _ model: PackedModel, name: String, origin: String
  ) throws(CodeExportError) -> CSource {
    let schedule = Schedule(skeleton, alignment: 1)
    var image = WeightImage()
    let steps = try Self.steps(schedule, model, &image)
    let text = CText(
      name: name, origin: origin, schedule: schedule, steps: steps, image: image)
    return CSource(
      name, header: text.header, source: text.source, example: text.example, image,
      floats: schedule.size)
  }

  /// Networks of operators, for inputs of fixed shapes.
  private static func source(
    ofOperators model: PackedModel, name: String, origin: String, shapes: [String: [Int]]
  ) throws(CodeExportError) -> CSource {
    let network: Network
    do { network = try model.decoded() } catch { throw .container(error) }
    let schedule = try OperatorSchedule(network, model, shapes: shapes)
    var image = WeightImage()
    let steps = schedule.works.map { OperatorStep($0, image: &image) }
    let text = OperatorText(
      name: name, origin: origin, schedule: schedule, steps: steps, image: image)
    return CSource(
      name, header: text.header, source: text.source, example: text.example, image,
      floats: schedule.size)
  }

  /// Refuses all operations that have no step, with the number of their layers.
  private static func steps(
    _ schedule: Schedule, _ model: PackedModel, _ image: inout WeightImage
  ) throws(CodeExportError) -> [Step] {
    var steps: [Step] = []
    var unsupported: [String] = []
    for work in schedule.steps {
      let first = work.nodes[0]
      let layer = schedule.network.nodes[first].layer
      let step = Step(
        layer, packed: try Self.packed(first, of: model),
        shapes: work.inputs.map(schedule.shape), output: schedule.shape(of: .node(first)),
        image: &image)
      if let step {
        let count = schedule.shape(of: .node(work.output)).reduce(1, *)
        steps.append(
          step.followed(byAddend: work.addend != nil, work.activation, count: count))
      } else {
        unsupported.append(layer.kind)
      }
    }
    guard unsupported.isEmpty else {
      throw .unsupportedOperations(counted(unsupported))
    }
    return steps
  }

  /// A node's weights in codings that the runtime decodes.
  private static func packed(
    _ node: Int, of model: PackedModel
  ) throws(CodeExportError) -> PackedLayer? {
    guard let layer = model.layers.first(where: { $0.nodeIndex == node }) else { return nil }
    do { return try layer.withPlainSymbols() } catch {
      throw .container(ContainerError(error, at: .init(layer: layer.name)))
    }
  }

  private static func counted(_ operations: [String]) -> [(operation: String, layers: Int)] {
    Set(operations).sorted().map { name in (name, operations.count { $0 == name }) }
  }

  private static let longestName = 40

  private static func isIdentifier(_ name: String) -> Bool {
    name.utf8.count <= longestName && name.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil
  }
}
