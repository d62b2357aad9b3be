import Benchmarks
import CompressedModels
import Devices
import Inference
import Language
import Networks
import Products
import Tensors

struct BenchCommand: Command {
  static let name = "bench"
  static let summary =
    "Times each step of a net against dense and sparse libraries, and counts their bytes."
  static let details = """
    Ways: dcs runs from codes and positions; OpenBLAS multiplies the same weights as a dense matrix;
    CSR is the usual sparse format with floats, in plain C; MKL and MKL sparse are Intel's library
    when it can be loaded (`pip install mkl`; DCS_MKL names its file or folder); reading only reads
    the bytes that dcs reads. All take turns; times are medians in microseconds of one pass over the
    batch with the distance between the quartiles: processor time of one thread, or wall time when
    `threads` is more (then only dcs and OpenBLAS). `cold` lets copies of the weights take turns,
    more than the caches hold, so that weights come from memory, as in a network that does not fit.
    `ratio` is how many times longer a way takes than dcs; `bytes` are those of the weights that a
    pass reads, `held` what dcs keeps for such batches. `holds` names the layers that one step
    computes at once: a product with the sum and the activation behind it, or a layer without
    weights. `uJ modelled` counts the bytes of weights and the operations with the energies that the
    paper gives for a 45 nm process; `uJ measured` is the
    processor's own count (RAPL, everything that runs included) where the kernel shows it, or the
    card's (NVML). `form` is
    how dcs computes: fully connected layers by codes (unpruned ones), wide steps, blocks, rows or
    tiles; convolutions by planes (from codes) or decoded (dense), whatever is quicker at their
    density and shape (DCS_CONVOLUTION=planes|dense forces one). Libraries get the inputs of a batch
    in the order that suits them. With all layers, steps without weights follow, "other steps" is
    their sum and "all" the whole net, beside the layers' own code on dense weights.
    With `on=` the steps run on a device that `devices()` lists, way "device": launched back to back
    on wall time, `all` with copies in and out; `form` is the form of the weights there, "tiles" for
    those that are decoded tile by tile, or "host" for a step that no kernel computes. By CUDA the
    fully connected layers are timed by cuBLAS (all weights) and cuSPARSE (the survivors), too,
    where these are installed (DCS_CUBLAS and DCS_CUSPARSE name their files).
    Several nets, in a list or a record, are timed one after the other and share the table: `net` is
    the number or the name.
    """
  static let group = CommandGroup.look
  static let packed = Parameter<NamedModels>(
    "packed", "a net or a packed one, or a list or record of several")
  static let batch = Parameter<[Int]>("batch", "inputs of one pass", default: [1, 64])
  static let layers = Parameter<LayerSelection?>(
    "layers", "layers to time; all when left out", default: nil)
  static let threads = Parameter<Int>("threads", "threads of dcs and OpenBLAS", default: 1)
  static let cold = Parameter<Bool>(
    "cold", "weights come from memory, not from the caches", default: true)
  static let whole = Parameter<Bool>(
    "whole", "only whole nets and their steps without weights, without peers", default: false)
  static let rounds = Parameter<Int>("rounds", "how often each is timed", default: 11)
  static let cpu = Parameter<String>(
    "cpu",
    "instructions that dcs may use: portable, avx2 or avx512; all of the processor's when left out",
    default: "")
  static let parameters: [any AnyParameter] = [
    packed, batch, layers, threads, cold, whole, rounds, cpu, PlaceArgument.on,
  ]
  static let examples = [
    Example(
      """
      p = net([dense(8)], input=[16]) |> stand_in(density=50%, bits=2) |> huffman; \
      t = bench(p, batch=[1], cold=false, rounds=3); print t.layer[0], t.way[0]
      """,
      prints: "fc1 dcs"),
    Example(
      """
      p = lenet300() |> stand_in(density=10%) |> huffman; \
      t = bench(p, batch=[8], layers="fc1", threads=2, rounds=3, cpu="portable"); print t.way
      """,
      prints: "[\"dcs\", \"OpenBLAS\"]"),
    Example(
      "t = bench(lenet300(), batch=[2], whole=true, cold=false, rounds=1); print t.layer",
      prints: "[\"other steps\", \"all\"]"),
    Example(
      """
      n = net([dense(8)], input=[16]); t = bench({few: huffman(stand_in(n, density=10%, bits=2)), \
      many: huffman(stand_in(n, density=90%, bits=2))}, batch=[1], rounds=1); print unique(t.net)
      """,
      prints: "[\"few\", \"many\"]"),
    Example(
      """
      place = ["cpu", "gpu"][min(1, len(devices()))]; \
      t = bench(net([dense(8)], input=[16]), batch=[1], rounds=1, on=place); print t.layer[0]
      """, prints: "fc1"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rounds, in: 1...100_000)
    try call.require(Self.threads, in: 1...1024)
    guard !call[Self.batch].isEmpty, call[Self.batch].allSatisfy({ (1...100_000).contains($0) })
    else {
      throw call.fault(.value, at: Self.batch, "batch sizes are whole numbers from 1 to 100000")
    }
    let level = try Self.level(call)
    var results: [(net: String, layers: [StepBenchmark])] = []
    for (name, model) in call[Self.packed].models {
      let found = try ProcessorLevel.$current.withValue(level) { try Self.results(call, model) }
      results.append((name, found))
    }
    guard !results.isEmpty else {
      throw call.fault(.value, at: Self.packed, "there is no net to time")
    }
    return .object(Self.table(results, isOne: call[Self.packed].isOne, isCold: call[Self.cold]))
  }

  private static func level(_ call: BoundCall) throws -> ProcessorLevel {
    guard !call[cpu].isEmpty else { return ProcessorLevel.current }
    do { return try ProcessorLevel.asked(call[cpu]) } catch {
      throw call.fault(.value, at: cpu, error.description(asking: "cpu"))
    }
  }

  private static func results(_ call: BoundCall, _ model: Model) throws -> [StepBenchmark] {
    let machine = Machine(
      level: .current, threads: call[threads], convolutionForm: ConvolutionForm.forced)
    let program = try model.program(on: machine)
    let names = program.schedule.network.weightNames
    let chosen = try call.locating(layers) { try call[layers]?.names(among: names) ?? names }
    var settings = StepBenchmark.Settings(
      layers: chosen, batches: call[batch], rounds: call[rounds], isCold: call[cold],
      machine: machine, mkl: MathKernelLibrary(), energy: EnergyCounter())
    settings.isWholeOnly = call[whole]
    if let device = try call.device(warningAs: name) {
      if device.kind != .cpu { settings.energy = EnergyCounter(card: device.name) }
      return try call.locating(PlaceArgument.on) {
        try DeviceBenchmark.run(
          program, on: DeviceConnection.to(device, store: .userCache), settings,
          betweenRounds: call.context.checkInterruption)
      }
    }
    return try StepBenchmark.run(
      program, dense: { try model.network().withDenseWeights }, settings,
      betweenRounds: call.context.checkInterruption)
  }

  private static func table(
    _ results: [(net: String, layers: [StepBenchmark])], isOne: Bool, isCold: Bool
  ) -> Table {
    let rows = results.flatMap { net, layers in
      layers.map { (isOne ? [] : [.string(net)]) + row($0, isCold: isCold) }
    }
    let columns = [
      "layer", "shape", "kept", "batch", "caches", "way", "form", "us", "+-", "ratio", "bytes",
      "held", "uJ modelled", "uJ measured", "holds",
    ]
    let formats = [
      nil, nil, ".1%", "d", nil, nil, nil, ".1", ".1", ".2", "d", "d", ".1", ".1", nil,
    ]
    return ReportTables.table(
      "Time of one pass", (isOne ? [] : ["net"]) + columns, rows,
      formats: (isOne ? [] : [nil]) + formats)
  }

  private static func row(_ result: StepBenchmark, isCold: Bool) -> [Value] {
    let energy = EnergyModel.joules(weightBytes: result.bytes, products: result.products)
    return [
      .string(result.layer), .string(result.shape.map(String.init).joined(separator: "x")),
      result.shape.isEmpty && result.layer != StepBenchmark.whole ? .none : .number(result.density),
      .number(Double(result.batch)), .string(isCold ? "cold" : "hot"),
      .string(result.device != nil && result.way == .dcs ? "device" : result.way.rawValue),
      result.form.isEmpty ? .none : .string(result.form),
      .number(1e6 * result.timing.median), .number(1e6 * result.timing.spread),
      .number(result.ratio),
      .number(Double(result.bytes)), .number(Double(result.heldBytes)),
      result.products > 0 ? .number(1e6 * energy) : .none,
      result.joules.map { .number(1e6 * $0) } ?? .none,
      .string(result.holds),
    ]
  }
}

extension Network {
  /// Every weight as a float.
  fileprivate var withDenseWeights: Network {
    var network = self
    for name in weightNames {
      network.updateParameter(name) { $0.weights = .dense($0.weights.tensor) }
    }
    return network
  }
}
