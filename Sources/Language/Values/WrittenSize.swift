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

  /// Deeper than this is not looked into.
  private let deepest: Int
  /// Sizes of parts that were met, by where their elements are.
  private var known: [UInt: WrittenSize] = [:]

  /// Of `value`; what is deeper than `deepest` levels counts as that deep and one more.
  init(of value: Value, deepest: Int) {
    self.deepest = deepest
    (levels, elements, bytes) = part(value, below: 0).figures
  }

  private init() { deepest = 0 }

  private var figures: (Int, Double, Double) { (levels, elements, bytes) }

  private mutating func part(_ value: Value, below level: Int) -> WrittenSize {
    switch value {
    case .list(let list):
      return container(Self.place(of: list), level) { size, whole in
        for element in list {
          if case .number = element {
            whole.addNumber()
          } else {
            whole.add(size.part(element, below: level + 1))
          }
        }
      }
    case .record(let record):
      return container(record.place, level) { size, whole in
        for (key, element) in record.pairs {
          whole.bytes += Double(key.utf8.count)
          whole.add(size.part(element, below: level + 1))
        }
      }
    case .string(let text):
      var size = WrittenSize()
      size.bytes = Double(text.utf8.count + 2)
      return size
    case .function(let callable):
      var size = WrittenSize()
      let isNested = (callable as? UserFunction)?.isNested(atMost: deepest - level) ?? true
      size.levels = isNested ? 0 : deepest + 1
      return size
    case .object(let object):
      var size = WrittenSize()
      size.bytes = Double(object.summary.utf8.count)
      return size
    default: return WrittenSize()
    }
  }

  private mutating func container(
    _ place: UInt, _ level: Int, _ addParts: (inout WrittenSize, inout WrittenSize) -> Void
  ) -> WrittenSize {
    if let size = known[place] { return size }
    var whole = WrittenSize()
    guard level < deepest else {
      whole.levels = 1
      return whole
    }
    addParts(&self, &whole)
    whole.levels += 1
    known[place] = whole
    return whole
  }

  /// Lists of a million numbers are assigned often.
  private mutating func addNumber() {
    elements += 1
    bytes += 10
  }

  private mutating func add(_ part: WrittenSize) {
    levels = max(levels, part.levels)
    elements += part.elements
    bytes += part.bytes + 2
  }

  /// The storage that copies share.
  private static func place(of list: [Value]) -> UInt {
    list.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }
}

extension Value {
  /// Lists and records inside one another: bounded, because values are compared, printed and
  /// released recursively.
  static let nestingLimit = 200

  /// Elements of a value written out.
  private static let elementLimit = 1e9

  /// Refuses to keep what nobody could go through.
  func checkKept() throws(Diagnostic) {
    guard isContainer else { return }
    let size = WrittenSize(of: self, deepest: Self.nestingLimit)
    guard size.levels <= Self.nestingLimit else {
      throw Diagnostic(.limit, "values nested more than \(Self.nestingLimit) levels deep")
    }
    guard size.elements <= Self.elementLimit else {
      throw Diagnostic(.limit, "a value of more than 1e9 elements, all lists in lists counted")
    }
  }

  /// Refuses to write out what is too long for a string.
  public func checkText() throws {
    guard isContainer else { return }
    let bytes = WrittenSize(of: self, deepest: Self.nestingLimit).bytes
    try ValueLimits.check(textOf: Int(min(bytes, 1e15)))
  }

  /// Whether it may hold other values, or scopes.
  private var isContainer: Bool {
    switch self {
    case .list, .record, .function: true
    default: false
    }
  }
}
