import Foundation
import ModelExchange
import Tensors
import Testing

struct NPZFileTests {
  private let arrays = [
    "fc1.weight": TypedTensor(shape: [2, 2], .float32([1, 2, 3, 4])),
    "b": TypedTensor(shape: [3], .uint8([9, 8, 7])),
    "größe": TypedTensor(shape: [], .int32([5])),
  ]

  @Test func writeThenReadIsIdentity() throws {
    #expect(try NPZFile.read(NPZFile.write(arrays)) == arrays)
    #expect(try NPZFile.read(NPZFile.write([String: TypedTensor]())).isEmpty)
  }

  @Test func filesAreReadEntryByEntry() throws {
    try Python.inFolder { folder in
      try folder.write(NPZFile.write(arrays), to: "a.npz")
      #expect(try NPZFile.read(file: folder.path + "/a.npz") == arrays)
      try folder.write([1, 2, 3], to: "b.npz")
      #expect(throws: ModelExchangeError.self) { try NPZFile.read(file: folder.path + "/b.npz") }
      #expect(throws: ModelExchangeError.self) {
        try NPZFile.read(file: folder.path + "/missing.npz")
      }
    }
  }

  @Test func equalArraysGiveEqualBytes() throws {
    #expect(try NPZFile.write(arrays) == NPZFile.write(arrays))
  }

  @Test("NumPy reads what we write", .enabled(if: Python.hasNumPy, "needs python3 with numpy"))
  func numPyReadsOurs() throws {
    try Python.inFolder { folder in
      try folder.write(NPZFile.write(arrays), to: "a.npz")
      try Python.run(
        """
        a = np.load(folder + 'a.npz')
        assert sorted(a.files) == sorted(['fc1.weight', 'b', 'größe']), a.files
        assert a['fc1.weight'].dtype == np.float32 and (a['fc1.weight'] == [[1, 2], [3, 4]]).all()
        assert a['b'].dtype == np.uint8 and (a['b'] == [9, 8, 7]).all()
        assert a['größe'].shape == () and a['größe'] == 5
        """, folder: folder)
    }
  }

  @Test(
    "We read what NumPy writes, stored and deflated",
    .enabled(if: Python.hasNumPy, "needs python3 with numpy"))
  func weReadNumPys() throws {
    try Python.inFolder { folder in
      try Python.run(
        """
        a = {'fc1.weight': np.float32([[1, 2], [3, 4]]), 'b': np.uint8([9, 8, 7]), \
        'größe': np.int32(5)}
        np.savez(folder + 'plain.npz', **a)
        np.savez_compressed(folder + 'deflated.npz', **a)
        """, folder: folder)
      for name in ["plain.npz", "deflated.npz"] {
        let read = try NPZFile.read(folder.bytes(of: name))
        #expect(read == arrays)
      }
    }
  }

  @Test(
    "A zip bomb is refused before it is unpacked",
    .enabled(if: Python.hasNumPy, "needs python3 with numpy"))
  func bombsAreRefused() throws {
    try Python.inFolder { folder in
      try Python.run(
        "np.savez_compressed(folder + 'bomb.npz', a=np.zeros(10_000_000, 'u1'))", folder: folder)
      let bytes = try folder.bytes(of: "bomb.npz")
      #expect(bytes.count < 20_000)
      #expect(throws: ModelExchangeError.tooManyBytes(announced: 10_000_128, limit: 1_000_000)) {
        try NPZFile.read(bytes, limits: .init(maximumBytes: 1_000_000))
      }
    }
  }

  @Test func tooManyArraysAreRefused() throws {
    let bytes = try NPZFile.write(arrays)
    #expect(throws: ModelExchangeError.tooManyEntries(count: 3, limit: 2)) {
      try NPZFile.read(bytes, limits: .init(maximumArrays: 2))
    }
  }

  @Test("Cut off anywhere or with any byte of an array changed, a file is refused")
  func damageIsRefused() throws {
    let bytes = try NPZFile.write(["a": TypedTensor(shape: [4], .uint8([1, 2, 3, 4]))])
    for length in stride(from: 0, to: bytes.count, by: 3) {
      #expect(throws: ModelExchangeError.self) { try NPZFile.read(Array(bytes[..<length])) }
    }
    // The stored .npy file: 128 bytes of header, then the four bytes.
    let data = try #require(bytes.firstIndex(of: 0x93))
    for position in data..<data + 132 {
      var damaged = bytes
      damaged[position] ^= 0x55
      #expect(throws: ModelExchangeError.self) { try NPZFile.read(damaged) }
    }
  }

  @Test func foreignEntriesAreNamed() {
    #expect(throws: ModelExchangeError.self) { try NPZFile.read(Array("no zip".utf8)) }
  }
}
