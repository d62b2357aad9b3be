/// From an image of any size to the input of a network: resize, centre crop, channels, mean, scale.
public struct ImagePreparation: Sendable, Equatable {
  public enum Resize: String, Sendable, CaseIterable {
    /// To size x size, whatever the proportions: Caffe's way.
    case warp
    /// The shorter side to size, proportions kept: PyTorch's way.
    case aspect
  }

  public enum Channels: String, Sendable, CaseIterable {
    case bgr = "BGR"
    case rgb = "RGB"
  }

  public let resize: Resize
  /// Side of the resized image: of the square, or the shorter one.
  public let size: Int
  /// Side of the square that is cut from the middle.
  public let crop: Int
  /// The order of the channels in the input.
  public let channels: Channels
  /// Subtracted from 0...255, in the order of the channels.
  public let mean: [Float]
  /// Multiplied with what is left, in the order of the channels.
  public let scale: [Float]

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
    for (argument, values) in [(PreparationArgument.mean, mean), (.scale, scale)] {
      guard [1, 3].contains(values.count), values.allSatisfy(\.isFinite) else {
        throw .badPreparation(argument, "is one number, or three in the order of the channels")
      }
    }
    (self.resize, self.size, self.crop, self.channels) = (resize, size, crop, channels)
    self.mean = mean.count == 3 ? mean : Array(repeating: mean[0], count: 3)
    self.scale = scale.count == 3 ? scale : Array(repeating: scale[0], count: 3)
  }

  /// Shape of an input.
  public var shape: [Int] { [3, crop, crop] }

  /// Writes the input [3, crop, crop] of an image to `target`.
  package func prepare(_ image: RGBImage, to target: UnsafeMutablePointer<Float>) {
    let (width, height) = resizedSides(width: image.width, height: image.height)
    let resized = AntialiasedResize.resize(image, width: width, height: height)
    let (left, top) = ((width - crop) / 2, (height - crop) / 2)
    for channel in 0..<3 {
      let source = channels == .rgb ? channel : 2 - channel
      let plane = target + channel * crop * crop
      let (mean, scale) = (mean[channel], scale[channel])
      resized.pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<crop {
          let start = 3 * ((row + top) * width + left) + source
          for column in 0..<crop {
            plane[row * crop + column] = (Float(pixels[start + 3 * column]) - mean) * scale
          }
        }
      }
    }
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
private let largestSide = 4096

/// What an error about the preparation blames.
public enum PreparationArgument: String, Sendable {
  case size, crop, mean, scale
}
