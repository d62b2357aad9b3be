import Testing

/// print, format, split, replace.
@Suite struct TextCommandsTests {
  @Test(arguments: [
    Case("print 1 \"a\" none", "1 a none"), Case("print()", ""),
    Case("print([1, \"a\"], {b: true}, 1..3)", "[1, \"a\"] {b: true} 1..3"),
    Case("print(ones(2, 3), table({a: [1]}), sqrt)", "tensor 2x3 f32 table 1x1 fn sqrt"),
    Case("print(0.1 + 0.2)", "0.3"),
    Case("print 1\nprint 2", "1\n2"), Case("print(values=[1, 2])", "1 2"),
    Case("print(\"a\", sep=\"\")", "argument: print has no argument 'sep'"),
  ]) func printing(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("format(0.9153, \".2%\")", "\"91.53%\""), Case("format(\"ab\", \">5\")", "\"   ab\""),
    Case("format(3.14159, \".3\") == \"{3.14159:.3}\"", "true"),
    Case("format(\"ab\", \".2\")", "value: this format needs a number, not a string"),
    Case("format(1, \"?\")", "value: unknown format '?'"),
  ]) func formats(_ example: Case) { #expect(example.printed == example.expected) }

  /// Python's str.split and str.replace.
  @Test(arguments: [
    Case("split(\"  a\\t b\\nc \")", "[\"a\", \"b\", \"c\"]"), Case("split(\"\")", "[]"),
    Case("split(\"\", \",\")", "[\"\"]"),
    Case("split(\"a::b\", \"::\")", "[\"a\", \"b\"]"),
    Case("split(\"a,\", \",\")", "[\"a\", \"\"]"),
    Case("split(\"a\", \"\")", "value: the separator is empty"),
    Case("replace(\"aaa\", \"aa\", \"b\")", "\"ba\""),
    Case("replace(\"abc\", \"x\", \"y\")", "\"abc\""),
    Case("replace(\"a.c\", \".\", \"-\")", "\"a-c\""),
    Case("replace(\"abc\", \"\", \"y\")", "value: nothing to replace: the string is empty"),
    Case("split(5)", "type: argument 'text' of split: expected a string, got a number"),
  ]) func strings(_ example: Case) { #expect(example.printed == example.expected) }
}
