import Language

struct MapCommand: Command {
  static let name = "map"
  static let summary =
    "A list of what a function gives for every element of a list, or row of a table."
  static let details = """
    With `parallel=true` the calls must not depend on one another: each draws random numbers of its
    own, and under `mpirun` each goes to the rank that is free (seeds, halves of a
    cross-validation). The list is the same for any number of ranks.
    """
  static let group = CommandGroup.tables
  static let items = Parameter<Elements>("x", "a list, a range, a table or a tensor")
  static let function = Parameter<FunctionArgument>(
    "function", "called with one element, or one row as a record")
  static let isParallel = Parameter<Bool>(
    "parallel", "whether the calls are shared out among the ranks of a run", default: false)
  static let parameters: [any AnyParameter] = [items, function, isParallel]
  static let examples = [
    Example("map([4, 9], sqrt)", prints: "[2, 3]"),
    Example("map(1..3, fn(n) { n^2 })", prints: "[1, 4, 9]"),
    Example("len(map(1..3, fn(i) { randn(4) }, parallel=true))", prints: "3"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let values = call[Self.items].values
    guard !call[Self.isParallel] else {
      let work = PointWork(
        call: call, function: call[Self.function], session: session, stage: Self.name)
      return .list(
        try work.values(of: values.enumerated().map { .init(number: $0, arguments: [$1]) }))
    }
    return .list(
      try values.map {
        try call.context.invoke(call[Self.function].callable, [$0], at: call.span)
      })
  }
}
