import Jupyter
import Testing

/// That it answers is what `Tests/kernel-tests.py` sees.
@Suite struct KernelTests {
  @Test(arguments: [
    ("prune(n)", 3, "prune"), ("prune(", 6, "prune"), ("prune(n)", 6, "prune"),
    ("prune", 0, "prune"), ("x |> pru", 8, "pru"), ("1 + ", 4, "1"),
    ("", 0, nil), ("größe + 1", 2, "größe"), ("f(a)", 99, "a"),
  ]) func theNameAtTheCursor(_ code: String, _ cursor: Int, _ name: String?) {
    #expect(Kernel.name(in: code, around: cursor) == name)
  }
}
