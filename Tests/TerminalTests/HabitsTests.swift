import Foundation
import Testing

/// The habits that people bring to a prompt, tried one after the other in a real terminal: what is
/// typed, and what the screen shows then.
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(2)))
struct HabitsTests {
  let home: Folder

  init() throws { home = try Folder() }

  /// Types each entry and waits for what must follow it, then for the next prompt.
  private func converse(
    _ habits: [(entry: String, shows: String)], columns: UInt16 = 100, rows: UInt16 = 24,
    variables: [String: String] = ["PAGER": "cat"]
  ) throws {
    let session = try TerminalSession(
      in: home, columns: columns, rows: rows, variables: variables)
    try session.wait(for: "dcs [1]> ")
    for (entry, shows) in habits {
      session.enter(entry)
      try session.wait(for: "\n")
      do { if !shows.isEmpty { try session.wait(for: shows) } } catch {
        Issue.record("\(entry) does not show \(shows): \(error)")
        return
      }
      try session.wait(for: "]> ")
    }
  }

  @Test func everyStageLeavesALine() throws {
    try converse([
      ("d = data(\"toy-digits\", limit=200);", ""),
      (
        "n = lenet300() |> train(d, epochs=2, lr=1e-3, optimizer=\"adam\");",
        "train: 2 epochs, loss "
      ),
      ("p = n |> prune(sparsity=90%);", "prune: 10% of 266 200 weights kept"),
      ("p = p |> retrain(d, epochs=1, lr=1e-3);", "retrain: 1 epoch, loss "),
      ("q = p |> quantize(bits=4);", "quantize: 3 layers, 4 bits a weight, RMS error "),
      ("h = q |> huffman;", "x smaller, "),
      ("save(h, \"\(home.path)/h.dcz\")", "save: \(home.path)/h.dcz, "),
      ("g = load(\"\(home.path)/h.dcz\");", "load: \(home.path)/h.dcz, "),
      ("plot_layers(h, to=\"\(home.path)/p.png\")", "pixels"),
      (":set quiet on", ""),
      ("prune(n, sparsity=50%); 41 + 1", "42"),
      ("report([n, h], data=d.test)", "kept: weights that survive"),
      ("n", "net fc1-fc2-fc3, 266610 parameters, dense"),
    ])
  }

  @Test func questionsAreAnswered() throws {
    try converse([
      ("?prune", "prune(net, sparsity=none"), ("help prune", "Removes the connections"),
      ("??prune", "Stage one of the paper"), ("prune?", "Removes the connections"),
      ("?for", "a range includes its end"), ("help errors", "130 interrupted"),
      ("?sparsity", "prune(sparsity=)"),
      ("help topics", "ten minutes, from data to a small file"), ("help", ":help lists"),
      (":help", ":cd [FOLDER]"), ("?range", "0..9"), ("?nothing_of_this_name", "nothing called"),
    ])
  }

  @Test func sessionWords() throws {
    try converse([
      ("x = 6", ""), (":vars", "number"), (":history", "x = 6"), (":cd /", "/"),
      (":time x + 1", " s"), (":set", "how tables are written"), (":set format csv", ""),
      ("table({a: [1, 2]})", "a\n1\n2\n"), (":set format table", ""), (":sett format", "no :sett"),
      ("table({n: 1..500})", "more rows; :all shows them"), (":all", "\n250\n"),
      (":clear", ""), (":save \(home.path)/s.dcs", "wrote"), (":reset", ""),
      ("x", "unknown name 'x'"), ("!echo $((6 * 7))", "42"),
    ])
    let session = try TerminalSession(in: home)
    try session.wait(for: "dcs [1]> ")
    session.enter(":quit")
    #expect(try session.exitCode() == 0)
  }

  @Test func anEntryIsChangedInTheEditor() throws {
    let editor = try home.write("#!/bin/sh\nsed -i 's/6/7/' \"$1\"\n", to: "editor")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
    try converse(
      [("6 * 6", "36"), (":edit", "7 * 6\n42")], variables: ["EDITOR": editor, "PAGER": "cat"])
  }

  @Test func habitsOfOtherLanguagesGetTheirWord() throws {
    try converse([
      ("1:10", "a range is 1..10"), ("x <- 3", "write x = ..."), ("import numpy as np", "include"),
      ("[a * 2 for a in [1, 2]]", "map(x, fn(a)"), ("print [1, 2]", "print([1, 2])"),
      ("n = lenet300(); train(n, data(\"toy\"), optimizer=adam)", "in quotes: \"adam\""),
      ("sq = squeezenet(); sq.fire2/squeeze1x1", "sq[\"fire2/squeeze1x1\"]"),
      ("n.fc1.weight.T", "transpose(x)"), ("plot([[1], [2], [3]])", "{a: [1, 2], b: [3, 4]}"),
      ("accuracy(lenet5(), data(\"toy-digits\").test)", "images=true"),
      ("load(\"\(home.path)/n.dcz\")", "No such file"), ("n |> huffman;", "the net is dense"),
    ])
  }

  /// Typed, then Tab: what stands on the line or below it.
  @Test(arguments: [
    ("sq[\"fire2/sq", "fire2/squeeze1x1\""), ("load(\"~/inc", "included.dcs\""),
    ("load(\"~/fol", "~/folder/"), ("print \"it is {n.fc1.wei", "n.fc1.weight"),
    ("prune(n, method=\"gl", "\"global\""), ("train(n, d, keep_best=t", "keep_best=true"),
    ("prune(n, only=\"fc", "fc1"), ("?spar", "?sparsity"), ("help quan", "help quantize"),
    (":ed", ":edit"), ("quantize(n, init=\"for", "\"forgy\""),
  ]) func tabGoesOn(_ typed: String, _ shown: String) throws {
    try home.write("x = 5\n", to: "included.dcs")
    try FileManager.default.createDirectory(
      atPath: home.path + "/folder", withIntermediateDirectories: true)
    let session = try TerminalSession(in: home)
    try session.wait(for: "dcs [1]> ")
    session.enter("n = lenet300(); sq = squeezenet();")
    try session.wait(for: "dcs [2]> ")
    session.type(typed + TerminalSession.tab)
    if shown == "fc1" { session.type(TerminalSession.tab + TerminalSession.tab) }
    try session.wait(for: shown)
    session.type(TerminalSession.interrupt)
    try session.wait(for: "dcs [2]> ")
  }

  /// Work that nobody can ask to stop, and that would take longer than the test waits.
  @Test(arguments: ["svd(a)", "a @ a @ a @ a @ a @ a @ a @ a @ a @ a @ a @ a @ a @ a @ a @ a @ a"])
  func interruptStopsEveryCommand(code: String) throws {
    let session = try TerminalSession(in: home)
    try session.wait(for: "dcs [1]> ")
    session.enter("a = randn(6000, 6000);")
    try session.wait(for: "dcs [2]> ")
    session.enter(code)
    try session.wait(for: "so far")
    session.type(TerminalSession.interrupt)
    try session.wait(for: "interrupted")
    try session.wait(for: "dcs [3]> ")
    session.enter("6 * 7")
    try session.wait(for: "\n42\n")
  }

  @Test func tablesAndHelpFitTheWindow() throws {
    let session = try TerminalSession(
      in: home, columns: 60, rows: 24, variables: ["PAGER": "cat"])
    try session.wait(for: "dcs [1]> ")
    session.enter("?train")
    let narrow = try session.wait(for: "dcs [1]> ").split(separator: "\n")
    #expect(narrow.count > 30 && narrow.allSatisfy { $0.count <= 60 })
    session.resize(columns: 140, rows: 40)
    session.enter("x = 1")  // the line editor draws its prompt anew for the new window
    try session.wait(for: "dcs [2]> ")
    session.enter("?train")
    let wide = try session.wait(for: "dcs [2]> ").split(separator: "\n")
    #expect(wide.count < narrow.count && wide.contains { $0.count > 60 })
    session.enter("zeros(50, 50)")
    let tensor = try session.wait(for: "dcs [3]> ").split(separator: "\n")
    #expect(tensor.count <= 40 && tensor.allSatisfy { $0.count <= 140 })
  }
}
