/// Everything a variable can hold. Domain types (tensor, net, data, packed, table) join as
/// `object`.
public enum Value: Sendable {
  case none
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([Value])
  case record(Record)
  case range(NumberRange)
  case function(any Callable)
  case object(any ScriptObject)

  /// The word that `type(x)` gives and that messages use.
  public var typeName: String {
    switch self {
    case .none: "none"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list: "list"
    case .record: "record"
    case .range: "range"
    case .function: "function"
    case .object(let object): object.typeName
    }
  }
}

/// Keys in the order in which they were first written.
public struct Record: Sendable {
  public private(set) var keys: [String] = []
  private var storage: [String: Value] = [:]

  public init() {}

  public init(_ pairs: [(String, Value)]) {
    for (key, value) in pairs { self[key] = value }
  }

  public subscript(key: String) -> Value? {
    get { storage[key] }
    set {
      if let newValue {
        if storage.updateValue(newValue, forKey: key) == nil { keys.append(key) }
      } else if storage.removeValue(forKey: key) != nil {
        keys.removeAll { $0 == key }
      }
    }
  }

  public var count: Int { keys.count }
  /// The storage that copies share as long as they are equal.
  var place: UInt { unsafeBitCast(storage, to: UInt.self) }
  public var pairs: [(key: String, value: Value)] { keys.map { ($0, storage[$0] ?? .none) } }
}

/// `first..last step s`; the end is included when a step lands on it (within rounding).
public struct NumberRange: Sendable, Equatable {
  public var first: Double
  public var last: Double
  public var step: Double

  public init(first: Double, last: Double, step: Double) {
    self.first = first
    self.last = last
    self.step = step
  }

  /// Number of values; 0 when the step leads away from `last`. A step of 0 is refused when the
  /// range is made.
  public var count: Int {
    let steps = (last - first) / step
    guard steps.isFinite, steps >= -1e-9 else { return 0 }
    // The tolerance grows with the length, but never reaches a whole step.
    return Int(min(steps + min(1e-9 * max(1, steps.magnitude), 0.5), 9e15)) + 1
  }

  /// When a step lands on `last`, values lie between the ends rather than being summed up: 0..1
  /// step 0.1 holds 0.3, not 0.30000000000000004.
  public subscript(position: Int) -> Double {
    let sum = first + Double(position) * step
    guard first != first.rounded() || step != step.rounded() else { return sum }
    let intervals = ((last - first) / step).rounded()
    guard intervals > 0, Double(position) <= intervals else { return sum }
    guard (first + intervals * step - last).magnitude <= 1e-9 * (last - first).magnitude else {
      return sum
    }
    return (first * (intervals - Double(position)) + last * Double(position)) / intervals
  }

  /// Whether a value is one of the range's, within rounding.
  public func contains(_ number: Double) -> Bool {
    let position = ((number - first) / step).rounded()
    guard position.isFinite, position >= 0, position < Double(count) else { return false }
    return (self[Int(position)] - number).magnitude <= 1e-9 * max(number.magnitude, step.magnitude)
  }
}

/// A user's function or a command.
public protocol Callable: Sendable {
  var name: String { get }
}
