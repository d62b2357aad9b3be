/// "ij,jk->ik", with "..." for any number of leading dimensions that are broadcast. Labels are
/// numbers: letters their code points; dimensions of the ellipsis -1, -2, ... from the right.
struct EinsumEquation {
  enum Term: Equatable {
    case label(Int)
    case ellipsis
  }

  let operands: [[Term]]
  private let explicitOutput: [Term]?

  init(_ equation: String) throws(OperatorError) {
    let text = equation.filter { $0 != " " }
    let sides = Self.split(text)
    var operands: [[Term]] = []
    for operand in sides.inputs.split(separator: ",", omittingEmptySubsequences: false) {
      operands.append(try Self.terms(operand, of: equation))
    }
    self.operands = operands
    guard let output = sides.output else {
      explicitOutput = nil
      return
    }
    let terms = try Self.terms(output[...], of: equation)
    guard terms.indices.allSatisfy({ !terms[..<$0].contains(terms[$0]) }) else {
      throw OperatorError("the output of '\(equation)' names a dimension twice")
    }
    explicitOutput = terms
  }

  private static func split(_ text: String) -> (inputs: String, output: String?) {
    guard let dash = text.firstIndex(of: "-"), text[dash...].hasPrefix("->") else {
      return (text, nil)
    }
    return (String(text[..<dash]), String(text[dash...].dropFirst(2)))
  }

  private static func terms(_ text: Substring, of equation: String) throws(OperatorError)
    -> [Term]
  {
    var (terms, rest): ([Term], Substring) = ([], text)
    while let first = rest.first {
      if rest.hasPrefix("..."), !terms.contains(.ellipsis) {
        terms.append(.ellipsis)
        rest = rest.dropFirst(3)
      } else if first.isLetter, let code = first.unicodeScalars.first {
        terms.append(.label(Int(code.value)))
        rest = rest.dropFirst()
      } else {
        throw OperatorError("'\(equation)' is no equation")
      }
    }
    return terms
  }

  /// A name for each dimension of an operand.
  func labels(ofOperand index: Int, rank: Int) throws(OperatorError) -> [Int] {
    let terms = operands[index]
    let hasEllipsis = terms.contains(.ellipsis)
    let hidden = rank - terms.count + (hasEllipsis ? 1 : 0)
    guard hidden >= 0, hasEllipsis || hidden == 0 else {
      throw OperatorError("operand \(index) has rank \(rank), which does not fit the equation")
    }
    return Self.labels(of: terms, hidden: hidden)
  }

  private static func labels(of terms: [Term], hidden: Int) -> [Int] {
    terms.flatMap { term in
      switch term {
      case .label(let label): [label]
      case .ellipsis: (0..<hidden).map { $0 - hidden }
      }
    }
  }

  /// What the output's dimensions are called: without "->" those of the ellipsis, then letters that
  /// occur once, in the alphabet's order.
  func output(of operandLabels: [[Int]]) throws(OperatorError) -> [Int] {
    let hidden = operandLabels.joined().filter { $0 < 0 }.map { -$0 }.max() ?? 0
    if let explicitOutput { return Self.labels(of: explicitOutput, hidden: hidden) }
    var uses: [Int: Int] = [:]
    for case .label(let label) in operands.joined() { uses[label, default: 0] += 1 }
    let once = uses.filter { $0.value == 1 }.keys.sorted()
    return (0..<hidden).map { $0 - hidden } + once
  }
}
