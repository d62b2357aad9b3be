import Language

/// dcs.1, for `man dcs`.
public struct ManualPage {
  private let words: CommandWords
  private let usage: String

  /// - Parameter usage: the ways to start dcs, a line each: words, blanks, meaning.
  public init(_ words: CommandWords, usage: String) { (self.words, self.usage) = (words, usage) }

  public func text() -> String {
    let ways = Self.ways(usage).map { words, meaning in
      ".TP\n.B \(Self.escaped(words))\n\(Self.escaped(meaning))"
    }
    let chapters = words.chapters.map { group, commands in
      let entries = commands.map { command in
        let declaration = type(of: command)
        let signature = CommandHelp(command).shortSignature
        return ".TP\n.B \(Self.escaped(signature))\n\(Self.escaped(declaration.summary))"
      }
      return ([".SS \(group.rawValue)"] + entries).joined(separator: "\n")
    }
    return """
      .TH DCS 1 "" "dcs \(words.version)" "User Commands"
      .SH NAME
      dcs \\- Deep Compression as a scriptable, notebook-style console
      .SH SYNOPSIS
      .B dcs
      [options] [script [\\-\\-name value ...]]
      .SH DESCRIPTION
      dcs trains a network, prunes it, shares its weights, codes what is left into one file, runs
      from that file, and proves each claim: Deep Compression (Han, Mao and Dally, 2016) as a small
      language, at a prompt or in scripts.
      .SH WAYS TO START
      \(ways.joined(separator: "\n"))
      .SH COMMANDS OF THE LANGUAGE
      .B dcs help NAME
      explains one.
      \(chapters.joined(separator: "\n"))
      .SH EXIT STATUS
      0 all is well, 1 a check failed, 2 usage, 3 syntax, 4 an error while running, 5 a file or its
      format, 130 interrupted.
      .SH ENVIRONMENT
      .TP
      .B DCS_DATA
      folders with data sets and models, separated by colons
      .TP
      .B DCS_DEVICE
      the device that on="gpu" means: its number in devices(), or a part of its name
      .TP
      .B DCS_OPENCL
      the OpenCL library, when it is not libOpenCL.so.1
      .TP
      .B NO_COLOR
      no colours
      .SH FILES
      .TP
      .I $XDG_CONFIG_HOME/dcs/init.dcs
      runs before the prompt
      .TP
      .I $XDG_STATE_HOME/dcs/history
      what was entered

      """
  }

  /// Words and meaning, which may stand on the line below.
  private static func ways(_ usage: String) -> [(words: String, meaning: String)] {
    var ways: [(words: String, meaning: String)] = []
    for line in usage.split(separator: "\n") {
      let column = line.prefix(33)
      let rest = String(line.dropFirst(33).drop { $0 == " " })
      if column.allSatisfy({ $0 == " " }) {
        if !ways.isEmpty { ways[ways.count - 1].meaning = rest }
      } else if line.count > 33, column.last == " " {
        ways.append((String(column).trimmedAtEnd, rest))
      } else {
        ways.append((String(line), ""))
      }
    }
    return ways
  }

  /// Dashes are minus signs, and no line begins with a dot by accident.
  private static func escaped(_ text: String) -> String {
    let safe = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return safe.hasPrefix(".") || safe.hasPrefix("'") ? "\\&" + safe : safe
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
