import Language

/// How editors colour .dcs files.
public struct EditorSyntax {
  private let words: CommandWords

  public init(_ words: CommandWords) { self.words = words }

  private var constants: [String] { ["true", "false", "none"] }
  private var operators: [String] { ["and", "or", "not", "in"] }
  private var control: [String] {
    words.keywords.filter { !constants.contains($0) && !operators.contains($0) }
  }

  public func vim() -> String {
    let commands = words.names.joined(separator: "\\|")
    // What may follow the name of a command that is called.
    let call = "\\ze\\%((\\|\\s\\+[[:alnum:]\"']\\|\\s*$\\|\\s*|>\\)"
    return """
      " Vim syntax of dcs, made by 'make reference'.
      if exists("b:current_syntax")
        finish
      endif
      syntax keyword dcsControl \(control.joined(separator: " ")) step
      syntax keyword dcsOperator \(operators.joined(separator: " "))
      syntax keyword dcsConstant \(constants.joined(separator: " "))
      syntax match dcsCommand /\\<\\%(\(commands)\\)\\>\(call)/
      syntax match dcsArgument /\\<\\h\\w*\\ze=[^=]/
      syntax match dcsNumber /\\<\\d\\+\\%(\\.\\d\\+\\)\\?\\%([eE][-+]\\?\\d\\+\\)\\?%\\?/
      syntax region dcsString start=/"/ skip=/\\\\./ end=/"/ contains=dcsBraces
      syntax region dcsRawString start=/'/ end=/'/
      syntax region dcsBraces start=/{/ end=/}/ contained
      syntax match dcsComment /#.*$/
      syntax match dcsProse /^\\s*##\\%(\\s.*\\)\\?$/
      highlight default link dcsControl Statement
      highlight default link dcsOperator Operator
      highlight default link dcsConstant Constant
      highlight default link dcsCommand Function
      highlight default link dcsArgument Identifier
      highlight default link dcsNumber Number
      highlight default link dcsString String
      highlight default link dcsRawString String
      highlight default link dcsBraces Special
      highlight default link dcsComment Comment
      highlight default link dcsProse SpecialComment
      let b:current_syntax = "dcs"

      """
  }

  public func vimDetection() -> String {
    "autocmd BufNewFile,BufRead *.dcs setfiletype dcs\n"
  }

  public func textMate() -> String {
    func rule(_ name: String, _ pattern: String) -> String {
      "{\"name\": \(JSONText.string(name + ".dcs")), \"match\": \(JSONText.string(pattern))}"
    }
    let patterns = [
      rule("comment.block.documentation", "^\\s*##(\\s.*)?$"),
      rule("comment.line.number-sign", "#.*$"),
      rule("keyword.control", "\\b(\(control.joined(separator: "|"))|step)\\b"),
      rule("keyword.operator", "\\b(\(operators.joined(separator: "|")))\\b|\\|>|\\.\\."),
      rule("constant.language", "\\b(\(constants.joined(separator: "|")))\\b"),
      rule("constant.numeric", "\\b\\d+(\\.\\d+)?([eE][-+]?\\d+)?%?"),
      rule("variable.parameter", "\\b[A-Za-z_]\\w*(?==[^=])"),
      rule("support.function", "\\b(\(words.names.joined(separator: "|")))\\b"),
    ]
    return """
      {
        "name": "dcs",
        "scopeName": "source.dcs",
        "fileTypes": ["dcs"],
        "patterns": [
          {"name": "string.quoted.double.dcs", "begin": "\\"", "end": "\\"", "patterns": [
            {"name": "constant.character.escape.dcs", "match": "\\\\\\\\."},
            {"name": "meta.embedded.dcs", "begin": "\\\\{", "end": "\\\\}",
              "patterns": [{"include": "$self"}]}
          ]},
          {"name": "string.quoted.single.dcs", "begin": "'", "end": "'"},
          \(patterns.joined(separator: ",\n    "))
        ]
      }

      """
  }

  public func pygments() -> String {
    func tuple(_ words: [String]) -> String { words.map { "\"\($0)\"" }.joined(separator: ", ") }
    return """
      \"\"\"Pygments lexer of dcs, made by 'make reference'.\"\"\"
      from pygments.lexer import RegexLexer, bygroups, words
      from pygments.token import Comment, Keyword, Name, Number, Operator, Punctuation, String, Text

      COMMANDS = (\(tuple(words.names)))
      CONTROL = (\(tuple(control)), "step")
      OPERATORS = (\(tuple(operators)))
      CONSTANTS = (\(tuple(constants)))


      class DCSLexer(RegexLexer):
          name = "dcs"
          aliases = ["dcs"]
          filenames = ["*.dcs"]
          mimetypes = ["text/x-dcs"]
          tokens = {
              "root": [
                  (r"^#!.*$", Comment.Hashbang),
                  (r"^\\s*##(?!#).*$", Comment.Special),
                  (r"#.*$", Comment.Single),
                  (r"\\s+", Text),
                  (r'"', String.Double, "string"),
                  (r"'[^'\\n]*'", String.Single),
                  (r"\\d+(\\.\\d+)?([eE][-+]?\\d+)?%?", Number),
                  (words(CONTROL, suffix=r"\\b"), Keyword),
                  (words(OPERATORS, suffix=r"\\b"), Operator.Word),
                  (words(CONSTANTS, suffix=r"\\b"), Keyword.Constant),
                  (r"([A-Za-z_]\\w*)(=)(?!=)", bygroups(Name.Attribute, Operator)),
                  (words(COMMANDS, suffix=r"\\b"), Name.Builtin),
                  (r"[^\\W\\d]\\w*", Name),
                  (r"\\|>|\\.\\.|[-+*/@^=<>!]", Operator),
                  (r"[()\\[\\]{},:;.]", Punctuation),
                  (r".", Text),
              ],
              "string": [
                  (r"\\\\.", String.Escape),
                  (r"\\{[^{}\\n]*\\}", String.Interpol),
                  (r'"', String.Double, "#pop"),
                  (r'[^"\\\\{\\n]+|[{}]', String.Double),
                  (r"\\n", String.Double, "#pop"),
              ],
          }

      """
  }
}
