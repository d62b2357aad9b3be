import Tensors

/// y = f(W · x + b + a): weights laid out for one machine, with all that follows the sum. What a
/// step of a program runs. `f` is an activation, `a` another value of y's shape (a residual).
///
/// x: [batch, inputs] or [batch, channels, height, width]; y: [batch, outputs] or [batch, outputs,
/// height', width'], row-major, as everywhere.
public protocol Product: Sendable {
  /// The word for how it computes, which `bench` shows.
  var form: String { get }
  /// Bytes that the laid out weights take in memory.
  var heldBytes: Int { get }
  /// Floats of working memory that a pass asks for.
  func scratchCount(batch: Int, threads: Int) -> Int
  /// Computes `pass.output`. The same bits for any number of threads. Allocates nothing.
  func run(_ pass: ProductPass)
}

/// Memory that one pass of a product works on.
///
/// SAFETY: whoever makes it keeps the memory alive, aligned to 64 bytes at its start, and readable
/// for `readableBehind` floats behind the last example of the input and of the addend.
public struct ProductPass: Sendable {
  /// Vector loads may reach that far beyond the end of an input.
  public static let readableBehind = 64

  public var batch: Int
  public var input: SharedReader<Float>
  /// Floats from one example to the next.
  public var inputStride: Int
  public var output: SharedPointer<Float>
  /// More than an output holds where several products write into one value (concatenation).
  public var outputStride: Int
  /// What is added before the activation; nil when nothing is.
  public var addend: SharedReader<Float>?
  public var addendStride: Int
  /// At least `scratchCount(batch:threads:)` floats, aligned to 64 bytes.
  public var scratch: SharedPointer<Float>
  public var threads: Int

  public init(
    batch: Int, input: SharedReader<Float>, inputStride: Int, output: SharedPointer<Float>,
    outputStride: Int, addend: SharedReader<Float>? = nil, addendStride: Int = 0,
    scratch: SharedPointer<Float>, threads: Int = 1
  ) {
    (self.batch, self.threads, self.scratch) = (batch, threads, scratch)
    (self.input, self.inputStride) = (input, inputStride)
    (self.output, self.outputStride) = (output, outputStride)
    (self.addend, self.addendStride) = (addend, addendStride)
  }
}
