import Benchmarks
import Testing

@Suite struct RotationTests {
  @Test func hotThingsAreOneCopy() {
    let rotation = Rotation(bytes: 10, isCold: false) { 7 }
    #expect(rotation.count == 1 && rotation.next == 7 && rotation.next == 7)
  }

  @Test func copiesTakeTurnsAndHoldMoreThanTheCaches() {
    var made = 0
    let bytes = 40 << 20
    let rotation = Rotation(bytes: bytes, isCold: true) { () -> Int in
      made += 1
      return made
    }
    #expect(
      rotation.count * bytes >= Rotation<Int>.coldBytes
        && (rotation.count - 1) * bytes < Rotation<Int>.coldBytes)
    #expect(Set((0..<rotation.count).map { _ in rotation.next }).count == rotation.count)
  }

  @Test func whatReadsNothingIsNotCopiedForEver() {
    #expect(Rotation(bytes: 0, isCold: true) { 0 }.count <= Rotation<Int>.coldBytes / 4096)
  }
}
