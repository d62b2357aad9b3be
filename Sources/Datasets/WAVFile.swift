/// A sound of one channel in 16-bit PCM (Microsoft and IBM's Multimedia Programming Interface 1.0):
/// "RIFF", its length, "WAVE", then chunks of a name, a length and as many bytes, padded to even
/// ones.
package struct WAVFile {
  /// Samples a second.
  package let rate: Int
  /// -1...1: 16-bit numbers over 32768.
  package let samples: [Float]

  private static let largestFile = 1 << 30
  private static let pcm = 1
  /// The format stands in the first two bytes of a longer description.
  private static let extensible = 0xfffe

  package init(path: String) throws(DatasetError) {
    try self.init(DataFile.content(of: path, limit: Self.largestFile), path: path)
  }

  package init(_ bytes: [UInt8], path: String) throws(DatasetError) {
    guard bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)),
      bytes[8..<12].elementsEqual("WAVE".utf8)
    else { throw .badSound(path: path, reason: "it does not begin as a .wav file") }
    var rate: Int?
    var place = 12
    while place + 8 <= bytes.count {
      let (name, length) = (bytes[place..<place + 4], Self.number(bytes, place + 4, bytes: 4))
      let content = place + 8
      guard length <= bytes.count - content else {
        throw .badSound(path: path, reason: "it ends early")
      }
      if name.elementsEqual("fmt ".utf8) {
        rate = try Self.rate(bytes[content..<content + length], path)
      } else if name.elementsEqual("data".utf8) {
        guard let rate else {
          throw .badSound(path: path, reason: "samples come before their format")
        }
        (self.rate, samples) = (rate, Self.samples(bytes, content, count: length / 2))
        return
      }
      place = content + length + length % 2
    }
    throw .badSound(path: path, reason: "it has no samples")
  }

  /// The rate that a format chunk says, where it is that of a sound that is read.
  private static func rate(_ chunk: ArraySlice<UInt8>, _ path: String) throws(DatasetError) -> Int {
    let chunk = Array(chunk)
    guard chunk.count >= 16 else { throw .badSound(path: path, reason: "its format is cut off") }
    var format = number(chunk, 0, bytes: 2)
    if format == extensible, chunk.count >= 26 { format = number(chunk, 24, bytes: 2) }
    let (channels, bits) = (number(chunk, 2, bytes: 2), number(chunk, 14, bytes: 2))
    guard format == pcm, channels == 1, bits == 16 else {
      let kind = format == pcm ? "" : " of format \(format)"
      throw .badSound(
        path: path, reason: "it has \(channels) channels of \(bits) bits\(kind), not one of 16")
    }
    return number(chunk, 4, bytes: 4)
  }

  private static func samples(_ bytes: [UInt8], _ start: Int, count: Int) -> [Float] {
    (0..<count).map { place in
      Float(Int16(truncatingIfNeeded: number(bytes, start + 2 * place, bytes: 2))) / 32768
    }
  }

  /// Little-endian.
  private static func number(_ bytes: [UInt8], _ start: Int, bytes count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
  }
}
