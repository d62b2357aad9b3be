import Commands
import TestSupport
import Testing

struct LazyFileTests {
  @Test func filesStayAndGiveOneArray() throws {
    let run = try ScriptRun(
      """
      n = net([dense(4), relu, dense(3)], input=[2]); save(n, "/tmp/a.safetensors")
      x = load("/tmp/a.safetensors", lazy=true)
      print(same(x["fc1.weight"], n.fc1.weight))
      """)
    #expect(run.error == nil)
    #expect(run.story.hasSuffix("true"))
  }

  /// More numbers beside a graph than one file may have stay there; whoever wants them reads them.
  @Test func largeGraphsStay() throws {
    let run = try ScriptRun(
      """
      n = net([dense(20), relu, dense(3)], input=[40]); save(n, "/tmp/a.onnx", external=true)
      print(type(load("/tmp/a.onnx")), type(load("/tmp/a.onnx", lazy=false)))
      difference = outputs(load("/tmp/a.onnx"), ones(1, 40)) - outputs(n, ones(1, 40))
      print(max(abs(difference)) < 1e-5)
      """, session: Session(largestModel: 3000))
    #expect(run.story == "stream net\ntrue")
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "save(n, \"/tmp/a.npz\"); load(\"/tmp/a.npz\", lazy=true)",
      "format: '/tmp/a.npz' is read as a whole: only .safetensors, .onnx and .dcz files can stay",
      at: "\"/tmp/a.npz\"", hint: "leave lazy= out")
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
