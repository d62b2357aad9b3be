import Language

/// Everything that is made from the commands' declarations, by its place in the repository.
public struct GeneratedFiles {
  public let files: [(path: String, text: String)]

  public init(_ words: CommandWords) {
    let shell = ShellCompletion(
      words, subcommands: CommandLineWords.subcommands, options: CommandLineWords.options)
    let syntax = EditorSyntax(words)
    files = [
      ("Documentation/REFERENCE.md", ReferencePage(words).text()),
      ("Documentation/dcs.1", ManualPage(words, usage: CommandLineWords.usage).text()),
      ("Tools/Completion/dcs.bash", shell.bash()), ("Tools/Completion/_dcs", shell.zsh()),
      ("Tools/Completion/dcs.fish", shell.fish()),
      ("Tools/Syntax/vim/syntax/dcs.vim", syntax.vim()),
      ("Tools/Syntax/vim/ftdetect/dcs.vim", syntax.vimDetection()),
      ("Tools/Syntax/dcs.tmLanguage.json", syntax.textMate()),
      ("Tools/Syntax/dcs_lexer.py", syntax.pygments()),
    ]
  }
}
