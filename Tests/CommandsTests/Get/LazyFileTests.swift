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

  @Test(arguments: [
    Refusal(
      Nets.toy + "save(n, \"/tmp/a.npz\"); load(\"/tmp/a.npz\", lazy=true)",
      "format: '/tmp/a.npz' is read as a whole: only .safetensors, .onnx and .dcz files can stay",
      at: "\"/tmp/a.npz\"", hint: "leave lazy= out")
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
