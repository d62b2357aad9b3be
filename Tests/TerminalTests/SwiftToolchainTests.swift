import Foundation
import Testing

/// `./dcs` on a machine without a compiler: it gets one from a server of the test's own, which has
/// a small stand-in for the tarball, signed by a key of the test's own.
@Suite(
  .serialized, .timeLimit(.minutes(2)),
  .enabled(
    if: ["curl", "gpg", "python3"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
    } && !FileManager.default.isExecutableFile(atPath: "/usr/bin/swift"),
    "needs curl, gpg and python3, and no compiler in /usr/bin"))
struct SwiftToolchainTests {
  let folder: Folder
  private let server: Server

  /// Serves a folder, with ranges as download.swift.org does; `cut` in the folder holds how many
  /// answers are still to be cut off halfway.
  private static let program = """
    import http.server, os, sys, threading
    end = threading.Timer(120, os._exit, [0])
    end.daemon = True
    end.start()
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            path = "." + self.path
            if not os.path.isfile(path): return self.send_error(404)
            data = open(path, "rb").read()
            start = int(self.headers.get("Range", "bytes=0-")[6:].split("-")[0])
            open("log", "a").write(f"{self.path} from {start}\\n")
            self.send_response(206 if start else 200)
            if start: self.send_header("Content-Range", f"bytes {start}-{len(data)-1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            left = int(open("cut").read()) if os.path.exists("cut") and path.endswith("gz") else 0
            if left: open("cut", "w").write(str(left - 1))
            self.wfile.write(data[start:start + (len(data) - start) // 2] if left else data[start:])
        def log_message(self, *words): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  private final class Server {
    let process = Process()
    let address: String

    init(folder: String, program: String) throws {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      process.arguments = ["-c", program]
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      let output = Pipe()
      process.standardOutput = output
      // Who waits for the tests' own output shall not wait for this.
      process.standardError = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      address = "http://127.0.0.1:" + line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit { kill(process.processIdentifier, SIGKILL) }
  }

  private static let release = "swift-6.3.1-RELEASE-debian12"
  private static let place = "served/swift-6.3.1-release/debian12/swift-6.3.1-RELEASE"

  init() throws {
    folder = try Folder()
    for path in ["checkout/Sources/dcs", "checkout/Tools", Self.place, "key", "tools"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + path, withIntermediateDirectories: true)
    }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    for path in ["dcs", "Tools/swift-toolchain"] {
      try FileManager.default.copyItem(
        atPath: "\(root)/\(path)", toPath: "\(folder.path)/checkout/\(path)")
    }
    try folder.write("", to: "checkout/Package.swift")
    try folder.write("ID=debian\nVERSION_ID=\"12\"\n", to: "os-release")
    for (tool, script) in [
      "apt-get": "exit 1", "apt-cache": "exit 1",
      "dpkg-query": "shift 2; for p; do printf 'installed:%s ' \"$p\"; done",
    ] {
      let path = try folder.write("#!/bin/sh\n\(script)\n", to: "tools/" + tool)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    server = try Server(folder: folder.path + "/served", program: Self.program)
    try makeTarball()
  }

  /// A compiler that builds a dcs which says hello; padded, so that half of it is no tarball.
  private func makeTarball() throws {
    try shell(
      """
      set -e
      top=\(Self.release)
      mkdir -p $top/usr/bin
      cat >$top/usr/bin/swift <<'END'
      #!/bin/sh
      if [ "$1" = --version ]; then echo "Swift version 6.3.1"; exit; fi
      mkdir -p .build/release
      printf '#!/bin/sh\\necho hello\\n' >.build/release/dcs
      chmod +x .build/release/dcs
      END
      chmod +x $top/usr/bin/swift
      head -c 300000 /dev/urandom >$top/padding
      tar -czf \(Self.place)/$top.tar.gz $top
      gpg --homedir key --batch --quiet --passphrase '' --quick-gen-key test@example.org ed25519
      gpg --homedir key --batch --quiet --armor --export >served/keys
      gpg --homedir key --batch --quiet --detach-sign -o \(Self.place)/$top.tar.gz.sig \
        \(Self.place)/$top.tar.gz
      gpg --homedir key --with-colons --fingerprint | sed -n 's/^fpr:*\\([0-9A-F]*\\):/\\1/p' \
        | head -n 1 >fingerprint
      """)
  }

  @discardableResult private func shell(_ script: String) throws -> Binary.Result {
    try Binary.run(
      "/bin/bash", ["-c", script], environment: ["PATH": "/usr/bin:/bin"], in: folder.path)
  }

  private func launch(_ variables: [String: String] = [:]) throws -> Binary.Result {
    var environment = Binary.environment(home: folder)
    environment["PATH"] = folder.path + "/tools:/usr/bin:/bin"
    environment["DCS_GET_SWIFT"] = "1"
    environment["DCS_SWIFT_SERVER"] = server.address
    environment["DCS_SWIFT_KEYS"] = server.address + "/keys"
    environment["DCS_SWIFT_SIGNER"] =
      folder.read("fingerprint")?.trimmingCharacters(in: .newlines)
    environment["DCS_OS_RELEASE"] = folder.path + "/os-release"
    environment["DCS_SYSTEM_SWIFT"] = ""
    environment.merge(variables) { $1 }
    return try Binary.run(
      "/bin/bash", ["checkout/dcs"], environment: environment, in: folder.path)
  }

  private var data: String { folder.path + "/.local/share/dcs" }

  private var kept: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: data)) ?? [])
      .filter { $0 != "toolchain.lock" }.sorted()
  }

  @Test func getsChecksUnpacksAndBuilds() throws {
    let first = try launch()
    #expect(first.code == 0 && first.output == "hello\n", "\(first.errors)")
    #expect(kept == [Self.release])
    #expect(try launch().output == "hello\n")
    // Once fetched, never again.
    let requests = folder.read("served/log") ?? ""
    #expect(requests.split(separator: "\n").count { $0.contains(".tar.gz from") } == 1)
  }

  @Test func withoutLeaveNothingIsFetched() throws {
    let result = try launch(["DCS_GET_SWIFT": "0"])
    #expect(result.code == 1 && result.errors.contains("DCS_GET_SWIFT=1 ./dcs gets it"))
    #expect(folder.read("served/log") == nil && kept == [])
  }

  @Test func whatWasCutOffIsGoneOnWith() throws {
    // As often as one start tries.
    try folder.write("4", to: "served/cut")
    let first = try launch()
    #expect(first.code == 1 && first.errors.contains("the next start goes on with it"))
    #expect(kept == [Self.release + ".tar.gz.part"])
    #expect(try launch().output == "hello\n")
    let starts = (folder.read("served/log") ?? "").split(separator: "\n")
      .filter { $0.contains(".tar.gz from") }.compactMap { $0.split(separator: " ").last }
    #expect(starts.count == 5 && starts.first == "0" && starts.last != "0", "\(starts)")
  }

  @Test func aBrokenTarballIsRemoved() throws {
    // One byte would be what is there already once in 256 times: the tarball is made anew.
    let tarball = "\(Self.place)/\(Self.release).tar.gz"
    try shell("printf xxxxxxxx | dd of=\(tarball) bs=1 seek=1000 conv=notrunc")
    let result = try launch()
    #expect(result.code == 1 && result.errors.contains("is not that of Swift's release key"))
    #expect(kept == [])
  }

  @Test func anothersSignatureIsNone() throws {
    let result = try launch(["DCS_SWIFT_SIGNER": "52BB7E3DE28A71BE22EC05FFEF80A866B47A981F"])
    #expect(result.code == 1 && result.errors.contains("is not that of Swift's release key"))
    #expect(kept == [])
  }

  @Test func whatIsNotThereIsSaid() throws {
    try shell("rm \(Self.place)/*.gz")
    let result = try launch()
    #expect(result.code == 1 && result.errors.contains("the server has no http"))
    #expect(kept == [])
  }

  @Test func otherSystemsGetTheAddress() throws {
    try folder.write("ID=plan9\n", to: "os-release")
    let result = try launch()
    #expect(result.code == 1)
    #expect(result.errors.contains("for Debian, Ubuntu, Fedora and Amazon Linux only"))
    #expect(result.errors.contains("https://www.swift.org/install/linux"))
  }

  /// A file system of 200 KB takes no tarball of 300.
  @Test(.enabled(if: geteuid() == 0, "mounting needs root"))
  func aFullDiskIsSaid() throws {
    try shell("mkdir -p .local/share/dcs")
    let mount = try shell("mount -t tmpfs -o size=200k tmpfs .local/share/dcs")
    try #require(mount.code == 0, "no mounting here")
    defer { _ = try? shell("umount .local/share/dcs") }
    let result = try launch()
    #expect(result.code == 1 && result.errors.contains("there is no space in"))
  }
}
