import Language
import Tensors

struct TuneCommand: Command {
  static let name = "tune"
  static let summary = "Finds the first of some settings whose result is small enough."
  static let details = """
    The function is called with the values in the order in which they are given, the most wanted
    first, until what it gives is at most `at_most`: few bits first, or high sparsities first. An
    error when none is good enough.
    """
  static let group = CommandGroup.compress
  static let function = Parameter<FunctionArgument>(
    "function", "called with a value, gives a number, for instance an error")
  static let values = Parameter<Elements>("values", "what to try, in the order of preference")
  static let limit = Parameter<Double>("at_most", "the largest result that is good enough")
  static let parameters: [any AnyParameter] = [function, values, limit]
  static let examples = [
    Example("tune(fn(bits) { 2^-bits }, 1..8, at_most=0.1)", prints: "4"),
    Example("tune(fn(s) { s^2 }, [90%, 50%, 20%], at_most=30%)", prints: "0.5"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let values = call[Self.values].values
    let monitor = call.monitor("tune", in: "settings")
    var best = Double.infinity
    for (number, value) in values.enumerated() {
      try call.context.checkInterruption()
      let result = try call.locating(Self.function) {
        try Double(try call.context.invoke(call[Self.function].callable, [value], at: call.span))
      }
      if result <= call[Self.limit] { return value }
      best = min(best, result)
      try monitor.tell(WorkDone(number + 1, of: values.count))
    }
    throw call.fault(
      .value, at: Self.limit,
      values.isEmpty
        ? "there are no values to try"
        : """
        none of \(values.count) values is good enough: the smallest result is \
        \(Value.number(best).brief())
        """
    )
  }
}
