import Language

/// The few commands the language's own tests call.
let testCommands = CommandTable([
  PrintCommand(), LenCommand(), SqrtCommand(), MapCommand(), ShowCommand(), PruneCommand(),
  FailCommand(),
])

struct PrintCommand: Command {
  static let name = "print"
  static let summary = "Prints values."
  static let group = CommandGroup.text
  static let values = Parameter<[Value]>(variadic: "values", "what to print")
  static let separator = Parameter<String>("separator", "between the values", default: " ")
  static let parameters: [any AnyParameter] = [values, separator]
  static let examples = [Example("print 1", prints: "1")]

  func run(_ call: BoundCall) throws -> Value {
    call.context.emit(.text(call[Self.values].map(\.text).joined(separator: call[Self.separator])))
    return .none
  }
}

struct LenCommand: Command {
  static let name = "len"
  static let summary = "The number of elements."
  static let group = CommandGroup.tables
  static let items = Parameter<[Value]>("items", "a list")
  static let parameters: [any AnyParameter] = [items]
  static let examples = [Example("print len([1, 2])", prints: "2")]

  func run(_ call: BoundCall) throws -> Value { .number(Double(call[Self.items].count)) }
}

struct SqrtCommand: Command {
  static let name = "sqrt"
  static let summary = "The square root."
  static let group = CommandGroup.numbers
  static let number = Parameter<Double>("x", "at least 0")
  static let parameters: [any AnyParameter] = [number]
  static let examples = [Example("print sqrt(9)", prints: "3")]

  func run(_ call: BoundCall) throws -> Value {
    let number = call[Self.number]
    guard number >= 0 else {
      throw call.fault(.value, at: Self.number, "sqrt of a negative number")
    }
    return .number(number.squareRoot())
  }
}

struct MapCommand: Command {
  static let name = "map"
  static let summary = "Calls a function with every element."
  static let group = CommandGroup.tables
  static let items = Parameter<[Value]>("items", "a list")
  static let function = Parameter<FunctionArgument>("function", "called with one element")
  static let parameters: [any AnyParameter] = [items, function]
  static let examples = [Example("print map([4, 9], sqrt)", prints: "[2, 3]")]

  func run(_ call: BoundCall) throws -> Value {
    .list(
      try call[Self.items].map {
        try call.context.invoke(call[Self.function].callable, [$0], at: call.span)
      })
  }
}

struct ShowCommand: Command {
  static let name = "show"
  static let summary = "Prints a value and gives it back."
  static let group = CommandGroup.look
  static let isQuiet = true
  static let value = Parameter<Value>("value", "what to show")
  static let parameters: [any AnyParameter] = [value]
  static let examples = [Example("show 1", prints: "1")]

  func run(_ call: BoundCall) throws -> Value {
    call.context.emit(.text(call[Self.value].literal))
    return call[Self.value]
  }
}

/// Takes arguments like the real one and computes something that shows what arrived.
struct PruneCommand: Command {
  static let name = "prune"
  static let summary = "Removes the smallest weights of each layer."
  static let details = "Magnitude pruning."
  static let group = CommandGroup.compress
  static let network = Parameter<Double>("network", "stands for a net here")
  static let sparsity = Parameter<Double>("sparsity", "the fraction removed, 0 to 1", default: 0.9)
  static let threshold = Parameter<Double?>("threshold", "removes weights below it", default: nil)
  static let method = Parameter<String>(
    "method", "what is compared", default: "magnitude", choices: ["magnitude", "random"])
  static let only = Parameter<[String]>("only", "layers to prune", default: [])
  static let parameters: [any AnyParameter] = [network, sparsity, threshold, method, only]
  static let examples = [Example("print prune(100, sparsity=90%)", prints: "10")]

  func run(_ call: BoundCall) throws -> Value {
    .number((call[Self.network] * (1 - call[Self.sparsity]) * 1e6).rounded() / 1e6)
  }
}

/// A library error that is no diagnostic, and one that knows how to become one.
struct FailCommand: Command {
  struct Misfortune: Error {}
  enum Refusal: DiagnosticConvertible {
    case shapes
    var diagnostic: Diagnostic { Diagnostic(.shape, "3x4 does not fit 5x6", notes: ["rows: 3"]) }
  }

  static let name = "fail"
  static let summary = "Fails."
  static let group = CommandGroup.notebook
  static let known = Parameter<Bool>(
    "known", "whether the error knows how to say itself", default: true)
  static let parameters: [any AnyParameter] = [known]
  static let examples: [Example] = []

  func run(_ call: BoundCall) throws -> Value {
    if call[Self.known] { throw Refusal.shapes }
    throw Misfortune()
  }
}
