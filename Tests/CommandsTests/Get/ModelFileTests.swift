import TestSupport
import Testing

struct ModelFileTests {
  @Test(arguments: ["npz", "safetensors", "onnx", "dcz"])
  func takesAPartOfAFile(_ ending: String) throws {
    let run = try ScriptRun(
      """
      n = net([dense(4), relu, dense(3)], input=[2]); save(n, "/tmp/a.\(ending)")
      wide = net([dense(4), relu, dense(5)], input=[2])
      m = load("/tmp/a.\(ending)", into=wide, partial=true)
      print(same(m.fc1, n.fc1), same(m.fc2, wide.fc2))
      """)
    #expect(run.story == "true true")
    #expect(run.notes.contains("load: 1 of 2 layers are from the file; fc2 as before"))
  }

  @Test(arguments: [
    Refusal(
      "load(\"/tmp/a.npz\", partial=true)", "argument: there is no net that takes a part",
      at: "true", hint: "into=vgg16()"),
    Refusal(
      Nets.toy + "save(n, \"/tmp/a.onnx\"); load(\"/tmp/a.onnx\", into=net([dense(8)], input=[2]))",
      "format: '/tmp/a.onnx': the net has the layers fc1, the file fc1, fc2",
      at: "\"/tmp/a.onnx\"",
      hint: "the net takes them by name, or in order when there are as many"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
