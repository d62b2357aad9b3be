import Foundation
import Testing

/// No byte of a file, a path or an error that a terminal would obey is written to it.
@Suite(
  .enabled(
    if: FaultDrill.isAsked && FaultDrill.hasProgram("python3"),
    "runs with DCS_FAULTS=1 and python3"),
  .timeLimit(.minutes(5)))
struct EscapeFaultsTests {
  let folder: Folder

  /// Sets the clipboard, clears the screen, goes up a line, turns the writing round, fakes a line.
  static let hostile =
    "x\u{1B}]52;c;cm0=\u{7}\u{1B}[2J\u{1B}[A\u{9B}1A\u{202E}" + "\rgone\nerror: faked\u{8}"

  init() throws {
    folder = try Folder()
    let maker = #"""
      import hashlib, struct, zlib, sys, json
      name = sys.stdin.buffer.read().decode()

      def chunk(kind, content):
          body = kind + struct.pack("<I", len(content)) + content
          return body + struct.pack("<I", zlib.crc32(body))
      def text(s): return bytes([len(s.encode())]) + s.encode()

      network = b"\0\1\2\1" + text(name) + text("dense") + b"\1\0\1" + text("outputs") + b"\0\1\4"
      meta = text(name) + b"\0\1" + text(name) + text(name)
      layer = b"\0\0\2\2\2\1\2" + bytes(24)
      def file(network):
          body = b"\x89DCZ\r\n\x1a\n\1\0" + chunk(b"NETW", network) + chunk(b"meta", meta) \
              + chunk(b"LAYR", layer)
          return body + chunk(b"DONE", hashlib.sha256(body).digest())
      open("dense.dcz", "wb").write(file(network))
      open("packed.dcz", "wb").write(file(b"\3" + network[1:]))
      open("broken.dcz", "wb").write(file(network.replace(b"\5dense", b"\5" + name.encode()[:5])))
      header = json.dumps({name: {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}},
                          ensure_ascii=False).encode()
      open("a.safetensors", "wb").write(struct.pack("<Q", len(header)) + header + bytes(4))
      open("bad.safetensors", "wb").write(
          struct.pack("<Q", len(header)) + header.replace(b"F32", b"Q99") + bytes(4))
      open("t.csv", "w").write('"%s",label\n1,"%s"\n2,b\n' % (name, name))
      """#
    try folder.write(maker, to: "make.py")
    try folder.write(Self.hostile, to: "name")
    let made = try FaultDrill.shell("/usr/bin/python3 make.py <name", in: folder)
    try #require(made.code == 0, "\(made.errors)")
    for ending in ["dcz", "dcs", "npz"] {
      try folder.write("nonsense", to: Self.hostile.replacing("/", with: "") + "." + ending)
    }
  }

  /// Bytes that have no business in what dcs writes: all control characters but line ends and
  /// tabs, and the marks that turn text round.
  private func obeyed(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      (scalar.value < 0x20 && scalar != "\n" && scalar != "\t")
        || (0x7F..<0xA0).contains(scalar.value)
        || [0x202E, 0x2066, 0x2028].contains(scalar.value)
    }
  }

  private func check(_ arguments: [String], location: SourceLocation = #_sourceLocation) throws {
    let result = try Binary.run(arguments, in: folder)
    for (stream, text) in [("output", result.output), ("errors", result.errors)] {
      #expect(obeyed(text) == [], "\(stream) of \(arguments): \(text)", sourceLocation: location)
      #expect(
        !text.split(separator: "\n").contains { $0.hasPrefix("error: faked") },
        "\(stream) of \(arguments): \(text)", sourceLocation: location)
    }
  }

  @Test(arguments: ["dense.dcz", "packed.dcz", "broken.dcz", "a.safetensors", "bad.safetensors"])
  func names(file: String) throws {
    try check(["inspect", file])
    try check(["verify", file])
    try check([file])
    for code in [
      "m = load(\"\(file)\"); show m; print m; m",
      "m = load(\"\(file)\"); print m.layers; show m.layers", "load(\"\(file)\").nonsense",
      "prune(load(\"\(file)\"), sparsity={zzz: 1})",
      "infer(load(\"\(file)\"), [1, 2, 3])", "save(load(\"\(file)\"), \"a.xyz\")",
      "compare(load(\"\(file)\"), lenet300())", "explain(load(\"\(file)\"), \"zzz\")",
    ] {
      try check(["-c", code])
      try check(["--format", "json", "-c", code])
      try check(["--format", "md", "-c", code])
    }
  }

  @Test func data() throws {
    for code in ["d = data(\"t.csv\", target=\"label\"); show d; print d", "data(\"t.csv\")"] {
      try check(["-c", code])
    }
  }

  @Test func paths() throws {
    let name = Self.hostile.replacing("/", with: "")
    for path in ["\(name).dcz", "\(name).dcs", "\(name).npz", "\(name).none", "no/\(name)"] {
      try check([path])
      try check(["inspect", path])
      try check(["verify", path])
      try check(["check", path])
    }
    try folder.write("load(arguments)\n", to: "s.dcs")
    try check(["--\(name)", "1"])
    try check(["-c", "print 1", "--\(name)", "1"])
    try check(["help", name])
    try check(["--format", name, "-c", "1"])
    try check(["-c", "\u{1B}[2J nme"])
    try folder.write("param path\nload(path)\n", to: "p.dcs")
    try check(["p.dcs", "--path", "\(name).none"])
    try folder.write("param path\nsave(lenet300(), \"{path}\")\n", to: "q.dcs")
    try check(["q.dcs", "--path", "no\u{1B}[2J/\(name).dcz"])
    try check(["q.dcs", "--path", "a\u{1B}[2J.zzz"])
  }
}
