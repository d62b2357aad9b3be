import Inference
import Language
import ModelExchange
import Networks
import Tensors

struct LoadCommand: Command {
  static let name = "load"
  static let summary =
    "Reads a model or an array from a file; the kind of file is told by its content."
  static let details = """
    A `.dcz` file gives a packed net when it was packed, and a net in the state in which it was
    saved otherwise (Documentation/FORMAT.md). Checksums are compared first; a damaged file is
    refused with the rule that it breaks. `.onnx` gives a net, whatever is in the file: a
    classical network as layers that train (batch normalization folded into the layers before
    it; `input=` gives the shape of one input when the file leaves it open), any other as its
    operators, with every larger constant as a parameter of its own name; `shapes={x: [1, 3, 64,
    64]}` gives numbers for open extents of its inputs. Matrices that are mostly zeros count as
    pruned. `.caffemodel` and the authors' own `.net` need `prototxt=`, the description of the
    graph; a `.net` gives shared weights, codebooks and codes as stored. Weights without a
    graph, `.npz`, `.safetensors` and a `.caffemodel` by itself, go to the net that `into=`
    names, by the names of its layers (Caffe's also in order); so do those of files with a graph
    when there is `into=`. `partial=true` takes what the file and the net both have, by name or,
    where no name is the same, in order up to the first layer of another shape; the rest of the
    net stays as it is, and a line says which. Without `into=`, `.npz` and `.safetensors` give a
    record of tensors, which all commands take for a net without a graph, and `.npy` a tensor.
    `.csv` gives a table, with numbers, true and false where that is what the text says. With
    `lazy=true` a `.safetensors`, `.onnx` or `.dcz` file stays where it is: `x["name"]` reads
    one array, and prune, quantize, huffman and save go through it matrix by matrix. So does a
    model in several files, `model.safetensors.index.json`, and an `.onnx` file with more than 2
    GB of numbers in files beside it, unless `lazy=false`; a classical network that stays in its
    file keeps the file's operators. A path that leads nowhere from here is tried in the folders
    of `$DCS_DATA`.
    """
  static let group = CommandGroup.get
  static let path = Parameter<String>("path", "the file")
  static let into = Parameter<Network?>(
    "into", "the net whose layers take the weights of the file", default: nil)
  static let prototxt = Parameter<String?>(
    "prototxt", "the file with the description of a .caffemodel's or .net's graph", default: nil)
  static let input = Parameter<[Int]?>(
    "input", "shape of one input, for instance [3, 224, 224], when the file leaves it open",
    default: nil)
  static let shapes = Parameter<InputShapes?>(
    "shapes", "shapes of inputs by name, for instance {x: [1, 3, 64, 64]}", default: nil)
  static let isPartial = Parameter<Bool>(
    "partial", "whether the file may have only some of the layers of `into`, or others, too",
    default: false)
  static let isLazy = Parameter<Bool?>(
    "lazy",
    """
    whether weights stay in the file until they are wanted; none: those of an index of \
    .safetensors files do, and of .onnx files with 2 GB beside them
    """, default: nil)
  static let parameters: [any AnyParameter] = [
    path, into, prototxt, input, shapes, isPartial, isLazy,
  ]
  static let examples = [
    Example(
      """
      n = lenet300(); save(n, "/tmp/dcs-example.dcz"); print(same(load("/tmp/dcs-example.dcz"), n))
      """,
      prints: "true"),
    Example(
      """
      n = lenet300(); save(n, "/tmp/dcs-example.npz"); \
      print(same(load("/tmp/dcs-example.npz", into=lenet300()), n))
      """, prints: "true"),
    Example(
      """
      n = net([dense(8), relu, dense(3)], input=[4]); save(n, "/tmp/dcs-part.npz"); \
      wide = net([dense(8), relu, dense(5)], input=[4]); \
      m = load("/tmp/dcs-part.npz", into=wide, partial=true); \
      print(same(m.fc1, n.fc1))
      """,
      prints: "true"),
    Example(
      "try { load(\"/tmp/dcs-no.onnx\", input=[3, 224, 224]) } catch e { print e.kind }",
      prints: "file"),
    Example(
      "try { load(\"/tmp/dcs-no.onnx\", shapes={x: [1, 3, 64, 64]}) } catch e { print e.kind }",
      prints: "file"),
    Example(
      "try { load(\"/tmp/dcs-no.net\", prototxt=\"/tmp/no.txt\") } catch e { print e.kind }",
      prints: "file"),
    Example(
      """
      save({w: randn(4, 8)}, "/tmp/dcs-lazy.safetensors"); \
      print load("/tmp/dcs-lazy.safetensors", lazy=true)["w"].shape
      """, prints: "[4, 8]"),
    Example(
      """
      save(net([dense(8)], input=[64]), "/tmp/dcs-lazy.onnx", external=true); \
      x = load("/tmp/dcs-lazy.onnx", lazy=true); print x.names, x["fc1.weight"].shape
      """, prints: "[\"fc1.weight\"] [8, 64]"),
    Example(
      """
      save(table({bits: [2, 3], error: [4%, 2%]}), "/tmp/dcs-example.csv"); \
      print load("/tmp/dcs-example.csv").error
      """, prints: "[0.04, 0.02]"),
  ]

  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    if call[Self.isPartial], call[Self.into] == nil {
      throw call.fault(
        .argument, at: Self.isPartial, "there is no net that takes a part", hint: "into=vgg16()")
    }
    let supplements = ModelFile.Supplements(
      network: call[Self.into], isPartial: call[Self.isPartial], prototxt: call[Self.prototxt],
      inputShape: call[Self.input])
    let (path, clock) = (call[Self.path], ContinuousClock())
    let start = clock.now
    let content = try call.locating(Self.path) {
      try LazyFile.content(
        path, supplements, call[Self.isLazy], largestModel: session.largestModel)
        ?? ModelFile.content(path, supplements)
    }
    var value = content.value
    if let shapes = call[Self.shapes] {
      guard case .object(let network as Network) = value else {
        throw call.fault(.argument, at: Self.shapes, "only a net has inputs with shapes")
      }
      value = .object(
        try call.locating(Self.shapes) { try network.bound(toShapes: shapes.shapes) })
    }
    call.context.emit(.used(path: InputFile.found(path), checksum: nil))
    call.tellOutcome(
      Self.name, path, InputFile.size(InputFile.found(path)).map { OutcomeText.count($0, "byte") },
      Self.headline(of: value), OutcomeText.duration(clock.now - start))
    if case .object(let network as Network) = value { tell(network, call) }
    if let taken = content.taken, let network = call[Self.into] {
      let names = network.parameterNames
      let left = names.filter { !taken.contains($0) }
      let rest = left.isEmpty ? "" : "; \(OutcomeText.some(left)) as before"
      call.context.emit(
        .note("load: \(taken.count) of \(names.count) layers are from the file\(rest)"))
    }
    return value
  }

  /// What the file held, in a few words.
  private static func headline(of value: Value) -> String {
    switch value {
    case .object(let object): object.summary
    case .record(let record): OutcomeText.count(record.count, "array")
    default: value.typeNameWithArticle
    }
  }

  /// What is remarkable about a net from a file, a line each.
  private func tell(_ network: Network, _ call: BoundCall) {
    let weights = network.weightNames.compactMap { name in
      network.parameter(name).map { (name, $0) }
    }
    if !call[Self.path].lowercased().hasSuffix(".dcz") {
      let pruned = weights.filter { $0.1.weights.state == "pruned" }
      if !pruned.isEmpty {
        let names = pruned.count > 3 ? "\(pruned.count) layers" : OutcomeText.some(pruned.map(\.0))
        call.context.emit(
          .note("load: \(names) mostly zeros: pruned, \(Self.percent(network.density)) kept"))
      }
    }
    if network.origin != nil, network.takesImagesOfAnySize {
      call.context.emit(
        .note(
          "load: the shape of the input is open: input=[3, 224, 224] may make layers of the net, "
            + "which train and run faster"))
    }
    let strange = network.parameterNames.filter { !(network.parameter($0)?.isFinite ?? true) }
    if !strange.isEmpty {
      call.context.emit(
        .note("load: \(OutcomeText.some(strange)) with weights that are infinite or not a number"))
    }
  }

  private static func percent(_ share: Double) -> String {
    (try? Value.number(share).formatted(".1%")) ?? ""
  }
}

extension Network {
  /// Whether it could be a classical network but for open extents of its only input.
  fileprivate var takesImagesOfAnySize: Bool {
    inputs.count == 1 && outputs.count == 1 && obstacles.isEmpty
      && inputs[0].type.element == .float32
      && inputs[0].type.extents.dropFirst().contains { $0.number == nil }
  }
}

/// Shapes by name of input.
struct InputShapes: ValueConvertible {
  let shapes: [String: [Int]]

  static var typeDescription: String { "a record of shapes" }

  init(_ value: Value) throws {
    guard case .record(let record) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    shapes = try Dictionary(
      uniqueKeysWithValues: record.pairs.map { ($0.key, try [Int]($0.value)) })
  }

  var asValue: Value {
    .record(
      Record(
        shapes.sorted { $0.key < $1.key }.map {
          ($0.key, .list($0.value.map { .number(Double($0)) }))
        }))
  }
}
