import Language

/// All commands of a console; the only registry.
public enum StandardCommands {
  public static func table(session: Session) -> CommandTable { CommandTable(all(session)) }

  static func all(_ session: Session) -> [any Command] {
    get(session) + compress(session) + look(session) + draw + keep(session)
      + BasicCommands.all(session: session)
  }

  private static func get(_ session: Session) -> [any Command] {
    [
      LoadCommand(session: session), DataCommand(), DatasetCommand(), ErrorCommand(),
      NetCommand(session: session),
      LeNet300Command(session: session),
      LeNet5Command(session: session), AlexNetCommand(session: session),
      VGG16Command(session: session),
      SqueezeNetCommand(session: session), TrainCommand(session: session), AccuracyCommand(),
      InferCommand(), OutputsCommand(),
      FileSizeCommand(), ExistsCommand(),
    ] + layers
  }

  private static let layers: [any Command] = [
    DenseCommand(), ConvCommand(), ReLUCommand(), LeakyReLUCommand(), SigmoidCommand(),
    TanhCommand(), ClipCommand(),
    MaxPoolCommand(), AveragePoolCommand(), GlobalAveragePoolCommand(), LRNCommand(),
    BatchNormCommand(),
    DropoutCommand(),
    ConcatCommand(), AddCommand(), FlattenCommand(), SoftmaxCommand(),
  ]

  private static func compress(_ session: Session) -> [any Command] {
    [
      FoldCommand(), PruneCommand(session: session), RetrainCommand(session: session),
      QuantizeCommand(session: session), CompressCommand(session: session),
      CentroidsCommand(session: session),
      HuffmanCommand(session: session), ArithmeticCommand(session: session), UnpackCommand(),
      EstimateCommand(session: session),
      FactorizeCommand(), SensitivityCommand(session: session), PlanCommand(),
      SweepCommand(session: session), TuneCommand(session: session),
      StandInCommand(session: session),
    ]
  }

  private static func look(_ session: Session) -> [any Command] {
    [
      ShowCommand(), ReportCommand(session: session), PaperCommand(), InspectCommand(),
      VerifyCommand(),
      CompareCommand(),
      DevicesCommand(), TuneDeviceCommand(), BenchCommand(), BenchPackingCommand(),
      BenchTrainingCommand(), BenchCodecCommand(), BenchRanksCommand(),
      ExplainCommand(),
    ]
  }

  private static let draw: [any Command] = [
    PlotCommand(), HistCommand(), HistogramCommand(), HeatmapCommand(), PanelsCommand(),
    PlotCodebookCommand(),
    PlotCodesCommand(), PlotLayersCommand(),
  ]

  private static func keep(_ session: Session) -> [any Command] {
    [
      SaveCommand(session: session), ExportCommand(session: session),
      CheckpointCommand(session: session),
      SeedCommand(session: session),
    ]
  }
}
