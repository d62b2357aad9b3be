import Foundation
import Testing

/// Small files that ask for much. Python makes them, so that no writer of ours is asked.
@Suite(
  .enabled(
    if: FaultDrill.isAsked && FaultDrill.hasProgram("python3"),
    "runs with DCS_FAULTS=1 and python3"),
  .timeLimit(.minutes(5)))
struct BombFaultsTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(Self.maker, to: "bombs.py")
    let made = try FaultDrill.shell("/usr/bin/python3 bombs.py", in: folder)
    try #require(made.code == 0, "\(made.errors)")
  }

  private static let maker = #"""
    import hashlib, struct, zlib, zipfile, io, gzip

    def chunk(kind, content):
        body = kind + struct.pack("<I", len(content)) + content
        return body + struct.pack("<I", zlib.crc32(body))

    def var(n):
        out = b""
        while n > 127: out, n = out + bytes([n & 127 | 128]), n >> 7
        return out + bytes([n])

    def text(s): return var(len(s)) + s.encode()

    def dcz(network, layer):
        body = b"\x89DCZ\r\n\x1a\n\x01\x00" + chunk(b"NETW", network) + chunk(b"LAYR", layer)
        return body + chunk(b"DONE", hashlib.sha256(body).digest())

    # 16384 x 16384 weights of one centroid, or none at all: no bits for any of them.
    n = 16384
    network = bytes([2, 1]) + var(n) + b"\1" + text("a") + text("dense") + b"\1\0\2" \
        + text("bias") + b"\0\1\0" + text("outputs") + b"\0\1" + var(2 * n)
    shape = b"\2" + var(n) + var(n)
    direct = b"\0\3" + shape + b"\0" + b"\0" + b"\1\x20\1" + struct.pack("<f", 1) \
        + b"\1\3" + b"\0\0\0\0"
    open("direct.dcz", "wb").write(dcz(network, direct))
    empty = b"\0\2" + shape + b"\0" + b"\0\1\4\0\0\0\0\0" + b"\1\x20\0" + b"\0\0\0"
    open("empty.dcz", "wb").write(dcz(network, empty))

    def npy(count):
        header = "{'descr': '|u1', 'fortran_order': False, 'shape': (%d,), }" % count
        return b"\x93NUMPY\1\0" + struct.pack("<H", 118) + header.ljust(117).encode() + b"\n"

    with zipfile.ZipFile("zeros.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("a.npy", "w") as entry:
            entry.write(npy(250_000_000))
            for _ in range(250): entry.write(bytes(1_000_000))
    # The same, whose directory announces four thousand times what is there.
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"x")
    data = bytearray(whole.getvalue())
    place = data.index(b"PK\1\2")
    data[place + 24:place + 28] = struct.pack("<I", 1 << 30)
    data[22:26] = struct.pack("<I", 1 << 30)
    open("announced.npz", "wb").write(data)

    def png(width, height):
        def part(kind, content):
            return struct.pack(">I", len(content)) + kind + content \
                + struct.pack(">I", zlib.crc32(kind + content))
        rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 9)
        size = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", rows) + part(b"IEND", b"")
    open("large.png", "wb").write(png(8000, 8000))
    open("larger.png", "wb").write(png(20000, 20000))
    with gzip.open("zeros.csv.gz", "wb", 9) as file:
        for _ in range(400): file.write(b"1,2,3\n" * 170_000)
    import shutil
    shutil.copy("zeros.csv.gz", "zeros.csv")

    # An ONNX model that expands its input to 16384 x 16384 numbers.
    def field(number, content): return var(number << 3 | 2) + var(len(content)) + content
    def integer(number, value): return var(number << 3) + var(value)
    def value(name, extents):
        shape = field(2, b"".join(field(1, integer(1, e)) for e in extents))
        return field(1, name) + field(2, field(1, integer(1, 1) + shape))
    def node(kind, inputs, output):
        return b"".join(field(1, i) for i in inputs) + field(2, output) + field(4, kind)
    def tensor(name, numbers):
        return integer(1, len(numbers)) + integer(2, 7) + field(8, name) \
            + field(9, struct.pack("<%dq" % len(numbers), *numbers))
    graph = field(1, node(b"Expand", [b"x", b"s"], b"e")) + field(1, node(b"Exp", [b"e"], b"y")) \
        + field(2, b"g") + field(5, tensor(b"s", [16384, 16384])) \
        + field(11, value(b"x", [1])) + field(12, value(b"y", [16384, 16384]))
    open("expand.onnx", "wb").write(
        integer(1, 8) + field(7, graph) + field(8, field(1, b"") + integer(2, 17)))
    """#

  @Test(
    "Within 256 MB each is refused by name, in the time that its bytes take",
    arguments: [
      "load(\"direct.dcz\")", "verify(\"direct.dcz\")", "inspect(\"direct.dcz\")",
      "load(\"empty.dcz\")", "verify(\"empty.dcz\")", "load(\"zeros.npz\")",
      "load(\"announced.npz\")", "infer(lenet5(), \"large.png\")",
      "infer(lenet5(), \"larger.png\")", "data(\"zeros.csv\")",
      "outputs(load(\"expand.onnx\"), [1])",
    ])
  func bombs(code: String) throws {
    let script = """
      ulimit -v 2500000
      timeout 100 "$DCS" --quiet --memory 256M -c 'try { \(code) } catch e { print e.kind }'
      """
    let result = try FaultDrill.shell(script, in: folder)
    #expect(result.code == 0, "\(result.code) \(result.output) \(result.errors)")
    let word = result.output.split(separator: "\n").last ?? ""
    #expect(["format", "limit"].contains(word), "\(result.output) \(result.errors)")
  }

  /// What is refused needs no budget to be refused.
  @Test(arguments: ["direct.dcz", "empty.dcz"])
  func weightsOfNoBitsAreFormatErrors(file: String) throws {
    for command in ["verify", "inspect"] {
      let result = try Binary.run([command, file], in: folder)
      #expect(result.code == 5 && result.errors.contains("more than the "), "\(result.errors)")
    }
  }
}
