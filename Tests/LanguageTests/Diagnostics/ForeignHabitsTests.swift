import Language
import Testing

/// What people who come from elsewhere type, and the word that they are told.
struct ForeignHabitsTests {
  private func hint(_ code: String) -> String {
    let recording = Recording()
    let outcome = recording.interpreter().execute(
      SourceText(name: "habit", text: code), echo: .all)
    return outcome.error?.hint ?? "no error"
  }

  /// Forms of Python, R, Octave, Julia, C and JavaScript, each from its own tutorial.
  @Test(arguments: [
    ("1:10", "1..10"), ("for i = 1:10 { print i }", "for i in 1..10"),
    ("for (i in 1..3) { print i }", "for i in 1..10"),
    ("x = [a * 2 for a in [1, 2]]", "map("), ("sqrt(a for a in [1, 2])", "map("),
    ("x = 1\nif x > 0: print x", "{ }"), ("while true: print 1", "{ }"),
    ("if true then print 1", "{ }"), ("if true { 1 } elif false { 2 }", "else if"),
    ("def f(x): return x", "fn f(x)"), ("lambda x: x", "fn(x)"),
    ("try { 1 } except e { 2 }", "catch e"), ("f(x) = x + 1", "fn f(x)"),
    ("g = x => x + 1", "fn(x)"), ("print(f'{x}')", "without an f"),
    ("x = [1, 2, 3]\nx[0:3:2]", "no step"), ("A = [1, 2; 3, 4]", "[[1, 2], [3, 4]]"),
    ("[1 2 3]", "commas"), ("x := 3", "x = 3"), ("x = 7 // 2", "floor(a / b)"),
    ("a %>% f", "|>"), ("a = 1\na .* a", "element by element"), ("1 === 1", "=="),
    ("1 <> 2", "!="), ("1 ~= 2", "!="), ("y = 1 > 1 ? 2 : 3", "if x { a } else { b }"),
    ("x && y", "'and'"), ("x || y", "'or'"), ("!x", "'not'"), ("x ** 2", "^"),
    ("x = 1; x++", "x += 1"), ("x <- 3", "x = ..."),
  ]) func formsHaveARemedy(_ code: String, _ word: String) {
    #expect(hint(code).contains(word), "\(code): \(hint(code))")
  }

  @Test(arguments: [
    ("range(10)", "0..9"), ("str(3)", "\"{x}\""), ("disp(3)", "print"), ("length([1])", "len"),
    ("import numpy", "include"), ("np.zeros(3)", "no module"), ("let x = 3", "x = 3"),
    ("None", "none"), ("True", "true"), ("typeof(3)", "type"), ("linspace(0, 1, 5)", "step"),
    ("printf('a')", "print"), ("int(3.5)", "floor"), ("assert(true)", "check"),
    ("raise('a')", "require"), ("plt.show()", "plot"), ("torch.randn(3)", "commands"),
    ("enumerate([1])", "for i, x"), ("whos", ":vars"),
  ]) func namesHaveARemedy(_ code: String, _ word: String) {
    #expect(hint(code).contains(word), "\(code): \(hint(code))")
  }

  @Test(arguments: [
    ("x = [1]; x.append(2)", "append(x, value)"), ("x = [1]; x.length", "len(x)"),
    ("x = {a: 1}; x.items()", "for key, value"), ("x = [1]; x.T", "transpose(x)"),
    ("x = [4]; x.sqrt()", "write sqrt(x)"),
  ]) func fieldsHaveARemedy(_ code: String, _ word: String) {
    #expect(hint(code).contains(word), "\(code): \(hint(code))")
  }

  /// Each form of the table is recognised as typed there.
  @Test func everyFormMatchesItsOwnExample() {
    for form in ForeignHabits.forms {
      #expect(hint("x = [1]\n" + form.typed) == form.remedy, "\(form.typed)")
    }
    #expect(ForeignHabits.forms.count + ForeignHabits.names.count > 100)
  }

  /// No remedy recommends what is a habit itself, and none takes a name that is a command's.
  @Test func remediesAreOfThisLanguage() {
    for name in testCommands.names { #expect(ForeignHabits.names[name] == nil, "\(name)") }
  }

  /// A mistake that is nobody's habit keeps its own words.
  @Test func otherMistakesAreLeftAlone() {
    #expect(hint("x = (1") == "expected ')'")
    #expect(hint("pritn 1") == "did you mean 'print'?")
  }
}
