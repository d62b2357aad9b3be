@preconcurrency import Glibc
import Language

/// libzmq, found when a kernel starts: everything else runs without it.
public struct ZeroMQ: Sendable {
  typealias NewContext = @convention(c) () -> OpaquePointer?
  typealias NewSocket = @convention(c) (OpaquePointer, Int32) -> OpaquePointer?
  typealias Bind = @convention(c) (OpaquePointer, UnsafePointer<CChar>) -> Int32
  typealias Send = @convention(c) (OpaquePointer, UnsafeRawPointer?, Int, Int32) -> Int32
  typealias SetOption = @convention(c) (OpaquePointer, Int32, UnsafeRawPointer, Int) -> Int32
  typealias OnMessage = @convention(c) (UnsafeMutableRawPointer) -> Int32
  typealias Receive = @convention(c) (UnsafeMutableRawPointer, OpaquePointer, Int32) -> Int32
  typealias MessageData = @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer?
  typealias MessageSize = @convention(c) (UnsafeMutableRawPointer) -> Int
  typealias Close = @convention(c) (OpaquePointer) -> Int32

  /// Numbers of zmq.h.
  enum Kind: Int32 {
    case reply = 4
    case router = 6
    case publish = 1
  }
  static let lingering: Int32 = 17
  static let more: Int32 = 2

  let newContext: NewContext
  let newSocket: NewSocket
  let bind: Bind
  let send: Send
  let setOption: SetOption
  let openMessage: OnMessage
  let receive: Receive
  let messageData: MessageData
  let messageSize: MessageSize
  let messageHasMore: OnMessage
  let closeMessage: OnMessage
  let close: Close

  /// Throws a `Diagnostic` with the package to install.
  public init() throws {
    guard let library = dlopen("libzmq.so.5", RTLD_NOW) else {
      throw Diagnostic(
        .file, "a Jupyter kernel needs the library libzmq, which is not here",
        hint: "sudo apt-get install libzmq5")
    }
    func function<Function>(_ name: String, as type: Function.Type) throws -> Function {
      guard let symbol = dlsym(library, name) else {
        throw Diagnostic(.file, "libzmq has no function \(name): it is too old")
      }
      return unsafeBitCast(symbol, to: type)
    }
    newContext = try function("zmq_ctx_new", as: NewContext.self)
    newSocket = try function("zmq_socket", as: NewSocket.self)
    bind = try function("zmq_bind", as: Bind.self)
    send = try function("zmq_send", as: Send.self)
    setOption = try function("zmq_setsockopt", as: SetOption.self)
    openMessage = try function("zmq_msg_init", as: OnMessage.self)
    receive = try function("zmq_msg_recv", as: Receive.self)
    messageData = try function("zmq_msg_data", as: MessageData.self)
    messageSize = try function("zmq_msg_size", as: MessageSize.self)
    messageHasMore = try function("zmq_msg_more", as: OnMessage.self)
    closeMessage = try function("zmq_msg_close", as: OnMessage.self)
    close = try function("zmq_close", as: Close.self)
  }
}

/// One socket. Only one thread at a time may use it.
struct Socket: @unchecked Sendable {
  private let library: ZeroMQ
  private let pointer: OpaquePointer

  init(_ library: ZeroMQ, context: OpaquePointer, kind: ZeroMQ.Kind, address: String) throws {
    guard let pointer = library.newSocket(context, kind.rawValue) else {
      throw Diagnostic(.file, "libzmq gives no socket: \(String(cString: strerror(errno)))")
    }
    (self.library, self.pointer) = (library, pointer)
    // What was sent just before the end still goes out, for a second.
    var milliseconds: Int32 = 1000
    _ = library.setOption(pointer, ZeroMQ.lingering, &milliseconds, MemoryLayout<Int32>.size)
    guard library.bind(pointer, address) == 0 else {
      throw Diagnostic(.file, "cannot listen at \(address): \(String(cString: strerror(errno)))")
    }
  }

  func send(_ parts: [[UInt8]]) {
    for (index, part) in parts.enumerated() {
      let flag = index + 1 < parts.count ? ZeroMQ.more : 0
      _ = part.withUnsafeBytes { library.send(pointer, $0.baseAddress, $0.count, flag) }
    }
  }

  /// All parts of the next message; nil when the socket is no more.
  func receive() -> [[UInt8]]? {
    var parts: [[UInt8]] = []
    // zmq_msg_t has 64 bytes.
    let message = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 16)
    defer { message.deallocate() }
    while true {
      _ = library.openMessage(message)
      while library.receive(message, pointer, 0) < 0 {
        guard errno == EINTR else { return nil }
      }
      let bytes = UnsafeRawBufferPointer(
        start: library.messageData(message), count: library.messageSize(message))
      parts.append(Array(bytes))
      let hasMore = library.messageHasMore(message) != 0
      _ = library.closeMessage(message)
      if !hasMore { return parts }
    }
  }

  func close() { _ = library.close(pointer) }
}
