/// What pixels become in an input: the channels in an order, each (pixel - mean) * scale.
public struct PixelValues: Sendable, Equatable {
  public enum Channels: String, Sendable, CaseIterable {
    case bgr = "BGR"
    case rgb = "RGB"
    case grey

    package var count: Int { self == .grey ? 1 : 3 }
  }

  public let channels: Channels
  /// Subtracted from 0...255, in the order of the channels.
  public let mean: [Float]
  /// Multiplied with what is left, in the order of the channels.
  public let scale: [Float]

  /// `mean` and `scale` have one entry, or one a channel.
  public init(channels: Channels, mean: [Float], scale: [Float]) throws(DatasetError) {
    let count = channels.count
    for (argument, values) in [(PreparationArgument.mean, mean), (.scale, scale)] {
      guard [1, count].contains(values.count), values.allSatisfy(\.isFinite) else {
        let reason =
          count == 1
          ? "is one number for grey images"
          : "is one number, or three in the order of the channels"
        throw .badPreparation(argument, reason)
      }
    }
    self.channels = channels
    self.mean = mean.count == count ? mean : Array(repeating: mean[0], count: count)
    self.scale = scale.count == count ? scale : Array(repeating: scale[0], count: count)
  }

  /// Writes the part of an image that begins at (left, top): [channels, height, width].
  func write(
    _ image: RGBImage, left: Int, top: Int, width: Int, height: Int,
    to target: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels.count {
      let plane = target + channel * width * height
      let (mean, scale) = (mean[channel], scale[channel])
      image.pixels.withUnsafeBufferPointer { pixels in
        for row in 0..<height {
          let start = 3 * ((row + top) * image.width + left)
          for column in 0..<width {
            let pixel = value(pixels, start + 3 * column, channel: channel)
            plane[row * width + column] = (pixel - mean) * scale
          }
        }
      }
    }
  }

  /// Grey is the luma of ITU-R BT.601, rounded as Pillow's `convert("L")` does.
  @inline(__always)
  private func value(_ pixels: UnsafeBufferPointer<UInt8>, _ start: Int, channel: Int) -> Float {
    switch channels {
    case .rgb: return Float(pixels[start + channel])
    case .bgr: return Float(pixels[start + 2 - channel])
    case .grey:
      let (red, green, blue) = (Int(pixels[start]), Int(pixels[start + 1]), Int(pixels[start + 2]))
      return Float((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16)
    }
  }
}

/// What an error about the preparation blames.
public enum PreparationArgument: String, Sendable {
  case size, crop, channels, mean, scale
}
