import Foundation
import TestSupport
import Testing

struct ForeignFileTests {
  /// First bytes of files that other programs write.
  @Test(arguments: [
    ("version https://git-lfs.github.com/spec/v1\noid sha256:0", "a Git LFS pointer"),
    ("GGUF\u{3}", "a GGUF file"), ("\u{1C}\u{0}\u{0}\u{0}TFL3", "a TensorFlow Lite model"),
    ("<!DOCTYPE html><html>", "a web page"),
  ]) func areNamed(content: String, name: String) throws {
    let folder = try TemporaryFolder()
    try Data(content.utf8).write(to: URL(fileURLWithPath: folder.path + "/m.onnx"))
    let run = try ScriptRun("load(\"/tmp/m.onnx\")", folder: folder)
    #expect(run.story.hasPrefix("format: '/tmp/m.onnx' is \(name)"), "\(run.story)")
    #expect(!run.hint.isEmpty)
  }

  /// A zip archive whose first entry is archive/data.pkl.
  @Test func checkpointsOfPyTorchAreNamed() throws {
    let folder = try TemporaryFolder()
    let name = "archive/data.pkl"
    let header: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 22)
    let bytes = header + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8) + [0x80, 2]
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/m.pt"))
    let run = try ScriptRun("load(\"/tmp/m.pt\")", folder: folder)
    #expect(run.story.contains("is a PyTorch checkpoint"), "\(run.story)")
    #expect(run.hint.contains("torch.onnx.export"))
  }

  @Test func cutDownloadsAreNamed() throws {
    let folder = try TemporaryFolder()
    let bytes = ONNXModel.branching.bytes
    try Data(bytes.dropLast(9)).write(to: URL(fileURLWithPath: folder.path + "/m.onnx"))
    let run = try ScriptRun("load(\"/tmp/m.onnx\")", folder: folder)
    #expect(run.story == "format: '/tmp/m.onnx' ends early: it is part of an .onnx file")
  }
}
