/// What people who come from Python, R, Octave, Julia or C type, with what to write here.
public enum ForeignHabits {
  /// Names that nothing here has.
  public static let names: [String: String] = [
    "True": "write true", "TRUE": "write true", "False": "write false", "FALSE": "write false",
    "None": "write none", "NULL": "write none", "null": "write none", "nil": "write none",
    "undefined": "write none", "NA": "write none",
    "nan": "nan is what log(-1) gives", "NaN": "nan is what log(-1) gives",
    "inf": "write 1/0", "Inf": "write 1/0", "pi": "write 3.14159265358979",
    "ans": "nothing was computed yet",
    "def": "functions are declared by fn", "function": "functions are declared by fn",
    "func": "functions are declared by fn", "lambda": "write fn(x) { ... }",
    "class": "records hold named values: {name: 1}", "struct": "records: {name: 1}",
    "dict": "records hold named values: {name: 1}",
    "import": "another script is read by include", "from": "another script is read by include",
    "source": "another script is read by include",
    "let": "write x = 3", "var": "write x = 3", "const": "write x = 3",
    "elif": "write else if", "elsif": "write else if", "elseif": "write else if",
    "switch": "write if ... { } else if ... { }", "match": "write if ... { } else if ... { }",
    "end": "blocks stand between { }", "endif": "blocks stand between { }",
    "pass": "an empty block is { }", "do": "loops are while and for",
    "except": "write try { } catch e { }", "throw": "require false, \"why\" stops a script",
    "raise": "require false, \"why\" stops a script", "error": "require false, \"why\" stops",
    "assert": "write check or require", "stopifnot": "write check or require",
    "range": "write 0..9: a range includes its end", "seq": "write 0..9 or 0..1 step 0.1",
    "arange": "write 0..9: a range includes its end", "xrange": "write 0..9",
    "linspace": "write 0..1 step 0.1", "enumerate": "write for i, x in list { }",
    "zip": "write for i, x in list { }",
    "str": "write \"{x}\"", "repr": "write \"{x}\"", "string": "write \"{x}\"",
    "num2str": "write \"{x}\"", "sprintf": "write \"{x:.2}\"", "paste": "write \"{a} {b}\"",
    "disp": "write print or show", "display": "write show", "println": "write print",
    "printf": "write print \"{x:.2}\"", "fprintf": "write print \"{x:.2}\"",
    "puts": "write print", "echo": "write print", "cat": "write print; lists are joined by append",
    "console": "write print",
    "length": "write len(x)", "size": "write x.shape or len(x)", "numel": "write x.count",
    "shape": "write x.shape", "ndim": "write len(x.shape)", "nrow": "write len(x)",
    "typeof": "write type(x)", "isinstance": "write type(x) == \"number\"",
    "int": "write floor(x) or round(x)", "float": "numbers are 64-bit already",
    "double": "numbers are 64-bit already", "bool": "write x != 0",
    "array": "write tensor([1, 2])", "matrix": "write tensor([[1, 2], [3, 4]])",
    "pow": "write x ^ 2", "ln": "write log(x)",
    "average": "write mean(x)", "sd": "write std(x)", "sorted": "write sort(x)",
    "np": "commands need no module: zeros(3), mean(x)",
    "numpy": "commands need no module: zeros(3), mean(x)",
    "torch": "layers and nets are commands: net([dense(10)], input=[784])",
    "nn": "layers and nets are commands: net([dense(10)], input=[784])",
    "tf": "layers and nets are commands: net([dense(10)], input=[784])",
    "plt": "write plot(x, y, to=\"p.png\")", "figure": "write plot(x, y, to=\"p.png\")",
    "Linear": "write dense(10)", "Conv2d": "write conv(16, 3)", "fit": "write train(net, data)",
    "evaluate": "write accuracy(net, data.test)", "predict": "write infer(net, x)",
    "open": "write load(path)", "read_csv": "write data(\"t.csv\", target=\"y\")",
    "ls": "write :vars, or !ls for files", "who": "write :vars", "whos": "write :vars",
    "dir": "write :vars, or !ls for files", "clear": "write :reset, or :clear for the screen",
    "cd": "write :cd FOLDER", "pwd": "write !pwd", "doc": "write ?name", "man": "write ?name",
  ]

  /// Fields and methods of other languages' values: `x.T`.
  public static let fields: [String: String] = [
    "T": "write transpose(x)", "t": "write transpose(x)", "append": "write append(x, value)",
    "push": "write append(x, value)", "add": "write append(x, value)",
    "extend": "write append(x, values)", "length": "write len(x)", "size": "write len(x)",
    "len": "write len(x)", "count": "write len(x)", "shape": "write len(x)",
    "items": "write for key, value in x { }", "dot": "write a @ b", "matmul": "write a @ b",
    "item": "a number needs no item()", "numpy": "tensors need no conversion",
    "tolist": "write x.values", "astype": "numbers need no conversion",
    "weights": "write x.weight", "biases": "write x.bias", "fit": "write train(net, data)",
    "predict": "write infer(net, x)", "eval": "write accuracy(net, data.test)",
    "state_dict": "write save(net, \"n.safetensors\")", "summary": "write show(net)",
    "head": "write x[0:5]", "upper": "text has split, replace and format",
  ]

  /// A form that the grammar refuses.
  public struct Form: Sendable {
    /// As people type it.
    public let typed: String
    public let remedy: String
    let matches: @Sendable (Place) -> Bool
  }

  /// The line of an error, cut at the error.
  struct Place: Sendable {
    let before: String
    let after: String

    var firstWord: Substring { before.trimmedStart.prefix { $0.isLetter } }
    func hasBefore(_ ending: String) -> Bool { before.trimmedEnd.hasSuffix(ending) }
    var endsInNumber: Bool { before.trimmedEnd.last?.isNumber == true }
    var endsInName: Bool { before.last.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
    /// More brackets of this kind are open than closed.
    func isInside(_ open: Character, _ close: Character) -> Bool {
      before.count { $0 == open } > before.count { $0 == close }
    }
  }

  /// The first that matches counts.
  public static let forms: [Form] = blocks + brackets + operators

  private static let blocks = [
    Form(typed: "for i = 1:10 {}", remedy: "write for i in 1..10 { }") {
      $0.firstWord == "for" && $0.after.hasPrefix("=")
    },
    Form(typed: "for (i in 1..3) {}", remedy: "write for i in 1..10 { }") {
      $0.firstWord == "for" && $0.after.hasPrefix("(")
    },
    Form(typed: "if x > 1: print x", remedy: "blocks stand between { }") {
      ["if", "for", "while", "else"].contains($0.firstWord) && $0.after.hasPrefix(":")
    },
    Form(typed: "if x > 1 then x", remedy: "blocks stand between { }") {
      $0.after.hasPrefix("then")
    },
    Form(typed: "if true { 1 } elif false { 2 }", remedy: "write else if") {
      ["elif", "elsif", "elseif"].contains($0.after.prefix { $0.isLetter })
    },
    Form(typed: "def f(x): return x", remedy: "write fn f(x) { ... }") { $0.firstWord == "def" },
    Form(typed: "lambda x: x", remedy: "write fn(x) { ... }") {
      $0.before.contains("lambda ") || $0.after.hasPrefix("lambda ")
    },
    Form(typed: "try { 1 } except e { 2 }", remedy: "write try { } catch e { }") {
      $0.after.hasPrefix("except") || $0.after.hasPrefix("finally")
    },
    Form(typed: "f(x) = x + 1", remedy: "write fn f(x) { ... }") {
      $0.after.firstIndex(of: "(") != nil && !$0.after.hasPrefix("(")
        && $0.after.contains(") = ") && !$0.after.contains("==")
    },
    Form(typed: "g = x => x + 1", remedy: "write fn(x) { ... }") {
      $0.after.hasPrefix("=>") || $0.after.hasPrefix("->")
        || $0.hasBefore("=") && $0.after.hasPrefix(">")
        || $0.hasBefore("-") && $0.after.hasPrefix(">")
    },
  ]

  private static let brackets = [
    Form(typed: "[a * 2 for a in x]", remedy: "write map(x, fn(a) { a * 2 })") {
      $0.after.hasPrefix("for ") && ($0.isInside("[", "]") || $0.isInside("(", ")"))
    },
    Form(typed: "print(f'{x}')", remedy: "strings between \" fill in {x} without an f") {
      ($0.after.hasPrefix("'") || $0.after.hasPrefix("\"")) && $0.before.last == "f"
    },
    Form(typed: "x[0:9:2]", remedy: "slices have no step; a list of positions is an index, too") {
      $0.after.hasPrefix(":") && $0.isInside("[", "]")
    },
    Form(typed: "A = [1, 2; 3, 4]", remedy: "rows are lists: tensor([[1, 2], [3, 4]])") {
      $0.after.hasPrefix(";") && $0.isInside("[", "]")
    },
    Form(typed: "[1 2 3]", remedy: "elements are separated by commas") {
      $0.isInside("[", "]") && $0.after.first?.isNumber == true && $0.endsInNumber
    },
    Form(typed: "B = A' * A", remedy: "write transpose(x)") {
      $0.after.hasPrefix("'") && $0.endsInName
    },
  ]

  private static let operators = [
    Form(typed: "1:10", remedy: "a range is 1..10") { $0.after.hasPrefix(":") && $0.endsInNumber },
    Form(typed: "x := 3", remedy: "write x = 3") {
      $0.after.hasPrefix(":=") || $0.hasBefore(":") && $0.after.hasPrefix("=")
    },
    Form(typed: "x = 7 // 2", remedy: "write floor(a / b); comments start with #") {
      $0.after.hasPrefix("//") && !$0.before.trimmedEnd.isEmpty
    },
    Form(typed: "a %>% f", remedy: "a pipe is |>") { $0.after.hasPrefix("%>%") },
    Form(typed: "a .* b", remedy: "write *, / or ^: they work element by element") {
      $0.hasBefore(".") && ["*", "/", "^"].contains($0.after.first)
        || [".*", "./", ".^"].contains($0.after.prefix(2))
    },
    Form(typed: "a === b", remedy: "write ==") { $0.after.hasPrefix("=") && $0.hasBefore("==") },
    Form(typed: "a <> b", remedy: "write !=") { $0.after.hasPrefix(">") && $0.hasBefore("<") },
    Form(typed: "a ~= b", remedy: "write !=") { $0.after.hasPrefix("~=") },
    Form(typed: "y = x > 1 ? 2 : 3", remedy: "write if x { a } else { b }") {
      $0.after.hasPrefix("?") && !$0.before.trimmedEnd.isEmpty
    },
  ]

  /// The remedy for a syntax error, if it is a habit.
  static func explained(_ fault: Diagnostic) -> Diagnostic {
    guard fault.kind == .syntax, let span = fault.span, let place = Place(span),
      let form = forms.first(where: { $0.matches(place) })
    else { return fault }
    var explained = fault
    explained.hint = form.remedy
    return explained
  }
}

extension ForeignHabits.Place {
  /// nil where the line is not there.
  init?(_ span: Span) {
    let line = span.source.line(span.line)
    guard span.column >= 1, span.column - 1 <= line.count else { return nil }
    before = String(line.prefix(span.column - 1))
    after = String(line.dropFirst(span.column - 1))
  }
}

extension String {
  fileprivate var trimmedStart: Substring { drop { $0 == " " || $0 == "\t" } }

  fileprivate var trimmedEnd: Substring {
    var rest = self[...]
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return rest
  }
}
