@preconcurrency import Glibc
import Synchronization

/// The processes that run one script together, and this one's place among them.
///
/// All of them run the whole script on their own copies of everything; they differ only where
/// points of a study or slices of a mini-batch are shared out, and in that rank 0 alone prints,
/// asks and writes. A value that is the same on all before such a place is the same behind it.
public final class RankGroup: Sendable {
  /// The group that what runs here belongs to; nil for a process by itself, and within a part of
  /// the work that one rank does alone.
  @TaskLocal public static var current: RankGroup?

  public let rank: Int
  public let count: Int
  /// How this process was started.
  public let place: RankEnvironment
  /// Who a rank is, in messages: "rank 1 on node7".
  let names: Mutex<[String]>
  private let library: OpenMPI
  /// Calls come from several threads, one at a time.
  private let calls = Mutex(())

  /// What this rank would say of its end.
  let words = Mutex("")
  /// Who has said already how it ended.
  let heard = Mutex<[Int: (Ending, name: String)]>([:])

  /// What messages are for. A message is taken by who waits for one of its kind from its sender.
  enum Tag: Int32 {
    case length = 1
    case content, request, answer, sums, end
  }

  /// Joins the others. nil for a process that was started by itself or as the only rank.
  public static func joined(_ environment: RankEnvironment) throws(RankError) -> RankGroup? {
    guard environment.isOneOfSeveral else { return nil }
    let group = try RankGroup(OpenMPI(), environment)
    return group.count > 1 ? group : nil
  }

  private init(_ library: OpenMPI, _ place: RankEnvironment) throws(RankError) {
    (self.library, self.place) = (library, place)
    var level: Int32 = 0
    try Self.checked("MPI_Init_thread", library.initThread(nil, nil, OpenMPI.serialized, &level))
    var (rank, count): (Int32, Int32) = (0, 0)
    try Self.checked("MPI_Comm_rank", library.rank(library.world, &rank))
    try Self.checked("MPI_Comm_size", library.size(library.world, &count))
    (self.rank, self.count) = (Int(rank), Int(count))
    names = Mutex((0..<Int(count)).map { "rank \($0)" })
  }

  private static func checked(_ name: String, _ code: Int32) throws(RankError) {
    guard code == 0 else { throw .call(name, code: Int(code)) }
  }

  public var isFirst: Bool { rank == 0 }

  /// This process in messages: its rank and its machine.
  public var name: String {
    var characters = [CChar](repeating: 0, count: OpenMPI.longestName)
    var length: Int32 = 0
    _ = calls.withLock { _ in library.processorName(&characters, &length) }
    let host = characters.prefix(Int(length)).map { UInt8(bitPattern: $0) }
    return "rank \(rank) on \(String(decoding: host, as: UTF8.self))"
  }

  // MARK: Messages

  /// A transfer that goes on while other work is done.
  struct Transfer: @unchecked Sendable {
    // SAFETY: a handle of the library, used by one thread at a time.
    fileprivate var request: UnsafeMutableRawPointer?
    let peer: Int
  }

  /// More bytes than this go as several messages: the library counts in 32 bits.
  static let largestPiece = 1 << 30

  /// Precondition: at most `largestPiece` bytes, which stay where they are until the end.
  func startSend(_ bytes: UnsafeRawBufferPointer, to peer: Int, _ tag: Tag) throws(RankError)
    -> Transfer
  {
    try started("MPI_Isend", with: peer) { request in
      library.startSend(
        bytes.baseAddress, Int32(bytes.count), library.byte, Int32(peer), tag.rawValue,
        library.world, &request)
    }
  }

  /// The same for bytes that come.
  func startReceive(
    into bytes: UnsafeMutableRawBufferPointer, from peer: Int, _ tag: Tag
  ) throws(RankError) -> Transfer {
    try started("MPI_Irecv", with: peer) { request in
      library.startReceive(
        bytes.baseAddress, Int32(bytes.count), library.byte, Int32(peer), tag.rawValue,
        library.world, &request)
    }
  }

  private func started(
    _ name: String, with peer: Int, _ start: (inout UnsafeMutableRawPointer?) -> Int32
  ) throws(RankError) -> Transfer {
    var request: UnsafeMutableRawPointer?
    let code = calls.withLock { _ in start(&request) }
    try Self.checked(name, code)
    return Transfer(request: request, peer: peer)
  }

  func isDone(_ transfer: inout Transfer) throws(RankError) -> Bool {
    guard transfer.request != nil else { return true }
    var flag: Int32 = 0
    let code = calls.withLock { _ in library.test(&transfer.request, &flag, nil) }
    try Self.checked("MPI_Test", code)
    if flag != 0 { transfer.request = nil }
    return flag != 0
  }

  func finish(_ transfers: [Transfer], isPatient: Bool = false) throws(RankError) {
    for transfer in transfers {
      var transfer = transfer
      try wait(for: transfer.peer, eagerTurns: isPatient ? 0 : Self.eagerTurns) {
        () throws(RankError) in try isDone(&transfer)
      }
    }
  }

  /// Who has sent a message of this kind that nobody took yet.
  func sender(of tag: Tag, from peer: Int? = nil) throws(RankError) -> Int? {
    var (flag, status): (Int32, OpenMPI.Status) = (0, .init())
    let source = peer.map { Int32($0) } ?? OpenMPI.anySource
    let code = calls.withLock { _ in
      library.probe(source, tag.rawValue, library.world, &flag, &status)
    }
    try Self.checked("MPI_Iprobe", code)
    return flag != 0 ? Int(status.source) : nil
  }

  func send(_ bytes: [UInt8], to peer: Int, _ tag: Tag = .content) throws(RankError) {
    var length = MessageWriter()
    length.write(bytes.count)
    try transfer(length.bytes) { (part) throws(RankError) in try startSend(part, to: peer, tag) }
    try transfer(bytes) { (part) throws(RankError) in try startSend(part, to: peer, tag) }
  }

  func receive(from peer: Int, _ tag: Tag = .content) throws(RankError) -> [UInt8] {
    func filled(_ count: Int) throws(RankError) -> [UInt8] {
      let bytes = [UInt8](repeating: 0, count: count)
      try transfer(bytes) { (part) throws(RankError) in
        try startReceive(into: UnsafeMutableRawBufferPointer(mutating: part), from: peer, tag)
      }
      return bytes
    }
    var length = MessageReader(try filled(8))
    return try filled(max(0, length.integer() ?? 0))
  }

  /// One piece after the other.
  private func transfer(
    _ bytes: [UInt8], _ start: (UnsafeRawBufferPointer) throws(RankError) -> Transfer
  ) throws(RankError) {
    let outcome = bytes.withUnsafeBytes { whole -> RankError? in
      do throws(RankError) {
        for first in stride(from: 0, to: whole.count, by: Self.largestPiece) {
          let last = min(whole.count, first + Self.largestPiece)
          try finish([try start(UnsafeRawBufferPointer(rebasing: whole[first..<last]))])
        }
        return nil
      } catch { return error }
    }
    if let outcome { throw outcome }
  }

  // MARK: Waiting

  /// Asks again and again, first at once and then less and less often: a rank that waits long takes
  /// no processor from those that work. Throws when who is waited for has ended.
  func wait(
    for peer: Int?, eagerTurns: Int = eagerTurns, _ isDone: () throws(RankError) -> Bool
  ) throws(RankError) {
    var (turns, pause): (Int, UInt32) = (0, 20)
    while true {
      if try isDone() { return }
      turns += 1
      guard turns > eagerTurns else {
        sched_yield()
        continue
      }
      usleep(pause)
      pause = min(pause + pause / 8 + 1, 1000)
      guard pause > 500, try hasEnded(peer) else { continue }
      // What it sent before may still be on its way.
      usleep(200_000)
      if try isDone() { return }
      throw try ending(of: peer)
    }
  }

  private static let eagerTurns = 3000

  /// Ends the run on all ranks, at once.
  public func abort(_ code: Int32) -> Never {
    _ = library.abort(library.world, code)
    _exit(code)
  }

  func leave() { _ = calls.withLock { _ in library.finalize() } }
}
