import Datasets
import Testing

struct IDXFileTests {
  @Test func extentsAreBigEndianAndElementsFollow() throws {
    let file = try IDXFile([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 9, 8, 7, 6, 5, 255], path: "f")
    #expect(file.shape == [2, 3])
    #expect(file.elements == [9, 8, 7, 6, 5, 255])
    #expect(try IDXFile(idx([258], [UInt8](repeating: 1, count: 258)), path: "f").shape == [258])
  }

  @Test func anEmptyFileOfItsKindIsRead() throws {
    #expect(try IDXFile(idx([0, 28, 28], []), path: "f").shape == [0, 28, 28])
  }

  private func reason(_ content: [UInt8]) -> String? {
    do {
      _ = try IDXFile(content, path: "f")
      return nil
    } catch DatasetError.notIDX("f", let reason) {
      return reason
    } catch {
      return "\(error)"
    }
  }

  @Test(
    arguments: [[], [0], [0, 0, 8], [1, 0, 8, 1, 0, 0, 0, 0], Array("<!DOCTYPE html>".utf8)]
      as [[UInt8]])
  func otherFilesAreRefused(content: [UInt8]) {
    #expect(reason(content) == "it does not start with two zero bytes")
  }

  @Test func otherElementsThanBytesAreRefused() {
    #expect(reason([0, 0, 0x0d, 1, 0, 0, 0, 0]) == "element type 13 is not unsigned bytes")
  }

  @Test(arguments: [
    [0, 0, 8, 0], [0, 0, 8, 5] + [UInt8](repeating: 0, count: 40),
    [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0],
  ])
  func headersThatEndTooEarlyAreRefused(content: [UInt8]) {
    #expect(reason(content) == "its header is cut off")
  }

  @Test func theCountMustBeExact() {
    #expect(
      reason(idx([2, 3], [1, 2, 3, 4, 5])) == "extents [2, 3] need 6 elements, the file has 5")
    #expect(
      reason(idx([2, 3], [1, 2, 3, 4, 5, 6, 7])) == "extents [2, 3] need 6 elements, the file has 7"
    )
  }

  /// 454279 · 31252369 · 649657 = 2^63 - 1: the product fits an Int, the file's length with its
  /// header would not.
  @Test(arguments: [
    [0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff],
    [454_279, 31_252_369, 649_657],
  ])
  func absurdExtentsAreRefused(extents: [Int]) {
    #expect(reason(idx(extents, [1, 2, 3])) != nil)
  }
}
