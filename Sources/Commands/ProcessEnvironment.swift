import Devices
import Memory
import Products
import Tensors

/// What a client may ask of the machine under the commands.
public enum ProcessEnvironment {
  /// The environment variable and value with which the process should start again: OpenBLAS chose
  /// kernels that are far below this processor. nil when all is well.
  public static var betterEnvironment: (variable: String, value: String)? {
    BLASCore.better.map { (BLASCore.environmentVariable, $0) }
  }

  /// What is wrong with the level of the processor or the form of convolutions that the environment
  /// asks for; nil when all is well.
  public static func environmentFault(in environment: [String: String]) -> String? {
    do {
      _ = try ProcessorLevel.asked(environment[ProcessorLevel.environmentVariable])
    } catch {
      return error.description
    }
    if let obstacle = BLASCore.obstacle(to: environment[BLASCore.environmentVariable]) {
      return obstacle
    }
    guard let word = environment[ConvolutionForm.environmentVariable],
      ConvolutionForm(rawValue: word) == nil
    else {
      return nil
    }
    return "\(ConvolutionForm.environmentVariable)=\(word) is no form; there are "
      + ConvolutionForm.allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// What the environment asks for and does not get; the process can go on.
  public static func environmentDoubt(in environment: [String: String]) -> String? {
    BLASCore.doubt(about: environment[BLASCore.environmentVariable])
  }

  /// What the last bits of results depend on: processes that differ here give different bytes.
  public static var arithmetic: String { "\(ProcessorLevel.current.name), \(BLASCore.current)" }

  /// For a process that computes one product after the other; to be called before it begins.
  public static func keepFreedMemory() { FreedMemory.keep() }

  /// Ends threads that libraries have started and that nobody gives work to.
  public static func endIdleThreads() { _ = BLASThreads.areOff }

  /// Runs `body` with so much memory at most; nil leaves it a share of the machine's.
  public static func withMemory<Result>(
    _ count: ByteCount?, _ body: () throws -> Result
  ) rethrows -> Result {
    guard let count else { return try body() }
    return try MemoryBudget.$asked.withValue(MemoryBudget(bytes: count.bytes), operation: body)
  }

  /// Runs `body` with this device for "gpu", by number or a part of its name; nil leaves it to
  /// DCS_DEVICE.
  public static func withDevice<Result>(_ word: String?, _ body: () throws -> Result) rethrows
    -> Result
  {
    guard let word else { return try body() }
    return try Device.$asked.withValue(word, operation: body)
  }

  /// Runs `body` with at most `threads` threads; nil leaves all cores to it. Results do not depend
  /// on the number.
  public static func withThreads<Result>(_ threads: Int?, _ body: () throws -> Result) rethrows
    -> Result
  {
    guard let threads else { return try body() }
    return try Parallel.$threads.withValue(threads, operation: body)
  }
}
