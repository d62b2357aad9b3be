/// The dictionary at the start of an array: {'descr': '<f4', 'fortran_order': False, 'shape': (3,
/// 4), }
///
///     header = "{" [ entry { "," entry } [ "," ] ] "}" ;      entry = string ":" ( string | "True"
///     | "False" | tuple ) ;
///     tuple  = "(" [ number { "," number } [ "," ] ] ")" ;    exactly the three keys above, each
///     once
struct NPYHeader {
  let descriptor: String
  let isFortranOrder: Bool
  let shape: [Int]

  init(_ text: String) throws(ModelExchangeError) {
    var parser = Parser(text)
    let entries = try parser.dictionary()
    guard case .text(let descriptor)? = entries["descr"],
      case .truth(let isFortranOrder)? = entries["fortran_order"],
      case .tuple(let shape)? = entries["shape"], entries.count == 3
    else {
      throw .malformedHeader(reason: "it must have descr, fortran_order and shape")
    }
    (self.descriptor, self.isFortranOrder, self.shape) = (descriptor, isFortranOrder, shape)
  }

  private enum Literal {
    case text(String)
    case truth(Bool)
    case tuple([Int])
  }

  /// One method a rule.
  private struct Parser {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    mutating func dictionary() throws(ModelExchangeError) -> [String: Literal] {
      try expect("{")
      var entries: [String: Literal] = [:]
      while !accept("}") {
        let key = try string()
        try expect(":")
        guard entries.updateValue(try literal(), forKey: key) == nil else {
          throw .malformedHeader(reason: "'\(key)' is there twice")
        }
        if !accept(",") {
          try expect("}")
          break
        }
      }
      skipSpace()
      guard rest.isEmpty else { throw .malformedHeader(reason: "something follows its end") }
      return entries
    }

    private mutating func literal() throws(ModelExchangeError) -> Literal {
      if accept("True") { return .truth(true) }
      if accept("False") { return .truth(false) }
      if accept("(") { return .tuple(try numbers()) }
      return .text(try string())
    }

    private mutating func numbers() throws(ModelExchangeError) -> [Int] {
      var numbers: [Int] = []
      while !accept(")") {
        skipSpace()
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard let number = Int(String(Substring(digits))) else {
          throw .malformedHeader(reason: "not a whole number")
        }
        rest = rest.dropFirst(digits.count)
        numbers.append(number)
        if !accept(",") {
          try expect(")")
          break
        }
      }
      return numbers
    }

    private mutating func string() throws(ModelExchangeError) -> String {
      skipSpace()
      guard let quote = rest.first, quote == 0x27 || quote == 0x22 else {
        throw .malformedHeader(reason: "a quoted word is missing")
      }
      let body = rest.dropFirst().prefix { $0 != quote }
      rest = rest.dropFirst(body.count + 1)
      guard rest.first == quote else { throw .malformedHeader(reason: "a quote is missing") }
      rest = rest.dropFirst()
      return String(Substring(body))
    }

    private mutating func accept(_ word: String) -> Bool {
      skipSpace()
      guard rest.starts(with: word.utf8) else { return false }
      rest = rest.dropFirst(word.utf8.count)
      return true
    }

    private mutating func expect(_ word: String) throws(ModelExchangeError) {
      guard accept(word) else { throw .malformedHeader(reason: "'\(word)' is missing") }
    }

    private mutating func skipSpace() {
      rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
    }
  }
}
