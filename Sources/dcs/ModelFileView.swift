import Language

/// `dcs model.dcz`, `dcs model.onnx`: a file that is a model and no script.
struct ModelFileView {
  private static let endings = [
    "dcz", "onnx", "npz", "npy", "safetensors", "caffemodel", "net", "pt", "pth", "pkl", "h5",
    "keras", "tflite", "gguf",
  ]

  let path: String
  private let ending: String

  /// nil for other files, by their names.
  init?(path: String) {
    guard let dot = path.lastIndex(of: "."), dot > path.lastIndex(of: "/") ?? path.startIndex else {
      return nil
    }
    ending = path[path.index(after: dot)...].lowercased()
    guard Self.endings.contains(ending) else { return nil }
    self.path = path
  }

  private var load: String { "load(\(Value.string(path).literal))" }

  /// Shows what is in it.
  var codeThatShows: String {
    ending == "dcz" ? "inspect(\(Value.string(path).literal));" : "show(\(load));"
  }

  /// Makes a variable of it for the prompt.
  var codeThatKeeps: String { "model = \(load)" }

  var furtherSteps: String {
    let small = path.split(separator: "/").last.map { $0.prefix { $0 != "." } + ".dcz" } ?? "m.dcz"
    let steps: [(String, String)] =
      [("dcs -i \(path)", "the prompt, with the model as 'model'")]
      + (ending == "dcz"
        ? [
          ("dcs verify \(path)", "whether it is whole"),
          ("dcs -c 'save(\(load), \"model.onnx\")'", "for other programs"),
        ]
        : [
          (
            "dcs -c 'save(\(load) |> prune(sparsity=50%) |> quantize(bits=5) |> huffman, "
              + "\"\(small)\")'", "makes it small"
          )
        ])
    return "\nHow to go on:\n" + steps.map { "  \($0.0)   # \($0.1)" }.joined(separator: "\n")
  }
}
