import Foundation
import ModelExchange
import Tensors
import Testing

struct NPYFileTests {
  private static let samples: [TypedTensor] = [
    TypedTensor(shape: [2, 3], .float32([1, -2.5, Float(bitPattern: 3), .infinity, 0, 7])),
    TypedTensor(shape: [3], .float16([1, -0.333, 65504])),
    TypedTensor(shape: [], .float64([3.141592653589793])),
    TypedTensor(shape: [2, 2, 1], .uint8([0, 255, 7, 1])),
    TypedTensor(shape: [1], .int32([-2_147_483_648])),
    TypedTensor(shape: [2], .int64([-1, 9_007_199_254_740_993])),
    TypedTensor(shape: [0, 4], .float32([])),
    TypedTensor(shape: [2], .bool([true, false])),
    TypedTensor(shape: [2], .int8([-128, 127])),
    TypedTensor(shape: [1], .uint16([65_535])),
    TypedTensor(shape: [1], .uint64([.max])),
  ]

  @Test("Reading gives back what was written", arguments: samples)
  func writeThenReadIsIdentity(array: TypedTensor) throws {
    let bytes = NPYFile.write(array)
    #expect(try NPYFile.read(bytes) == array)
    // The data starts at a multiple of 64, as the format asks.
    #expect((bytes.count - array.count * array.type.bytes) % 64 == 0)
  }

  @Test(
    "Writing gives NumPy's own bytes", .enabled(if: Python.hasNumPy, "needs python3 with numpy"))
  func bytesAreNumPys() throws {
    try Python.inFolder { folder in
      try Python.run(
        """
        np.save(folder + 'a.npy', np.arange(6, dtype='<f4').reshape(2, 3))
        np.save(folder + 'b.npy', np.array([1, 2], dtype='<f2'))
        np.save(folder + 'c.npy', np.array(5, dtype='<i8'))
        """, folder: folder)
      let arrays = [
        "a": TypedTensor(shape: [2, 3], .float32([0, 1, 2, 3, 4, 5])),
        "b": TypedTensor(shape: [2], .float16([1, 2])),
        "c": TypedTensor(shape: [], .int64([5])),
      ]
      for (name, array) in arrays {
        let expected = try folder.bytes(of: name + ".npy")
        #expect(NPYFile.write(array) == expected)
      }
    }
  }

  @Test(
    "C and Fortran order, both byte orders, all types",
    .enabled(if: Python.hasNumPy, "needs python3 with numpy"))
  func readsWhatNumPyWrites() throws {
    try Python.inFolder { folder in
      try Python.run(
        """
        for kind in '<f4 >f4 <f2 >f2 <f8 >f8 u1 <i4 >i4 <i8 >i8'.split():
            a = np.arange(24).reshape(2, 3, 4).astype(kind)
            np.save(folder + 'c.' + kind[-2:] + kind[0] + '.npy', a)
            np.save(folder + 'f.' + kind[-2:] + kind[0] + '.npy', np.asfortranarray(a))
        """, folder: folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.count == 22)
      for name in names {
        let array = try NPYFile.read(folder.bytes(of: name))
        #expect(array.shape == [2, 3, 4] && array.floats == (0..<24).map { Float($0) }, "\(name)")
      }
    }
  }

  /// A file with this header and so many zero bytes.
  private func file(_ header: String, zeros: Int, version: UInt8 = 1) -> [UInt8] {
    [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [UInt8](repeating: 0, count: zeros)
  }

  @Test func foreignFilesAreRefused() {
    #expect(throws: ModelExchangeError.notAnNPYFile) { try NPYFile.read([]) }
    #expect(throws: ModelExchangeError.notAnNPYFile) {
      try NPYFile.read(Array("something else".utf8))
    }
    #expect(throws: ModelExchangeError.unsupportedNPYVersion(major: 9, minor: 0)) {
      try NPYFile.read(file("{}", zeros: 0, version: 9))
    }
    #expect(throws: ModelExchangeError.unsupportedElementType("<c8")) {
      try NPYFile.read(file("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", zeros: 8))
    }
    #expect(throws: ModelExchangeError.unsupportedElementType("|O")) {
      try NPYFile.read(file("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", zeros: 8))
    }
  }

  @Test func sizesAreChecked() {
    #expect(throws: ModelExchangeError.wrongByteCount(expected: 8, found: 7)) {
      try NPYFile.read(file("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", zeros: 7))
    }
    #expect(throws: ModelExchangeError.wrongByteCount(expected: 4 << 30, found: 0)) {
      try NPYFile.read(
        file("{'descr': '<f4', 'fortran_order': True, 'shape': (1073741824,), }", zeros: 0))
    }
    let huge = [4_611_686_018_427_387_904, 4]
    #expect(throws: ModelExchangeError.shapeTooLarge(huge)) {
      try NPYFile.read(
        file("{'descr': '<f4', 'fortran_order': False, 'shape': (\(huge[0]), 4), }", zeros: 0))
    }
  }

  @Test(
    "Malformed headers are refused",
    arguments: [
      "", "{", "{}", "{'descr': '<f4'}", "[1]",
      "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
      "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x", "{'descr: '<f4'}", "{'a",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}",
    ])
  func malformedHeadersAreRefused(header: String) {
    let error = #expect(throws: ModelExchangeError.self) {
      try NPYFile.read(file(header, zeros: 4))
    }
    guard case .malformedHeader = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("A file cut off anywhere is refused")
  func truncationIsRefused() {
    let bytes = NPYFile.write(Self.samples[0])
    for length in 0..<bytes.count {
      #expect(throws: ModelExchangeError.self) { try NPYFile.read(Array(bytes[..<length])) }
    }
  }
}
