import Language
import Networks
import Training

struct TrainCommand: Command {
  static let name = "train"
  static let summary = "Trains a dense net and gives the trained one."
  static let details = """
    Stochastic gradient descent on the cross entropy of the softmax of the outputs, or, where the
    examples have numbers in place of classes, on their mean square distance. The examples are
    shuffled anew in each epoch by the session's seed; the same seed gives the same bits on the same
    machine, whatever `--threads` says. Under `mpirun` the `slices` of a mini-batch are shared out
    among the ranks, and their gradients added in an order that depends on nothing but their number:
    the bits are the same for any number of ranks. With `teacher=` the loss is
    `w T^2 KL(teacher || net) + (1 - w)` cross entropy, both networks' outputs divided by the
    temperature T (Hinton, Vinyals and Dean 2015). With `checkpoint=` the net, what the optimizer
    remembers and the random numbers are kept after every epoch: the same training, started again,
    goes on there and ends with the same bytes. The file knows the arguments but not the data:
    delete it when these change. Layers that are pruned or shared are retrained by
    `retrain`.
    """
  static let group = CommandGroup.get
  static let network = Parameter<Network>("net", "the net to start from, for instance lenet300()")
  static let parameters: [any AnyParameter] = [network] + TrainingArguments.all
  static let examples = [
    Example("tiny = net([dense(4)], input=[2]) |> train(data(\"toy\"), epochs=2, lr=0.1)"),
    Example(
      """
      tiny = net([dense(8), relu, dense(4)], input=[2]); \
      big = train(tiny, data("toy"), epochs=3, lr=0.01, optimizer="adam", batch=32, l1=0, \
      l2=1e-4, schedule="cosine", keep_best=true, only="fc*", except="fc1")
      """),
    Example(
      """
      t = net([dense(4)], input=[2]); s = train(t, data("toy"), 1, teacher=t, teacher_weight=50%, \
      remember_teacher=true, \
      temperature=2, momentum=0.5, shift=0)
      """),
    Example(
      """
      x = randn(300, 2); d = dataset(x, x @ [[1], [-2]], valid=10%, test=10%); \
      line = net([dense(1)], input=[2]) |> train(d, epochs=40, lr=0.05, loss="mse"); \
      print(error(line, d.test) < 1e-4)
      """, prints: "true"),
    Example(
      "big = train(net([dense(4)], input=[2]), data(\"toy\"), 1, batch=100, slices=4)"),
    Example(
      """
      n = net([dense(4)], input=[2]); d = data("toy"); seed 1; a = train(n, d, 2); seed 1; \
      b = train(n, d, 2, checkpoint="/tmp/t.state"); print same(a, b)
      """, prints: "true"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    let network = call[Self.network]
    let compressed = network.weightNames.filter {
      network.parameter($0)?.weights.state != "dense"
    }
    guard compressed.isEmpty else {
      throw call.fault(
        .type, at: Self.network,
        "layers \(compressed.joined(separator: ", ")) are compressed already",
        hint: "retrain keeps zeros and shared weights")
    }
    var random = session.nextRandom()
    return .object(
      try TrainingSupervision.train(
        network,
        with: Trainer(
          try TrainingArguments.plan(call, for: network), record: try TrainingArguments.record(call)
        ),
        on: call[TrainingArguments.data],
        stage: "train", call: call, random: &random))
  }
}
