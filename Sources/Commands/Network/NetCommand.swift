import Language
import Networks

struct NetCommand: Command {
  static let name = "net"
  static let summary = "Builds a net from a list of layers, with random weights."
  static let details = """
    Each layer reads the one before, or the one that its `from=` names, so nets may branch; concat
    and add join branches. Weights are normal with variance 2 / inputs (He et al. 2015), drawn by
    the
    session's seed; biases are zero. Fully connected layers are called fc1, fc2, ... and
    convolutions conv1, conv2, ... unless they have names.
    """
  static let group = CommandGroup.get
  static let layers = Parameter<[LayerDescription]>(
    "layers", "for instance [dense(300), relu, dropout(50%), dense(10)]")
  static let input = Parameter<[Int]>(
    "input", "shape of one input, for instance [784] or [1, 28, 28]")
  static let parameters: [any AnyParameter] = [layers, input]
  static let examples = [
    Example(
      "n = net([dense(300), relu, dropout(50%), dense(10)], input=[784]); print n.parameters",
      prints: "238510"),
    Example(
      """
      n = net([conv(8, 3, padding=1), relu(name="x"), conv(8, 3, padding=1, name="y"), \
      add(["x", "y"]), flatten, dense(10)], input=[1, 9, 9]); print n.output
      """, prints: "[10]"),
  ]
  let session: Session

  /// Parameters of the largest net, and values of the largest input: 1 GB, as much as a file may
  /// hold.
  static let sizeLimit = 1 << 28

  func run(_ call: BoundCall) throws -> Value {
    guard call[Self.input].allSatisfy({ (1...16_777_216).contains($0) }), !call[Self.input].isEmpty
    else {
      throw call.fault(
        .value, at: Self.input, "an input shape is one or more whole numbers of at least 1")
    }
    try checkNames(call)
    try checkSize(call)
    var random = session.nextRandom()
    return .object(
      try Network(inputShape: call[Self.input], descriptions: call[Self.layers]).initialized(
        random: &random))
  }

  /// Names that `only=` could not tell from a glob, or that no table could show.
  private func checkNames(_ call: BoundCall) throws {
    for name in call[Self.layers].compactMap(\.name) {
      guard Glob(name).isExact, !name.isEmpty,
        name.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
      else {
        throw call.fault(
          .value, at: Self.layers, "\(Value.string(name).literal) cannot be the name of a layer",
          hint: "letters and digits, without *, ? and control characters")
      }
    }
  }

  /// Refuses what would fill the memory before any of it is taken.
  private func checkSize(_ call: BoundCall) throws {
    var extent = 1.0
    for size in call[Self.input] { extent *= Double(size) }
    guard extent <= Double(Self.sizeLimit) else {
      throw call.fault(
        .limit, at: Self.input, "inputs of more than \(Self.sizeLimit) values are too large")
    }
    let parameters = try Network.parameterCount(
      inputShape: call[Self.input], descriptions: call[Self.layers])
    guard parameters <= Double(Self.sizeLimit) else {
      throw call.fault(
        .limit, at: Self.layers,
        """
        the net would have \(Value.number(parameters).text) parameters; \
        at most \(Self.sizeLimit) are possible
        """
      )
    }
  }
}
