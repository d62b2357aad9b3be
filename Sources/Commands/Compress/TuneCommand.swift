import Language
import Tensors

struct TuneCommand: Command {
  static let name = "tune"
  static let summary = "Finds the first of some settings whose result is small enough."
  static let details = """
    The function is called with the values in the order in which they are given, the most wanted
    first, until what it gives is at most `at_most`: few bits first, or high sparsities first. An
    error when none is good enough. Every call draws random numbers of its own. Under `mpirun` the
    calls are shared out among the ranks, and the answer is the same.
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

  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let values = call[Self.values].values
    func result(_ value: Value) throws -> Double {
      try call.locating(Self.function) { try Double(value) }
    }
    let work = PointWork(
      call: call, function: call[Self.function], session: session, stage: Self.name)
    let results = try work.values(
      of: values.enumerated().map { .init(number: $0, arguments: [$1]) },
      isLast: { try result($0) <= call[Self.limit] })
    if let last = results.last, try result(last) <= call[Self.limit] {
      return values[results.count - 1]
    }
    let best = try results.map(result).reduce(Double.infinity) { min($0, $1) }
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
