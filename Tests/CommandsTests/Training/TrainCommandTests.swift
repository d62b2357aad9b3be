import Commands
import Language
import Synchronization
import Testing

/// train and retrain.
@Suite struct TrainCommandTests {
  private static let toy = "d = data(\"toy\"); " + Nets.packed

  /// Four clouds around the corners of a square, a tenth of a side's square root apart: 8 units
  /// separate nearly all.
  @Test func learnsTheToyData() throws {
    let run = try ScriptRun(
      Self.toy + "t = train(n, d, epochs=30, lr=0.1); print(accuracy(t, d.test) > 95%)")
    #expect(run.story == "true")
  }

  @Test(arguments: [
    Case("same(train(n, d, epochs=0), n)", "true"),
    Case("same(train(n, d, 1, lr=0), n)", "true"),
    Case(
      "t = train(n, d, 2, only=\"fc2\"); [same(t.fc1, n.fc1), same(t.fc2, n.fc2)]",
      "[true, false]"),
    Case("same(train(n, d, 1, only=[]), n)", "true"),
    Case(
      """
      r = retrain(p, d, 2); [same(r.fc1.mask, p.fc1.mask), \
      same(r.fc1.weight, r.fc1.weight * p.fc1.mask), same(r, p)]
      """,
      "[true, true, false]"),
    Case(
      """
      r = retrain(q, d, 2); [same(r.fc1.codes, q.fc1.codes), same(r.fc1.mask, q.fc1.mask), \
      same(r.fc1.codebook, q.fc1.codebook)]
      """,
      "[true, true, false]"),
    Case(
      "r = retrain(q, d, 2); [r.state, r.fc1.bits, len(unique(r.fc1.weight)) <= 5]",
      "[\"shared\", 2, true]"),
    Case("r = retrain(q, d, 2); same(unpack(huffman(r)), r)", "true"),
  ]) func training(_ example: Case) throws {
    #expect(try ScriptRun(Self.toy + example.code).story == example.expected)
  }

  /// What a state holds after cuts is in TrainingTests.
  @Test func checkpointsGoOn() throws {
    let run = try ScriptRun(
      Self.toy + """
        seed 4; a = retrain(q, d, 6, lr=1e-3, optimizer="adam")
        seed 4; b = retrain(q, d, 6, lr=1e-3, optimizer="adam", checkpoint="/tmp/r.state")
        seed 4; c = retrain(q, d, 6, lr=1e-3, optimizer="adam", checkpoint="/tmp/r.state")
        print(same(a, b), same(a, c))
        try { retrain(q, d, 6, lr=2e-3, checkpoint="/tmp/r.state") } catch e { print e.kind }
        save("nonsense", "/tmp/r.txt")
        try { train(n, d, 1, checkpoint="/tmp/r.txt") } catch e { print e.message }
        try { retrain(p, d, 1, sparsity=90%, checkpoint="/tmp/s") } catch e { print e.message }
        """)
    #expect(run.error == nil)
    let kept = run.outcomes.filter { $0.contains("6 epochs, 6 of them kept from before, loss ") }
    #expect(kept.count == 1, "\(run.outcomes)")
    let lines = run.output.split(separator: "\n").suffix(4)
    let ends = [
      "true true", "format", "r.txt' is damaged, or no state of a training",
      "the state of this training cannot be kept: weights are pruned on the way",
    ]
    #expect(lines.count == 4 && zip(lines, ends).allSatisfy { $0.hasSuffix($1) }, "\(run.output)")
  }

  /// No command changes its input.
  @Test(arguments: [
    "prune(n, sparsity=90%, only=\"fc2\")", "quantize(n, bits=1)", "train(n, d, 1)",
    "retrain(n, d, 1)", "huffman(n)",
    "report(n)", "show(n)", "estimate(n)", "accuracy(n, d.test)", "infer(n, d.test)",
    "compare(n, q)",
    "save(n, \"/tmp/a.dcz\")", "retrain(n, d, 1, teacher=n)",
  ]) func inputsStayAsTheyWere(_ command: String) throws {
    let run = try ScriptRun(
      Self.toy
        + "w = n.fc1.weight.values; v = n.fc2.weight.values; b = n.fc2.bias.values; "
        + "x = \(command); "
          + """
          print(n.fc1.weight.values == w, n.fc2.weight.values == v, n.fc2.bias.values == b, \
          n.state)
          """
    )
    #expect(run.error?.message == nil)
    #expect(run.output.hasSuffix("true true true dense"))
  }

  @Test(arguments: [
    Refusal(
      "train(n, d, lr=-1)", "value: lr must be between 0 and 1000000, not -1", at: "-1"),
    Refusal("train(n, d, lr=0/0)", "value: lr must be between 0 and 1000000, not nan", at: "0/0"),
    Refusal(
      "train(n, d, 1, lr=1e6, l2=1e6, batch=80)",
      "value: the loss is no longer a number in epoch 1: lower the learning rate", at: "1e6"),
    Refusal(
      "train(n, d, epochs=-1)", "value: epochs must be between 0 and 1000000, not -1", at: "-1"),
    Refusal("train(n, d, batch=0)", "value: batch must be between 1 and 1000000, not 0", at: "0"),
    Refusal(
      "train(n, d, momentum=1)", "value: momentum must be between 0 and 0.999999, not 1", at: "1"),
    Refusal(
      "train(n, d, lr=1e6, l2=1e6)",
      "value: the loss is no longer a number in epoch 1: lower the learning rate",
      at: "1e6"),
    Refusal(
      "train(p, d)", "type: layers fc1, fc2 are compressed already", at: "p",
      hint: "retrain keeps zeros and shared weights"),
    Refusal(
      "net([flatten, dense(4)], input=[1, 1, 2]) |> train(d)",
      "shape: the network takes inputs of shape [1, 1, 2], but the examples have shape [2]",
      at: "d",
      hint: "data(..., images=true) gives inputs of the other form"),
    Refusal(
      "lenet300() |> prune(50%) |> retrain(d)",
      "shape: the network takes inputs of shape [784], but the examples have shape [2]", at: "d"),
    Refusal(
      "train(net([dense(3)], input=[2]), d)",
      "shape: the network has 3 outputs, but the labels need 4", at: "d"),
    Refusal(
      "train(n, d, teacher=net([dense(3)], input=[2]))",
      "shape: the teacher's outputs have shape [3], the network's [4]",
      at: "net([dense(3)], input=[2])"),
    Refusal(
      "train(n, d, teacher=net([dense(4)], input=[3]))",
      "shape: the teacher's inputs have shape [3], the network's [2]",
      at: "net([dense(4)], input=[3])"),
    Refusal(
      "train(n, d, teacher=n, temperature=0)",
      "value: temperature must be between 0.001 and 1000, not 0", at: "0"),
    Refusal(
      "train(n, d, only=\"fc7\")", "argument: no layer is called 'fc7'", at: "\"fc7\"",
      hint: "did you mean 'fc1'?"),
    Refusal(
      "retrain(h, d)", "type: argument 'net' of retrain: expected a net, got a packed net", at: "h",
      hint: "unpack gives the net back"),
  ]) func refuses(_ refusal: Refusal) throws {
    try check(
      Refusal(Self.toy + refusal.code, refusal.message, at: refusal.place, hint: refusal.hint))
  }

  /// One milestone an epoch, the last at the end.
  @Test func tellsHowFarItIs() throws {
    let progress = try ScriptRun(Self.toy + "t = train(n, d, 3, batch=100)").progress.filter(
      \.isMilestone)
    #expect(progress.map(\.done) == [320, 640, 960])
    #expect(progress.allSatisfy { $0.total == 960 && $0.stage == "train" && $0.unit == "examples" })
    #expect(progress.last?.detail.hasPrefix("epoch 3/3, loss ") == true)
  }

  /// Asked after each batch; the first yes ends the work, and the variables are those of before. A
  /// command on a thread of its own and who waits for it may ask at the same time.
  @Test(arguments: [
    "n = train(n, d, epochs=100000)", "n = retrain(n, d, epochs=100000)",
    "n = bench(h, cold=false, rounds=100000)",
    "while true { n = accuracy(q, d.test) }", "while true { n = infer(q, d.test, batch=1) }",
    "while true { n = report(q, data=d.test) }",
  ]) func interruptionEndsTheWork(_ command: String) throws {
    let asked = Mutex(0)
    let interpreter = Interpreter(commands: StandardCommands.table(session: Session())) { _ in
    } isInterrupted: {
      asked.withLock {
        $0 += 1
        return $0 >= 60
      }
    }
    let outcome = interpreter.execute(
      SourceText(name: "test", text: Self.toy + "m = n; " + command), echo: .none)
    #expect(outcome.error?.kind == .interrupted)
    #expect(outcome.exitCode == .interrupted)
    #expect((60...61).contains(asked.withLock { $0 }))
    #expect(interpreter.globals.names.contains("m"))
  }
}
