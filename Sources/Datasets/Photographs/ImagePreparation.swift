/// From an image of any size to the input of a network: resize, centre crop, channels, mean, scale.
public struct ImagePreparation: Sendable, Equatable {
  public enum Resize: String, Sendable, CaseIterable {
    /// To size x size, whatever the proportions: Caffe's way.
    case warp
    /// The shorter side to size, proportions kept: PyTorch's way.
    case aspect
  }

  public typealias Channels = PixelValues.Channels

  public let resize: Resize
  /// Side of the resized image: of the square, or the shorter one.
  public let size: Int
  /// Side of the square that is cut from the middle.
  public let crop: Int
  /// What the pixels become.
  public let values: PixelValues

  /// Defaults are those of Caffe's reference networks. `mean` and `scale` have one entry, or one a
  /// channel.
  public init(
    resize: Resize = .warp, size: Int = 256, crop: Int = 227, channels: Channels = .bgr,
    mean: [Float] = [104, 117, 123], scale: [Float] = [1]
  ) throws(DatasetError) {
    guard (1...largestSide).contains(size) else {
      throw .badPreparation(.size, "must be between 1 and \(largestSide)")
    }
    guard (1...size).contains(crop) else {
      throw .badPreparation(.crop, "must be between 1 and size, \(size)")
    }
    (self.resize, self.size, self.crop) = (resize, size, crop)
    values = try PixelValues(channels: channels, mean: mean, scale: scale)
  }

  /// Shape of an input.
  public var shape: [Int] { [values.channels.count, crop, crop] }

  /// Writes the input [channels, crop, crop] of an image to `target`.
  package func prepare(_ image: RGBImage, to target: UnsafeMutablePointer<Float>) {
    let (width, height) = resizedSides(width: image.width, height: image.height)
    let resized = AntialiasedResize.resize(image, width: width, height: height)
    let (left, top) = ((width - crop) / 2, (height - crop) / 2)
    values.write(resized, left: left, top: top, width: crop, height: crop, to: target)
  }

  /// The longer side rounds down.
  private func resizedSides(width: Int, height: Int) -> (width: Int, height: Int) {
    switch resize {
    case .warp: (size, size)
    case .aspect: width < height ? (size, size * height / width) : (size * width / height, size)
    }
  }
}

/// A larger side is a mistake.
let largestSide = 4096
