import Datasets
import TestSupport
import Testing

struct ImageFileTests {
  @Test(arguments: SampleImages.jpegs.indices) func jpegsDecodeAsInPillow(_ number: Int) throws {
    let (file, digest) = SampleImages.jpegs[number]
    let image = try ImageFile.decode(file.bytes, path: "f")
    #expect(image.width == 9 && image.height == 6, "\(file.name)")
    #expect(try DataFile.md5(image.pixels) == digest, "\(file.name)")
  }

  @Test(arguments: SampleImages.pngs.indices) func pngsDecodeAsInPillow(_ number: Int) throws {
    let (file, pixels) = SampleImages.pngs[number]
    #expect(
      try ImageFile.decode(file.bytes, path: "f") == RGBImage(width: 3, height: 2, pixels: pixels),
      "\(file.name)")
  }

  /// The name says nothing: ImageNet's n02105855_2933.JPEG is a PNG file.
  @Test func theContentTellsTheKind() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(SampleImages.png.bytes, to: "n02105855_2933.JPEG")
    #expect(try ImageFile.image(of: path).pixels == SampleImages.sharpPixels)
  }

  private func reason(_ bytes: [UInt8]) -> String? {
    do throws(DatasetError) {
      _ = try ImageFile.decode(bytes, path: "f")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func whatIsNoImageIsRefused() {
    #expect(
      reason(Array("GIF89a".utf8)) == "f is a damaged image: it is neither a JPEG nor a PNG file")
    #expect(reason([]) == "f is a damaged image: it is neither a JPEG nor a PNG file")
  }

  /// Every prefix of every sample is refused or, when only the end marker is missing, still whole;
  /// none traps.
  @Test func filesThatWereCutOffAreRefused() throws {
    for (file, _) in SampleImages.jpegs {
      for length in 0..<file.bytes.count - 8 {
        #expect(
          reason(Array(file.bytes[..<length]))?.hasPrefix("f is a damaged image: ") == true,
          "\(file.name) \(length)")
      }
    }
    for (file, _) in SampleImages.pngs {
      for length in 0..<file.bytes.count - 12 {
        #expect(
          reason(Array(file.bytes[..<length]))?.hasPrefix("f is a damaged image: ") == true,
          "\(file.name) \(length)")
      }
    }
  }

  /// One changed byte gives an error or an image of the same size; none traps.
  @Test func changedBytesDoNoHarm() {
    for file in SampleImages.jpegs.map(\.file) + SampleImages.pngs.map(\.file) {
      for place in file.bytes.indices {
        var bytes = file.bytes
        bytes[place] ^= 0x5a
        if let reason = reason(bytes) { #expect(reason.hasPrefix("f "), "\(file.name) \(place)") }
      }
    }
  }

  /// Bytes between markers: libjpeg skips them and warns, as some of ImageNet's files make it do.
  @Test func strayBytesBetweenMarkersAreSkipped() throws {
    var bytes = SampleImages.colored.bytes
    bytes.insert(contentsOf: [1, 2, 3], at: 20)  // after the APP0 segment: 2 + 2 + 16
    #expect(
      try DataFile.md5(ImageFile.decode(bytes, path: "f").pixels) == SampleImages.jpegs[0].digest)
  }

  /// The size of the header, 60000 x 60000, is not believed.
  @Test func hugeImagesAreRefusedBeforeMemoryIsTaken() throws {
    var jpeg = SampleImages.grey.bytes
    let frame = try #require(
      (0..<jpeg.count - 1).first { jpeg[$0] == 0xff && jpeg[$0 + 1] == 0xc0 })
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xea, 0x60, 0xea, 0x60])
    #expect(
      reason(jpeg)?.hasPrefix("f has 60000x60000 pixels, more than 67108864") == true,
      "\(reason(jpeg) ?? "")")
  }

  @Test func aMissingFileIsNamed() throws {
    let error = #expect(throws: DatasetError.self) {
      try ImageFile.image(of: "/proc/nowhere/x.jpg")
    }
    #expect(error?.description.hasPrefix("cannot read /proc/nowhere/x.jpg: ") == true)
  }
}
