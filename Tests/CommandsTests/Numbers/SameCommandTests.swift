import Commands
import Testing

@Suite struct SameCommandTests {
  @Test(arguments: [
    Case("same(1, 1)", "true"), Case("same(1, \"1\")", "false"), Case("same(0/0, 0/0)", "true"),
    Case("0/0 == 0/0", "false"),
    Case("same({a: 1, b: [2]}, {b: [2], a: 1})", "true"),
    Case("same({a: 1}, {a: 1, b: 2})", "false"),
    Case("same([0/0], [0/0])", "true"), Case("same(1..3, 1..3)", "true"),
    Case("same(none, none)", "true"),
    Case("same(tensor([1, 2]), tensor([1, 2]))", "true"),
    Case("same(tensor([1, 2]), tensor([[1, 2]]))", "false"),
    Case("same(tensor([0/0]), tensor([0/0]))", "true"),
    Case("same(tensor([0]), -tensor([0]))", "false"),
    Case("same(tensor([1]), [1])", "false"),
    Case("same(table({a: [0/0]}), table({a: [0/0]}))", "true"),
    Case("same(table({a: [1]}), table({b: [1]}))", "false"), Case("same(sqrt, sqrt)", "true"),
  ]) func values(_ example: Case) { #expect(example.printed == example.expected) }

  /// A new weight or a new start makes another net; masks and codebooks that keep all values do
  /// not.
  @Test(arguments: [
    Case("a = lenet300(); same(a, a)", "true"), Case("same(lenet300(), lenet300())", "false"),
    Case("a = lenet300(); same(a.fc1.weight, a.fc1.weight)", "true"),
    Case("a = lenet300(); b = a |> prune(sparsity=50%); same(b.fc1, a.fc1)", "false"),
    Case(
      "a = lenet300() |> prune(sparsity=90%) |> quantize(bits=4); len(unique(a.fc1.weight))", "17"),
  ]) func nets(_ example: Case) {
    let session = Session()
    let commands =
      StandardCommands.table(session: session).commands + BasicCommands.all(session: session)
    let (output, error) = ExampleRunner.run(example.code, commands: commands)
    #expect(error?.message == nil)
    #expect(output == example.expected)
  }
}
