import Tensors

/// One image file as the input of a network, which says what it takes: [channels, height, width],
/// or flat and square.
public struct ImageInput: Sendable {
  /// Side of the square to which the image is resized, before the middle is cut out; nil: the image
  /// is resized to the input.
  public var size: Int?
  /// nil: RGB for three channels, grey for one.
  public var channels: PixelValues.Channels?
  /// Subtracted from 0...255.
  public var mean: [Float]
  /// Multiplied with what is left.
  public var scale: [Float]

  public init(
    size: Int? = nil, channels: PixelValues.Channels? = nil, mean: [Float] = [0],
    scale: [Float] = [1 / 255]
  ) {
    (self.size, self.channels, self.mean, self.scale) = (size, channels, mean, scale)
  }

  /// One input of these extents, of which open ones (nil) become `size`, or the image's own:
  /// [extents...].
  public func tensor(path: String, extents: [Int?]) throws(DatasetError) -> Tensor {
    let places = try Self.places(of: extents)
    let values = try values(channelCount: places.channels)
    let image = try ImageFile.image(of: path)
    let height = places.height ?? size ?? image.height
    let width = places.width ?? size ?? image.width
    guard height > 0, width > 0, height <= largestSide, width <= largestSide else {
      throw .noImageInput(shape: Self.text(extents))
    }
    let resized = try resized(image, width: width, height: height)
    let (left, top) = ((resized.width - width) / 2, (resized.height - height) / 2)
    let count = values.channels.count * height * width
    let pixels = [Float](unsafeUninitializedCapacity: count) { target, filled in
      if let base = target.baseAddress {
        values.write(resized, left: left, top: top, width: width, height: height, to: base)
      }
      filled = count
    }
    let shape = [values.channels.count, height, width]
    return Tensor(shape: extents.count == 3 ? shape : [count], values: pixels)
  }

  private func resized(_ image: RGBImage, width: Int, height: Int) throws(DatasetError) -> RGBImage
  {
    guard let size else {
      return AntialiasedResize.resize(image, width: width, height: height)
    }
    guard (max(width, height)...largestSide).contains(size) else {
      throw .badPreparation(.size, "must be between \(max(width, height)) and \(largestSide)")
    }
    return AntialiasedResize.resize(image, width: size, height: size)
  }

  private func values(channelCount: Int) throws(DatasetError) -> PixelValues {
    let channels = channels ?? (channelCount == 1 ? .grey : .rgb)
    guard channels.count == channelCount else {
      throw .badPreparation(
        .channels, "must be \(channelCount == 1 ? "grey" : "RGB or BGR") for this net")
    }
    return try PixelValues(channels: channels, mean: mean, scale: scale)
  }

  /// An open number of channels is 3. Flat inputs are square and grey, or else square and of three
  /// channels.
  private static func places(
    of extents: [Int?]
  ) throws(DatasetError) -> (channels: Int, height: Int?, width: Int?) {
    if extents.count == 3, [1, 3].contains(extents[0] ?? 3) {
      return (extents[0] ?? 3, extents[1], extents[2])
    }
    if extents.count == 1, let count = extents[0], count > 0 {
      for channels in [1, 3] where count.isMultiple(of: channels) {
        let side = Int(Double(count / channels).squareRoot().rounded())
        if side * side * channels == count { return (channels, side, side) }
      }
    }
    throw .noImageInput(shape: text(extents))
  }

  private static func text(_ extents: [Int?]) -> String {
    "[" + extents.map { $0.map(String.init) ?? "?" }.joined(separator: ", ") + "]"
  }
}
