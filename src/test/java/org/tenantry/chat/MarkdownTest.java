package org.tenantry.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MarkdownTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>");
    private static final Set<String> TAGS = Set.of(
            ("p br hr h3 h4 h5 h6 ul ol li blockquote pre code em strong del table" + " thead tbody tr th td a div")
                    .split(" "));
    private static final Pattern ATTRIBUTE =
            Pattern.compile(" (href|target|rel|class|data-lang|tabindex|align|start)=\"[^\"]*\"|/$");
    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?://|mailto:).*");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain words|<p>plain words</p>",
                "**b** _e_ ~~d~~ `c`|<p><strong>b</strong> <em>e</em> <del>d</del> <code>c</code></p>",
                "# Title|<h3>Title</h3>",
                "##### Deep|<h6>Deep</h6>",
                "a < b & c > d|<p>a &lt; b &amp; c &gt; d</p>",
            })
    void what_people_write_is_shown_as_they_mean_it(String text, String html) {
        assertThat(Markdown.answer(text).strip()).isEqualTo(html);
    }

    @Test
    void a_line_break_of_a_person_is_kept_and_one_of_a_model_is_not() {
        assertThat(Markdown.question("one\ntwo")).contains("one<br />");
        assertThat(Markdown.answer("one\ntwo")).doesNotContain("<br");
    }

    @Test
    void code_keeps_its_language_and_can_be_scrolled_by_keyboard() {
        assertThat(Markdown.answer("```java\nint x = 1 < 2;\n```"))
                .contains("<div class=\"code\" data-lang=\"java\"><pre tabindex=\"0\"><code class=\"language-java\">")
                .contains("1 &lt; 2;");
    }

    @Test
    void a_table_can_be_scrolled_by_keyboard_and_keeps_its_alignment() {
        assertThat(Markdown.answer("| a | b |\n|---|--:|\n| 1 | 2 |"))
                .contains("<div class=\"wide\" tabindex=\"0\"><table>")
                .contains("<td align=\"right\">2</td>")
                .contains("</table></div>");
    }

    @Test
    void tasks_have_boxes() {
        assertThat(Markdown.answer("- [ ] open\n- [x] done")).contains("☐ open").contains("☑ done");
    }

    @Test
    void a_link_opens_apart_and_is_followed_by_nobody() {
        assertThat(Markdown.answer("see https://example.org/a?b=1&c=2"))
                .contains("href=\"https://example.org/a?b&#61;1&amp;c&#61;2\"")
                .contains("target=\"_blank\"")
                .contains("rel=\"nofollow noopener noreferrer ugc\"");
    }

    @Test
    void an_image_becomes_a_link_so_that_reading_fetches_nothing() {
        assertThat(Markdown.answer("![the cat](https://evil.example/?q=secret)"))
                .doesNotContain("<img")
                .contains(">the cat</a>");
    }

    @Test
    void a_link_into_our_own_site_is_no_link() {
        assertThat(Markdown.answer("[win](/operator/index.xhtml) [x](//evil.example) [ok](http://a.example)"))
                .doesNotContain("/operator")
                .doesNotContain("//evil")
                .contains("http://a.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**“重点”**内容|<strong>“重点”</strong>内容",
                "**注意：**请看|<strong>注意：</strong>请看",
                "请看**《规则》**第二条|请看<strong>《规则》</strong>第二条",
                "这是~~（旧的）~~新的|这是<del>（旧的）</del>新的",
                "**「強調」**です|<strong>「強調」</strong>です",
                "**(강조)**입니다|<strong>(강조)</strong>입니다",
                "`**“重点”**内容`|<code>**“重点”**内容</code>",
                "a * b * c|a * b * c",
                "**重点**“引用”|<strong>重点</strong>“引用”",
                "前*斜体*后|前<em>斜体</em>后",
                "[**“链接”**后](https://例.example/)|<strong>“链接”</strong>后",
            })
    void emphasis_works_where_no_space_stands_between_words(String text, String html) {
        assertThat(Markdown.answer(text)
                        .replace("&#xff1a;", "：")
                        .replace("&#xff08;", "（")
                        .replace("&#xff09;", "）"))
                .contains(html)
                .doesNotContain("\uD81B\uDFE2")
                .doesNotContainIgnoringCase("16fe2")
                .doesNotContain("%F0%96");
    }

    static Stream<String> attacks() {
        var hrefs = Stream.of(
                        "javascript:alert(1)",
                        "JaVaScRiPt:alert(1)",
                        "java\tscript:alert(1)",
                        "&#106;avascript:alert(1)",
                        "&#x6A;avascript&colon;alert(1)",
                        "\u0001javascript:alert(1)",
                        "vbscript:msgbox(1)",
                        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
                        "file:///etc/passwd",
                        "blob:https://a/b",
                        "ws://a.example",
                        "http://a.example/\" onmouseover=\"alert(1)",
                        "http://a.example/' onfocus='alert(1)",
                        "//a.example",
                        "\\\\a.example\\share",
                        "view-source:http://a.example")
                .flatMap(url -> Stream.of(
                        "[x](" + url + ")",
                        "[x](<" + url + ">)",
                        "![x](" + url + ")",
                        "[x]\n\n[x]: " + url,
                        "<" + url + ">",
                        url,
                        "<a href=\"" + url + "\">x</a>"));
        var raw = Stream.of(
                "<script>alert(1)</script>",
                "<SCRIPT SRC=//a.example/x.js></SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<svg/onload=alert(1)>",
                "<svg><script>alert&#40;1)</script></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<object data=javascript:alert(1)>",
                "<embed src=javascript:alert(1)>",
                "<form action=javascript:alert(1)><input type=submit></form>",
                "<base href=//a.example/>",
                "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
                "<link rel=stylesheet href=//a.example/x.css>",
                "<style>@import '//a.example/x.css';</style>",
                "<p style=\"background:url(//a.example/x)\">x</p>",
                "<details open ontoggle=alert(1)>",
                "<video><source onerror=alert(1)></video>",
                "<a href='x' onclick=alert(1)>x</a>",
                "<!--><script>alert(1)</script>-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?php echo 1 ?>",
                "</pre></code><script>alert(1)</script>",
                "```\n</code></pre><script>alert(1)</script>\n```",
                "```java\" onmouseover=\"alert(1)\nx\n```",
                "```<script>alert(1)</script>\nx\n```",
                "`<script>alert(1)</script>`",
                "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
                "| a |\n|:-:\" onclick=alert(1)|\n| b |",
                "# <script>alert(1)</script>",
                "- <script>alert(1)</script>",
                "> <script>alert(1)</script>",
                "**<script>alert(1)</script>**",
                "[<script>alert(1)</script>](https://a.example)",
                "[x](https://a.example \"title\\\" onmouseover=alert(1)\")",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "\\<script>alert(1)\\</script>",
                "<scr\u0000ipt>alert(1)</script>",
                "<\u202Escript>alert(1)</script>",
                "＜script＞alert(1)＜/script＞",
                "<pre><table></table></pre><script>alert(1)</script>",
                "&#60;table&#62;&#60;script&#62;",
                "\uD800<script>alert(1)</script>",
                "**“<script>alert(1)</script>”**内容",
                "<div class=\"wide\" tabindex=\"0\" onclick=\"alert(1)\">");
        return Stream.concat(hrefs, raw);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void nothing_written_runs_styles_or_fetches_anything(String text) {
        assertThat(Markdown.answer(text)).matches(MarkdownTest::isHarmless);
        assertThat(Markdown.question(text)).matches(MarkdownTest::isHarmless);
        assertThat(Markdown.plain(text)).matches(MarkdownTest::isHarmless);
    }

    @Test
    void a_renderer_without_the_rules_fails_on_most_of_the_corpus() {
        var bare = HtmlRenderer.builder().build();
        var parser = Parser.builder().build();
        assertThat(attacks().filter(text -> !isHarmless(bare.render(parser.parse(text)))))
                .hasSizeGreaterThan(60);
    }

    private static boolean isHarmless(String html) {
        var tags = TAG.matcher(html);
        while (tags.find()) {
            var href = HREF.matcher(tags.group(3));
            boolean known = TAGS.contains(tags.group(2))
                    && ATTRIBUTE.matcher(tags.group(3)).replaceAll("").isBlank()
                    && (!href.find() || ADDRESS.matcher(href.group(1)).matches());
            if (!known) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ", "- ", "1. ", "<", "<a ", "![[]()", "[", "[a](", "**a ", "*a_", "`", "` ``", "~~", "&", "\\", "|",
                "<!--", "<?", "]", "![", "* * ", "**“重", "a@", "http://", "www.", "\t", "(", "[a][", "$", "#", "|-"
            })
    void no_text_takes_more_than_a_moment(String seed) {
        var bomb = seed.repeat(200_000 / seed.length());
        var lines = (seed.repeat(5_000 / seed.length()) + "\n").repeat(39);
        Assertions.assertTimeout(Duration.ofSeconds(4), () -> {
            assertThat(Markdown.answer(bomb)).isNotNull();
            assertThat(Markdown.answer(lines)).isNotNull();
        });
    }

    @Test
    void what_is_beyond_the_limit_goes_on_as_plain_text_and_nothing_is_lost() {
        var html = Markdown.answer("**bold** word\n\n".repeat(20_000) + "the **end**");
        assertThat(html).contains("<strong>bold</strong>").contains("the **end**</pre>");
    }
}
