import Foundation
import ModelExchange
import Tensors

/// NumPy itself, as the other party of an exchange.
enum Python {
  /// Runs a program with numpy as np; `folder` is its argument. Throws when it fails.
  static func run(_ program: String, folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", "import sys, numpy as np; folder = sys.argv[1] + '/'\n" + program,
      folder.path,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
  }

  /// Runs a network's file, net.onnx, in ONNX Runtime on `x`, then `assertions` about what it
  /// gives, `ours`, and `y`. Other files may lie beside it.
  static func runONNXRuntime(
    _ file: [UInt8], beside others: [String: [UInt8]] = [:], x: Tensor, y: Tensor,
    _ assertions: String
  ) throws {
    try inFolder { folder in
      try folder.write(file, to: "net.onnx")
      for (name, content) in others { try folder.write(content, to: name) }
      let arrays = [
        "x": TypedTensor(shape: x.shape, .float32(x.values)),
        "y": TypedTensor(shape: y.shape, .float32(y.values)),
      ]
      try folder.write(NPZFile.write(arrays), to: "numbers.npz")
      try run(
        """
        import onnxruntime
        n = np.load(folder + 'numbers.npz')
        session = onnxruntime.InferenceSession(folder + 'net.onnx')
        x, y = n['x'], n['y']
        ours = session.run(None, {session.get_inputs()[0].name: x})[0]

        """ + assertions, folder: folder)
    }
  }

  struct Failure: Error { let status: Int32 }

  static let hasONNXRuntime =
    (try? run("import onnxruntime", folder: URL(fileURLWithPath: "/"))) != nil
  static let hasSafetensors =
    (try? run("import safetensors", folder: URL(fileURLWithPath: "/"))) != nil
  static let hasNumPy = (try? run("", folder: URL(fileURLWithPath: "/"))) != nil

  /// A folder of its own, removed afterwards.
  static func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "dcs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}

extension URL {
  func bytes(of name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: appendingPathComponent(name)))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: appendingPathComponent(name))
  }
}

extension Tensor {
  /// What numpy.fromfile(path, "<f4") reads.
  var littleEndianBytes: [UInt8] {
    values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
  }
}
