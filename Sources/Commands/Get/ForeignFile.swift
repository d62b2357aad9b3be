import Language

/// Files of other programs that `load` knows by their first bytes, and does not read: what they
/// are, and how to get a file that it does.
enum ForeignFile {
  /// nil for files that are none of these.
  static func refusal(_ path: String, _ start: [UInt8]) -> Diagnostic? {
    for kind in kinds where kind.matches(start) {
      return Diagnostic(.format, "'\(path)' is \(kind.name)", hint: kind.remedy)
    }
    return nil
  }

  private struct Kind: Sendable {
    let name: String
    let remedy: String
    let matches: @Sendable ([UInt8]) -> Bool
  }

  private static func starts(_ text: String, at place: Int = 0) -> @Sendable ([UInt8]) -> Bool {
    { $0.dropFirst(place).starts(with: Array(text.utf8)) }
  }

  /// The name of a zip file's first entry has such an end: 26 bytes into the entry are the lengths
  /// of its name and of what follows, then the name.
  private static func firstEntry(endsWith ends: String...) -> @Sendable ([UInt8]) -> Bool {
    { bytes in
      guard bytes.starts(with: Array("PK\u{3}\u{4}".utf8)), bytes.count > 30 else { return false }
      let length = Int(bytes[26]) | Int(bytes[27]) << 8
      let name = String(decoding: bytes.dropFirst(30).prefix(length), as: UTF8.self)
      return ends.contains { name.hasSuffix($0) }
    }
  }

  private static let kinds = [
    Kind(
      name: "a Git LFS pointer, not the file itself", remedy: "fetch it: git lfs pull",
      matches: starts("version https://git-lfs.github.com/spec/")),
    Kind(
      name: "a PyTorch checkpoint (or TorchScript): Python objects, which only Python can read",
      remedy: """
        in Python: safetensors.torch.save_file(model.state_dict(), "model.safetensors"), \
        or torch.onnx.export(model, example, "model.onnx")
        """,
      matches: firstEntry(endsWith: "/data.pkl", "/version", "/.format_version", "/byteorder")),
    Kind(
      name: "a Python pickle, perhaps an old PyTorch checkpoint, which only Python can read",
      remedy: "in Python: safetensors.torch.save_file(torch.load(path), \"model.safetensors\")",
      matches: { $0.first == 0x80 && $0.count > 1 && (2...5).contains($0[1]) }),
    Kind(
      name: "a Keras model", remedy: "in Python: model.export(\"model.onnx\", format=\"onnx\")",
      matches: firstEntry(endsWith: "metadata.json", "config.json")),
    Kind(
      name: "an HDF5 file, perhaps a Keras model",
      remedy: "in Python: model.export(\"model.onnx\", format=\"onnx\")",
      matches: { $0.starts(with: [0x89] + Array("HDF\r\n".utf8)) }),
    Kind(
      name: "a TensorFlow Lite model", remedy: "convert it: python -m tf2onnx.convert --tflite ...",
      matches: starts("TFL3", at: 4)),
    Kind(
      name: "a GGUF file of a language model", remedy: "load reads its .safetensors",
      matches: starts("GGUF")),
    Kind(
      name: "a web page, not a model", remedy: "download the file again, not the page about it",
      matches: { bytes in
        let start = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
      }),
  ]
}
