import Reports
import Testing

@Suite struct CodeMarkupTests {
  @Test func wordsHaveTheirKinds() {
    #expect(
      CodeMarkup.html("# why\nfor i in [1] { f(i, \"a<b\") }  # end")
        == """
        <span class="comment"># why</span>
        <span class="keyword">for</span> i <span class="keyword">in</span> \
        [<span class="number">1</span>] { <span class="call">f</span>(i, \
        <span class="string">&quot;a&lt;b&quot;</span>) }  <span class="comment"># end</span>
        """)
  }

  @Test func brokenCodeIsShownAsItIs() {
    #expect(CodeMarkup.html("x = \"open & <") == "x = &quot;open &amp; &lt;")
  }
}
