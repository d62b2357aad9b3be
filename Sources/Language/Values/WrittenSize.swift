/// What a value would be if it were written out: `a = [a, a]`, forty times, takes few bytes of
/// memory, since the parts are shared, but a trillion elements on paper. Whoever goes through a
/// value, to print it, compare it or let go of it, pays for those.
struct WrittenSize {
  /// Containers inside one another; 0 for a number.
  private(set) var levels = 0
  /// Elements of all containers; 1 for a number. Beyond all bounds it is infinite.
  private(set) var elements = 1.0
  /// About as many bytes of text.
  private(set) var bytes = 8.0
  /// Whether it is a function, or has one inside: of objects only tables do.
  private(set) var holdsFunction = false
  /// The same of tables.
  private(set) var holdsTable = false

  /// Of `value`; what is deeper than `deepest` levels counts as that deep and one more. `pause` is
  /// called every few thousand containers: what it throws ends the work.
  init(of value: Value, deepest: Int, pause: () throws -> Void = {}) throws {
    self = try withoutActuallyEscaping(pause) { pause in
      var walk = Walk(deepest: deepest, pause: pause)
      return try walk.size(of: value, below: 0)
    }
  }

  private init(levels: Int = 0, bytes: Double = 8) { (self.levels, self.bytes) = (levels, bytes) }

  /// Lists of a million numbers are assigned often.
  private mutating func addNumber() {
    elements += 1
    bytes += 10
  }

  private mutating func add(_ part: WrittenSize) {
    levels = max(levels, part.levels)
    elements += part.elements
    bytes += part.bytes + 2
    holdsFunction = holdsFunction || part.holdsFunction
    holdsTable = holdsTable || part.holdsTable
  }
}

extension WrittenSize {
  private struct Walk {
    /// Deeper than this is not looked into.
    let deepest: Int
    let pause: () throws -> Void
    /// Sizes of parts that were met, by where their elements are.
    private var known: [UInt: WrittenSize] = [:]
    private var containers = 0

    init(deepest: Int, pause: @escaping () throws -> Void) {
      (self.deepest, self.pause) = (deepest, pause)
    }

    mutating func size(of value: Value, below level: Int) throws -> WrittenSize {
      switch value {
      case .list(let list): return try size(of: list, below: level)
      case .record(let record):
        var size = try size(of: record.values, below: level)
        for key in record.keys { size.bytes += Double(key.utf8.count) }
        return size
      case .string(let text): return WrittenSize(bytes: Double(text.utf8.count + 2))
      case .function(let callable):
        let isNested = (callable as? UserFunction)?.isNested(atMost: deepest - level) ?? true
        var size = WrittenSize(levels: isNested ? 0 : deepest + 1)
        size.holdsFunction = true
        return size
      case .object(let object):
        var size = WrittenSize(bytes: Double(object.summary.utf8.count))
        size.holdsTable = object is Table
        for column in (object as? Table)?.columns ?? [] where !size.holdsFunction {
          let cells = column.values.lazy.filter(\.isContainer)
          size.holdsFunction = try cells.contains {
            try self.size(of: $0, below: level + 1).holdsFunction
          }
        }
        return size
      case .none, .bool, .number, .range: return WrittenSize()
      }
    }

    /// A few numbers or texts are gone through again where they are met again, which takes less
    /// time than remembering them: a table may have a million rows.
    private mutating func size(of parts: [Value], below level: Int) throws -> WrittenSize {
      containers += 1
      if containers % 4096 == 0 { try pause() }
      let place = parts.isSmall ? nil : Self.place(of: parts)
      if let place, let size = known[place] { return size }
      var whole = WrittenSize(levels: 1)
      guard level < deepest else { return whole }
      for part in parts {
        if case .number = part {
          whole.addNumber()
        } else {
          whole.add(try size(of: part, below: level + 1).raised)
        }
      }
      if let place { known[place] = whole }
      return whole
    }

    /// The storage that copies share.
    private static func place(of parts: [Value]) -> UInt {
      parts.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
  }

  /// As a part of a container.
  private var raised: WrittenSize {
    var size = self
    size.levels += 1
    return size
  }
}

extension Array where Element == Value {
  /// A few elements, none of which holds others.
  fileprivate var isSmall: Bool { count <= 8 && !contains(where: \.isContainer) }
}

extension Value {
  /// Lists and records inside one another: bounded, because values are compared, printed and
  /// released recursively.
  static let nestingLimit = 200

  /// Elements of a value written out.
  private static let elementLimit = 1e9

  /// Refuses to keep what nobody could go through.
  func checkKept(pause: @escaping () throws -> Void) throws {
    guard isContainer else { return }
    let size = try WrittenSize(of: self, deepest: Self.nestingLimit, pause: pause)
    guard size.levels <= Self.nestingLimit else {
      throw Diagnostic(.limit, "values nested more than \(Self.nestingLimit) levels deep")
    }
    guard size.elements <= Self.elementLimit else {
      throw Diagnostic(.limit, "a value of more than 1e9 elements, all lists in lists counted")
    }
  }

  /// Whether a function is given on with it.
  var holdsFunction: Bool {
    switch self {
    case .list, .record, .object(is Table): break
    case .function: return true
    default: return false
    }
    return (try? WrittenSize(of: self, deepest: Self.nestingLimit).holdsFunction) ?? true
  }

  /// Whether it is a table, or has one inside.
  package var holdsTable: Bool {
    switch self {
    case .list, .record: (try? WrittenSize(of: self, deepest: Self.nestingLimit).holdsTable) ?? true
    case .object(is Table): true
    default: false
    }
  }

  /// Refuses to write out what is too long for a string.
  public func checkText() throws {
    guard isContainer else { return }
    let bytes = try WrittenSize(of: self, deepest: Self.nestingLimit).bytes
    try ValueLimits.check(textOf: Int(min(bytes, 1e15)))
  }

  /// Whether it may hold other values, or scopes.
  fileprivate var isContainer: Bool {
    switch self {
    case .list, .record, .function: true
    default: false
    }
  }
}
