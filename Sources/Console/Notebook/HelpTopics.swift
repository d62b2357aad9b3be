/// What can be asked about besides commands: words of the language, and subjects.
enum HelpTopics {
  struct Topic: Sendable {
    let names: [String]
    /// One line, for the list of topics.
    let summary: String
    let text: String
  }

  static func topic(_ name: String) -> Topic? {
    all.first { $0.names.contains(name) }
  }

  static var names: [String] { all.flatMap(\.names) }

  /// `help topics`.
  static var list: String {
    let width = all.map { $0.names[0].count }.max() ?? 0
    let lines = all.map {
      "  \($0.names[0])" + String(repeating: " ", count: width + 2 - $0.names[0].count) + $0.summary
    }
    return (["Topics"] + lines).joined(separator: "\n")
  }

  static let all: [Topic] = [
    start, language, values, strings, tensors, layers, pipes, conditionals, loops, functions,
    handling, scripts, claims, errors, prompt, keys, files, ranks,
  ]

  private static let start = Topic(
    names: ["start", "tutorial"], summary: "ten minutes, from data to a small file",
    text: """
      From data to a small file:

        images = data("fashion-mnist")
        dense = lenet300() |> train(images, epochs=3, lr=1e-3, optimizer="adam")
        pruned = dense |> prune(sparsity=90%) |> retrain(images, epochs=2, lr=1e-3)
        packed = pruned |> quantize(bits=5) |> huffman
        save(packed, "small.dcz")
        report([dense, pruned, packed], data=images.test)
        plot_layers(packed)
      """)
  private static let ranks = Topic(
    names: ["ranks", "mpirun", "srun", "slurm", "mpi"],
    summary: "a study on many processors or machines",
    text: """
      mpirun -n 8 dcs study.dcs         eight processes run one script together (Open MPI)
      srun --mpi=pmix dcs study.dcs     the same under Slurm

      All ranks run the whole script; rank 0 alone prints, asks and writes. sweep, tune,
      sensitivity and map(..., parallel=true) hand their points out one by one; train and retrain
      share out the slices of every mini-batch (slices=8; a batch of 256 has 8 by itself). The
      results are the same bytes for any number of ranks, if their processors are alike. All ranks
      must see the same files.

      Without Open MPI, for job arrays: each job computes its part and adds it to a file,

        param task = 1
        sweep(f, over={bits: 2..8}, shard="{task}/4", to="points.csv")

      and a last sweep to the same file, or join of several, gives the table. A job that was cut
      off goes on where it was.
      """)
  private static let language = Topic(
    names: ["language", "syntax"], summary: "the language on one page",
    text: """
      x = 3                        numbers; 92% is 0.92
      names = ["fc1", "fc2"]       list;  {fc1: 92%, "conv*": 60%} is a record
      for s in 50%..90% step 10% { print s }     a range includes its end
      W = net.fc1.weight           nets, layers and tensors have fields
      W[0, 0:10]                   slices as in NumPy: end not included, -1 is the last
      net |> prune(sparsity=90%) |> show         x |> f(a)  is  f(x, a)
      show net.fc1                 command form of show(net.fc1)
      fn err(n) { 1 - accuracy(n, test) }        the last value is the result
      check err(net) < 2%, "good enough"         false: reported, exit code 1 at the end
      param epochs = 5 "passes"    dcs study.dcs --epochs 20
      A command never changes its input: it returns a new value. ^ is power, @ the matrix product,
      mod(a, b) the remainder; and, or, not; comments start with #.
      """)
  private static let values = Topic(
    names: ["values", "types", "true", "false", "none"], summary: "the kinds of values",
    text: """
      none, bool (true, false), number, string, list [1, 2], record {a: 1}, range 1..10,
      tensor, table, data (.train .valid .test), net, packed (after huffman), function.
      type(x) names the kind, show x prints it in full, x.NAME is a field (Tab lists them).
      """)
  private static let strings = Topic(
    names: ["strings", "formats"], summary: "text, values in text, formats",
    text: """
      "fc1 keeps {x:.2%}" fills in values; between '...' braces are plain.
      Formats: {x:.3} decimals, {x:.2%} percent, {bytes:b} 27.1 KB, {n:d} whole, {x:e} power of ten,
      {x:.1x} 40.1x; a width before them: {x:8.3}. \\n \\t \\" \\\\ \\{ in "...".
      """)
  private static let tensors = Topic(
    names: ["tensors", "slices", "indexing"], summary: "arrays: shapes, slices, arithmetic",
    text: """
      W[0, 0:10], W[:, -1], W[[0, 2]]: positions from 0, the end of a slice is not included.
      * / + - ^ work element by element with NumPy's broadcasting; @ is the matrix product.
      x.shape, x.count, x.values; zeros ones rand randn tensor reshape transpose sum mean std.
      """)
  private static let layers = Topic(
    names: ["layers", "globs"], summary: "arguments that differ by layer",
    text: """
      Every argument that can differ by layer takes one value or a record by name or glob:
        sparsity={"fc*": 91%, fc3: 74%}     bits={"*": 5, "conv*": 8}
      Exact names beat globs, later globs beat earlier ones. only= and except= take globs, too.
      net.layers lists the names; those with a slash are written net["fire2/squeeze1x1"].
      """)
  private static let pipes = Topic(
    names: ["pipes"], summary: "x |> f(a) is f(x, a)",
    text: """
      net |> prune(sparsity=90%) |> retrain(data) |> quantize(bits=5) |> huffman |> save("a.dcz")
      x |> f is f(x), x |> f(a) is f(x, a). A line that starts with |> goes on from the line before,
      at the prompt from ans.
      """)
  private static let conditionals = Topic(
    names: ["if", "else"], summary: "if condition { } else if other { } else { }",
    text: """
      if accuracy(n, test) > 98% { print "good" } else { print "train on" }
      The condition is true or false, never a number: write x != 0. and, or, not join conditions.
      """)
  private static let loops = Topic(
    names: ["for", "while", "break", "continue", "in", "step"],
    summary: "for x in list { }, while condition { }",
    text: """
      for s in 50%..90% step 10% { print s }       a range includes its end
      for name, value in {a: 1, b: 2} { print name, value }
      for i, x in list { }                         i counts from 0
      while x < 10 { x += 1 }                      break leaves, continue goes on with the next
      map(list, fn(x) { x^2 }) makes a list of results.
      """)
  private static let functions = Topic(
    names: ["fn", "return", "functions"],
    summary: "fn name(a, b=2) { the last value is the result }",
    text: """
      fn err(n, scale=1) { scale * (1 - accuracy(n, test)) }
      The last value is the result, or return x. Without a name: map(list, fn(x) { x^2 }).
      Names assigned inside are local. A ## line above is its help.
      """)
  private static let handling = Topic(
    names: ["try", "catch"], summary: "try { } catch e { }",
    text: """
      try { n = load("a.dcz") } catch e { print e.kind, e.message, e.line }
      Kinds: help errors. Ctrl-C cannot be caught.
      """)
  private static let scripts = Topic(
    names: ["scripts", "param", "include"], summary: "studies: parameters, parts, prose",
    text: """
      param epochs = 5 "passes over the data"      dcs study.dcs --epochs 20, dcs study.dcs --help
      include "parts.dcs"                          runs another script here
      ## prose for a report                        # a comment
      dcs check study.dcs finds mistakes without running; :save study.dcs keeps a session's entries.
      """)
  private static let claims = Topic(
    names: ["check", "require"], summary: "claims that a script keeps",
    text: """
      check dense.bytes / packed.bytes >= 38, "about 40x smaller"
      A false check is reported with both sides, the script goes on and exits with 1.
      require stops at once.
      """)
  private static let errors = Topic(
    names: ["errors", "codes"], summary: "kinds of errors, and exit codes",
    text: """
      An error says where, shows the line, and what to do:
        study.dcs:3:16: error: prune has no argument 'sparisty'
            3 | dense |> prune(sparisty=92%)
              |                ^^^^^^^^ did you mean 'sparsity'?
      Kinds (e.kind in try { } catch e { }): syntax, name, type, shape, value, argument, file,
      format, limit, check, interrupted.
      Exit codes: 0 ok, 1 a check failed, 2 usage, 3 syntax, 4 run-time, 5 file or format,
      130 interrupted.
      """)
  private static let prompt = Topic(
    names: ["prompt", "console", "quit", "exit", "help", "ans", "out"],
    summary: "what works at the prompt only",
    text: """
      ?NAME explains, ??NAME in depth, help TOPIC; help topics lists the topics.
      ans is the last value, out[3] that of entry 3; a line that starts with |> goes on from ans.
      A final ; hides the value. :help lists the words that start with a colon, !CODE is for the
      shell.
      Ctrl-C stops a computation and keeps the session; Ctrl-D or quit leaves.
      """)
  private static let keys = Topic(
    names: ["keys", "history"], summary: "keys of the line editor",
    text: """
      Tab completes names, arguments, layers, fields and files; a second Tab shows the signature.
      Up and Down recall entries, Ctrl-R searches them; Ctrl-A and Ctrl-E go to the line's ends,
      Ctrl-W takes a word, Ctrl-L clears the screen. An unfinished entry goes on in the next line.
      """)
  private static let files = Topic(
    names: ["files", "paths"], summary: "kinds of files, and where they are looked for",
    text: """
      load reads .dcz .onnx .npz .npy .safetensors .caffemodel; save writes .dcz .onnx .npz
      .safetensors .npy .csv .json .md .txt .png. ~ and $HOME may begin a path.
      A path that leads nowhere from here is tried in the folders of $DCS_DATA.
      dcs model.dcz tells what is in a file.
      """)
}
