/// The numbers of Documentation/FORMAT.md, in one place for writer and reader.
public enum ContainerFormat {
  /// Section 2. A byte over 127, the letters, CR LF, end-of-file, LF: what transfers in text mode
  /// damage (as in PNG).
  public static let signature: [UInt8] = [0x89, 0x44, 0x43, 0x5A, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Version 1 describes layers, version 2 has the file of another program inside.
  public static let versions: ClosedRange<UInt16> = 1...2
  /// The file name ends with this.
  public static let fileExtension = "dcz"

  /// Length of a chunk's type, length and checksum together.
  static let chunkFrameBytes = 12
  static let digestBytes = 32

  enum ChunkType {
    static let network = "NETW"
    /// Section 4.4: the same, deflated.
    static let deflatedNetwork = "NETD"
    static let metadata = "meta"
    static let layer = "LAYR"
    /// Section 11: the file of another program, its parameters' numbers left out.
    static let originalFile = "ONNX"
    /// Section 11: one of those parameters.
    static let parameter = "PARM"
    /// Section 11: all parameters without a chunk of their own.
    static let otherParameters = "REST"
    static let end = "DONE"

    /// A chunk whose type starts with a small letter may be skipped by who does not know it.
    static func isSkippable(_ type: String) -> Bool { type.utf8.first.map { $0 >= 0x61 } ?? false }

    static func isWellFormed(_ bytes: ArraySlice<UInt8>) -> Bool {
      bytes.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    }
  }

  /// Section 7: how symbols are coded.
  enum SymbolCoding {
    static let fixedLength: UInt8 = 0
    static let huffman: UInt8 = 1
  }

  /// Section 6.2: the precisions that mean f32 in steps, on a grid and as multiples of any width;
  /// others are their bits.
  static let steppedPrecision: UInt8 = 33
  static let gridPrecision: UInt8 = 34
  static let multiplesPrecision: UInt8 = 35

  /// Section 6: kinds of biases.
  enum BiasKind {
    static let none: UInt8 = 0
    static let float32: UInt8 = 1
    static let float16: UInt8 = 2
    static let integer8: UInt8 = 3
    /// Multiples of a scale in fewer bits.
    static let narrowIntegers: UInt8 = 4
  }

  /// Section 4.2: kinds of attributes.
  enum AttributeKind {
    static let integers: UInt8 = 0
    static let number: UInt8 = 1
    static let text: UInt8 = 2
  }
}

/// What a file's network is made of; "packed" when its layers are meant to be used in coded form.
public enum StoredState: UInt8, Sendable, CaseIterable {
  case dense = 0
  case pruned = 1
  case shared = 2
  case packed = 3
}

/// Bounds on what a file may announce, checked before memory is reserved.
public struct ContainerLimits: Sendable, Equatable {
  /// Weights of all layers together.
  public var maximumWeights: Int
  /// A code of no bits, an empty index or a good guess stands for any number of weights. What a few
  /// bytes may ask for is bounded: this many, and `weightsPerByte` more for every byte of the file.
  static let freeWeights = 1 << 22
  static let weightsPerByte = 1 << 12
  /// So it goes up to 2^28 weights, VGG-16 (138 million) twice. What has more is a large file: no
  /// model of that size has weights of a tenth of a bit.
  static let weightsOfGuesses = 1 << 28
  static let weightsPerByteOfLargeFiles = 1 << 6
  /// Extents of a shape, attributes and counts.
  static let maximumNumber: UInt64 = 0x7FFF_FFFF
  static let maximumRank = 8

  public init(maximumWeights: Int = 1 << 36) { self.maximumWeights = maximumWeights }

  /// How many weights a file of that size may have.
  package func weights(inFileOf bytes: Int) -> Int {
    let bytes = min(bytes, maximumWeights)
    let guesses = min(Self.weightsOfGuesses, Self.freeWeights + Self.weightsPerByte * bytes)
    return min(maximumWeights, max(guesses, Self.weightsPerByteOfLargeFiles * bytes))
  }
}
