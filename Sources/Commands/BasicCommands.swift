import Language

/// The general commands: numbers and tensors, tables and lists, text.
public enum BasicCommands {
  public static func all(session: Session) -> [any Command] {
    numbers(session) + tables(session) + text
  }

  private static func numbers(_ session: Session) -> [any Command] {
    [
      AbsCommand(), SqrtCommand(), ExpCommand(), LogCommand(), RoundCommand(), FloorCommand(),
      ModCommand(),
      MinCommand(), MaxCommand(), SumCommand(), MeanCommand(), StdCommand(), ArgmaxCommand(),
      ZerosCommand(), OnesCommand(), RandCommand(session: session), RandnCommand(session: session),
      TensorCommand(), ReshapeCommand(), TransposeCommand(), SVDCommand(), NearCommand(),
      SameCommand(),
    ]
  }

  private static func tables(_ session: Session) -> [any Command] {
    [
      TableCommand(), AppendCommand(), RowsCommand(), ColumnsCommand(), FilterCommand(),
      MapCommand(session: session), SortCommand(),
      UniqueCommand(), JoinCommand(), KeysCommand(), ValuesCommand(), LenCommand(), ListCommand(),
      AnyCommand(),
      AllCommand(), TypeCommand(),
    ]
  }

  private static var text: [any Command] {
    [PrintCommand(), FormatCommand(), SplitCommand(), ReplaceCommand()]
  }
}
