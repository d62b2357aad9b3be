import Language

/// `any` and `all`: they stop at the first answer that decides. A conformance states its name and
/// help.
protocol QuantifierCommand: Command {
  /// The answer that decides: true for `any`, false for `all`; nothing decides an empty list.
  static var decisive: Bool { get }
}

extension QuantifierCommand {
  static var group: CommandGroup { .tables }
  static var items: Parameter<Elements> {
    Parameter(
      "x",
      """
      a list of true and false, or a tensor of ones and zeros; \
      with a condition any list, range or table
      """
    )
  }
  static var condition: Parameter<FunctionArgument?> {
    Parameter(
      "condition",
      "called with one element, or one row as a record; none takes the elements themselves",
      default: nil)
  }
  static var parameters: [any AnyParameter] { [items, condition] }

  func run(_ call: BoundCall) throws -> Value {
    for element in candidates(call) {
      if try truth(of: element, call) == Self.decisive { return .bool(Self.decisive) }
    }
    return .bool(!Self.decisive)
  }

  /// Comparisons of tensors give ones and zeros, which stand for true and false here and nowhere
  /// else.
  private func candidates(_ call: BoundCall) -> [Value] {
    guard call[Self.condition] == nil, let tensor = call[Self.items].tensor else {
      return call[Self.items].values
    }
    return tensor.values.map {
      $0 == 0 ? .bool(false) : $0 == 1 ? .bool(true) : .number(Double($0))
    }
  }

  private func truth(of element: Value, _ call: BoundCall) throws -> Bool {
    if let condition = call[Self.condition] { return try Truth.of(element, by: condition, call) }
    if case .bool(let truth) = element { return truth }
    throw call.fault(
      .type, at: Self.items, "expected true and false, found \(element.literal)",
      hint: "\(Self.name)(x, fn(e) { ... }) asks a question of each")
  }
}
