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

/// Keys in the order in which they were first written. The rows of a table share their keys.
public struct Record: Sendable {
  public private(set) var keys: [String] = []
  private(set) var values: [Value] = []
  /// Where each key is, once there are many: a few are found faster one after another.
  private var positions: [String: Int] = [:]

  private static let few = 8

  public init() {}

  public init(_ pairs: [(String, Value)]) {
    for (key, value) in pairs { self[key] = value }
  }

  /// Precondition: `keys` differ, and there are as many values.
  init(keys: [String], values: [Value]) {
    precondition(keys.count == values.count)
    (self.keys, self.values) = (keys, values)
    if keys.count > Self.few { indexKeys() }
  }

  public subscript(key: String) -> Value? {
    get { position(of: key).map { values[$0] } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let newValue?): values[position] = newValue
      case (nil, let newValue?): append(key, newValue)
      case (let position?, nil): remove(at: position)
      case (nil, nil): break
      }
    }
  }

  public var count: Int { keys.count }
  public var pairs: [(key: String, value: Value)] { zip(keys, values).map { ($0, $1) } }

  private func position(of key: String) -> Int? {
    count > Self.few ? positions[key] : keys.firstIndex(of: key)
  }

  private mutating func append(_ key: String, _ value: Value) {
    keys.append(key)
    values.append(value)
    if count == Self.few + 1 { indexKeys() } else if count > Self.few { positions[key] = count - 1 }
  }

  private mutating func remove(at position: Int) {
    keys.remove(at: position)
    values.remove(at: position)
    positions = [:]
    if count > Self.few { indexKeys() }
  }

  private mutating func indexKeys() {
    for (position, key) in keys.enumerated() { positions[key] = position }
  }
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
