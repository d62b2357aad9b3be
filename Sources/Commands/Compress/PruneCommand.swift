import DeepCompression
import Language
import Networks
import Pruning

struct PruneCommand: Command {
  static let name = "prune"
  static let summary = "Removes the connections with the smallest weights."
  static let details = """
    Stage one of the paper (section 2). Exactly one of `sparsity`, `threshold` and `quality` is
    given. `quality` is the 2015 recipe: what is below quality x standard deviation of the layer's
    surviving weights goes. With `method="layer"` each layer loses its own fraction; `"global"`
    compares |w| over all layers together, `"lamp"` the LAMP score w^2 / (sum of the squares not
    smaller in its layer) (Lee et al. 2021). What an earlier `prune` removed stays removed and
    counts. Biases are not pruned. Batch normalization is folded into the layer before it first, as
    `fold` does. `units` removes whole neurons and filters instead, the weakest by |w_in|^2
    |w_out|^2, so that the net becomes narrow; sizes are still compared with those of the net
    before. `dead_units` removes those that nothing reads or that read nothing, and puts what the
    latter give into the biases behind them; `sort_units` orders units by their count of weights,
    which changes nothing but makes gaps shorter. All three need a chain of dense layers,
    convolutions and layers that keep units apart.

    `method="hessian"` needs no training: the weights go whose loss the others can make good best,
    by what `data` shows of each layer's inputs, and these do (Optimal Brain Surgeon, Hassibi and
    Stork 1993, a layer at a time). One `sparsity` for all is spent where it adds least to a layer's
    relative error. `groups="2:4"` keeps two of each four inputs that follow each other, which some
    processors multiply faster.

    Small steps with `retrain` after each lose less
    than one large step (2015, figure 5); `sensitivity` and `plan` find how far each layer can go.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<NetworkOrStream>("net", "a dense or pruned net")
  static let sparsity = Parameter<PerLayer<Double>?>(
    "sparsity", "fraction of all weights that is gone afterwards, 0 to below 1", default: nil)
  static let threshold = Parameter<PerLayer<Double>?>(
    "threshold", "removes every weight of smaller magnitude", default: nil)
  static let quality = Parameter<PerLayer<Double>?>(
    "quality", "threshold in standard deviations of the layer's weights", default: nil)
  static let units = Parameter<PerLayer<Int>?>(
    "units", "how many neurons or filters of these layers stay, for instance {fc1: 140}",
    default: nil)
  static let deadUnits = Parameter<Bool>(
    "dead_units", "removes units without inputs or without readers, afterwards", default: false)
  static let sortUnits = Parameter<Bool>(
    "sort_units", "orders units by how many weights they have, at last", default: false)
  static let method = Parameter<PruningMethod>(
    "method", "how weights of different layers are compared", default: .layer,
    choices: PruningMethod.words)
  static let only = Parameter<LayerSelection?>("only", "layers to prune", default: nil)
  static let except = Parameter<LayerSelection?>(
    "except", "layers to leave as they are", default: nil)
  static let smallest = Parameter<Int>(
    "smallest", "leaves layers of fewer weights as they are", default: 0)
  static let groups = Parameter<String?>(
    "groups", "method=\"hessian\": of how many inputs how many stay, for instance \"2:4\"",
    default: nil)
  static let parameters: [any AnyParameter] = [
    network, sparsity, threshold, quality, units, method, only, except, smallest, deadUnits,
    sortUnits, QuantizeCommand.data, QuantizeCommand.samples, groups,
  ]
  static let examples = [
    Example("print((lenet300() |> prune(sparsity=90%)).sparsity)", prints: "0.9"),
    Example(
      "n = lenet300() |> prune(sparsity={\"fc*\": 92%, fc3: 74%}); print n.fc3.sparsity",
      prints: "0.74"),
    Example("n = lenet300() |> prune(quality=1, only=\"fc1\"); print n.fc2.state", prints: "dense"),
    Example("n = lenet300() |> prune(threshold=0.05, except=[\"fc3\"])"),
    Example("n = lenet300() |> prune(sparsity=95%, method=\"lamp\")"),
    Example(
      "n = lenet300() |> prune(sparsity=50%, smallest=2000); print n.fc3.state", prints: "dense"),
    Example(
      """
      n = lenet300() |> prune(units={fc1: 140, fc2: 50}); \
      print(n.parameters, n.original_bytes / 4)
      """, prints: "117460 266610"),
    Example(
      "n = lenet300() |> prune(sparsity=99%, method=\"lamp\", dead_units=true, sort_units=true)"),
    Example(
      """
      n = lenet300(); p = prune(n, sparsity=80%, method="hessian", data=randn(64, 784), \
      samples=64, except="fc1"); print(p.fc1.state, p.fc2.state)
      """, prints: "dense pruned"),
    Example(
      "print((lenet300() |> prune(groups=\"2:4\", method=\"hessian\")).sparsity)", prints: "0.5"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    if let stream = call[Self.network].stream { return try Self.pruned(stream, call) }
    let network = try FoldCommand.folded(try call[Self.network].network(), call)
    var pruned =
      call[Self.method] == .hessian
      ? try SecondOrderPruneStage(call, session: session).pruned(network)
      : try Self.pruned(network, call)
    try call.locating(Self.network) {
      if call[Self.deadUnits] { pruned = try pruned.withoutDeadUnits() }
      if call[Self.sortUnits] { pruned = try pruned.sortingUnits() }
    }
    Self.tell(pruned, from: network, call)
    return .object(pruned)
  }

  private static func pruned(_ network: Network, _ call: BoundCall) throws -> Network {
    let names = try call.layers(
      of: network, only: Self.only, except: Self.except, smallest: Self.smallest)
    for stranger in [QuantizeCommand.data, QuantizeCommand.samples, groups] as [any AnyParameter]
    where call.isGiven(stranger) {
      throw call.fault(
        .argument, at: stranger, "'\(stranger.name)' is for method=\"hessian\"")
    }
    let given = [
      call.isGiven(Self.sparsity), call.isGiven(Self.threshold), call.isGiven(Self.quality),
      call.isGiven(Self.units),
    ].count { $0 }
    if given == 0 && (call[Self.deadUnits] || call[Self.sortUnits]) { return network }
    guard given == 1 else {
      throw Diagnostic(
        .argument, "prune needs exactly one of sparsity, threshold, quality and units",
        at: call.span, hint: "for instance sparsity=90%")
    }
    if let units = call[Self.units] {
      return try call.locating(Self.units) {
        let counts = try units.resolved(for: network.weightNames)
        return try network.keepingStrongestUnits(counts.filter { names.contains($0.key) })
      }
    }
    if let score = call[Self.method].score {
      return try prunedGlobally(network, names, score, call)
    }
    var criteria: [String: PruningCriterion] = [:]
    for (parameter, make) in Self.criteria {
      guard let setting = call[parameter] else { continue }
      let resolved = try call.locating(parameter) {
        try setting.resolved(for: network.weightNames)
      }
      for (name, value) in resolved where names.contains(name) { criteria[name] = make(value) }
      return try pruned(network, by: criteria, parameter, call)
    }
    return network
  }

  private static func pruned(
    _ network: Network, by criteria: [String: PruningCriterion], _ measure: any AnyParameter,
    _ call: BoundCall
  ) throws -> Network {
    var pruned = network
    let names = network.weightNames.filter { criteria[$0] != nil }
    try call.forEachLayer(names, of: network, stage: "prune") { name in
      guard let criterion = criteria[name] else { return }
      pruned = try call.locating(by: Self.argumentAtFault(measure)) { () throws(PruningError) in
        try pruned.pruned(by: [name: criterion])
      }
    }
    return pruned
  }

  /// A model that stays in its files: when it is written, each matrix by itself, once it is known
  /// what goes of it.
  private static func pruned(_ stream: StreamedModel, _ call: BoundCall) throws -> Value {
    let taken: [any AnyParameter] = [
      network, only, except, smallest, sparsity, threshold, quality, method,
    ]
    try call.refuse(parameters.filter { other in !taken.contains { $0.name == other.name } })
    guard call[method] != .hessian else {
      throw call.fault(
        .argument, at: method, "method=\"hessian\" is not for a model that stays in its files",
        hint: "\"layer\", \"global\" and \"lamp\" are")
    }
    let names = try call.names(of: stream, only: only, except: except, smallest: smallest)
    if let shared = names.first(where: { stream.sharing[$0] != nil }) {
      try call.locating(network) { throw PruningError.alreadyShared(layer: shared) }
    }
    if let score = call[method].score { return try pruned(stream, names, score, call) }
    let given = criteria.filter { call.isGiven($0.0) }
    guard given.count == 1, let (parameter, make) = given.first, let setting = call[parameter]
    else {
      throw Diagnostic(
        .argument, "prune needs exactly one of sparsity, threshold and quality", at: call.span,
        hint: "for instance sparsity=90%")
    }
    let chosen = Set(names)
    var stream = stream
    let resolved = try call.locating(parameter) {
      try setting.resolved(for: stream.weightNames)
    }
    for (name, value) in resolved where chosen.contains(name) {
      let criterion = make(value)
      try call.locating(by: argumentAtFault(parameter)) { () throws(PruningError) in
        try criterion.check()
      }
      stream.pruning[name, default: []].append(criterion)
    }
    return .object(stream)
  }

  /// One sparsity for all together: the files are looked through at once.
  private static func pruned(
    _ stream: StreamedModel, _ names: [String], _ score: GlobalScore, _ call: BoundCall
  ) throws -> Value {
    let sparsity = try commonSparsity(call)
    var stream = stream
    let (count, kept) = try call.locating(Self.sparsity) {
      try stream.pruneGlobally(
        names, sparsity: sparsity, score: score,
        monitor: call.monitor(name, in: "weights", isTimed: true))
    }
    tellKept(kept, of: count, call)
    return .object(stream)
  }

  private static func commonSparsity(_ call: BoundCall) throws -> Double {
    guard let sparsity = call[Self.sparsity]?.common else {
      throw call.fault(
        .argument, at: Self.method,
        "method=\"\(call[Self.method].rawValue)\" takes one sparsity for all layers together")
    }
    try call.locating(by: argumentAtFault(Self.sparsity)) { () throws(PruningError) in
      try PruningCriterion.sparsity(sparsity).check()
    }
    return sparsity
  }

  private static let criteria:
    [(Parameter<PerLayer<Double>?>, @Sendable (Double) -> PruningCriterion)] = [
      (sparsity, { .sparsity($0) }), (threshold, { .threshold($0) }), (quality, { .quality($0) }),
    ]

  private static func prunedGlobally(
    _ network: Network, _ names: [String], _ score: GlobalScore, _ call: BoundCall
  ) throws -> Network {
    let sparsity = try commonSparsity(call)
    let argumentAtFault = Self.argumentAtFault(Self.sparsity)
    var scored: [ScoredLayer] = []
    try call.forEachLayer(names, of: network, stage: "prune") { name in
      scored.append(
        try call.locating(by: argumentAtFault) { () throws(PruningError) in
          try network.scored(name, by: score)
        })
    }
    return try call.locating(by: argumentAtFault) { () throws(PruningError) in
      try network.pruned(lowestOf: scored, sparsity: sparsity)
    }
  }

  /// Which argument an error is about: the net when it is shared already, the measure otherwise.
  private static func argumentAtFault(_ measure: any AnyParameter) -> (PruningError) ->
    any AnyParameter
  {
    { error in
      if case .alreadyShared = error { return network }
      return measure
    }
  }
}

enum PruningMethod: String, Choice {
  case layer, global, lamp, hessian

  /// nil: every layer by itself.
  var score: GlobalScore? {
    switch self {
    case .layer, .hessian: nil
    case .global: .magnitude
    case .lamp: .lamp
    }
  }
}
