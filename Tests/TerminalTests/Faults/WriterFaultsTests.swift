import Foundation
import Testing

/// What a system can refuse a writer: each is an error of exit code 5 that says why, the file that
/// was there stays whole, and nothing is left beside it.
@Suite(.enabled(if: FaultDrill.isAsked, "runs with DCS_FAULTS=1"), .timeLimit(.minutes(5)))
struct WriterFaultsTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func expect(
    _ result: Binary.Result, says reason: String, _ file: String = "m.dcz",
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(result.code == 5, "\(result.errors)", sourceLocation: location)
    #expect(
      reason.isEmpty || result.errors.contains(reason), "\(result.errors)",
      sourceLocation: location)
    #expect(folder.read(file) == "old", sourceLocation: location)
    #expect(FaultDrill.leftovers(in: folder.path) == [], sourceLocation: location)
  }

  private static let save = "\"$DCS\" --quiet -c 'save(lenet300(), \"m.dcz\")'"

  @Test(
    "Whatever writes, a file over the limit of sizes is refused by name",
    arguments: [
      ("m.dcz", "save(lenet300(), \"m.dcz\")"), ("m.npz", "save(lenet300(), \"m.npz\")"),
      ("m.onnx", "save(lenet300(), \"m.onnx\")"),
      ("m.safetensors", "save(lenet300(), \"m.safetensors\")"),
      ("m.npy", "save(zeros(100000), \"m.npy\")"),
      ("m.csv", "save(table({a: list(1..20000)}), \"m.csv\")"),
      ("m.txt", "t = \"0123456789\"; for i in 1..12 { t += t }; save(t, \"m.txt\")"),
      ("m.png", "plot(randn(2000), to=\"m.png\", size=[2000, 2000])"),
      ("m.dcz", "checkpoint(\"n/../m.dcz\", fn() { lenet300() })"),
    ])
  func filesOverTheLimit(file: String, code: String) throws {
    // A checkpoint reads what is there: its file is new.
    let isCheckpoint = code.hasPrefix("checkpoint")
    if !isCheckpoint { try folder.write("old", to: file) }
    let result = try FaultDrill.shell("ulimit -f 8; \"$DCS\" --quiet -c '\(code)'", in: folder)
    #expect(result.code == 5, "\(result.errors)")
    #expect(result.errors.contains("larger than files may be here"), "\(result.errors)")
    #expect(folder.read(file) == (isCheckpoint ? nil : "old"))
    #expect(FaultDrill.leftovers(in: folder.path) == [])
  }

  /// Calls of the kernel that only the writing of files makes.
  @Test(
    .enabled(if: FaultDrill.hasProgram("strace"), "needs strace"),
    arguments: [
      ("fsync", "EIO", "the disk reports an error"), ("fsync", "ENOSPC", "the disk is full"),
      ("fsync", "EDQUOT", "share of the disk is used up"),
      ("linkat", "ENOSPC", "the disk is full"), ("renameat", "EIO", "the disk reports an error"),
      ("renameat", "EROFS", "the file system is read-only"),
      ("fchmod", "EIO", "the disk reports an error"),
    ])
  func injectedFaults(call: String, fault: String, reason: String) throws {
    try folder.write("old", to: "m.dcz")
    let inject = "strace -f -qq -o trace -e trace=\(call) -e inject=\(call):error=\(fault) "
    let result = try FaultDrill.shell(inject + Self.save, in: folder)
    try #require(!result.errors.contains("ptrace"), "strace may not trace here")
    expect(result, says: reason)
  }

  /// The first write of every thread fails, that of the message among them.
  @Test(
    .enabled(if: FaultDrill.hasProgram("strace"), "needs strace"),
    arguments: ["ENOSPC", "EIO", "EDQUOT"])
  func writesFail(fault: String) throws {
    try folder.write("old", to: "m.dcz")
    let inject = "strace -f -qq -o trace -e trace=write -e inject=write:error=\(fault):when=1 "
    let result = try FaultDrill.shell(inject + Self.save, in: folder)
    try #require(!result.errors.contains("ptrace"), "strace may not trace here")
    expect(result, says: "")
  }

  /// No files without names, as on older network file systems: a named one does as well.
  @Test(.enabled(if: FaultDrill.hasProgram("strace"), "needs strace"))
  func withoutUnnamedFiles() throws {
    try folder.write("old", to: "m.dcz")
    let script = """
      strace -f -qq -o trace -e trace=linkat,access -e inject=access:error=ENOENT \
      "$DCS" --quiet -c 'save("new", "m.txt"); save("newer", "m.txt")'
      grep -c linkat trace
      """
    let result = try FaultDrill.shell(script, in: folder)
    #expect(result.output == "0\n" && folder.read("m.txt") == "newer", "\(result.errors)")
    #expect(FaultDrill.leftovers(in: folder.path) == [])
  }

  @Test(.enabled(if: geteuid() == 0, "mounting needs root"))
  func aFullDisk() throws {
    let script = """
      mkdir disk && mount -t tmpfs -o size=200k tmpfs disk || exit 99
      echo old >disk/m.dcz
      "$DCS" --quiet -c 'save(lenet300(), "disk/m.dcz")'
      code=$?
      cat disk/m.dcz; ls -A disk
      umount disk
      exit $code
      """
    let result = try FaultDrill.shell(script, in: folder)
    try #require(result.code != 99, "no mounting here")
    #expect(result.code == 5 && result.errors.contains("the disk is full"), "\(result.errors)")
    #expect(result.output == "old\nm.dcz\n")
  }

  @Test(
    "Output that cannot be written is exit 5",
    arguments: [
      "-c 'print 1'", "-c 'show lenet300()'", "--version", "--help", "help", "help prune",
      "--format json -c 'show table({a: [1]})'", "--format csv -c 'show table({a: [1]})'",
      "-c 'for i in 1..100000 { print i }'", "inspect m.dcz", "verify m.dcz",
    ])
  func fullOutput(arguments: String) throws {
    _ = try Binary.run(["--quiet", "-c", "save(lenet300(), \"m.dcz\")"], in: folder)
    let result = try FaultDrill.shell("\"$DCS\" \(arguments) >/dev/full", in: folder)
    #expect(result.code == 5 && result.errors.contains("cannot be written"), "\(result.errors)")
  }

  /// Processes of different namespaces may have the same number.
  @Test(.enabled(if: geteuid() == 0 && FaultDrill.hasProgram("unshare"), "unshare needs root"))
  func twoWritersWithOneNumber() throws {
    let script = """
      unshare --pid --fork true 2>/dev/null || exit 99
      for bits in 2 6; do
        unshare --pid --fork --kill-child "$DCS" --quiet -c "m = lenet300() |> quantize(bits=$bits)
          for i in 1..40 { save(m, \\"m.dcz\\") }" &
      done
      while [ -n "$(jobs -r)" ]; do
        [ ! -f m.dcz ] || { cp m.dcz copy && "$DCS" verify copy >/dev/null || echo torn; }
      done
      wait
      """
    let result = try FaultDrill.shell(script, in: folder)
    try #require(result.code != 99, "no namespaces here")
    #expect(result.code == 0 && result.output == "", "\(result.errors)")
    #expect(FaultDrill.leftovers(in: folder.path) == [])
  }
}
