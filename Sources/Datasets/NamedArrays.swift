import Tensors

/// Arrays with the names that people give them, as in an .npz file: inputs and labels, or a pair of
/// them for each part.
package struct NamedArrays: Sendable {
  private let arrays: [String: TypedTensor]
  /// Of the file, for messages.
  private let path: String

  package init(_ arrays: [String: TypedTensor], path: String) {
    (self.arrays, self.path) = (arrays, path)
  }

  /// How the numbers of the inputs are taken.
  package struct Form: Sendable {
    /// true: [N, height, width] and [N, height, width, channels] become [N, channels, height,
    /// width]; false: inputs become flat; nil: as they are.
    package var images: Bool?
    /// Bytes are pixels: value = scale * byte.
    package var byteScale: Float

    package init(images: Bool? = nil, byteScale: Float = 1 / 255) {
      (self.images, self.byteScale) = (images, byteScale)
    }
  }

  package func parts(_ form: Form = Form()) throws(DatasetError) -> DataParts {
    guard let train = try examples(of: .train, form) else {
      throw .badArrays(
        path: path, reason: "it has no inputs x; its arrays are \(names)", remedy: Self.naming)
    }
    let parts = DataParts(
      train: train, valid: try examples(of: .valid, form), test: try examples(of: .test, form))
    for case (let part, let other?) in [(Part.valid, parts.valid), (.test, parts.test)]
    where other.shape != train.shape {
      throw .badArrays(
        path: path,
        reason: "training inputs have the shape \(train.shape), those of \(part) \(other.shape)",
        remedy: "inputs of all parts have one shape")
    }
    return parts
  }

  /// Whether inputs are bytes, which are scaled.
  package var hasBytes: Bool {
    Part.allCases.contains { part in
      Self.inputs.contains { word in
        part.names(word).contains { name in
          arrays.contains { $0.key.lowercased() == name && $0.value.type == .uint8 }
        }
      }
    }
  }

  // MARK: Names

  private enum Part: String, CaseIterable {
    case train, valid, test

    private var words: [String] {
      switch self {
      case .train: ["train", "training"]
      case .valid: ["valid", "val", "validation", "dev"]
      case .test: ["test", "testing"]
      }
    }

    /// x_train, train_x, xtrain, trainx; x alone is for training, too.
    func names(_ role: String) -> [String] {
      (self == .train ? [role] : [])
        + words.flatMap { ["\(role)_\($0)", "\($0)_\(role)", role + $0, $0 + role] }
    }
  }

  private static let inputs = ["x", "data", "images", "inputs", "features"]
  private static let labels = ["y", "label", "labels", "target", "targets"]
  private static let naming =
    """
    call them x and y, or x_train, y_train, x_test and y_test; \
    or take them yourself: s = load("x.npz"); dataset(s.a, s.b)
    """

  private var names: String { arrays.keys.sorted().joined(separator: ", ") }

  /// The one array that has a name for the role in the part.
  private func name(of roles: [String], in part: Part) throws(DatasetError) -> String? {
    let wanted = Set(roles.flatMap(part.names))
    let found = arrays.keys.filter { wanted.contains($0.lowercased()) }.sorted()
    guard found.count <= 1 else {
      throw .badArrays(
        path: path, reason: "\(found.joined(separator: " and ")) mean the same",
        remedy: Self.naming)
    }
    return found.first
  }

  // MARK: Values

  private func examples(of part: Part, _ form: Form) throws(DatasetError) -> Examples? {
    let (x, y) = (try name(of: Self.inputs, in: part), try name(of: Self.labels, in: part))
    guard let x, let inputs = arrays[x] else {
      guard let y else { return nil }
      throw .badArrays(
        path: path, reason: "\(y) has no inputs; the arrays are \(names)", remedy: Self.naming)
    }
    guard let y, let array = arrays[y] else {
      throw .badArrays(
        path: path, reason: "\(x) has no labels; the arrays are \(names)", remedy: Self.naming)
    }
    guard inputs.shape.count >= 2, inputs.shape[0] > 0 else {
      throw .badArrays(
        path: path, reason: "\(x) has the shape \(inputs.shape)",
        remedy: "inputs are [N, ...], one row an example")
    }
    return try examples(inputs, named: x, try labels(array, named: y, count: inputs.shape[0]), form)
  }

  private func examples(
    _ inputs: TypedTensor, named name: String, _ labels: [Int32], _ form: Form
  ) throws(DatasetError) -> Examples {
    let arranged = try arranged(inputs, named: name, form.images)
    let shape = Array(arranged.shape.dropFirst())
    if let bytes = arranged.elements(as: UInt8.self) {
      return Examples(bytes: bytes, scale: form.byteScale, shape: shape, labels: labels)
    }
    let values =
      arranged.tensor ?? Tensor(shape: arranged.shape, values: arranged.floats)
    if let place = values.values.firstIndex(where: { !$0.isFinite }) {
      let row = place / max(1, shape.reduce(1, *))
      throw .badArrays(
        path: path, reason: "\(name)[\(row)] has the value \(values.values[place])",
        remedy: "leave out the examples with missing values, or fill them in")
    }
    return Examples(inputs: values, labels: labels)
  }

  /// labels: [N] or [N, 1]
  private func labels(_ array: TypedTensor, named name: String, count: Int) throws(DatasetError)
    -> [Int32]
  {
    guard array.shape == [count] || array.shape == [count, 1] else {
      let isOneHot = array.shape.count == 2 && array.shape[0] == count
      throw .badArrays(
        path: path, reason: "\(name) has the shape \(array.shape) for \(count) examples",
        remedy: "labels are \(count) whole numbers from 0"
          + (isOneHot ? "; of one-hot rows in Python: y = y.argmax(1)" : ""))
    }
    var labels: [Int32] = []
    for (row, number) in array.numbers.enumerated() {
      guard let label = ClassLabel.label(number) else {
        throw .badArrays(
          path: path, reason: "\(name)[\(row)] is \(number)",
          remedy: "labels are whole numbers from 0; in Python: "
            + "_, y = numpy.unique(y, return_inverse=True)")
      }
      labels.append(label)
    }
    return labels
  }

  // MARK: Shapes

  private func arranged(_ inputs: TypedTensor, named name: String, _ images: Bool?)
    throws(DatasetError) -> TypedTensor
  {
    let shape = inputs.shape
    guard let images else { return inputs }
    if !images { return inputs.reshaped([shape[0], shape.dropFirst().reduce(1, *)]) }
    if shape.count == 3 { return inputs.reshaped([shape[0], 1, shape[1], shape[2]]) }
    guard shape.count == 4 else {
      throw .badArrays(
        path: path, reason: "\(name) has the shape \(shape), which are no images",
        remedy: "leave out images=true")
    }
    guard !Self.isChannels(shape[1]), Self.isChannels(shape[3]) else { return inputs }
    return inputs.elements.visit(ChannelsFirst(shape: shape))
  }

  private static func isChannels(_ extent: Int) -> Bool { [1, 3, 4].contains(extent) }

  /// [N, height, width, channels] as [N, channels, height, width].
  private struct ChannelsFirst: ElementVisitor {
    let shape: [Int]

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor {
      let (pixels, channels) = (shape[1] * shape[2], shape[3])
      var moved = elements
      for image in 0..<shape[0] {
        let start = image * pixels * channels
        for channel in 0..<channels {
          for pixel in 0..<pixels {
            moved[start + channel * pixels + pixel] = elements[start + pixel * channels + channel]
          }
        }
      }
      return TypedTensor(shape: [shape[0], channels, shape[1], shape[2]], moved)
    }
  }
}

/// Labels of classes: whole numbers from 0.
enum ClassLabel {
  private static let largest = 1e6

  /// nil for a number that is none.
  static func label(_ number: Double) -> Int32? {
    number >= 0 && number < largest && number == number.rounded() ? Int32(number) : nil
  }
}
