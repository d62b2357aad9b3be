import DeepCompression
import Language
import Networks
import Pruning
import Training

struct RetrainCommand: Command {
  static let name = "retrain"
  static let summary = "Trains a pruned or shared net on, keeping its zeros and its sharing."
  static let details = """
    Pruned weights stay zero: their gradients are masked (Han et al. 2015, section 3.1). Shared
    weights keep their assignments; the gradient of a centroid is the sum of the gradients of its
    weights (paper, equation 3). Dropout is lowered to `D_o sqrt(C_ir / C_io)` with the connections
    C left and there were (Han et al. 2015, section 3.2); the net that comes back has its own rates
    again. Afterwards centroids and biases are rounded to what `quantize` said. The 2015 paper's
    recipe: a tenth of the first learning rate (`lr`), L2 rather than L1 (`l2=`; L1 is better only
    without retraining, its figure 5), convolutions and fully connected layers in turn
    (`only="conv*"`, then `only="fc*"`: the others stay as they are), and pruning in several steps
    with a retraining after each.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "a net after prune or quantize")
  static let lowersDropout = Parameter<Bool>(
    "lower_dropout", "adjust dropout to the connections that are left", default: true)
  static let parameters: [any AnyParameter] = [network] + TrainingArguments.all + [lowersDropout]
  static let examples = [
    Example(
      """
      p = net([dense(4)], input=[2]) |> prune(sparsity=50%) |> \
      retrain(data("toy"), epochs=1, lr=0.01)
      """
    ),
    Example(
      """
      q = net([dense(4)], input=[2]) |> quantize(bits=2) |> \
      retrain(data("toy"), 1, lr=1e-3, optimizer="adam", lower_dropout=false)
      """),
    Example(
      """
      d = net([dense(8), relu, dropout(20%), dense(4)], input=[2]) |> prune(sparsity=50%); \
      r = retrain(d, data("toy"), 1, batch=16, momentum=0.9, l1=1e-5, l2=1e-5, schedule="step", \
      shift=0, teacher=d, teacher_weight=90%, temperature=4, keep_best=true, only="*", \
      except="fc2")
      """),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = call[Self.network]
    var random = session.nextRandom()
    let trainer = Trainer(
      try TrainingArguments.plan(call, for: network), constraints: network.constraints)
    let retrained = try TrainingSupervision.train(
      call[Self.lowersDropout] ? network.withAdjustedDropout() : network, with: trainer,
      on: call[TrainingArguments.data], stage: "retrain", call: call, random: &random)
    return .object(retrained.withDropout(of: network))
  }
}
