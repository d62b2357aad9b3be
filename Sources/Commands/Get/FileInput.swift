import Datasets
import Language
import ModelExchange
import Networks
import Tensors

/// One file as an input of a net: an image that is prepared as arguments say, an array, or a sound.
struct FileInput {
  static let size = Parameter<Int?>(
    "size",
    """
    image files: side of the square to which they are resized before the middle is cut out, in \
    pixels; none: they are resized to the input
    """,
    default: nil)
  static let channels = Parameter<PixelValues.Channels?>(
    "channels", "image files: the order of colours; none: RGB, or grey where the net has one",
    default: nil, choices: PixelValues.Channels.words)
  static let mean = Parameter<OneOrMore<Double>>(
    "mean", "image files: subtracted from 0...255, one number or one a channel",
    default: OneOrMore([0]))
  static let scale = Parameter<OneOrMore<Double>?>(
    "scale", "image files: multiplied with what is left, one number or one a channel; none: 1/255",
    default: nil)
  static let parameters: [any AnyParameter] = [size, channels, mean, scale]

  static let details = """
    The path of a file is an input, too: .png and .jpg images, resized to what the net takes, with
    values (pixel - mean) * scale; .npy arrays; .wav sounds of one channel in 16-bit PCM, as -1...1.
    """

  private let image: ImageInput
  /// Which of the arguments for images was given.
  let firstGiven: (any AnyParameter)?

  init(_ call: BoundCall) {
    let scale: [Float] = (call[Self.scale]?.elements ?? [1 / 255]).map { Float($0) }
    image = ImageInput(
      size: call[Self.size], channels: call[Self.channels],
      mean: call[Self.mean].elements.map { Float($0) }, scale: scale)
    firstGiven = Self.parameters.first { call.isGiven($0) }
  }

  /// For commands without these arguments: images as they are by default.
  init() {
    image = ImageInput(size: nil, channels: nil, mean: [0], scale: [1 / 255])
    firstGiven = nil
  }

  static func isImage(_ path: String) -> Bool {
    [".png", ".jpg", ".jpeg"].contains { path.lowercased().hasSuffix($0) }
  }

  func tensor(_ path: String, for type: ValueType) throws -> TensorValue {
    let lower = path.lowercased()
    let found = InputFile.found(path)
    if Self.isImage(path) { return try image(found, for: type) }
    if lower.hasSuffix(".wav") { return try sound(found, for: type) }
    guard lower.hasSuffix(".npy") else {
      throw Diagnostic(
        .format, "'\(path)' is none of the files that a net takes",
        hint: "inputs are .png, .jpg, .npy and .wav files; load reads others")
    }
    return TensorValue(try NPYFile.read(try InputFile.read(found)))
  }

  private func image(_ path: String, for type: ValueType) throws -> TensorValue {
    guard type.isKnown, !type.extents.isEmpty else {
      throw Diagnostic(.shape, "the net does not say which images it takes")
    }
    _ = try InputFile.checkedSize(path)
    let tensor = try image.tensor(path: path, extents: type.extents.dropFirst().map(\.number))
    return TensorValue(tensor.reshaped([1] + tensor.shape))
  }

  /// The samples, in the shape of the input: what it leaves open is the number of samples.
  private func sound(_ path: String, for type: ValueType) throws -> TensorValue {
    _ = try InputFile.checkedSize(path)
    let sound = try WAVFile(path: path)
    let samples = sound.samples
    let extents = type.isKnown ? type.extents.dropFirst().map(\.number) : [nil]
    let fixed = extents.compactMap { $0 }.reduce(1, *)
    let open = extents.count { $0 == nil }
    guard open == 0 ? fixed == samples.count : open == 1 && fixed == 1 else {
      throw Diagnostic(
        .shape,
        "'\(path)' has \(samples.count) samples (\(sound.rate) a second), the net takes "
          + "[\(type.extents.dropFirst().map(\.description).joined(separator: ", "))]",
        hint: "cut the sound to length, for instance ffmpeg -i a.wav -t 1 b.wav")
    }
    let shape = [1] + extents.map { $0 ?? samples.count }
    return TensorValue(Tensor(shape: shape, values: samples))
  }
}
