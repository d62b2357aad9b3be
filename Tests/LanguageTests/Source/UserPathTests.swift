import Language
import Testing

struct UserPathTests {
  /// PATH is set wherever tests run, and holds a slash or a colon.
  @Test func onlyTheStartIsExpanded() {
    let home = UserPath.expanded("~")
    #expect(home.hasPrefix("/") && UserPath.expanded("~/a.dcz") == home + "/a.dcz")
    #expect(UserPath.expanded("$PATH/x").hasSuffix("/x"))
    #expect(UserPath.expanded("$PATH/x").hasPrefix("$") == false)
    for path in ["a/~/b", "~other/x", "a$PATH", "$NO_SUCH_VARIABLE_/x", "", "/x"] {
      #expect(UserPath.expanded(path) == path)
    }
  }
}
