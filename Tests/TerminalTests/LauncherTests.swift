import Foundation
import Testing

/// `./dcs` in a checkout of its own, with a compiler and a package manager that only pretend.
@Suite(.timeLimit(.minutes(1)))
struct LauncherTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    for path in ["checkout/Sources/dcs", "checkout/Tools", "tools", "elsewhere"] {
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
    try folder.write("", to: "checkout/Sources/dcs/DCS.swift")
    try writeTool(
      "swift",
      """
      if [ "$1" = --version ]; then echo "Swift version ${SWIFT_VERSION-6.3.1}"; exit; fi
      echo build >>"$LOG"
      [ -z "$BROKEN" ] || { echo "a.swift:1:1: error: broken"; exit 1; }
      sleep 0.3
      case "$*" in *--scratch-path*) place=.build-install;; *) place=.build;; esac
      mkdir -p $place/release
      printf '#!/bin/sh\\necho "$PWD: $*"\\n' >$place/release/dcs
      chmod +x $place/release/dcs
      """)
    try writeTool(
      "dpkg-query",
      "shift 2; for p; do [ \"$p\" = \"$MISSING\" ] || printf 'installed:%s ' \"$p\"; done")
    try writeTool("apt-get", "echo apt-get \"$@\" >>\"$LOG\"; [ -z \"$OFFLINE\" ]")
    try writeTool("sudo", "[ \"$1\" = -n ] && shift; exec \"$@\"")
  }

  private func writeTool(_ name: String, _ script: String) throws {
    let path = try folder.write("#!/bin/sh\n\(script)\n", to: "tools/" + name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Starts the launcher in `elsewhere`.
  @discardableResult private func launch(
    _ arguments: [String] = [], command: String = "../checkout/dcs",
    variables: [String: String] = [:]
  ) throws -> Binary.Result {
    var environment = Binary.environment(home: folder)
    environment["PATH"] = folder.path + "/tools:/usr/bin:/bin"
    environment["LOG"] = folder.path + "/log"
    environment.merge(variables) { $1 }
    return try Binary.run(
      "/bin/bash", [command] + arguments, environment: environment, in: folder.path + "/elsewhere")
  }

  private var log: String { folder.read("log") ?? "" }

  /// What the repository has, in the checkout.
  private func copy(_ paths: [String]) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    for path in paths {
      let target = "\(folder.path)/checkout/\(path)"
      try? FileManager.default.removeItem(atPath: target)
      try FileManager.default.copyItem(atPath: "\(root)/\(path)", toPath: target)
    }
  }

  @Test func installsAProgramWithAllThatBelongsToIt() throws {
    try copy(["Documentation", "Tools", "README.md", "LICENSE"])
    try writeTool("strip", "echo strip \"$@\" >>\"$LOG\"")
    let prefix = folder.path + "/prefix"
    let run = try launch(["--install", prefix])
    #expect(run.code == 0, "\(run.errors)")
    #expect(log.contains("strip \(prefix)/bin/dcs"))
    for path in [
      "bin/dcs", "share/man/man1/dcs.1.gz", "share/bash-completion/completions/dcs",
      "share/zsh/site-functions/_dcs", "share/fish/vendor_completions.d/dcs.fish",
      "share/vim/vimfiles/syntax/dcs.vim", "share/vim/vimfiles/ftdetect/dcs.vim",
      "share/dcs/syntax/dcs.tmLanguage.json", "share/doc/dcs/REFERENCE.md",
      "share/doc/dcs/copyright",
    ] {
      #expect(FileManager.default.fileExists(atPath: "\(prefix)/\(path)"), "\(path)")
    }
    #expect(try launch(["--install"]).code == 1)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func whoMayNotWriteRunsTheOldProgram() throws {
    try launch(["--setup-only"])
    Thread.sleep(forTimeInterval: 0.05)
    try folder.write("// new", to: "checkout/Sources/dcs/DCS.swift")
    let checkout = folder.path + "/checkout"
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: checkout)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: checkout)
    }
    let run = try launch(["x"])
    #expect(run.output == "\(folder.path)/elsewhere: x\n")
    #expect(run.errors.contains("the old one runs"))
    #expect(log == "build\n")
  }

  @Test func buildsOnceAndRunsInTheUsersFolder() throws {
    let first = try launch(["a b", "--x"])
    #expect(first.output == "\(folder.path)/elsewhere: a b --x\n")
    #expect(first.errors.contains("dcs: building"))
    let second = try launch(["c"])
    #expect(second.output == "\(folder.path)/elsewhere: c\n")
    #expect(second.errors == "")
    #expect(log == "build\n")
  }

  @Test func buildsAgainWhenASourceIsNewerOrGone() throws {
    try launch(["--setup-only"])
    Thread.sleep(forTimeInterval: 0.05)
    try folder.write("changed", to: "checkout/Sources/dcs/DCS.swift")
    try launch()
    try launch()
    #expect(log == "build\nbuild\n")
    Thread.sleep(forTimeInterval: 0.05)
    try FileManager.default.removeItem(atPath: folder.path + "/checkout/Sources/dcs/DCS.swift")
    try launch()
    #expect(log == "build\nbuild\nbuild\n")
  }

  @Test func aLinkToItFindsTheCheckout() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: folder.path + "/checkout/dcs")
    #expect(
      try launch(["x"], command: folder.path + "/link").output == "\(folder.path)/elsewhere: x\n")
  }

  @Test func setupOnlyRunsNothing() throws {
    let result = try launch(["--setup-only"])
    #expect(result.output == "" && result.code == 0)
    #expect(log == "build\n")
  }

  @Test func aFailedBuildSaysWhyAndIsTriedAgain() throws {
    let result = try launch(variables: ["BROKEN": "yes"])
    #expect(result.code == 1)
    #expect(result.errors.contains("a.swift:1:1: error: broken"))
    #expect(result.errors.contains("the build failed"))
    #expect(try launch().code == 0)
  }

  @Test func installsWhatIsMissingAndSaysSo() throws {
    let result = try launch(variables: ["MISSING": "libpng-dev"])
    #expect(result.code == 0)
    #expect(result.errors.contains("installing libpng-dev"))
    #expect(log.contains("install --no-install-recommends libpng-dev\n"))
    #expect(!log.contains("libzip-dev"))
  }

  @Test func aLibraryThatCannotBeHadStopsWithTheRemedy() throws {
    let result = try launch(variables: ["MISSING": "libpng-dev", "OFFLINE": "yes"])
    #expect(result.code == 1)
    #expect(result.errors.contains("sudo apt-get install libpng-dev"))
    #expect(!log.contains("build"))
  }

  @Test func withoutFashionMNISTItGoesOn() throws {
    let result = try launch(variables: ["MISSING": "dataset-fashion-mnist", "OFFLINE": "yes"])
    #expect(result.code == 0)
    #expect(result.errors.contains("going on without Fashion-MNIST"))
  }

  @Test func twoLaunchesBuildOnce() throws {
    let result = try launch(["../checkout/dcs same & ../checkout/dcs same; wait"], command: "-c")
    #expect(result.output == String(repeating: "\(folder.path)/elsewhere: same\n", count: 2))
    #expect(result.errors.contains("waiting for another build"))
    #expect(log == "build\n")
  }

  @Test(arguments: [
    ("6.2", true), ("6.2.1", true), ("6.10", true), ("6.1.3", false), ("5.10", false),
  ])
  func knowsWhichToolchainsWillDo(version: String, isNewEnough: Bool) throws {
    let code = "source ../checkout/dcs; is_new_enough \(version)"
    #expect(try launch([code], command: "-c").code == (isNewEnough ? 0 : 1))
  }
}
