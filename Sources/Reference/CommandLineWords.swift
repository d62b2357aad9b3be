/// The ways to start dcs, for its own help, its manual page and completion.
public enum CommandLineWords {
  public static let usage = """
    dcs                              the prompt
    dcs study.dcs [--name value ...] a script, with values for its parameters
    dcs study.dcs --help             the script's parameters
    dcs -c 'code'   dcs -            code from the command line, from standard input
    dcs -i study.dcs                 a script, then the prompt
    dcs report study.dcs [--to page.html|notes.md] [--name value ...]
                                     runs a script and writes a page of what it says and shows
    dcs model.dcz                    what is in a model, .dcz or of another program
    dcs help [NAME]                  the commands, or one of them; dcs help topics
    dcs check study.dcs [--json]     looks for mistakes, runs nothing
    dcs inspect model.dcz            what is in a compressed model
    dcs verify model.dcz             whether it is whole
    dcs jupyter install [--prefix DIR]
                                     makes dcs a kernel of Jupyter notebooks
    dcs --stdio-json                 for editors: one JSON object a line, in and out
    """

  /// Words that stand where a script could.
  public static let subcommands = [
    "help", "report", "check", "inspect", "verify", "jupyter",
  ]

  public static let options = [
    "-c", "-i", "--quiet", "--format", "--threads", "--device", "--no-init", "--version", "--help",
    "--stdio-json",
  ]
}
