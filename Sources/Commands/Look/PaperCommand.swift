import Language

/// The paper's tables by the names that scripts call them.
enum PaperTableName: String, Choice {
  case headline = "table-1"
  case lenet300 = "table-2"
  case lenet5 = "table-3"
  case alexnet = "table-4"
  case vgg16 = "table-5"
  case bits = "table-6"
  case methods = "table-7"
  case times = "table-8"
  case power = "table-9"
}

struct PaperCommand: Command {
  static let name = "paper"
  static let summary = "Gives a table of the paper, to set beside what was measured."
  static let details = """
    Han, Mao and Dally, ICLR 2016 (arXiv 1510.00149). "table-1": the four networks; bytes and errors
    before and after. "table-2" to "table-5": LeNet-300-100, LeNet-5, AlexNet, VGG-16; a row a layer
    by the name that our net gives it, the last row their total: the share of weights kept, bits of
    a code and of a gap before and after Huffman coding, sizes after P+Q and P+Q+H as fractions of
    32-bit floats, and in the total how many times smaller each stage makes the net. "table-6":
    errors by bits; "table-7": other methods, both on AlexNet. "table-8" and "table-9": microseconds
    an input and watts of fully connected layers, dense and pruned, on three devices. Fractions are
    0 to 1, 1 KB is 1000 bytes, and what the paper leaves out is none.
    """
  static let group = CommandGroup.look
  static let table = Parameter<PaperTableName>("name", "which table, \"table-1\" to \"table-9\"")
  static let parameters: [any AnyParameter] = [table]
  static let examples = [
    Example("print paper(\"table-1\").ratio", prints: "[40, 39, 35, 49]"),
    Example("print paper(\"table-2\")[0].kept", prints: "0.08"),
    Example("show paper(name=\"table-7\")"),
  ]

  func run(_ call: BoundCall) throws -> Value { .object(PaperTables.table(call[Self.table])) }
}
